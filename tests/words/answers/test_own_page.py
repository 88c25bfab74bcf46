"""What somebody takes part in and wrote fits into a message, whatever it says."""

from datetime import UTC, datetime

import pytest

from bot.actions.own_page import OwnPage
from bot.ledger.entries import Kind, Source
from bot.ledger.record import events as e
from bot.render.front_ends import DISCORD, discord_in
from bot.render.room import MOST_BYTES
from bot.store.reading.own_page import OwnDebate, OwnEntry
from bot.store.reading.server_debates import Place
from bot.words.answers import own_page
from bot.words.language import LANGUAGES
from tests.exchange.ledgers import GUILD, ledger
from tests.transcript import debate

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LARGE = 2**63 - 1


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
@pytest.mark.parametrize("words", ["*" * 300, "家" * 300, "|| spoiler ||" * 23], ids=["stars", "wide", "spoilers"])
def test_a_page_fits_in_each_language_whatever_people_wrote(words: str, language: object) -> None:
    tagged = e.EntryTagged(1, Kind.CLAIM, 1, 1, False, LARGE, LARGE, statement=words)
    known = ledger((e.DebateOpened(GUILD, True, words), e.ParticipantMet(1, "1", "ana"), tagged))
    debates = (OwnDebate(LARGE, words, NOON, NOON, words, 99, 99, Place(LARGE)),) * 9
    entries = ((OwnEntry(LARGE, 1, 99, Source(LARGE, LARGE)), known),) * own_page.PAGE_LINES
    said = own_page.page(discord_in(getattr(language, "tag", "en")), OwnPage(LARGE, 1, 9, debates, entries, 99))

    text = "".join((said.head, said.debates, *said.entries, said.foot))
    assert len(text) <= 3950
    assert len(text.encode()) <= MOST_BYTES


def test_what_became_of_an_entry_is_said_where_it_stands_and_where_it_stands_nowhere() -> None:
    known = debate("ana  claim  Rents fall\nana  claim  Streets fill\nben  agrees #1\nana  withdraws #2")
    entries = tuple((OwnEntry(70, number, 0, None), known) for number in (1, 2))
    own = OwnPage(7, 1, 1, (OwnDebate(70, "Should we build?", None, NOON, None, 0, 0, Place(70)),), entries, 0)

    said = own_page.page(DISCORD, own)

    assert said.entries[0] == "### What you wrote"
    assert said.entries[1].splitlines()[1] == "-# claim · both accept · A 1 of 1 · B 1 of 1"
    assert said.entries[2].splitlines()[1] == "-# withdrawn"
    assert said.debates == "- **[Should we build?](https://discord.com/channels/7/70)**: <t:1767268800:R>"
