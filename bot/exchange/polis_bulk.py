"""A ledger for a Polis that is running: a zip of the comments and the votes that it takes in bulk.

Comments go first (`POST /api/v3/comments-bulk`, as seeds), then the votes (`POST /api/v3/votes-bulk`): Polis numbers
its comments itself, and finds those that are voted on by their `original_id`, which is a UUID. Moments of votes are in
ISO 8601 (the server's import worker and docs/export-format.md in compdemocracy/polis, 2026). Both files have what
counts: Polis knows no moderation of what comes in bulk.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from uuid import UUID, uuid5

from bot.exchange import polis_summary
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.polis_cast_votes import CastVotes, cast_votes_of
from bot.exchange.spooled import Out
from bot.exchange.zips import write_zip
from bot.ledger.entries import Status

COMMENTS_FILE, VOTES_FILE = "comments-bulk.csv", "votes-bulk.csv"

_OF_CRUX = UUID("6c1d5b1e-6a57-4c58-9d0a-0b6f0c9a3e11")
"""The namespace of the ids of comments."""


def write(source: LedgerSource, out: Out) -> None:
    """Write the zip of a ledger. Its comments are in memory, votes are not."""
    with cast_votes_of(source) as cast:
        ids = {number: _id(cast, number) for number, entry in cast.comments.items() if entry.status is Status.LIVE}
        comments = ((cast.comments[number].statement or "", original) for number, original in ids.items())
        convention = f"# vote-convention: {polis_summary.CONVENTION}\n"
        header = ("vote_id", "user_id", "vote_value", "timestamp", "comment_id")
        files = {
            COMMENTS_FILE: _table(("comment_text", "original_id"), comments),
            VOTES_FILE: chain((convention,), _table(header, _votes(cast, ids))),
        }
        write_zip({name: (text.encode() for text in texts) for name, texts in files.items()}, out)


def _votes(cast: CastVotes, ids: Mapping[int, str]) -> Iterator[Sequence[object]]:
    votes = (vote for vote in chain.from_iterable(cast.each()) if vote.comment in ids)
    for number, vote in enumerate(votes, start=1):
        yield number, vote.person, vote.value, _moment(vote.at), ids[vote.comment]


def _id(cast: CastVotes, entry: int) -> str:
    """The same for the same entry, whenever it is written."""
    return str(uuid5(_OF_CRUX, f"{cast.ledger.debate.id}:{entry}"))


def _moment(at: datetime) -> str:
    """As JavaScript writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a table, one by one."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    for row in chain((header,), rows):
        table.writerow(row)
        yield written.getvalue()
        written.seek(0)
        written.truncate()
