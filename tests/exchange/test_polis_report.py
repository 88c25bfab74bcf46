"""A ledger as a report of Polis: its tables are as Polis writes them, and what comes in again stands as before."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import pytest

from bot.exchange import ledger_json, polis, polis_ledger
from bot.exchange.formats import Format
from bot.exchange.named_files import files_of_zip
from bot.exchange.new_ledger import Destination
from bot.ledger.entries import Status
from bot.ledger.ledger import NO_SERVER
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.record.taken_in import Taken
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import StandingClass, Tally
from tests.exchange.ledgers import EVERYTHING, sealed
from tests.exchange.polis_reports import REAL, SHARED, SMALL, Report, named, real
from tests.exchange.written import chained, written
from tests.transcript import events_of

needs_real = pytest.mark.skipif(not SHARED.exists(), reason="the Polis conversations do not lie beside the checkout")

DEBATE = events_of("""
    sides Build / Wait
    ana joins Build
    cy joins Build
    ben joins Wait
    ana  claim  Rents "fall", when we build
    ben  agrees #1
    ben  disagrees #1
    cy  unsure #1
    dan  agrees #1
    ana  crux for #1  Zoning is what holds us back
    ben  unsure #2
    ana  rewords #2  Zoning holds us back
    ben  proposes for ana  claim  Supply matters most
    ben  claim  Cranes are loud
    ben  withdraws #4
    cy  claim  =1+1
    ben  agrees #5
""")


def seed() -> list[Event]:
    text = (files("bot.demo") / "open-ended-rl.ledger.json").read_text(encoding="utf-8")
    return [line.event for line in ledger_json.loads(text)]


def events_in(report: Report) -> list[Event]:
    return imported(polis.read(named(report.files())))


def imported(conversation: polis.Conversation) -> list[Event]:
    foreign = polis_ledger.ledger_of(conversation, "")
    return [line.event for line in foreign.sealed(Destination(5, NO_SERVER), bytes, Taken())]


@cache
def real_events(name: str) -> tuple[Event, ...]:
    return tuple(events_in(real(name)))


def report_of(events: Iterable[Event]) -> bytes:
    return written(Format.POLIS, chained(events))


def tables(events: Iterable[Event]) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(report_of(events))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


Stands = dict[str | None, tuple[StandingClass | None, tuple[Tally, ...]]]


def stands(events: Iterable[Event]) -> Stands:
    """Where each live claim and crux stands, by its statement; its sides in their order."""
    now = standing(replay(events))
    return {
        line.entry.statement: (line.cls, line.tallies)
        for line in now.entries
        if line.cls is not None and line.entry.status is Status.LIVE
    }


def test_the_tables_of_a_small_debate_are_as_polis_writes_them() -> None:
    report = tables(DEBATE)

    assert list(report) == [
        "format.json",
        "summary.csv",
        "comments.csv",
        "votes.csv",
        "participant-votes.csv",
        "comment-groups.csv",
    ]
    assert report["summary.csv"] == (
        'topic,"Should we build?"\nurl,\nvoters,4\nvoters-in-conv,3\ncommenters,3\ncomments,5\ngroups,2\n'
        'conversation-description,""\nvote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1'
    )
    at = [row["timestamp"] for row in rows(report["comments.csv"])]
    assert report["comments.csv"] == (
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        f"{at[0]},Thu Jan 01 2026 12:05:00 GMT+0000 (Coordinated Universal Time),1,1,2,1,1,"
        '"Rents ""fall"", when we build"\n'
        f'{at[1]},Thu Jan 01 2026 12:10:00 GMT+0000 (Coordinated Universal Time),2,1,1,0,1,"Zoning holds us back"\n'
        f'{at[2]},Thu Jan 01 2026 12:13:00 GMT+0000 (Coordinated Universal Time),3,1,0,0,0,"Supply matters most"\n'
        f'{at[3]},Thu Jan 01 2026 12:14:00 GMT+0000 (Coordinated Universal Time),4,3,1,0,-1,"Cranes are loud"\n'
        f'{at[4]},Thu Jan 01 2026 12:16:00 GMT+0000 (Coordinated Universal Time),5,2,2,0,1,"=1+1"\n'
    )
    assert [tuple(row.values())[2:] for row in rows(report["votes.csv"])] == [
        ("1", "1", "1"),
        ("1", "2", "0"),
        ("1", "3", "1"),
        ("1", "3", "-1"),
        ("1", "4", "1"),
        ("2", "1", "1"),
        ("4", "3", "1"),
        ("5", "2", "1"),
        ("5", "3", "1"),
    ]
    assert report["participant-votes.csv"] == (
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2,3,4,5\n"
        "1,0,3,2,2,0,1,1,,,\n2,0,1,2,1,0,0,,,,1\n3,1,1,3,2,1,-1,,,1,1\n4,,0,1,1,0,1,,,,\n"
    )
    first, *_ = rows(report["comment-groups.csv"])
    assert list(first.items()) == [
        ("comment-id", "1"),
        ("comment", 'Rents "fall", when we build'),
        *(("total-votes", "3"), ("total-agrees", "1"), ("total-disagrees", "1"), ("total-passes", "1")),
        *(("group-a-votes", "2"), ("group-a-agrees", "1"), ("group-a-disagrees", "0"), ("group-a-passes", "1")),
        *(("group-b-votes", "1"), ("group-b-agrees", "0"), ("group-b-disagrees", "1"), ("group-b-passes", "0")),
    ]
    said = json.loads(report["format.json"])
    assert (said["format"], said["vote"]) == ("polis-export/1", {"agree": 1, "disagree": -1, "pass": 0})


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert report_of(DEBATE) == report_of(list(DEBATE))


@pytest.mark.parametrize("events", [events_in(SMALL), seed(), DEBATE], ids=["small", "seed", "debate"])
def test_what_is_imported_again_stands_as_before(events: list[Event]) -> None:
    again = imported(polis.read(files_of_zip(io.BytesIO(report_of(events)))))

    assert {words: line for words, line in stands(again).items() if words in stands(events)} == stands(events)


@needs_real
@pytest.mark.parametrize("name", REAL[1:])
def test_a_real_conversation_that_is_imported_again_stands_as_before(name: str) -> None:
    events = real_events(name)
    again = imported(polis.read(files_of_zip(io.BytesIO(report_of(events)))))

    assert stands(again) == stands(events)


def test_who_counts_nowhere_and_what_cannot_be_read_are_not_in_it() -> None:
    events = [line.event for line in sealed(EVERYTHING)]
    forgotten = [*events, Event(events[0].debate, len(events) + 1, events[-1].at, 0, e.PersonForgotten(1))]
    report = tables(forgotten)

    assert {row["participant"] for row in rows(report["participant-votes.csv"])} == {"2"}
    assert {row["voter-id"] for row in rows(report["votes.csv"])} <= {"2"}
    assert "Nobody asked" not in "".join(report.values())
