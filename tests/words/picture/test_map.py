"""The labels of the map."""

from dataclasses import replace

from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.words.overview import Group, said
from bot.words.picture import map as words
from tests.render.picture.debates import LEDGERS, NOON

EMPTY = said(DISCORD, overview(LEDGERS["empty"], NOON))


def test_a_crux_names_the_entry_it_is_for_unless_it_is_for_the_question() -> None:
    assert words.crux(DISCORD, CruxState.DOUBLE, None) == "DOUBLE CRUX"
    assert words.crux(DISCORD, CruxState.POSSIBLE, 3) == "POSSIBLE DOUBLE CRUX FOR #3"
    assert words.crux(DISCORD, CruxState.POSSIBLE, 3, 1) == "POSSIBLE DOUBLE CRUX FOR #3, WAS #1"


def test_what_is_not_drawn_is_counted_in_singular_and_plural() -> None:
    assert list(words.not_drawn(DISCORD, EMPTY)) == [
        "Right-click a message → Apps → Tag as claim: the first entry appears here."
    ]
    one, two = (Group(SectionKind.ACCEPT, "Both accept", (), (), (), more) for more in (1, 2))
    assert list(words.not_drawn(DISCORD, replace(EMPTY, groups=(one,), rest="Also: 1 parked."))) == [
        "Also: 1 parked.",
        "1 more entry: /ledger show has them all",
    ]
    assert list(words.not_drawn(DISCORD, replace(EMPTY, groups=(one, two)))) == [
        "3 more entries: /ledger show has them all",
    ]


def test_below_a_group_stands_what_has_no_row_in_it() -> None:
    group = Group(SectionKind.ONE_SIDED, "One side only", (), (3, 5), (7,), 1)

    assert list(words.remarks(DISCORD, group)) == [
        "also named as a crux by people of two sides: #7",
        "#3 and #5 stand above",
    ]
