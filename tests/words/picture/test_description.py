"""The map in words tells all that the map shows, within the front end's limit."""

import pytest

from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.words.overview import said
from bot.words.picture.description import map_in_words, short_map_in_words
from tests.render.picture.debates import LEDGERS, NOON


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_a_map_is_described_with_every_row_within_discords_limit(name: str) -> None:
    seen = said(DISCORD, overview(LEDGERS[name], NOON))

    words, short = map_in_words(DISCORD, seen), short_map_in_words(DISCORD, seen)

    assert all(f"#{row.entry} {row.statement}" in words for group in seen.groups for row in group.rows)
    assert all(f"#{row.entry} " in short for group in seen.groups for row in group.rows)
    assert len(short) <= DISCORD.dialect.limits.description


def test_a_row_tells_its_crux_its_answers_and_who_moved() -> None:
    described = map_in_words(DISCORD, said(DISCORD, overview(LEDGERS["two-people"], NOON)))

    assert described.splitlines() == [
        "Map of the debate “Should we build?”. Build more (1), Wait and see (1). "
        "Both sides accept #1 and #2. They still diverge on #3.",
        "Both accept: #1 Rents fall when we build – Build more: 1 agree, Wait and see: 1 agree; "
        "#2 Zoning is what holds us back – settled crux – Build more: 1 agree, Wait and see: 1 agree – "
        "ana conceded it in #4.",
        "Still diverge: #3 Towers can be beautiful – Build more: 1 agree, Wait and see: 1 disagree – "
        "ben granted it for the argument's sake in #5.",
        "Parked: #6 Cranes are loud – Build more: 1 agree, Wait and see: 1 silent.",
    ]
