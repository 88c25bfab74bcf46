"""What the demo says of a tag."""

from bot.ledger.entries import Kind
from bot.render.front_ends import TERMINAL
from bot.words import demo


def test_a_tag_names_its_tagger_where_that_is_not_the_author() -> None:
    assert demo.tagged(TERMINAL, Kind.CRUX, 3, "It {turns} on this", None) == "[crux #3] It {turns} on this"
    assert demo.tagged(TERMINAL, Kind.CLAIM, 4, "Rents fall", "ben") == "[claim #4, tagged by ben] Rents fall"
