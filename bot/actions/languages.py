"""In which language Crux speaks: to a person wherever they are, and in a server that leaves it to the platform."""

from datetime import datetime

from bot.ledger.house import Spoken
from bot.ledger.refusals import ButtonExpired
from bot.store import readers
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from bot.store.waiting import cards


async def choose_language(sessions: Sessions, user: int, words: str) -> Spoken:
    """Have somebody be answered in a language from now on; or again in that of their platform, with nothing kept.

    In force in this process at once. Raises ButtonExpired for a language that Crux does not speak.
    """
    if words not in tuple(Spoken):
        raise ButtonExpired
    language = Spoken(words)
    async with sessions.begin() as session:
        if language is Spoken.AUTOMATIC:
            await readers.forget(session, user)
        else:
            await readers.choose(session, user, language)
    await sessions.readers.read(sessions.execute)
    return language


async def server_language_changed(sessions: Sessions, houses: Houses, guild: int, at: datetime) -> None:
    """The platform knows a server by another language than before: its cards say so, unless it decided for itself."""
    await houses.know(sessions.execute)
    if houses.of(guild).language == Spoken.AUTOMATIC:
        async with sessions.begin() as session:
            await cards.say_anew(session, guild, at)
