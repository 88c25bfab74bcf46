"""What people did, as CSV or JSON: who, when, to which entry, from what to what."""

import csv
import json
from collections.abc import Sequence

from bot.exchange import moderation_log
from bot.exchange.formats import Format
from bot.ledger.entries import Answer, Kind
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed
from tests.exchange.written import written as written_as


def rows(changes: Sequence[Change]) -> list[dict[str, str]]:
    written = written_as(Format.LOG, sealed(changes)).decode()
    return list(csv.DictReader(written.removeprefix("\ufeff").splitlines(keepends=True)))


def test_each_event_is_a_row_with_its_seal() -> None:
    found, lines = rows(EVERYTHING), sealed(EVERYTHING)

    assert [row["verb"] for row in found] == [change.verb for change in EVERYTHING]
    assert [row["number"] for row in found] == [str(line.event.sequence) for line in lines]
    assert all(line.hash.hex().startswith(row["seal"]) for row, line in zip(found, lines, strict=True))
    assert {row["person"] for row in found} >= {"ana"}


def test_what_was_before_stands_beside_what_is_then() -> None:
    changes = (
        e.DebateOpened(7, True, "Should we build?"),
        e.ParticipantMet(1, "101", "ana"),
        e.SideNamed(1, "Yes"),
        e.SideJoined(1, 1),
        e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement="=Rents fall"),
        e.StanceTaken(1, 1, 1, Answer.AGREE, 80),
        e.StanceTaken(1, 1, 1, Answer.UNSURE),
        e.EntryReworded(1, 2, "Rents fall a lot"),
        e.EntryWithdrawn(1),
        e.EntryRestored(1),
        e.QuestionAsked("Should we build more?"),
        e.LedgerLocked(),
        e.DebateClosed(),
    )

    assert [(row["verb"], row["entry"], row["before"], row["after"]) for row in rows(changes)] == [
        ("debate opened", "", "", "Should we build?"),
        ("participant met", "", "", "ana"),
        ("side named", "", "", "Yes"),
        ("side joined", "", "", "Yes"),
        ("entry tagged", "1", "", "'=Rents fall"),
        ("stance taken", "1", "", "agree 80 %"),
        ("stance taken", "1", "agree 80 %", "unsure"),
        ("entry reworded", "1", "'=Rents fall", "Rents fall a lot"),
        ("entry withdrawn", "1", "live", "withdrawn"),
        ("entry restored", "1", "withdrawn", "live"),
        ("question asked", "", "Should we build?", "Should we build more?"),
        ("ledger locked", "", "unlocked", "locked"),
        ("debate closed", "", "open", "closed"),
    ]


def test_as_json_it_has_the_same_rows_and_words_as_they_were_written() -> None:
    changes = (e.DebateOpened(7, True, "=Should we build?"), e.ParticipantMet(1, "9001", "Ana"))

    told = json.loads(written_as(Format.LOG_JSON, sealed(changes)))

    assert (told["format"], told["version"], told["debate"]) == ("crux-moderation-log", 1, str(DEBATE))
    assert told["events"][0]["after"] == "=Should we build?"
    assert [tuple(row) for row in told["events"]] == [moderation_log.COLUMNS] * 2
    as_json = json.loads(written_as(Format.LOG_JSON, sealed(EVERYTHING)))["events"]
    # A spreadsheet must not take words for a formula, so they have a sign before them there.
    as_csv = [{column: cell.removeprefix("'") for column, cell in row.items()} for row in rows(EVERYTHING)]
    assert [{column: str(cell or "") for column, cell in row.items()} for row in as_json] == as_csv


def test_of_somebody_who_was_forgotten_neither_name_nor_words_are_in_it() -> None:
    changes = (
        e.DebateOpened(7, True, "Should we build?"),
        e.ParticipantMet(1, None, None),
        e.EntryTagged(1, Kind.CLAIM, 1, 1, False),
        e.PersonForgotten(1, ""),
    )

    found = rows(changes)

    assert found[2]["after"] == "(erased)"
    assert {row["person"] for row in found} <= {"someone", "Crux"}
