"""Votes as CSV (participant, group, comment, vote), and where each comment stands by them."""

import re
from collections import Counter
from dataclasses import dataclass

from bot.exchange.delimited import rows_of
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.standing.verdicts import (
    StandingClass,
    Tally,
    Verdict,
    group_informed_consensus,
    order_key,
    room_class,
    standing_class,
    verdict,
)
from bot.ledger.text import folded, one_line
from bot.words import votes as words
from bot.words.front_end import FrontEnd

COLUMNS = ("participant", "group", "comment", "vote")


LONGEST_NUMBER = 18
"""How many digits a comment's number has at most; what is longer is a name."""

_NUMBER = re.compile("0|[1-9][0-9]*")
"""Not "01", which is another comment than "1"."""

ROOM = "room"
"""What everybody together is called where the file names no group."""

ANSWERS = {"1": 1, "agree": 1, "-1": -1, "disagree": -1, "0": 0, "unsure": 0, "pass": 0}
"""What a vote may be, beside other ways to write the same number ("+1", "1.0")."""

_AS_DECIMAL = re.compile(r"\+?(-?[01])(?:[.,]0*)?")


@dataclass(frozen=True, slots=True)
class Votes:
    """Everybody's last vote on each comment (1 agree, -1 disagree, 0 unsure), and who is in which group."""

    groups: dict[str, str]
    votes: dict[tuple[str, str], int]
    unheard: tuple[str, ...] = ()
    """Groups of which nobody has voted."""


@dataclass(frozen=True, slots=True)
class CommentStanding:
    """Where a comment stands; its sides in the order of their names. Without groups there is no consensus of them."""

    comment: str
    cls: StandingClass
    sides: dict[str, tuple[Tally, Verdict]]
    consensus: float | None


def read_votes(text: str) -> Votes:
    """The votes of a file. A later vote of the same person on the same comment replaces an earlier one.

    Raises FileError.
    """
    groups: dict[str, str] = {}
    votes: dict[tuple[str, str], int] = {}
    for line, cells in rows_of(text, COLUMNS):
        person, group, comment, vote = map(one_line, cells)
        if not person or not comment:
            raise FileError(problem(ProblemKind.VOTE_OF_NOBODY, line=line))
        if groups.setdefault(person, group) != group:
            raise FileError(problem(ProblemKind.IN_TWO_GROUPS, line=line, participant=person[:40]))
        votes[person, comment] = _answer(vote, line)
    if not votes:
        raise FileError(problem(ProblemKind.NO_VOTES))
    return Votes(groups, votes)


def _answer(vote: str, line: int) -> int:
    decimal = _AS_DECIMAL.fullmatch(vote.replace("\N{MINUS SIGN}", "-"))
    answer = ANSWERS.get(decimal[1].replace("-0", "0") if decimal else folded(vote))
    if answer is None:
        raise FileError(problem(ProblemKind.NO_SUCH_VOTE, line=line, vote=vote[:20]))
    return answer


def standing_of(votes: Votes) -> list[CommentStanding]:
    """Where each comment stands, in the digest's order; a group's members are those of it who voted at all.

    Where nobody is in a group, everybody is counted together, as in a debate without sides.
    """
    group_of = votes.groups if has_groups(votes) else dict.fromkeys(votes.groups, ROOM)
    names = sorted({group for group in group_of.values() if group}.union(votes.unheard))
    members = Counter(group_of.values())
    counts: dict[str, dict[str, list[int]]] = {}
    for (person, comment), vote in votes.votes.items():
        if comment not in counts:
            counts[comment] = {name: [0, 0, 0] for name in names}
        per_group = counts[comment]
        if group := group_of[person]:
            per_group[group][{1: 0, -1: 1, 0: 2}[vote]] += 1
    stands = _in_groups if has_groups(votes) else _in_a_room
    standings = [
        stands(comment, {name: _tally(per_group[name], members[name]) for name in names})
        for comment, per_group in counts.items()
    ]
    return sorted(standings, key=_place)


def has_groups(votes: Votes) -> bool:
    """Whether anybody is in a group."""
    return any(votes.groups.values()) or votes.unheard != ()


def _in_groups(comment: str, tallies: dict[str, Tally]) -> CommentStanding:
    sides = {name: (tally, verdict(tally)) for name, tally in tallies.items()}
    cls = standing_class([said for _, said in sides.values()])
    return CommentStanding(comment, cls, sides, group_informed_consensus(list(tallies.values())))


def _in_a_room(comment: str, tallies: dict[str, Tally]) -> CommentStanding:
    everybody = tallies[ROOM]
    return CommentStanding(comment, room_class(everybody), {ROOM: (everybody, verdict(everybody))}, None)


def _tally(counts: list[int], members: int) -> Tally:
    agree, disagree, unsure = counts
    return Tally(agree, disagree, unsure, members)


def _place(comment: CommentStanding) -> tuple[int, float, int, str]:
    number = int(comment.comment) if _is_number(comment.comment) else 0
    return (*order_key(comment.cls, [tally for tally, _ in comment.sides.values()]), number, comment.comment)


def _is_number(comment: str) -> bool:
    return len(comment) <= LONGEST_NUMBER and _NUMBER.fullmatch(comment) is not None


def as_rows(standings: list[CommentStanding]) -> list[dict[str, object]]:
    """The standings for JSON; comments are numbers where all of them are."""
    numeric = all(_is_number(line.comment) for line in standings)
    return [
        {
            "comment": int(line.comment) if numeric else line.comment,
            "class": line.cls.value,
            "sides": {
                name: {
                    "agree": tally.agree,
                    "disagree": tally.disagree,
                    "unsure": tally.unsure,
                    "members": tally.members,
                    "verdict": said.value,
                }
                for name, (tally, said) in line.sides.items()
            },
            "consensus": line.consensus,
        }
        for line in standings
    ]


def as_table(front: FrontEnd, standings: list[CommentStanding]) -> str:
    """The standings for people: one line a comment."""
    rows = [words.heads(front), *(_columns(front, standing) for standing in standings)]
    names, classes, scores = (max(len(row[place]) for row in rows) for place in range(3))
    return "\n".join(f"{row[0]:>{names}}  {row[1]:<{classes}}  {row[2]:>{scores}}  {row[3]}" for row in rows)


def _columns(front: FrontEnd, standing: CommentStanding) -> words.Columns:
    groups = (words.group(front, name, *counted) for name, counted in standing.sides.items())
    sides = 0 if standing.consensus is None else len(standing.sides)
    return words.comment(front, standing.comment, standing.cls, sides, standing.consensus, "  ".join(groups))
