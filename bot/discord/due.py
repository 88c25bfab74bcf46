"""What comes due on Discord: digests of slots, status cards, reminders and tallies of closed debates, and welcomes."""

from datetime import datetime
from functools import partial

from bot.actions.clock import cards, digests, welcomes
from bot.actions.clock.cards import DueCard
from bot.actions.clock.digests import ClaimedSlot, DueDigest
from bot.actions.clock.due import CannotPost
from bot.actions.clock.one_message import OneMessage, owner
from bot.actions.clock.reminders import REMINDERS, DueReminder
from bot.actions.clock.server_digests import ClaimedServerDigest, DueServerDigest, ServerDigests
from bot.actions.clock.tallies import TALLIES, DueTally
from bot.actions.clock.welcomes import DueWelcome
from bot.discord.client import CruxClient
from bot.discord.digest_messages import told_in
from bot.discord.posters import (
    CardPoster,
    CardView,
    DigestPoster,
    DigestView,
    FrontOfServer,
    ReminderPoster,
    ReminderView,
    ServerDigestPoster,
    ServerDigestView,
    TallyPoster,
    TallyView,
    WelcomePoster,
    WelcomeView,
)
from bot.discord.posting import OwnMessages
from bot.discord.rate_limit import Priority
from bot.discord.visibility import all_see_in
from bot.ledger.house import Spoken
from bot.store.sessions import Sessions
from bot.store.waiting.cards import StoredCard
from bot.store.waiting.estimate_tallies import StoredTally
from bot.store.waiting.reminders import StoredReminder
from bot.store.waiting.welcomes import StoredWelcome


class DigestsInLanguages:
    """What is due of digests, each recorded with the language that its server is told in, and with what it told."""

    claim = staticmethod(digests.claim)
    ready = staticmethod(digests.ready)
    absent = staticmethod(digests.absent)
    renew = staticmethod(digests.renew)
    deleted = staticmethod(digests.deleted)
    put_off = staticmethod(digests.put_off)
    give_up = staticmethod(digests.give_up)

    def __init__(self, front_of: FrontOfServer) -> None:
        self._front_of = front_of

    async def record(self, sessions: Sessions, ready: DueDigest, message: int, at: datetime) -> bool:
        """Write down that the digest of a slot was posted, as `digests.record` does."""
        front = await self._front_of(ready.debate.guild)
        told = told_in(front, ready.digest)
        return await digests.record(sessions, ready, message, at, Spoken(front.language.tag), told)


def due_digests(client: CruxClient, view_of: DigestView) -> OneMessage[ClaimedSlot, DueDigest]:
    """Posts the digests of due slots."""
    due = DigestsInLanguages(client.known_front_of_server)
    poster = DigestPoster(client.own_messages, client.known_front_of_server, view_of, client.metrics, client.clock)
    return OneMessage(client.sessions, client.clock, due, poster, count=client.metrics.digest_unshown)


def due_cards(
    client: CruxClient, view_of: CardView, priority: Priority = Priority.LAST
) -> OneMessage[StoredCard, DueCard]:
    """Edits or posts the status cards that are due."""
    poster = CardPoster(OwnMessages(client, client.limit, priority), client.known_front_of_server, view_of)
    return OneMessage(client.sessions, client.clock, cards, poster)


def due_reminders(client: CruxClient, view_of: ReminderView) -> OneMessage[StoredReminder, DueReminder]:
    """Posts the reminders of closed debates whose day has come."""
    poster = ReminderPoster(client.own_messages, client.known_front_of_server, view_of)
    return OneMessage(client.sessions, client.clock, REMINDERS, poster)


def due_tallies(client: CruxClient, view_of: TallyView) -> OneMessage[StoredTally, DueTally]:
    """Posts the tallies of the estimates of closed debates."""
    poster = TallyPoster(client.own_messages, client.known_front_of_server, view_of)
    return OneMessage(client.sessions, client.clock, TALLIES, poster)


def due_server_digests(
    client: CruxClient, view_of: ServerDigestView
) -> OneMessage[ClaimedServerDigest, DueServerDigest]:
    """Posts the digests of servers, of what all who see their channels can see."""
    poster = ServerDigestPoster(client.own_messages, client.known_front_of_server, view_of)
    due = ServerDigests(partial(all_see_in, client, client.limit, client.lookups.begin))
    return OneMessage(client.sessions, client.clock, due, poster)


def due_welcomes(client: CruxClient, view_of: WelcomeView) -> OneMessage[StoredWelcome, DueWelcome]:
    """Posts the messages with which Crux begins on servers."""
    poster = WelcomePoster(client.own_messages, client.known_front_of_server, view_of)
    return OneMessage(client.sessions, client.clock, welcomes, poster)


async def show_card_now(client: CruxClient, view_of: CardView, debate: int) -> None:
    """Show the card of one debate, which somebody waits for, where it is due and nobody else is at it.

    Raises CannotPost where something stands in the way.
    """
    for claimed in await cards.claim(client.sessions, client.clock.now(), owner(), limit=1, debate=debate):
        reason = await due_cards(client, view_of, Priority.FIRST).see_to(claimed)
        if reason is not None:
            raise CannotPost(reason)
