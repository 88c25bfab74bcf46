"""A ledger as CSV: every entry a row, as any reader of RFC 4180 reads it, and no cell a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import ledger_csv
from bot.ledger.entries import Kind, Ledger
from bot.ledger.record import events as e
from bot.render.front_ends import DISCORD
from tests.exchange.ledgers import DEBATE, GUILD, MESSAGE, ledger

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


def rows(found: Ledger) -> list[dict[str, str]]:
    written = ledger_csv.dumps(DISCORD, found)
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""), strict=True))


def test_it_begins_with_the_mark_that_excel_needs_and_the_columns_never_change() -> None:
    first, *_ = ledger_csv.dumps(DISCORD, ledger()).split("\r\n")

    assert first == (
        "\ufeffnumber,kind,status,class,statement,author,side,tagged_at,agree,disagree,unsure,waiting,crux,crux_marks,"
        "concedes,scope,parked,wordings,passage,message"
    )


def test_every_entry_is_a_row_with_its_answers() -> None:
    found = rows(ledger())

    assert [row["number"] for row in found] == list("12345678")
    claim, crux, concession, parked, declined, proposed, withdrawn, merged = found
    assert claim == {
        "number": "1",
        "kind": "claim",
        "status": "live",
        "class": "one-sided",
        "statement": "Rents fall when we build",
        "author": "ana",
        "side": "Yes",
        "tagged_at": "2026-01-01T12:00:05+00:00",
        "agree": "1",
        "disagree": "0",
        "unsure": "1",
        "waiting": "1",
        "crux": "",
        "crux_marks": "",
        "concedes": "",
        "scope": "",
        "parked": "no",
        "wordings": "2",
        "passage": "rents fall\nhere",
        "message": f"https://discord.com/channels/{GUILD}/{DEBATE}/{MESSAGE}",
    }
    assert (crux["class"], crux["crux"], crux["crux_marks"]) == (
        "common ground",
        "settled",
        "ben (the question, fully)",
    )
    assert (concession["class"], concession["concedes"], concession["scope"]) == ("", "2", "point")
    assert parked["parked"] == "both"
    gone = (declined, proposed, withdrawn, merged)
    assert [row["status"] for row in gone] == ["declined", "proposed", "withdrawn", "merged"]


STARTS = ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "﹦", "﬩"]
FRONTS = ["", " ", "\u00a0", "\u200b", "\u3000", " \t", "\ufeff"]


@pytest.mark.parametrize("cell", [*(front + start + "1" for front in FRONTS for start in STARTS), "\tx", "\rx", "\nx"])
def test_every_start_of_a_formula_is_neutralised(cell: str) -> None:
    assert ledger_csv.safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "plain", "1+1", "'=1", "a=b", "#1", "“=1”"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert ledger_csv.safe(cell) == cell


@given(words.filter(bool), words, words)
def test_whatever_people_write_a_reader_gets_it_back_and_never_as_a_formula(
    statement: str, passage: str, name: str
) -> None:
    found = ledger(
        (
            e.DebateOpened(GUILD, True, "?"),
            e.ParticipantMet(1, "1", name),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement=statement, passage=passage),
        )
    )

    (row,) = rows(found)

    for read, wrote in ((row["statement"], statement), (row["passage"], passage), (row["author"], name or "someone")):
        assert read in (wrote, f"'{wrote}")
        assert read.lstrip()[:1] not in tuple("=+-@＝＋－＠")
        assert read[:1] not in tuple("\t\r\n")
