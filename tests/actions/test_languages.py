"""The language that somebody has chosen holds wherever they ask, and is gone once they are forgotten."""

from datetime import UTC, datetime

import pytest

from bot.actions.languages import choose_language
from bot.actions.privacy import Forgotten, forget_person, stored_about
from bot.ledger.house import Spoken
from bot.ledger.refusals import ButtonExpired
from bot.store.sessions import Sessions

ANA, BEN, GUILD = 1, 2, 7
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_a_choice_is_in_force_at_once_and_the_automatic_one_leaves_nothing_behind(sessions: Sessions) -> None:
    assert await choose_language(sessions, ANA, "ar") is Spoken.ARABIC
    assert (sessions.readers.of(ANA), sessions.readers.of(BEN)) == ("ar", None)
    assert (await stored_about(sessions, ANA, GUILD)).language == "ar"

    assert await choose_language(sessions, ANA, "automatic") is Spoken.AUTOMATIC

    assert sessions.readers.of(ANA) is None
    assert (await stored_about(sessions, ANA, GUILD)).language is None


@pytest.mark.parametrize("word", ["", "tlh", "Deutsch", "de-AT"])
async def test_a_language_that_crux_does_not_speak_changes_nothing(sessions: Sessions, word: str) -> None:
    await choose_language(sessions, ANA, "ja")

    with pytest.raises(ButtonExpired):
        await choose_language(sessions, ANA, word)

    assert sessions.readers.of(ANA) == "ja"


async def test_who_is_forgotten_has_chosen_nothing(committed_sessions: Sessions) -> None:
    await choose_language(committed_sessions, ANA, "ar")
    await choose_language(committed_sessions, BEN, "de")

    assert await forget_person(committed_sessions, ANA, NOON) == Forgotten(0, 0, 0, True)
    assert await forget_person(committed_sessions, ANA, NOON) == Forgotten(0, 0, 0, False)

    assert (committed_sessions.readers.of(ANA), committed_sessions.readers.of(BEN)) == (None, "de")
