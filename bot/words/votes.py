"""A table of where comments stand by their votes."""

from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict
from bot.words.front_end import FrontEnd


def heads(front: FrontEnd) -> str:
    """What the columns hold, set over them."""
    return front.say("comment  class                  consensus  group agree/disagree/unsure of members")


def group(front: FrontEnd, name: str, tally: Tally, verdict: Verdict) -> str:
    """How a group voted, and what it makes of the comment."""
    return front.say(
        "{group} {agree}/{disagree}/{unsure} of {members} {verdict}",
        group=name,
        agree=tally.agree,
        disagree=tally.disagree,
        unsure=tally.unsure,
        members=tally.members,
        verdict=verdict.value,
    )


def comment(front: FrontEnd, name: str, cls: StandingClass, consensus: float | None, groups: str) -> str:
    """One line of the table."""
    score = "    -" if consensus is None else f"{consensus:.3f}"
    return f"{name:>6}  {cls.value:<24}  {score}  {groups}"


def nobody_in_a_group(front: FrontEnd) -> str:
    """Why nothing in the table is common ground."""
    return front.say(
        "No row names a group, so everybody is counted together, and there is no consensus between groups."
    )
