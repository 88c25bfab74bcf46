"""Votes as CSV (participant, group, comment, vote), and where each comment stands by them."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.standing.verdicts import (
    StandingClass,
    Tally,
    Verdict,
    group_informed_consensus,
    order_key,
    standing_class,
    verdict,
)
from bot.ledger.text import one_line
from bot.words import votes as words
from bot.words.front_end import FrontEnd

COLUMNS = ("participant", "group", "comment", "vote")


LONGEST_NUMBER = 18
"""How many digits a comment's number has at most; what is longer is a name."""


class VotesError(FileError):
    """A file that holds no votes."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Everybody's last vote on each comment (1 agree, -1 disagree, 0 unsure), and who is in which group."""

    groups: dict[str, str]
    votes: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class CommentStanding:
    """Where a comment stands; its sides in the order of their names."""

    comment: str
    cls: StandingClass
    sides: dict[str, tuple[Tally, Verdict]]
    consensus: float


def read_votes(text: str) -> Votes:
    """The votes of a file. A later vote of the same person on the same comment replaces an earlier one.

    Raises VotesError.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    groups: dict[str, str] = {}
    votes: dict[tuple[str, str], int] = {}
    try:
        if missing := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
            columns = ", ".join(COLUMNS)
            raise VotesError(problem(ProblemKind.COLUMN_MISSING, column=missing[0], columns=columns))
        for row in rows:
            person, comment, vote = _row(row, rows.line_num, groups)
            votes[person, comment] = vote
    except csv.Error as wrong:
        raise VotesError(problem(ProblemKind.NOT_CSV, line=rows.line_num, detail=str(wrong))) from None
    if not votes:
        raise VotesError(problem(ProblemKind.NO_VOTES))
    return Votes(groups, votes)


def _row(row: dict[str, str | None], line: int, groups: dict[str, str]) -> tuple[str, str, int]:
    person, group, comment, vote = ((row.get(column) or "").strip() for column in COLUMNS)
    if not person or not comment:
        raise VotesError(problem(ProblemKind.VOTE_OF_NOBODY, line=line))
    if vote not in ("1", "-1", "0"):
        raise VotesError(problem(ProblemKind.NO_SUCH_VOTE, line=line, vote=vote[:20]))
    if groups.setdefault(person, group) != group:
        raise VotesError(problem(ProblemKind.IN_TWO_GROUPS, line=line, participant=person[:40]))
    return person, comment, int(vote)


def standing_of(votes: Votes) -> list[CommentStanding]:
    """Where each comment stands, in the digest's order; a group's members are those of it who voted at all."""
    names = sorted({group for group in votes.groups.values() if group})
    members = Counter(votes.groups.values())
    counts: dict[str, dict[str, list[int]]] = {}
    for (person, comment), vote in votes.votes.items():
        if comment not in counts:
            counts[comment] = {name: [0, 0, 0] for name in names}
        per_group = counts[comment]
        if group := votes.groups[person]:
            per_group[group][{1: 0, -1: 1, 0: 2}[vote]] += 1
    standings = [_comment(comment, per_group, members) for comment, per_group in counts.items()]
    return sorted(standings, key=_place)


def _comment(comment: str, counts: dict[str, list[int]], members: Mapping[str, int]) -> CommentStanding:
    tallies = {name: _tally(counts[name], members[name]) for name in counts}
    verdicts = {name: verdict(tally) for name, tally in tallies.items()}
    cls = standing_class(list(verdicts.values()))
    sides = {name: (tallies[name], verdicts[name]) for name in tallies}
    return CommentStanding(comment, cls, sides, group_informed_consensus(list(tallies.values())))


def _tally(counts: list[int], members: int) -> Tally:
    agree, disagree, unsure = counts
    return Tally(agree, disagree, unsure, members)


def _place(comment: CommentStanding) -> tuple[int, float, int, str]:
    number = int(comment.comment) if _is_number(comment.comment) else 0
    return (*order_key(comment.cls, [tally for tally, _ in comment.sides.values()]), number, comment.comment)


def _is_number(comment: str) -> bool:
    return comment.isascii() and comment.isdigit() and len(comment) <= LONGEST_NUMBER


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
    return "\n".join((words.heads(front), *(_line(front, standing) for standing in standings)))


def _line(front: FrontEnd, standing: CommentStanding) -> str:
    groups = (words.group(front, one_line(name), *counted) for name, counted in standing.sides.items())
    return words.comment(front, one_line(standing.comment), standing.cls, standing.consensus, "  ".join(groups))
