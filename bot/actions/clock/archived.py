"""Whether what Crux does by itself may open an archived thread again: the one place that decides it for messages.

A message opens it. An edit does not, and is refused there; a deletion neither opens it nor is refused.
"""

from bot.store.sessions import Sessions
from bot.store.waiting import posts


async def may_open(sessions: Sessions, channel: int, *, wanted: bool) -> bool:
    """Whether a message may: of a post, its forum decides; of another thread, whether somebody `wanted` it for then."""
    by_forum = await posts.revives(sessions.execute, channel)
    return wanted if by_forum is None else by_forum
