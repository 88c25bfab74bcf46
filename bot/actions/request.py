"""Who asks, where and when: what every action is given."""

from datetime import datetime

from bot.ledger.frozen import frozen
from bot.ledger.house import DEFAULT_HOUSE, House, Who
from bot.ledger.ledger import Debate
from bot.ledger.people import Participant
from bot.ledger.refusals import ManagersOnly, ModeratorsOnly
from bot.ledger.rules.house import require, schedule_of_new_debates
from bot.ledger.rules.sides import WriteUnnamed
from bot.ledger.schedules import Schedule


class DeliveredTwice(Exception):
    """This request was done before, here or in another process: it was answered there."""


@frozen
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
    can_post: bool = False
    """Whether Crux can post by itself where this person asks."""
    private: bool | None = None
    """Whether only those see the channel who were let into it; None where that is not known."""
    keeps_card: bool = False
    """Whether a debate that this request opens keeps a status card."""
    unnamed_side: WriteUnnamed = str
    """What this person's front end calls a side whose name was erased."""
    house: House = DEFAULT_HOUSE
    """What holds in that server."""
    counts: bool = True
    """Whether this person's answers count in that server."""
    manager: bool = False
    """Whether this person decides what holds there."""


def schedule_once_opened(request: Request) -> Schedule | None:
    """When a debate that this request opens gets digests by itself; None where it gets none, or cannot be posted in."""
    return schedule_of_new_debates(request.house) if request.can_post else None


def require_moderator(request: Request) -> None:
    """Raises ModeratorsOnly."""
    if not request.moderator:
        raise ModeratorsOnly


def require_manager(request: Request) -> None:
    """Raises ManagersOnly."""
    if not request.manager:
        raise ManagersOnly


def require_one_of(who: Who, request: Request, debate: Debate, person: Participant | None) -> None:
    """Raises ModeratorsOnly, OpenersOnly or ParticipantsOnly; the person is None where the debate has not met them."""
    opener = person is not None and person.number == debate.opened_by
    require(who, moderator=request.moderator, opener=opener, participant=person is not None)
