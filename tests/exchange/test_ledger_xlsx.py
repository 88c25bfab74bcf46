"""A ledger as a workbook, as two other programs read it: openpyxl and calamine."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime

import openpyxl
import pytest
import python_calamine

from bot.exchange import ledger_csv, ledger_xlsx
from bot.exchange.formats import Format
from bot.exchange.ledger_xlsx import LONGEST_CELL
from bot.ledger.entries import Kind
from bot.ledger.record import events as e
from bot.render.front_ends import DISCORD
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, GUILD, MERGED, ledger, sealed
from tests.exchange.written import Standing
from tests.exchange.written import written as written_as

SHEETS = [
    *("debate", "entries", "stances", "crux marks", "links", "wordings"),
    *("people", "sides", "definitions", "digests", "events"),
]
TRAPS = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "|cmd",
        "'quoted",
        "=HYPERLINK(0)",
        "https://example.com/=1",
        "mailto:a@b.example",
    ),
    *("1330000000000000000", "007", "1e5", "TRUE", "{=1}", "<b>&amp;"),
    *("الإيجارات تنخفض", "家を建てる", "👩‍👩‍👧 yes", "‮backwards", " around "),
)


def workbook(changes: Sequence[e.Change] = EVERYTHING) -> bytes:
    return written_as(Format.XLSX, sealed(changes))


def stating(*statements: str) -> tuple[e.Change, ...]:
    return *CHANGES, *(
        e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=statement)
        for number, statement in enumerate(statements, start=2)
    )


def by_openpyxl(written: bytes, name: str) -> list[dict[str, object]]:
    """The rows of a sheet by their columns."""
    columns, *rows = openpyxl.load_workbook(io.BytesIO(written))[name].values
    return [dict(zip(columns, row, strict=True)) for row in rows]


def by_calamine(written: bytes, name: str) -> list[dict[str, object]]:
    columns, *rows = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_name(name).to_python()
    )
    return [dict(zip(map(str, columns), row, strict=True)) for row in rows]


def test_there_is_a_sheet_for_each_table_with_its_header_frozen_and_a_filter_on_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))

    assert book.sheetnames == SHEETS
    for one in book:
        assert one.freeze_panes == "A2"
        assert one.auto_filter.ref == one.dimensions
        assert all(cell.font.b for cell in one[1])


def test_entries_have_the_columns_of_csv_with_the_counts_of_each_side() -> None:
    written = workbook()
    claim, read = by_openpyxl(written, "entries")[0], by_calamine(written, "entries")[0]

    columns, _ = ledger_csv.entry_rows(DISCORD, Standing(ledger()))
    assert tuple(claim) == columns
    assert claim["statement"] == read["statement"] == "Rents fall when we build"
    assert claim["tagged_at"] == read["tagged_at"] == datetime(2026, 1, 1, 12, 0, 5)
    assert (claim["agree"], claim["agree_A"], claim["no_answer_B"], claim["crux_marks"]) == (1, 1, 1, None)
    assert claim["message"] == f"https://discord.com/channels/{GUILD}/{DEBATE}/576460752303423488"


def test_people_stances_and_links_are_rows_by_numbers() -> None:
    written = workbook(MERGED)

    assert by_openpyxl(written, "stances")[1] == {
        **{"entry": 1, "person": 2, "name": "ben", "side": 2, "answer": "disagree", "credence": 30},
        **{"wording": 1, "waits": True, "at": datetime(2026, 1, 1, 12, 0, 20)},
    }
    assert by_openpyxl(written, "people")[2] == {
        **{"person": 3, "name": "someone", "side": None, "side_name": None, "counts": False}
    }
    assert by_openpyxl(written, "crux marks")[-1] == {
        **{"entry": 9, "person": 2, "name": "ben", "for": 8, "degree": "fully"}
    }
    assert {(link["entry"], link["relation"], link["target"]) for link in by_calamine(written, "links")} == {
        *((2, "attacks", 1), (8, "restates", 2), (9, "supports", 8))
    }
    assert [row["statement"] for row in by_openpyxl(written, "wordings")][:2] == [
        *("=Rents fall", "Rents fall when we build")
    ]


def test_the_debate_s_sheet_names_it_and_its_seal_and_every_event_has_its_hash() -> None:
    lines = sealed(EVERYTHING)
    written = written_as(Format.XLSX, lines)
    told = {row["key"]: row["value"] for row in by_openpyxl(written, "debate")}
    events = by_calamine(written, "events")

    assert told["debate"] == str(DEBATE)
    assert told["guild"] == str(GUILD)
    assert told["seal"] == f"{len(lines)}:{lines[-1].hash.hex()}"
    assert [row["hash"] for row in events] == [line.hash.hex() for line in lines]
    assert [row["verb"] for row in events] == [line.event.change.verb for line in lines]


def test_numbers_of_the_platform_are_text_and_moments_have_no_zone() -> None:
    for one in openpyxl.load_workbook(io.BytesIO(workbook())):
        for cell in (cell for row in one.iter_rows() for cell in row):
            assert cell.data_type in "snbd", cell
            assert not (cell.data_type == "n" and (cell.value or 0) > 2**53), cell
            assert cell.data_type != "d" or cell.value.tzinfo is None


@pytest.mark.parametrize("read", [by_openpyxl, by_calamine])
def test_what_begins_as_a_formula_or_a_link_does_is_text_without_an_apostrophe(
    read: Callable[[bytes, str], list[dict[str, object]]],
) -> None:
    rows = read(workbook(stating(*TRAPS)), "entries")

    assert [row["statement"] for row in rows][1:] == list(TRAPS)


def test_nothing_in_a_workbook_is_live() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(stating(*TRAPS)))) as packed:
        sheets = {name: packed.read(name).decode() for name in packed.namelist()}

    assert not any(
        alive in sheet for sheet in sheets.values() for alive in ("<f>", "<f ", "<hyperlink", "externalLink")
    )
    assert not [name for name in sheets if "vba" in name or "external" in name.lower()]


def test_what_xml_cannot_hold_comes_through() -> None:
    rows = by_calamine(workbook(stating("a\x01b _x0041_ c")), "entries")

    assert rows[1]["statement"] == "a\x01b _x0041_ c"


def test_a_text_that_is_longer_than_a_cell_ends_with_an_ellipsis() -> None:
    for character, units in (("x", 1), ("😀", 2)):
        long = character * (LONGEST_CELL // units)
        assert ledger_xlsx.fitting(long) == long
        cut = ledger_xlsx.fitting(long + character)
        assert cut.rstrip("…") == character * ((LONGEST_CELL - 1) // units)
        assert len(cut.encode("utf-16-le")) <= 2 * LONGEST_CELL


def test_more_rows_than_a_sheet_has_go_on_in_further_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_xlsx, "MOST_ROWS", 31)
    written = workbook()

    names = openpyxl.load_workbook(io.BytesIO(written)).sheetnames
    assert names == [*SHEETS, *(f"events {part}" for part in range(2, 4))]
    numbers = [row["sequence"] for name in names if name.startswith("events") for row in by_calamine(written, name)]
    assert numbers == list(range(1, len(EVERYTHING) + 1))


def test_a_sheet_that_is_just_full_is_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_xlsx, "MOST_ROWS", len(EVERYTHING) + 1)

    assert openpyxl.load_workbook(io.BytesIO(workbook())).sheetnames == SHEETS


def test_the_same_ledger_is_the_same_file() -> None:
    assert workbook(MERGED) == workbook(MERGED)
    with zipfile.ZipFile(io.BytesIO(workbook())) as packed:
        assert "2000-01-01" in packed.read("docProps/core.xml").decode()
