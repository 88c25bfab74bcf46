"""A report of Polis as it hands it out: a folder or a zip of CSV files (`polis-export/1` of 2026, and older ones).

Columns are found by their names, since older files have others (docs/export-format.md in compdemocracy/polis).
A vote of 1 agrees, as the report's `vote-convention` says. Files that do not say so may have been written with the
signs of Polis's database, where 1 disagrees: so their votes are compared with what the report counts, and a file whose
counts fit the opposite signs better is refused.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.exchange import polis_comments, polis_summary, polis_votes
from bot.exchange.named_files import NamedFiles
from bot.exchange.polis_comments import Comment
from bot.exchange.polis_summary import Convention
from bot.exchange.polis_votes import Matrix, Votes
from bot.ledger.file_problems import FileError, ProblemKind, problem

_VOTES = (polis_votes.FILE, *polis_votes.GROUPS_FILES)
"""Each tells how people voted last; only the first one, when they did."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a report holds: everything that was said, every vote that was cast, and the groups found in it."""

    topic: str
    comments: Mapping[int, Comment]
    """By number; those that moderators rejected are among them."""
    groups: Mapping[int, int]
    """The group of each participant who is in one."""
    votes: Votes
    last: Mapping[int, Mapping[int, int]]
    """The last votes, by comment and by person."""
    counted_otherwise: int
    """Of how many comments the report counts other votes than it has: its counts may be older."""
    is_timed: bool
    """Whether the report tells when each vote was cast."""

    def counted(self) -> Iterator[Comment]:
        """The comments that count, in the order of their numbers."""
        return (comment for _, comment in sorted(self.comments.items()) if comment.counts)


def is_report(files: NamedFiles) -> bool:
    """Whether these can be the files of a report."""
    return any(name in files for name in _VOTES) and (polis_comments.FILE in files or polis_summary.FILE in files)


def read(files: NamedFiles) -> Conversation:
    """The conversation of a report. Raises FileError, which names file and line."""
    if polis_comments.FILE not in files:
        raise FileError(problem(ProblemKind.FILE_MISSING, file_name=polis_comments.FILE))
    if not any(name in files for name in _VOTES):
        raise FileError(problem(ProblemKind.FILE_MISSING, file_name=polis_votes.FILE))
    summary = polis_summary.read(files)
    comments = polis_comments.read(files)
    matrix = polis_votes.read_matrix(files, len(comments))
    votes = _votes(files, summary.convention, comments)
    if not len(votes):
        raise FileError(problem(ProblemKind.NO_VOTES).in_file(next(name for name in _VOTES if name in files)))
    last = votes.last()
    counts = _counts(comments, last)
    if summary.convention is None:
        _check_signs(counts, matrix)
    otherwise = sum(1 for count in counts if count.told is not None and count.told != count.cast)
    groups, timed = matrix.groups if matrix else {}, polis_votes.FILE in files
    return Conversation(summary.topic, comments, groups, votes, last, otherwise, timed)


def _votes(files: NamedFiles, convention: Convention | None, comments: Mapping[int, Comment]) -> Votes:
    """Every vote; where there is none of those, the last ones, as if they were cast with the last comment."""
    if polis_votes.FILE in files:
        return polis_votes.read(files, convention)
    return polis_votes.read_last(files, convention, max((comment.at for comment in comments.values()), default=0))


@dataclass(frozen=True, slots=True)
class _Count:
    """Who agrees and who disagrees with a comment: as the votes have it, and as comments.csv says it."""

    comment: Comment
    cast: tuple[int, int]
    told: tuple[int, int] | None


def _counts(comments: Mapping[int, Comment], last: Mapping[int, Mapping[int, int]]) -> list[_Count]:
    cast = {comment: Counter(answers.values()) for comment, answers in last.items()}
    nobody: Counter[int] = Counter()
    counts = ((comment, cast.get(comment.number, nobody)) for comment in comments.values())
    return [_Count(comment, (votes[1], votes[-1]), _told(comment)) for comment, votes in counts]


def _told(comment: Comment) -> tuple[int, int] | None:
    if comment.agrees is None or comment.disagrees is None:
        return None
    return comment.agrees, comment.disagrees


def _check_signs(counts: list[_Count], matrix: Matrix | None) -> None:
    """Raises FileError where what the report counts fits the opposite of its votes better."""
    _check(polis_comments.FILE, [(c.comment.line, c.comment.number, c.cast, c.told) for c in counts if c.told])
    if matrix is not None:
        in_matrix = ((c, (matrix.agrees[c.comment.number], matrix.disagrees[c.comment.number])) for c in counts)
        _check(matrix.file, [(1, c.comment.number, c.cast, told) for c, told in in_matrix])


def _check(file: str, counts: list[tuple[int, int, tuple[int, int], tuple[int, int] | None]]) -> None:
    known = [(line, number, cast, told) for line, number, cast, told in counts if told is not None]
    straight = sum(_distance(cast, told) for _, _, cast, told in known)
    turned = sum(_distance(cast[::-1], told) for _, _, cast, told in known)
    if turned >= straight:
        return
    line, number, cast, told = max(known, key=lambda c: _distance(c[2], c[3]) - _distance(c[2][::-1], c[3]))
    facts = {"agrees": told[0], "disagrees": told[1], "cast_agrees": cast[0], "cast_disagrees": cast[1]}
    raise FileError(problem(ProblemKind.VOTES_CONTRADICT, line=line, comment=number, **facts).in_file(file))


def _distance(cast: tuple[int, int], told: tuple[int, int]) -> int:
    return abs(cast[0] - told[0]) + abs(cast[1] - told[1])
