"""A table of where comments stand by their votes, in the words of a digest."""

from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict
from bot.words.classes import standing_class
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

Columns = tuple[str, str, str, str]
"""What stands in a line: the comment, where it stands, its score, how each group voted."""


def heads(front: FrontEnd) -> Columns:
    """What the columns hold, set over them."""
    groups = front.say("agree/disagree/unsure of members, by group")
    return front.say("comment"), front.say("where it stands"), front.say("consensus"), groups


def group(front: FrontEnd, name: str, tally: Tally, verdict: Verdict) -> str:
    """How a group voted, and what it makes of the comment."""
    return front.say(
        "{group} {agree}/{disagree}/{unsure} of {members} {verdict}",
        group=name,
        agree=tally.agree,
        disagree=tally.disagree,
        unsure=tally.unsure,
        members=tally.members,
        verdict=term(front.catalogue, verdict),
    )


def comment(
    front: FrontEnd, name: str, cls: StandingClass, sides: int, consensus: float | None, groups: str
) -> Columns:
    """A comment among so many sides (0: the room)."""
    score = "-" if consensus is None else f"{consensus:.3f}"
    return name, standing_class(front, cls, sides), score, groups


def nobody_in_a_group(front: FrontEnd) -> str:
    """Why nothing in the table is accepted or rejected by all groups."""
    return front.say(
        "No row names a group, so everybody is counted together, and there is no consensus between groups."
    )
