"""The map in words tells all that the map shows, within the front end's limit."""

from dataclasses import replace

import pytest

from bot.ledger.telling.digest import compose
from bot.ledger.telling.overview import overview
from bot.ledger.telling.reasons import Settled
from bot.render.front_ends import DISCORD
from bot.words import digest as words
from bot.words.overview import said
from bot.words.picture.description import MAIN, map_in_words, short_map_in_words
from tests.render.picture.debates import LEDGERS, NOON
from tests.transcript import debate


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_a_map_is_described_with_every_row_within_discords_limit(name: str) -> None:
    seen = said(DISCORD, overview(LEDGERS[name], NOON))

    full, short = map_in_words(DISCORD, seen), short_map_in_words(DISCORD, seen)

    assert all(f"#{row.entry} {DISCORD.isolated(row.statement)}" in full for group in seen.groups for row in group.rows)
    assert all(f"#{row.entry} " in short for group in seen.groups if group.kind in MAIN for row in group.rows)
    assert seen.summary in short
    assert seen.rest in short
    assert len(short) <= DISCORD.dialect.limits.description


def test_a_row_tells_its_crux_its_answers_and_who_moved() -> None:
    described = map_in_words(DISCORD, said(DISCORD, overview(LEDGERS["two-people"], NOON)))

    assert described.splitlines() == [
        "Map of the debate “Should we build?”.",
        "A Build more (1) · B Wait and see (1).",
        "Both sides accept #1 and #2. They still diverge on #3.",
        "Both accept: #1 Rents fall when we build · A 1 of 1 · B 1 of 1; "
        "#2 Zoning is what holds us back · settled crux · A 1 of 1 · B 1 of 1",
        "Still diverge: #3 Towers can be beautiful · agree: A 1 of 1 · B 0 of 1",
        "Parked: #6 Cranes are loud · Set aside by ben; nobody has answered that yet",
        "ana moved in #4.",
        "Also: 1 parked, 1 awaits its author.",
    ]


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_it_says_what_the_digest_says(name: str) -> None:
    """Every line that the digest shows, with its counts, and the sentences and numbers around them."""
    digest = compose(LEDGERS[name], None, NOON)
    described = map_in_words(DISCORD, said(DISCORD, overview(LEDGERS[name], NOON)))

    assert words.rest(DISCORD, digest.rest, len(digest.sides)) in described
    for section in digest.shown:
        title = words.title(DISCORD, section.kind, len(digest.sides))
        (told,) = (line for line in described.splitlines() if line.startswith(title))
        for line in section.lines:
            assert f"#{line.entry} " in told
            # The map says beside an entry that it is a settled crux, and below all entries who moved.
            settled = [note for note in line.notes if isinstance(note, Settled)]
            others = tuple(note for note in line.notes if note not in settled)
            assert words.said(DISCORD, replace(line, notes=others)).reason in told
            assert f"#{line.entry} {line.statement} · settled crux" in told or not settled


def test_the_room_is_described_without_letters() -> None:
    described = map_in_words(DISCORD, said(DISCORD, overview(LEDGERS["no-sides"], NOON)))

    assert described.splitlines()[1:] == [
        "4 people, no sides yet.",
        "They are divided on #1.",
        "Contested: #1 Rents fall · 2 agree, 1 disagrees, 1 is unsure",
    ]


def test_very_many_cruxes_of_both_sides_fit_into_a_description() -> None:
    long = "words " * 40
    cruxes = "\n".join(f"ana  crux  {long} {place}\nben marks #{place}" for place in range(1, 60))
    ledger = debate(f"sides Build / Wait\nana joins Build\nben joins Wait\n{cruxes}")

    short = short_map_in_words(DISCORD, said(DISCORD, overview(ledger, NOON)))

    assert len(short) <= DISCORD.dialect.limits.description
    assert "It turns on" in short
