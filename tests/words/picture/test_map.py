"""The labels of the map."""

from dataclasses import replace

from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.words.overview import said
from bot.words.picture import map as words
from tests.render.picture.debates import LEDGERS, NOON

EMPTY = said(DISCORD, overview(LEDGERS["empty"], NOON))


def test_a_crux_names_the_entry_it_is_for_unless_it_is_for_the_question() -> None:
    assert words.crux(DISCORD, CruxState.DOUBLE, None) == "DOUBLE CRUX"
    assert words.crux(DISCORD, CruxState.POSSIBLE, 3) == "POSSIBLE DOUBLE CRUX FOR #3"


def test_what_is_not_drawn_is_counted_in_singular_and_plural() -> None:
    assert list(words.not_drawn(DISCORD, EMPTY)) == [
        "Right-click a message → Apps → Tag as claim: the first entry appears here."
    ]
    assert list(words.not_drawn(DISCORD, replace(EMPTY, more=1, proposed=1)))[1:] == [
        "1 more entry: /ledger show has them all",
        "1 awaits its author, and counts nowhere yet",
    ]
    assert list(words.not_drawn(DISCORD, replace(EMPTY, more=2, proposed=2)))[1:] == [
        "2 more entries: /ledger show has them all",
        "2 await their authors, and count nowhere yet",
    ]
