"""The debates of a database, for whoever runs Crux."""

from collections.abc import Sequence

from bot.store.reading import debate_list
from bot.store.reading.debate_list import ListedDebate
from bot.store.sessions import Sessions


async def debates_listed(sessions: Sessions) -> Sequence[ListedDebate]:
    """All debates; the one in which something happened last comes first."""
    async with sessions() as session:
        return await debate_list.every(session)
