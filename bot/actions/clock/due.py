"""What comes due, as `one_message` needs it: the message of one kind, and how a front end shows it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.ledger.pauses import NotPosted
from bot.store.sessions import Sessions


class CannotPost(Exception):
    """The platform says that the channel cannot be posted in."""

    def __init__(self, reason: NotPosted) -> None:
        super().__init__(str(reason))
        self.reason = reason


class PostFailed(Exception):
    """The platform gave no clear answer: the message may be there or not."""


class PostedAndDeleted(Exception):
    """The message was posted, and somebody has deleted it."""


class Claimed(Protocol):
    """What is due and belongs to one process until its lease is over."""

    @property
    def channel(self) -> int:
        """Where it is shown, or of which debate it tells."""

    @property
    def attempts(self) -> int:
        """How often it was claimed, this time included."""


class Ready(Protocol):
    """What is to be shown."""

    @property
    def guild(self) -> int: ...

    @property
    def channel(self) -> int:
        """Where it is shown."""

    @property
    def reference(self) -> str:
        """What makes its message unique, whoever posts it."""

    @property
    def message(self) -> int | None:
        """The message that shows it once it is edited; None where one is to be posted."""

    @property
    def is_kept_up_to_date(self) -> bool:
        """Whether each change edits its message, so that one of an earlier attempt may show what was before."""

    @property
    def posted_since(self) -> datetime | None:
        """Since when an earlier attempt may have posted its message; None where there was none."""

    @property
    def opens_archived(self) -> bool:
        """Whether somebody wanted it there for then, be the thread archived by that time."""


class PostingBegun(Protocol):
    """What says since when a message may be there unrecorded."""

    @property
    def posting_since(self) -> datetime | None:
        """None where nobody has begun to post it."""


class Attempted:
    """What of `Ready` follows from a claim that knows since when an attempt may have posted its message."""

    __slots__ = ()
    claimed: PostingBegun
    at: datetime

    @property
    def being_posted_since(self) -> datetime:
        """When the first attempt to post its message began, which is this one where there was no earlier."""
        return self.claimed.posting_since or self.at

    @property
    def posted_since(self) -> datetime | None:
        """Since when an earlier attempt may have posted its message."""
        return self.claimed.posting_since


class PostedOnce:
    """What of `Ready` holds for each kind that is posted when it was wanted, and stays as it is."""

    __slots__ = ()

    @property
    def message(self) -> None:
        """One that was posted is not edited."""

    @property
    def is_kept_up_to_date(self) -> bool:
        """What an earlier attempt posted says the same."""
        return False

    @property
    def opens_archived(self) -> bool:
        """Somebody wanted it there for then."""
        return True


C = TypeVar("C", bound=Claimed)
R = TypeVar("R", bound=Ready)
Shown = TypeVar("Shown", bound=Ready, contravariant=True)


class Due(Protocol[C, R]):
    """One kind of message that comes due, as its tables have it: `clock.digests` and `clock.cards` are such modules."""

    async def claim(self, sessions: Sessions, at: datetime, owner: str, limit: int) -> Sequence[C]:
        """Claim what is due, and what another process claimed and did not finish."""

    async def ready(self, sessions: Sessions, claimed: C, at: datetime) -> R | None:
        """What a claim has to show; None where there is nothing to show, or not any more."""

    async def absent(self, sessions: Sessions, ready: R, at: datetime) -> bool:
        """No attempt has posted it: it was looked for, or the platform refused it. False: it is not to be posted so."""

    async def renew(self, sessions: Sessions, ready: R, at: datetime) -> bool:
        """Write down that its message may be there from now on, and renew its lease.

        False where another process has taken it over or finished it.
        """

    async def record(self, sessions: Sessions, ready: R, message: int, at: datetime) -> bool:
        """Write down which message shows it; False where the message stands beside the one that does."""

    async def deleted(self, sessions: Sessions, claimed: C) -> None:
        """Somebody has deleted the message that was posted: it is not posted again."""

    async def put_off(self, sessions: Sessions, claimed: C, at: datetime) -> None:
        """It could not be shown just now: it is tried again, after each further attempt later."""

    async def give_up(self, sessions: Sessions, claimed: C, reason: NotPosted, at: datetime) -> None:
        """It cannot be posted, for that reason, which is an obstacle of the platform's or a fault of Crux's own."""


class Poster(Protocol[Shown]):
    """How a front end shows one kind of message. All but `is_ready` raise CannotPost and PostFailed."""

    def is_ready(self) -> bool:
        """Whether the platform can be reached."""

    async def find(self, ready: Shown, since: datetime) -> int | None:
        """The message with that reference, among those since then; None where there is no such message."""

    async def prepare(self, ready: Shown) -> Callable[[], Awaitable[int]]:
        """Do all that takes long before a message is posted; what it gives posts it once, and gives its number.

        That one raises PostedAndDeleted too.
        """

    async def require_open(self, ready: Shown) -> None:
        """Raises CannotPost where a message would open an archived thread again."""

    async def edit(self, ready: Shown, message: int) -> None:
        """Have the message show it, and bear its reference still, unless it is `ready.message`, which is recorded.

        Raises PostedAndDeleted where the message is gone.
        """

    async def take_back(self, ready: Shown, message: int) -> None:
        """Delete the message, if it is still there."""
