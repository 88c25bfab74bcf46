"""How somebody marks an entry as their crux, and takes that back."""

import pytest

from bot.ledger.entries import Degree
from bot.ledger.record import events as e
from bot.ledger.refusals import ConcessionTakesNoStance, CruxForItself
from bot.ledger.rules.cruxes import crux_marked, crux_unmarked
from tests.transcript import debate

ANA, BEN = 1, 2
TWO_CLAIMS = "ana  claim  Rents fall\nben  claim  Zoning binds"


def test_an_entry_is_a_crux_for_the_question_or_for_another_entry() -> None:
    ledger = debate(TWO_CLAIMS)

    assert crux_marked(ledger.entries[2], ANA, None, Degree.FULLY, ()) == (e.CruxMarked(2, ANA, None, Degree.FULLY),)
    assert crux_marked(ledger.entries[2], ANA, ledger.entries[1], Degree.PARTLY, ()) == (
        e.CruxMarked(2, ANA, 1, Degree.PARTLY),
    )


def test_the_same_mark_again_changes_nothing_another_degree_does() -> None:
    ledger = debate(f"{TWO_CLAIMS}\nana  marks #2")
    before = ledger.marks_on(2)

    assert crux_marked(ledger.entries[2], ANA, None, Degree.FULLY, before) == ()
    assert crux_marked(ledger.entries[2], ANA, None, Degree.PARTLY, before) == (
        e.CruxMarked(2, ANA, None, Degree.PARTLY),
    )


def test_neither_an_entry_for_itself_nor_a_concession_is_a_crux() -> None:
    ledger = debate(f"{TWO_CLAIMS}\nben  concedes #1  True")

    with pytest.raises(CruxForItself):
        crux_marked(ledger.entries[1], ANA, ledger.entries[1], Degree.FULLY, ())
    with pytest.raises(ConcessionTakesNoStance):
        crux_marked(ledger.entries[3], ANA, None, Degree.FULLY, ())
    with pytest.raises(ConcessionTakesNoStance):
        crux_marked(ledger.entries[1], ANA, ledger.entries[3], Degree.FULLY, ())


def test_taking_marks_back_takes_ones_own_for_every_target_and_nobody_elses() -> None:
    ledger = debate(f"{TWO_CLAIMS}\nana  marks #2\nana  partly marks #2 for #1\nben  marks #2")

    assert crux_unmarked(ANA, ledger.marks_on(2)) == (
        e.CruxUnmarked(2, ANA, None),
        e.CruxUnmarked(2, ANA, 1),
    )


def test_where_there_is_no_mark_there_is_nothing_to_take_back() -> None:
    ledger = debate(TWO_CLAIMS)

    assert crux_unmarked(ANA, ledger.marks_on(2)) == ()
