"""Who asks, where and when: what every action is given."""

from dataclasses import dataclass
from datetime import datetime

from bot.ledger.refusals import ModeratorsOnly
from bot.ledger.rules.sides import WriteUnnamed

LARGEST_ID = 2**63 - 1
"""The largest number by which a platform names anything."""


class DeliveredTwice(Exception):
    """This request was done before, here or in another process: it was answered there."""


@dataclass(frozen=True, slots=True)
class Request:
    """A person's request in one channel of one server. `channel` is the debate's id; `at` is aware UTC."""

    guild: int
    channel: int
    channel_name: str
    user: int
    user_name: str
    moderator: bool
    at: datetime
    id: int | None = None
    """What the platform calls this one request: delivered twice, it is done once. None where nothing repeats it."""
    keeps_card: bool = False
    """Whether a debate that this request opens keeps a status card."""
    unnamed_side: WriteUnnamed = str
    """What this person's front end calls a side whose name was erased."""


def require_moderator(request: Request) -> None:
    """Raises ModeratorsOnly."""
    if not request.moderator:
        raise ModeratorsOnly
