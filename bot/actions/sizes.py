"""How much there is, and how much of it is due: for whoever watches over Crux."""

from datetime import datetime

from bot.store.reading import sizes
from bot.store.reading.sizes import Sizes
from bot.store.sessions import Sessions


async def sizes_now(sessions: Sessions, at: datetime) -> Sizes:
    """The sizes at that moment. Raises what the database raises where it is away."""
    async with sessions() as session:
        return await sizes.sizes(session, at)
