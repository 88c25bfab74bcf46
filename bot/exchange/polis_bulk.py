"""A ledger for a Polis that is running: a zip of the comments and the votes that it takes in bulk.

Comments go first (`POST /api/v3/comments-bulk`, as seeds), then the votes (`POST /api/v3/votes-bulk`): Polis numbers
its comments itself, and finds those that are voted on by their `original_id`, which is a UUID. Moments of votes are in
ISO 8601 (the server's import worker and docs/export-format.md in compdemocracy/polis, 2026). Both files have what
counts: Polis knows no moderation of what comes in bulk.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5

from bot.exchange import polis_summary
from bot.exchange.polis_cast_votes import CastVotes, cast_votes_of
from bot.exchange.zips import zipped
from bot.ledger.entries import Status
from bot.ledger.record.events import Event

COMMENTS_FILE, VOTES_FILE = "comments-bulk.csv", "votes-bulk.csv"

_OF_CRUX = UUID("6c1d5b1e-6a57-4c58-9d0a-0b6f0c9a3e11")
"""The namespace of the ids of comments."""


def dumps(events: Iterable[Event]) -> bytes:
    """The zip of a ledger's events."""
    cast = cast_votes_of(events)
    ids = {number: _id(cast, number) for number, entry in cast.comments.items() if entry.status is Status.LIVE}
    comments = [(cast.comments[number].statement or "", original) for number, original in ids.items()]
    votes = [
        (number, vote.person, vote.value, _moment(vote.at), ids[vote.comment])
        for number, vote in enumerate((vote for vote in cast.every if vote.comment in ids), start=1)
    ]
    convention = f"# vote-convention: {polis_summary.CONVENTION}\n"
    header = ("vote_id", "user_id", "vote_value", "timestamp", "comment_id")
    return zipped(
        {
            COMMENTS_FILE: _table(("comment_text", "original_id"), comments).encode(),
            VOTES_FILE: (convention + _table(header, votes)).encode(),
        }
    )


def _id(cast: CastVotes, entry: int) -> str:
    """The same for the same entry, whenever it is written."""
    return str(uuid5(_OF_CRUX, f"{cast.ledger.debate.id}:{entry}"))


def _moment(at: datetime) -> str:
    """As JavaScript writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([header, *rows])
    return written.getvalue()
