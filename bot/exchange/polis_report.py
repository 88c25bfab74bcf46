"""A ledger as a report of Polis (`polis-export/1`, docs/export-format.md in compdemocracy/polis at 4257ac5b).

A zip of its tables in the order of columns of 2026: claims and cruxes are comments, sides groups, and stances on the
wording in force votes, each with its moment in seconds. Statements stand in it as they are, without the apostrophes
that keep spreadsheets from taking them for formulas: this file is for Polis and for programs.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, groupby
from operator import itemgetter
from tempfile import TemporaryFile

from bot.exchange import polis_comments, polis_summary, polis_votes
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.polis_cast_votes import MODERATED, CastVote, CastVotes, cast_votes_of
from bot.exchange.sorted_spool import SortedSpool
from bot.exchange.spooled import Out
from bot.exchange.zips import write_zip

DOCS = "https://github.com/compdemocracy/polis/blob/edge/docs/export-format.md"

GROUPS_FILE = "comment-groups.csv"

_FILES = {
    polis_summary.FILE: "key,value rows",
    polis_comments.FILE: "one row a comment",
    polis_votes.FILE: "one row a vote",
    polis_votes.GROUPS_FILES[0]: "one row a participant, one column a comment",
    GROUPS_FILE: "one row a comment, with the votes of each group",
}

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write(source: LedgerSource, out: Out) -> None:
    """Write the zip of a ledger. Comments, people and their counts are in memory, votes are not."""
    with cast_votes_of(source) as cast, TemporaryFile() as file:
        tables = _Tables(cast, SortedSpool(file))
        files = {
            polis_summary.FORMAT_FILE: (_format(),),
            polis_summary.FILE: ("\n".join(tables.summary()),),
            polis_comments.FILE: _lines(tables.comments()),
            polis_votes.FILE: _lines(tables.votes()),
            polis_votes.GROUPS_FILES[0]: _lines(tables.participants()),
            GROUPS_FILE: _lines(tables.groups()),
        }
        write_zip({name: (text.encode() for text in texts) for name, texts in files.items()}, out)


def _format() -> str:
    said = {
        "format": polis_summary.FORMAT,
        polis_summary.CONVENTION_KEY: polis_summary.CONVENTION,
        "vote": {"agree": 1, "disagree": -1, "pass": 0},
        "files": _FILES,
        "docs": DOCS,
    }
    return json.dumps(said, indent=2) + "\n"


LastVote = tuple[int, int, int]
"""What a person answered last to a comment: person, comment, vote."""


class _Tables:
    """The lines of each table."""

    def __init__(self, cast: CastVotes, last: SortedSpool[LastVote]) -> None:
        """`last` is empty, and takes the last votes in, to be read by person."""
        self._cast, self._last = cast, last
        self._counts = Counter[tuple[int, int]]()
        self._by_group = Counter[tuple[int, int, int]]()
        self._voters = set[int]()
        for *_, vote in cast.each():
            self._count(vote)
            last.add((vote.person, vote.comment, vote.value))
        self._number_of_groups = max(cast.groups.values(), default=-1) + 1

    def _count(self, vote: CastVote) -> None:
        self._voters.add(vote.person)
        self._counts[vote.comment, vote.value] += 1
        if (group := self._cast.groups.get(vote.person)) is not None:
            self._by_group[group, vote.comment, vote.value] += 1

    def summary(self) -> Iterator[str]:
        """What the conversation is, and how much is in it."""
        cast, voters = self._cast, self._voters
        yield f"topic,{_quoted(cast.ledger.debate.question or '')}"
        yield "url,"
        yield f"voters,{len(voters)}"
        yield f"voters-in-conv,{len(voters & cast.groups.keys())}"
        yield f"commenters,{len({entry.author for entry in cast.comments.values()})}"
        yield f"comments,{len(cast.comments)}"
        yield f"groups,{self._number_of_groups}"
        yield f"conversation-description,{_quoted('')}"
        yield f"{polis_summary.CONVENTION_KEY},{polis_summary.CONVENTION}"

    def comments(self) -> Iterator[str]:
        """Each comment with how many agree and disagree."""
        yield "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"
        for number, entry in self._cast.comments.items():
            counts = f"{self._counts[number, 1]},{self._counts[number, -1]},{MODERATED[entry.status]}"
            at = entry.tagged_at
            yield f"{_seconds(at)},{_date(at)},{number},{entry.author},{counts},{_quoted(entry.statement or '')}"

    def votes(self) -> Iterator[str]:
        """Each vote that was cast."""
        yield "timestamp,datetime,comment-id,voter-id,vote"
        for vote in chain.from_iterable(self._cast.each()):
            yield f"{_seconds(vote.at)},{_date(vote.at)},{vote.comment},{vote.person},{vote.value}"

    def participants(self) -> Iterator[str]:
        """Each participant with their group and their last vote on each comment."""
        cast = self._cast
        authors = Counter(entry.author for entry in cast.comments.values())
        yield ",".join(
            ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *map(str, cast.comments))
        )
        for person, votes in _of_each(sorted(self._voters | cast.groups.keys() | self._counted(authors)), self._last):
            counts = Counter(votes.values())
            group = cast.groups.get(person, "")
            cells = (person, group, authors[person], len(votes), counts[1], counts[-1])
            yield ",".join(map(str, (*cells, *(votes.get(comment, "") for comment in cast.comments))))

    def _counted(self, people: Iterable[int]) -> set[int]:
        return {person for person in people if not self._cast.ledger.counts_nowhere(person)}

    def groups(self) -> Iterator[str]:
        """Each comment with the votes of each group; whoever is in none is not counted."""
        letters = [f"group-{chr(ord('a') + group)}" for group in range(self._number_of_groups)]
        per_group = [f"{letter}-{what}" for letter in letters for what in ("votes", "agrees", "disagrees", "passes")]
        total = ("total-votes", "total-agrees", "total-disagrees", "total-passes")
        yield ",".join(("comment-id", "comment", *total, *per_group))
        for number, entry in self._cast.comments.items():
            counts = [self._counts_of(number, group) for group in range(self._number_of_groups)]
            totals = [sum(column) for column in zip(*counts, strict=True)] or [0, 0, 0, 0]
            cells = [*totals, *(count for group in counts for count in group)]
            yield ",".join((str(number), _quoted(entry.statement or ""), *map(str, cells)))

    def _counts_of(self, comment: int, group: int) -> tuple[int, int, int, int]:
        agrees, disagrees, passes = (self._by_group[group, comment, vote] for vote in (1, -1, 0))
        return agrees + disagrees + passes, agrees, disagrees, passes


def _of_each(people: Iterable[int], last: Iterable[LastVote]) -> Iterator[tuple[int, dict[int, int]]]:
    """Each of these people, by number, with their last vote on each comment; nobody else has voted."""
    voters = groupby(last, key=itemgetter(0))
    voter, votes = next(voters, _NOBODY)
    for person in people:
        yield person, {comment: vote for _, comment, vote in votes} if person == voter else {}
        if person == voter:
            voter, votes = next(voters, _NOBODY)


_NOBODY: tuple[int | None, Iterator[LastVote]] = (None, iter(()))


def _lines(rows: Iterable[str]) -> Iterator[str]:
    return (f"{row}\n" for row in rows)


def _quoted(words: str) -> str:
    return '"{}"'.format(words.replace('"', '""'))


def _seconds(at: datetime) -> int:
    """Since 1970, before which no report is."""
    return max(0, int(at.timestamp()))


def _date(at: datetime) -> str:
    """As JavaScript writes a moment, for people: no reader takes it for one."""
    day = f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at.day:02} {at.year:04}"
    return f"{day} {at:%H:%M:%S} GMT+0000 (Coordinated Universal Time)"
