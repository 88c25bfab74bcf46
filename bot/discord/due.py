"""What comes due on Discord: the digests of slots, status cards, and reminders of closed debates."""

from collections.abc import Callable
from functools import partial

from bot.actions.clock import cards, digests, reminders
from bot.actions.clock.cards import DueCard
from bot.actions.clock.digests import ClaimedSlot, DueDigest
from bot.actions.clock.one_message import CannotPost, OneMessage, owner
from bot.actions.clock.reminders import DueReminder
from bot.discord.client import CruxClient
from bot.discord.posters import CardPoster, CardView, DigestPoster, DigestView, ReminderPoster, ReminderView
from bot.discord.posting import OwnMessages
from bot.discord.rate_limit import Priority
from bot.ledger.pauses import PauseReason
from bot.store.waiting.cards import StoredCard
from bot.store.waiting.reminders import StoredReminder
from bot.words.front_end import FrontEnd
from bot.words.pauses import pause_reason


def say_reason(front: FrontEnd) -> Callable[[PauseReason], str]:
    """Why a schedule is paused, in the words of the front end."""
    return partial(pause_reason, front)


def due_digests(client: CruxClient, view_of: DigestView) -> OneMessage[ClaimedSlot, DueDigest]:
    """Posts the digests of due slots."""
    poster = DigestPoster(client.own_messages, client.known_front_of_server, view_of, client.metrics, client.clock)
    said, count = say_reason(client.front_of_server()), client.metrics.digest_unshown
    return OneMessage(client.sessions, client.clock, digests, poster, said, count=count)


def due_cards(
    client: CruxClient, view_of: CardView, priority: Priority = Priority.LAST
) -> OneMessage[StoredCard, DueCard]:
    """Edits or posts the status cards that are due."""
    poster = CardPoster(OwnMessages(client, client.limit, priority), client.known_front_of_server, view_of)
    return OneMessage(client.sessions, client.clock, cards, poster, say_reason(client.front_of_server()))


def due_reminders(client: CruxClient, view_of: ReminderView) -> OneMessage[StoredReminder, DueReminder]:
    """Posts the reminders of closed debates whose day has come."""
    poster = ReminderPoster(client.own_messages, client.known_front_of_server, view_of)
    return OneMessage(client.sessions, client.clock, reminders, poster, say_reason(client.front_of_server()))


async def show_card_now(client: CruxClient, view_of: CardView, debate: int) -> None:
    """Show the card of one debate, which somebody waits for, where it is due and nobody else is at it.

    Raises CannotPost where something stands in the way.
    """
    for claimed in await cards.claim(client.sessions, client.clock.now(), owner(), limit=1, debate=debate):
        reason = await due_cards(client, view_of, Priority.FIRST).see_to(claimed)
        if reason is not None:
            raise CannotPost(reason)
