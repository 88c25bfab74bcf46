"""What a running Polis takes in bulk: comments, then votes that name them by their UUIDs, with moments in ISO 8601."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from bot.exchange.formats import Format
from bot.ledger.entries import Status
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from tests.exchange.test_polis_report import DEBATE, rows, tables
from tests.exchange.written import chained, written


def zipped(events: Iterable[Event]) -> bytes:
    return written(Format.VOTES_BULK, chained(events))


def files(data: bytes) -> tuple[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["comments-bulk.csv", "votes-bulk.csv"]
        comments, votes = (archive.read(name).decode() for name in archive.namelist())
    return comments, votes


def test_a_comment_is_named_by_a_uuid_and_votes_name_it_so() -> None:
    comments, votes = files(zipped(DEBATE))
    convention, _, table = votes.partition("\n")
    live = {number: e for number, e in replay(DEBATE).entries.items() if e.status is Status.LIVE}
    report = [row for row in rows(tables(DEBATE)["votes.csv"]) if int(row["comment-id"]) in live]

    assert convention == "# vote-convention: agree=+1;disagree=-1;pass=0;format=polis-export/1"
    assert table.splitlines()[0] == "vote_id,user_id,vote_value,timestamp,comment_id"
    words = {row["original_id"]: row["comment_text"] for row in rows(comments)}
    assert all(str(UUID(original)) == original for original in words)
    assert [(words[row["comment_id"]], row["user_id"], row["vote_value"]) for row in rows(table)] == [
        (live[int(row["comment-id"])].statement, row["voter-id"], row["vote"]) for row in report
    ]
    assert [row["vote_id"] for row in rows(table)] == [str(number + 1) for number in range(len(report))]


def test_moments_are_in_iso_8601() -> None:
    _, votes = files(zipped(DEBATE))
    moments = [row["timestamp"] for row in rows(votes.partition("\n")[2])]

    assert all(len(moment) == len("2026-01-01T12:00:00.000Z") and moment.endswith("Z") for moment in moments)
    assert [int(datetime.fromisoformat(moment).timestamp()) for moment in moments] == [
        int(row["timestamp"])
        for row in rows(tables(DEBATE)["votes.csv"])
        if replay(DEBATE).entries[int(row["comment-id"])].status is Status.LIVE
    ]


def test_what_counts_nowhere_is_no_comment() -> None:
    comments, _ = files(zipped(DEBATE))
    ledger = replay(DEBATE)

    assert {row["comment_text"] for row in rows(comments)} < {entry.statement for entry in ledger.entries.values()}
    assert len(rows(comments)) < len(rows(tables(DEBATE)["comments.csv"]))


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert zipped(DEBATE) == zipped(list(DEBATE))
