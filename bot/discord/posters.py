"""How each kind of message that Crux posts by itself is shown on Discord."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

import discord
import structlog

from bot.actions.clock.cards import DueCard
from bot.actions.clock.digests import DueDigest
from bot.actions.clock.due import Ready
from bot.actions.clock.reminders import DueReminder
from bot.actions.clock.server_digests import DueServerDigest
from bot.actions.clock.tallies import DueTally
from bot.actions.clock.welcomes import DueWelcome
from bot.actions.composing import ReadyDigest
from bot.clock import Clock
from bot.discord.posting import OwnMessages, nonce_of
from bot.discord.retry import retried
from bot.metrics import Metrics
from bot.words.front_end import FrontEnd

log = structlog.get_logger(__name__)

DigestView = Callable[[FrontEnd, ReadyDigest, str], discord.ui.LayoutView]
"""How a digest becomes a message in the words of a front end, with its reference."""

CardView = Callable[[FrontEnd, DueCard, str], discord.ui.LayoutView]
"""How a status card becomes a message, with its reference, which is empty once the message is recorded."""

ReminderView = Callable[[FrontEnd, DueReminder, str], discord.ui.LayoutView]
"""How a reminder becomes a message, with its reference."""

TallyView = Callable[[FrontEnd, DueTally, str], discord.ui.LayoutView]
"""How a tally of estimates becomes a message, with its reference."""

ServerDigestView = Callable[[FrontEnd, DueServerDigest, str], discord.ui.LayoutView]
"""How a server's digest becomes a message, with its reference."""

WelcomeView = Callable[[FrontEnd, DueWelcome, str], discord.ui.LayoutView]
"""How a welcome becomes a message, with its reference."""

FrontOfServer = Callable[[int], Awaitable[FrontEnd]]
"""In whose words the server of that number is told."""

R = TypeVar("R", bound=Ready)


class MessagePoster(ABC, Generic[R]):
    """Shows one kind of message on Discord."""

    def __init__(self, messages: OwnMessages, front_of: FrontOfServer) -> None:
        self._messages = messages
        self._front_of = front_of

    @abstractmethod
    def _view(self, front: FrontEnd, ready: R, reference: str) -> discord.ui.LayoutView:
        """What the message looks like in these words."""

    async def _shown(self, ready: R, reference: str) -> discord.ui.LayoutView:
        return self._view(await self._front_of(ready.guild), ready, reference)

    def is_ready(self) -> bool:
        """Whether Discord can be reached."""
        return self._messages.is_ready()

    async def find(self, ready: R, since: datetime) -> int | None:
        """The message with that reference, among those since then; None where there is no such message."""
        return await self._messages.find_posted(ready.channel, ready.guild, ready.reference, since)

    async def require_open(self, ready: R) -> None:
        """Raises CannotPost where a message would open an archived thread again."""
        await self._messages.require_open(ready.channel)

    async def prepare(self, ready: R) -> Callable[[], Awaitable[int]]:
        """What posts the message once, and gives its number."""
        return partial(self._post, ready)

    async def _post(self, ready: R) -> int:
        view = await self._shown(ready, nonce_of(ready.reference))
        return await self._messages.post(ready.channel, ready.guild, view, ready.reference)

    async def edit(self, ready: R, message: int) -> None:
        """Have the message show it; one that is not recorded yet keeps the reference by which it is found again."""
        kept = "" if message == ready.message else nonce_of(ready.reference)
        view = await self._shown(ready, kept)
        await self._messages.edit(ready.channel, ready.guild, message, view)

    async def take_back(self, ready: R, message: int) -> None:
        """Delete the message, if it is still there; where Discord gives no answer, again: nobody else knows of it."""
        channel, guild = ready.channel, ready.guild
        await retried("message taken back", lambda: self._messages.take_back(channel, guild, message))


class ReminderPoster(MessagePoster[DueReminder]):
    """Shows reminders of closed debates."""

    def __init__(self, messages: OwnMessages, front_of: FrontOfServer, view_of: ReminderView) -> None:
        super().__init__(messages, front_of)
        self._view_of = view_of

    def _view(self, front: FrontEnd, ready: DueReminder, reference: str) -> discord.ui.LayoutView:
        return self._view_of(front, ready, reference)


class TallyPoster(MessagePoster[DueTally]):
    """Shows the tallies of estimates."""

    def __init__(self, messages: OwnMessages, front_of: FrontOfServer, view_of: TallyView) -> None:
        super().__init__(messages, front_of)
        self._view_of = view_of

    def _view(self, front: FrontEnd, ready: DueTally, reference: str) -> discord.ui.LayoutView:
        return self._view_of(front, ready, reference)


class ServerDigestPoster(MessagePoster[DueServerDigest]):
    """Shows the digests of servers."""

    def __init__(self, messages: OwnMessages, front_of: FrontOfServer, view_of: ServerDigestView) -> None:
        super().__init__(messages, front_of)
        self._view_of = view_of

    def _view(self, front: FrontEnd, ready: DueServerDigest, reference: str) -> discord.ui.LayoutView:
        return self._view_of(front, ready, reference)


class WelcomePoster(MessagePoster[DueWelcome]):
    """Shows the messages with which Crux begins on a server."""

    def __init__(self, messages: OwnMessages, front_of: FrontOfServer, view_of: WelcomeView) -> None:
        super().__init__(messages, front_of)
        self._view_of = view_of

    def _view(self, front: FrontEnd, ready: DueWelcome, reference: str) -> discord.ui.LayoutView:
        return self._view_of(front, ready, reference)


class CardPoster(MessagePoster[DueCard]):
    """Shows status cards."""

    def __init__(self, messages: OwnMessages, front_of: FrontOfServer, view_of: CardView) -> None:
        super().__init__(messages, front_of)
        self._view_of = view_of

    def _view(self, front: FrontEnd, ready: DueCard, reference: str) -> discord.ui.LayoutView:
        return self._view_of(front, ready, reference)


class DigestPoster(MessagePoster[DueDigest]):
    """Shows digests, and counts those that are posted."""

    def __init__(
        self, messages: OwnMessages, front_of: FrontOfServer, view_of: DigestView, metrics: Metrics, clock: Clock
    ) -> None:
        super().__init__(messages, front_of)
        self._view_of = view_of
        self._metrics = metrics
        self._clock = clock

    def _view(self, front: FrontEnd, ready: DueDigest, reference: str) -> discord.ui.LayoutView:
        return self._view_of(front, ready.digest, reference)

    async def _post(self, ready: DueDigest) -> int:
        message = await super()._post(ready)
        slot = ready.claimed.slot
        self._metrics.digest_posted(self._clock.now() - slot)
        log.info("digest posted", slot=slot.isoformat(), message=message, **_about(ready.digest))
        return message


async def post_digest(messages: OwnMessages, front: FrontEnd, ready: ReadyDigest, view_of: DigestView) -> int:
    """Post a digest once. Raises what `OwnMessages.post` raises."""
    channel, guild, nonce = ready.channel, ready.debate.guild, nonce_of(ready.reference)
    message = await messages.post(channel, guild, view_of(front, ready, nonce), ready.reference)
    log.info("digest posted", slot=None, message=message, **_about(ready))
    return message


def _about(ready: ReadyDigest) -> dict[str, object]:
    lines = sum(len(section.lines) for section in ready.digest.sections)
    return {"debate": ready.debate.id, "upto": ready.upto, "lines": lines}
