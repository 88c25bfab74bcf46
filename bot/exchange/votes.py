"""Votes as CSV (participant, group, comment, vote), and where each comment stands by them."""

import re
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import add
from typing import Any, cast

from bot.exchange.delimited import take_rows
from bot.exchange.vote_bounds import MOST_COMMENTS, MOST_PARTICIPANTS, MOST_TALLIES
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

ANSWERS_EACH = 3
"""A vote of a group is counted by one number, to which each answer adds its own: numbers are counted quickly."""

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
    if not poll.ballots:
        raise FileError(problem(ProblemKind.NO_VOTES))
    return Votes(poll.groups, {comment: _last(ballots) for comment, ballots in poll.ballots.items()})


Ballots = list[str | int]
"""Who voted on a comment, each followed by their vote, in the order of the file.

In a list they are appended where memory was used last. With as many dictionaries, each vote would wait for memory.
"""


def _last(ballots: Ballots) -> dict[str, int]:
    """What each person voted last; the ballots are gone then, as both together would take much memory."""
    last = cast("dict[str, int]", dict(zip(ballots[::2], ballots[1::2], strict=True)))
    ballots.clear()
    return last


class _Poll:
    """Votes that are counted in some at a time. What a file has for something is looked up, as few cells differ."""

    def __init__(self) -> None:
        self.groups: dict[str, str] = {}
        self.ballots: dict[str, Ballots] = {}
        voters, names = _Names(), dict[str, None]()
        groups, comments = _Groups(names, self.ballots), _Comments(names, self.ballots)
        self._known: tuple[dict[str, Any], ...] = (names, groups, comments, self.ballots, voters, self.groups)
        self._voter, self._group, self._comment = voters.__getitem__, groups.__getitem__, comments.__getitem__
        self._answer = _Answers().__getitem__

    def take(
        self, participants: Sequence[str], groups: Sequence[str], comments: Sequence[str], votes: Sequence[str]
    ) -> None:
        """Count in votes, of each its cells. Raises FileError without a line, and knows nothing of them then."""
        before = list(map(len, self._known))
        try:
            self._count(participants, groups, comments, votes)
        except FileError:
            for known, number in zip(self._known, before, strict=True):
                for name in list(islice(known, number, None)):
                    del known[name]
            raise

    def _count(
        self, participants: Sequence[str], groups: Sequence[str], comments: Sequence[str], votes: Sequence[str]
    ) -> None:
        voters = list(map(self._voter, participants))
        self._join(voters, list(map(self._group, groups)))
        ballots = zip(voters, map(self._answer, votes), strict=True)
        deque(map(list.extend, map(self._comment, comments), ballots), maxlen=0)

    def _join(self, voters: list[str], groups: list[str]) -> None:
        """Each voter is in the group of their first vote. Raises FileError where one is in another group here."""
        joined = list(map(self.groups.setdefault, voters, groups))
        if joined != groups:
            person = next(voter for voter, *both in zip(voters, joined, groups, strict=True) if both[0] != both[1])
            raise FileError(problem(ProblemKind.IN_TWO_GROUPS, participant=person[:40]))


class _Names(dict[str, str]):
    """People's names, by what a file has for a person."""

    def __missing__(self, cell: str) -> str:
        if len(self) == MOST_PARTICIPANTS:
            raise FileError(problem(ProblemKind.TOO_MANY_PARTICIPANTS, limit=MOST_PARTICIPANTS))
        name = self[cell] = _name(cell)
        return name


class _Groups(dict[str, str]):
    """The names of groups, by what a file has for one; empty is none."""

    def __init__(self, names: dict[str, None], ballots: Mapping[str, Ballots]) -> None:
        self._names, self._ballots = names, ballots

    def __missing__(self, cell: str) -> str:
        group = one_line(cell)
        _require_few_tallies(len(self._ballots), len(self._names) + (group not in self._names))
        self._names[group] = None
        self[cell] = group
        return group


class _Comments(dict[str, Ballots]):
    """The votes on each comment, by what a file has for it."""

    def __init__(self, groups: dict[str, None], ballots: dict[str, Ballots]) -> None:
        self._groups, self._ballots = groups, ballots

    def __missing__(self, cell: str) -> Ballots:
        comment = _name(cell)
        if comment not in self._ballots:
            _require_few_tallies(len(self._ballots) + 1, len(self._groups))
        ballots = self[cell] = self._ballots.setdefault(comment, [])
        return ballots


def _require_few_tallies(comments: int, groups: int) -> None:
    if comments > MOST_COMMENTS:
        raise FileError(problem(ProblemKind.TOO_MANY_COMMENTS, limit=MOST_COMMENTS))
    if comments * groups > MOST_TALLIES:
        raise FileError(problem(ProblemKind.TOO_MANY_TALLIES, limit=MOST_TALLIES))


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
    members = Counter(group_of.values())
    names = sorted({group for group in members if group}.union(votes.unheard))
    codes = {name: ANSWERS_EACH * place for place, name in enumerate([*names, ""])}
    code_of = dict(zip(group_of, map(codes.__getitem__, group_of.values()), strict=True)).__getitem__
    stands = _in_groups if has_groups(votes) else _in_a_room

    def tallies(answers: Mapping[str, int]) -> dict[str, Tally]:
        counted = Counter(map(add, map(code_of, answers), answers.values()))
        return {name: _tally(counted, codes[name], members[name]) for name in names}

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


def _tally(counted: Mapping[int, int], code: int, members: int) -> Tally:
    return Tally(counted[code + 1], counted[code - 1], counted[code], members)


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
