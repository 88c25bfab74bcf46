"""The votes of a Polis report, and who is in which group (`votes.csv`, `participant-votes.csv`).

One row of votes.csv is one cast vote: of several of one person on one comment the last one counts.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.exchange.named_files import NamedFiles, opened
from bot.exchange.polis_summary import Convention
from bot.exchange.table_stream import Table, identity, milliseconds, table
from bot.ledger.file_problems import FileError, ProblemKind, problem

FILE = "votes.csv"
GROUPS_FILES = ("participant-votes.csv", "participants-votes.csv")
"""The second is what the file is called in exports up to 2024."""

_REQUIRED = ("timestamp", "comment-id", "voter-id", "vote")

_VOTES = {"1": 1, "-1": -1, "0": 0}

MOST_GROUPS = 100
"""More groups than any clustering gives."""


@dataclass(frozen=True, slots=True)
class Votes:
    """All cast votes in the order of the file, a column each; `at` in milliseconds since 1970; 1 agrees, 0 passes."""

    at: "array[int]" = field(default_factory=lambda: array("q"))
    comments: "array[int]" = field(default_factory=lambda: array("q"))
    people: "array[int]" = field(default_factory=lambda: array("q"))
    answers: "array[int]" = field(default_factory=lambda: array("b"))

    def __len__(self) -> int:
        return len(self.at)

    def in_time(self) -> list[int]:
        """The places of the votes in the order of their moments; those of one moment as in the file."""
        return sorted(range(len(self)), key=self.at.__getitem__)

    def last(self) -> dict[int, dict[int, int]]:
        """What each person answered last to each comment, by comment and by person."""
        last: dict[int, dict[int, int]] = {}
        comments, people, answers = self.comments, self.people, self.answers
        for place in self.in_time():
            last.setdefault(comments[place], {})[people[place]] = answers[place]
        return last


def read(files: NamedFiles, convention: Convention | None) -> Votes:
    """The votes, as an export of today has them: without a convention, 1 agrees. Raises FileError."""
    votes = Votes()
    sign = -1 if convention is Convention.DISAGREE_IS_ONE else 1
    with opened(files, FILE) as file:
        found = table(file, _REQUIRED)
        at, comment, person, vote = (found.places[column] for column in _REQUIRED)
        for line, cells in found.rows:
            answer = _VOTES.get(cells[vote])
            if answer is None:
                raise FileError(problem(ProblemKind.NO_POLIS_VOTE, line=line, vote=cells[vote][:20]))
            votes.at.append(milliseconds(cells[at], "timestamp", line))
            votes.comments.append(identity(cells[comment], "comment-id", line))
            votes.people.append(identity(cells[person], "voter-id", line))
            votes.answers.append(sign * answer)
    return votes


def read_last(files: NamedFiles, convention: Convention | None, at: int) -> Votes:
    """The last vote of each person on each comment, as the matrix has them; it tells no moments: they are cast at `at`.

    Raises FileError.
    """
    votes = Votes()
    sign = -1 if convention is Convention.DISAGREE_IS_ONE else 1
    with opened(files, next(name for name in GROUPS_FILES if name in files)) as file:
        found = table(file, ("participant",))
        person, comments = found.places["participant"], _comments(found)
        for line, cells in found.rows:
            for comment, place in comments:
                if cell := cells[place]:
                    answer = _VOTES.get(cell.removesuffix(".0"))
                    if answer is None:
                        raise FileError(problem(ProblemKind.NO_POLIS_VOTE, line=line, vote=cell[:20]))
                    votes.at.append(at)
                    votes.comments.append(comment)
                    votes.people.append(identity(cells[person], "participant", line))
                    votes.answers.append(sign * answer)
    return votes


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who is in which group, and how often each comment is agreed and disagreed with, as the matrix has it."""

    file: str
    groups: dict[int, int]
    agrees: Counter[int]
    disagrees: Counter[int]


def read_matrix(files: NamedFiles) -> Matrix | None:
    """The matrix of participants and comments; None where the report has none. Raises FileError.

    A column `xid` is somebody's identity elsewhere: it is not looked at.
    """
    name = next((name for name in GROUPS_FILES if name in files), None)
    if name is None:
        return None
    matrix = Matrix(name, {}, Counter(), Counter())
    with opened(files, name) as file:
        found = table(file, ("participant", "group-id"))
        comments = _comments(found)
        seen: set[int] = set()
        for line, cells in found.rows:
            _take_row(matrix, found, seen, line, cells)
            _count_votes(matrix, comments, cells)
    return matrix


def _take_row(matrix: Matrix, found: Table, seen: set[int], line: int, cells: list[str]) -> None:
    person = identity(cells[found.places["participant"]], "participant", line)
    if person in seen:
        raise FileError(problem(ProblemKind.PARTICIPANT_TWICE, line=line, participant=person))
    seen.add(person)
    if group := cells[found.places["group-id"]].strip():
        number = identity(group, "group-id", line)
        if number >= MOST_GROUPS:
            raise FileError(problem(ProblemKind.TOO_MANY_GROUPS, line=line, limit=MOST_GROUPS))
        matrix.groups[person] = number


def _comments(found: Table) -> list[tuple[int, int]]:
    """Each comment and the place of its column."""
    return [(int(name), place) for name, place in found.places.items() if name.isdecimal() and len(name) < 16]


def _count_votes(matrix: Matrix, comments: Iterable[tuple[int, int]], cells: Sequence[str]) -> None:
    for comment, place in comments:
        cell = cells[place]
        if cell in ("1", "1.0"):
            matrix.agrees[comment] += 1
        elif cell in ("-1", "-1.0"):
            matrix.disagrees[comment] += 1
