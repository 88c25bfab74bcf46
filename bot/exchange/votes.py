"""Votes as CSV (participant, group, comment, vote), and where each comment stands by them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.exchange.delimited import take_rows
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
    """Who is in which group, and everybody's last vote (1 agree, -1 disagree, 0 unsure): by comment, then by person."""

    groups: Mapping[str, str]
    votes: Mapping[str, Mapping[str, int]]
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
    poll = _Poll()
    take_rows(text, COLUMNS, poll.take)
    if not poll.votes:
        raise FileError(problem(ProblemKind.NO_VOTES))
    return Votes(poll.groups, poll.votes)


class _Poll:
    """Votes that are counted in some at a time. What a file has for something is looked up, as few cells differ."""

    def __init__(self) -> None:
        self.groups: dict[str, str] = {}
        self.votes: dict[str, dict[str, int]] = {}
        self._voter = _Voters(self.groups).__getitem__
        self._comment = _Comments(self.votes).__getitem__
        self._answer = _Answers().__getitem__

    def take(
        self, participants: Sequence[str], groups: Sequence[str], comments: Sequence[str], votes: Sequence[str]
    ) -> None:
        """Count in votes, of each its cells. Raises FileError without a line."""
        voters = map(self._voter, zip(participants, groups, strict=True))
        for voter, comment, answer in zip(voters, map(self._comment, comments), map(self._answer, votes), strict=True):
            comment[voter] = answer


class _Voters(dict[tuple[str, str], str]):
    """People's names, by what a file has for a person and their group."""

    def __init__(self, groups: dict[str, str]) -> None:
        self._groups = groups

    def __missing__(self, cells: tuple[str, str]) -> str:
        person, group = _name(cells[0]), one_line(cells[1])
        if self._groups.setdefault(person, group) != group:
            raise FileError(problem(ProblemKind.IN_TWO_GROUPS, participant=person[:40]))
        self[cells] = person
        return person


class _Comments(dict[str, dict[str, int]]):
    """The votes on each comment, by what a file has for it."""

    def __init__(self, votes: dict[str, dict[str, int]]) -> None:
        self._votes = votes

    def __missing__(self, cell: str) -> dict[str, int]:
        votes = self[cell] = self._votes.setdefault(_name(cell), {})
        return votes


def _name(cell: str) -> str:
    name = one_line(cell)
    if not name:
        raise FileError(problem(ProblemKind.VOTE_OF_NOBODY))
    return name


class _Answers(dict[str, int]):
    """The vote that is meant, by what a file has for it."""

    def __missing__(self, cell: str) -> int:
        vote = one_line(cell)
        decimal = _AS_DECIMAL.fullmatch(vote.replace("\N{MINUS SIGN}", "-"))
        answer = ANSWERS.get(decimal[1].replace("-0", "0") if decimal else folded(vote))
        if answer is None:
            raise FileError(problem(ProblemKind.NO_SUCH_VOTE, vote=vote[:20]))
        self[cell] = answer
        return answer


def standing_of(votes: Votes) -> list[CommentStanding]:
    """Where each comment stands, in the digest's order; a group's members are those of it who voted at all.

    Where nobody is in a group, everybody is counted together, as in a debate without sides.
    """
    group_of = votes.groups if has_groups(votes) else dict.fromkeys(votes.groups, ROOM)
    names = sorted({group for group in group_of.values() if group}.union(votes.unheard))
    members = Counter(group_of.values())
    stands = _in_groups if has_groups(votes) else _in_a_room

    def tallies(answers: Mapping[str, int]) -> dict[str, Tally]:
        counted = Counter(zip(map(group_of.__getitem__, answers), answers.values(), strict=True))
        return {name: _tally(counted, name, members[name]) for name in names}

    return sorted((stands(comment, tallies(answers)) for comment, answers in votes.votes.items()), key=_place)


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


def _tally(counted: Mapping[tuple[str, int], int], group: str, members: int) -> Tally:
    return Tally(counted[group, 1], counted[group, -1], counted[group, 0], members)


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
