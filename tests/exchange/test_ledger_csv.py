"""A ledger as CSV: every entry a row, as any reader of RFC 4180 reads it, and no cell a formula."""

import csv
import io
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import csv_cells, ledger_csv
from bot.ledger.entries import Answer, Degree, Kind, Relation
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.render.front_ends import DISCORD
from tests.exchange.ledgers import DEBATE, EVERYTHING, GUILD, MERGED, MESSAGE, ledger
from tests.exchange.written import Standing

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
traps = st.text(st.sampled_from([*"=+-@|%＝;,\t\r\n\"' x1\u200b\u3000"]), max_size=12)
hostile = st.one_of(traps, words).filter(bool)


def rows(found: Ledger) -> list[dict[str, str]]:
    written = "".join(ledger_csv.lines(DISCORD, Standing(found)))
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""), strict=True))


def test_it_begins_with_the_mark_that_excel_needs_and_the_columns_never_change() -> None:
    first, *_ = "".join(ledger_csv.lines(DISCORD, Standing(ledger()))).split("\r\n")

    assert first == (
        "\ufeffnumber,kind,status,class,statement,author,side,tagged_at,agree,disagree,unsure,waiting,crux,crux_marks,"
        "concedes,scope,parked,wordings,passage,message,merged_into,supports,attacks,restates,residue_of,"
        "side_A,agree_A,disagree_A,unsure_A,no_answer_A,side_B,agree_B,disagree_B,unsure_B,no_answer_B"
    )


def test_every_entry_is_a_row_with_its_answers() -> None:
    found = rows(ledger())

    assert [row["number"] for row in found] == list("12345678")
    claim, crux, concession, parked, declined, proposed, withdrawn, merged = found
    assert claim == {
        "number": "1",
        "kind": "claim",
        "status": "live",
        "class": "one side only",
        "statement": "Rents fall when we build",
        "author": "ana",
        "side": "Yes",
        "tagged_at": "2026-01-01T12:00:05+00:00",
        "agree": "1",
        "disagree": "0",
        "unsure": "0",
        "waiting": "1",
        "crux": "",
        "crux_marks": "",
        "concedes": "",
        "scope": "",
        "parked": "no",
        "wordings": "2",
        "passage": "rents fall\nhere",
        "message": f"https://discord.com/channels/{GUILD}/{DEBATE}/{MESSAGE}",
        "merged_into": "",
        "supports": "",
        "attacks": "",
        "restates": "",
        "residue_of": "",
        "side_A": "Yes",
        "agree_A": "1",
        "disagree_A": "0",
        "unsure_A": "0",
        "no_answer_A": "0",
        "side_B": "No",
        "agree_B": "0",
        "disagree_B": "0",
        "unsure_B": "0",
        "no_answer_B": "1",
    }
    assert (crux["class"], crux["crux"], crux["crux_marks"]) == (
        "both accept",
        "settled",
        "ben (the question, fully)",
    )
    assert (concession["class"], concession["concedes"], concession["scope"]) == ("", "2", "point")
    assert parked["parked"] == "both"
    gone = (declined, proposed, withdrawn, merged)
    assert [row["status"] for row in gone] == ["declined", "proposed", "withdrawn", "merged"]


def test_links_are_the_numbers_of_entries_and_a_merged_entry_names_the_one_it_goes_on_as() -> None:
    extra = (
        e.EntryTagged(9, Kind.CLAIM, 2, 2, False, statement="Rents fell in Vienna"),
        e.EntriesLinked(9, Relation.SUPPORTS, 2),
        e.EntriesLinked(9, Relation.SUPPORTS, 1),
        e.EntriesLinked(9, Relation.RESIDUE_OF, 3),
    )
    found = {row["number"]: row for row in rows(ledger((*EVERYTHING, *extra)))}

    assert [found["9"][column] for column in ("supports", "attacks", "restates", "residue_of")] == ["1 2", "", "", "3"]
    assert [found["2"][column] for column in ("supports", "attacks", "restates", "residue_of")] == ["", "1", "", ""]
    assert (found["8"]["restates"], found["8"]["merged_into"]) == ("", "2")


def test_what_names_a_merged_entry_names_the_one_that_it_goes_on_as() -> None:
    found = {row["number"]: row for row in rows(ledger(MERGED))}

    assert (found["8"]["merged_into"], found["2"]["merged_into"], found["1"]["merged_into"]) == ("1", "1", "")
    assert found["9"]["supports"] == "1 (was 8)"
    assert found["9"]["crux_marks"] == "ben (#1, was #8, fully)"
    assert found["10"]["concedes"] == "1 (was 8)"


def test_what_an_entry_was_to_one_that_it_was_merged_with_is_not_said() -> None:
    extra = (
        e.EntriesLinked(8, Relation.ATTACKS, 1),
        e.EntriesLinked(1, Relation.SUPPORTS, 2),
        e.CruxMarked(8, 2, 1, Degree.FULLY),
    )
    found = {row["number"]: row for row in rows(ledger((*MERGED, *extra)))}

    links = ("supports", "attacks", "restates")
    assert [found[number][column] for number in "128" for column in links] == [""] * 9
    assert found["8"]["crux_marks"] == ""


def test_what_asks_for_nobodys_answer_has_no_counts_of_sides() -> None:
    _, _, concession, *_ = rows(ledger())

    assert (concession["side_A"], concession["agree_A"], concession["no_answer_A"]) == ("Yes", "", "")


def test_without_sides_everybody_is_counted_together_and_who_was_forgotten_nowhere() -> None:
    three = [e.ParticipantMet(number, str(number), f"p{number}") for number in (1, 2, 3, 4)]
    stances = [e.StanceTaken(1, number, 1, Answer.AGREE) for number in (1, 2, 3, 4)]
    claim = e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement="Rents fall")

    (row,) = rows(ledger((e.DebateOpened(GUILD, True, "?"), *three, claim, *stances, e.PersonForgotten(4))))

    assert (row["class"], row["side_A"], row["agree_A"], row["no_answer_A"]) == ("most accept", "Everybody", "3", "0")
    assert row["agree"] == "3"
    assert "side_B" not in row


def read_by(separator: str, written: str) -> Iterator[str]:
    """Every cell, as a spreadsheet reads the file where cells are separated so."""
    for row in csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=separator):
        yield from row


SEPARATORS = [",", ";", "\t", "|"]


@given(hostile, hostile, hostile, hostile)
def test_whatever_people_write_a_reader_gets_it_back_and_no_separator_makes_a_formula_of_it(
    statement: str, passage: str, name: str, side: str
) -> None:
    found = ledger(
        (
            e.DebateOpened(GUILD, True, "?"),
            e.ParticipantMet(1, "1", name),
            e.SideNamed(1, side),
            e.SideNamed(2, "No"),
            e.SideJoined(1, 1),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement=statement, passage=passage),
            e.EntryTagged(2, Kind.CLAIM, 1, 1, False, statement=passage, passage=statement),
        )
    )
    written = "".join(ledger_csv.lines(DISCORD, Standing(found)))

    for column, wrote in (("statement", statement), ("passage", passage), ("author", name or "someone")):
        assert rows(found)[0][column] == csv_cells.safe(wrote)
    for separator in SEPARATORS:
        for cell in read_by(separator, written):
            assert not cell.startswith(("\t", "\r", "\n")), (separator, cell)
            assert not cell.lstrip(" \u200b\u3000").startswith(tuple("=+-@|%＝＋－＠")), (separator, cell)
