"""The votes of a Polis report, and who is in which group (`votes.csv`, `participant-votes.csv`).

One row of votes.csv is one cast vote: of several of one person on one comment the last one counts.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat

from bot.exchange.named_files import NamedFiles, opened
from bot.exchange.polis_summary import Convention
from bot.exchange.table_columns import Columns, ColumnTable, column_table
from bot.exchange.table_stream import identities, identity, moments
from bot.exchange.vote_bounds import MOST_COMMENTS, MOST_PARTICIPANTS, MOST_TALLIES
from bot.ledger.file_problems import FileError, ProblemKind, problem

FILE = "votes.csv"
GROUPS_FILES = ("participant-votes.csv", "participants-votes.csv")
"""The second is what the file is called in exports up to 2024."""

_REQUIRED = ("timestamp", "comment-id", "voter-id", "vote")

_VOTES = {"1": 1, "-1": -1, "0": 0}
_LAST_VOTES = _VOTES | {f"{vote}.0": answer for vote, answer in _VOTES.items()}

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
    votes, known, answer = Votes(), _Comments(), _answers(_VOTES, convention)
    with opened(files, FILE) as file:
        found = column_table(file, _REQUIRED)
        at, comment, person, vote = (found.places[column] for column in _REQUIRED)

        def take(columns: Columns) -> None:
            answers, cast_at = answer(columns[vote]), moments(columns[at], "timestamp")
            comments, people = identities(columns[comment], "comment-id"), identities(columns[person], "voter-id")
            known.meet(comments)
            votes.at.extend(cast_at)
            votes.comments.extend(comments)
            votes.people.extend(people)
            votes.answers.extend(answers)

        found.hand_on(take)
    return votes


class _Comments:
    """The comments that were voted on."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()

    def meet(self, comments: Sequence[int]) -> None:
        """These were voted on too. Raises FileError where they become more than any conversation has."""
        new = set(comments).difference(self._numbers)
        if len(self._numbers) + len(new) > MOST_COMMENTS:
            raise FileError(problem(ProblemKind.TOO_MANY_COMMENTS, limit=MOST_COMMENTS))
        self._numbers |= new


def _answers(known: Mapping[str, int], convention: Convention | None) -> Callable[[Sequence[str]], list[int]]:
    """What reads the cells of votes: 1 agrees. It raises FileError, without a line."""
    sign = -1 if convention is Convention.DISAGREE_IS_ONE else 1
    signed = {cell: sign * answer for cell, answer in known.items()}

    def read_cells(cells: Sequence[str]) -> list[int]:
        try:
            return list(map(signed.__getitem__, cells))
        except KeyError as unknown:
            raise FileError(problem(ProblemKind.NO_POLIS_VOTE, vote=str(unknown.args[0])[:20])) from None

    return read_cells


def read_last(files: NamedFiles, convention: Convention | None, at: int) -> Votes:
    """The last vote of each person on each comment, as the matrix has them; it tells no moments: they are cast at `at`.

    Raises FileError.
    """
    votes, answer = Votes(), _answers(_LAST_VOTES, convention)
    with opened(files, next(name for name in GROUPS_FILES if name in files)) as file:
        found = column_table(file, ("participant",))
        person, comments = found.places["participant"], _comments(found)

        def take(columns: Columns) -> None:
            people = identities(columns[person], "participant")
            cast = [(comment, columns[place]) for comment, place in comments]
            answers = [answer(list(filter(None, cells))) for _, cells in cast]
            for (comment, cells), given in zip(cast, answers, strict=True):
                votes.at.extend(repeat(at, len(given)))
                votes.comments.extend(repeat(comment, len(given)))
                votes.people.extend(compress(people, cells))
                votes.answers.extend(given)

        found.hand_on(take)
    return votes


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who is in which group, and how often each comment is agreed and disagreed with, as the matrix has it."""

    file: str
    groups: dict[int, int]
    agrees: Counter[int]
    disagrees: Counter[int]


def read_matrix(files: NamedFiles, comments: int) -> Matrix | None:
    """The matrix of participants and comments, of which there are so many; None where the report has none.

    A column `xid` is somebody's identity elsewhere: it is not looked at. Raises FileError.
    """
    name = next((name for name in GROUPS_FILES if name in files), None)
    if name is None:
        return None
    matrix = Matrix(name, {}, Counter(), Counter())
    with opened(files, name) as file:
        found = column_table(file, ("participant", "group-id"))
        person, group, voted = found.places["participant"], found.places["group-id"], _comments(found)
        people = _People(matrix.groups, comments)

        def take(columns: Columns) -> None:
            people.meet(identities(columns[person], "participant"), columns[group])
            for comment, place in voted:
                counts = Counter(columns[place])
                matrix.agrees[comment] += counts["1"] + counts["1.0"]
                matrix.disagrees[comment] += counts["-1"] + counts["-1.0"]

        found.hand_on(take)
    return matrix


class _People:
    """The participants, and who is in which group."""

    def __init__(self, groups: dict[int, int], comments: int) -> None:
        self._groups = groups
        self._most_groups = MOST_TALLIES // max(1, comments)
        self._numbers: dict[str, int | None] = {}
        self._seen: set[int] = set()

    def meet(self, people: Sequence[int], groups: Sequence[str]) -> None:
        """These are there too, each with the cell of their group. Raises FileError."""
        new = set(people)
        if len(new) < len(people) or not new.isdisjoint(self._seen):
            raise FileError(problem(ProblemKind.PARTICIPANT_TWICE, participant=people[0]))
        if len(self._seen) + len(new) > MOST_PARTICIPANTS:
            raise FileError(problem(ProblemKind.TOO_MANY_PARTICIPANTS, limit=MOST_PARTICIPANTS))
        numbers = list(map(self._number, groups))
        self._seen |= new
        in_groups = zip(people, numbers, strict=True)
        self._groups.update((person, number) for person, number in in_groups if number is not None)

    def _number(self, cell: str) -> int | None:
        """The group's number, by what a file has for it; empty is none."""
        if cell not in self._numbers:
            number = identity(cell.strip(), "group-id", 0) if cell.strip() else None
            if number is not None and number >= MOST_GROUPS:
                raise FileError(problem(ProblemKind.TOO_MANY_GROUPS, limit=MOST_GROUPS))
            if len({*self._numbers.values(), number} - {None}) > self._most_groups:
                raise FileError(problem(ProblemKind.TOO_MANY_TALLIES, limit=MOST_TALLIES))
            self._numbers[cell] = number
        return self._numbers[cell]


def _comments(found: ColumnTable) -> list[tuple[int, int]]:
    """Each comment and the place of its column."""
    return [(int(name), place) for name, place in found.places.items() if name.isdecimal() and len(name) < 16]
