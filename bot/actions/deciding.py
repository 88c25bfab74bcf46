"""Decide a request on its look: who writes, in which debate, and what that changes. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.actions.request import Request
from bot.ledger.entries import Entry
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import CRUX_ITSELF, Participant
from bot.ledger.record.events import Change, DebateOpened, Event, ParticipantCounted, ParticipantMet, ParticipantRenamed
from bot.ledger.record.replay import Replay
from bot.ledger.refusals import NoDebate, OpenersOnly
from bot.ledger.rules import Changes
from bot.ledger.rules.debates import QUESTION_LIMIT, require_may_open, require_open, require_unlocked
from bot.ledger.rules.moderation import require_not_barred
from bot.ledger.rules.sides import MayName, may_name
from bot.ledger.statements import one_line
from bot.store.reading.debate_look import DebateLook

Decide = Callable[[DebateLook, Participant], Changes]
"""What a look's writer changes. Pure; raises a Refusal."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Where a request may write: with `in_closed` in closed debates too; with `opens` it opens a new debate.

    With `in_locked` in locked ledgers too, as what writes nothing to the ledger itself may.
    """

    in_closed: bool = False
    opens: bool = False
    in_locked: bool = False


OPEN_DEBATES = Policy()
"""In a debate that is there, and open."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a request has changed in the ledger since its look."""

    before: DebateLook
    writer: Participant
    changes: Changes
    at: datetime

    @property
    def after(self) -> Ledger:
        """The part of the ledger that was looked at, with the changes."""
        return replayed(self.before, self.writer.number, self.changes, self.at)

    def entry(self, number: int) -> Entry:
        """An entry as it is now."""
        return self.after.entries[number]

    @property
    def opened(self) -> bool:
        """Whether the request has opened the debate."""
        return not self.before.is_opened


def unopened(request: Request) -> Debate:
    """The debate that a request would open: its channel's name is the question."""
    question = one_line(request.channel_name)[:QUESTION_LIMIT] or "?"
    return Debate(request.channel, request.guild, question, CRUX_ITSELF, request.at)


def require_here(look: DebateLook, request: Request, *, opens: bool = False) -> None:
    """Raises NoDebate where there is no debate in that channel of that server, unless the request opens one.

    Raises MayNotOpenDebates where who asks may open none.
    """
    if look.head.debate.guild != request.guild or not (look.is_opened or opens):
        raise NoDebate
    if not look.is_opened:
        require_may_open(request.house.opens_debates, moderator=request.moderator)


def changes_nothing(request: Request) -> Decide:
    """Changes nothing in the ledger; refuses whoever neither opened the debate nor moderates."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        # Who makes a request in a channel without a debate opens it.
        if look.is_opened:
            require_opener(request, look.ledger.debate, writer)
        return ()

    return decide


def is_in_charge(request: Request, debate: Debate, writer: Participant) -> bool:
    """Whether somebody opened the debate, or moderates."""
    return request.moderator or writer.number == debate.opened_by


def require_opener(request: Request, debate: Debate, writer: Participant) -> None:
    """Raises OpenersOnly for whoever neither opened the debate nor moderates."""
    if not is_in_charge(request, debate, writer):
        raise OpenersOnly


def introduced(look: DebateLook, request: Request) -> tuple[Participant, Changes]:
    """Who asks, as a participant, and what introduces them, or brings their name and whether they count up to date."""
    writer, introduction = _named(look, request)
    if writer.uncounted is not request.counts:
        return writer, introduction
    counted = ParticipantCounted(writer.number, request.counts)
    return replace(writer, uncounted=not request.counts), (*introduction, counted)


def _named(look: DebateLook, request: Request) -> tuple[Participant, Changes]:
    writer, introduction = meet(look, request.user, request.user_name)
    if introduction or request.user_name == writer.name:
        return writer, introduction
    name = one_line(request.user_name)
    if not name or name == writer.name:
        return writer, introduction
    return replace(writer, name=name), (ParticipantRenamed(writer.number, name),)


def may_name_sides(look: DebateLook, request: Request, writer: Participant) -> MayName:
    """Which new sides somebody may name; the look is one at who takes part.

    Where fewer than two take part, a newcomer is one of those who were waited for.
    """
    return may_name(
        request.house,
        moderator=request.moderator,
        opener=writer.number == look.head.debate.opened_by,
        takes_part=writer.number in look.taking_part,
        awaited=not look.two_take_part,
    )


def met(number: int, user: int, name: str) -> ParticipantMet:
    """That the ledger met a person of the platform."""
    return ParticipantMet(number, str(user), one_line(name) or None)


def meet(look: DebateLook, user: int, name: str) -> tuple[Participant, tuple[ParticipantMet, ...]]:
    """The participant that a person is, and the change that introduces them, where the ledger has not met them yet."""
    participant = look.person(user)
    if participant is not None:
        return participant, ()
    return Participant(look.next_person, user, one_line(name) or None), (met(look.next_person, user, name),)


def replayed(look: DebateLook, actor: int, changes: Sequence[Change], at: datetime) -> Ledger:
    """The part of the ledger in a look, with changes."""
    running = Replay.onward(look.ledger)
    for sequence, change in enumerate(changes, start=look.head.sequence + 1):
        running.take(Event(look.head.debate.id, sequence, at.astimezone(UTC), actor, change))
    return running.ledger()


def decided(look: DebateLook, request: Request, decide: Decide, policy: Policy) -> Written:
    """What a request changes, decided on its look.

    Raises NoDebate, MayNotOpenDebates, DebateIsClosed, LedgerIsLocked, Barred and what `decide` raises.
    """
    require_here(look, request, opens=policy.opens)
    require_not_barred(request.house, request.user, moderator=request.moderator)
    if not policy.in_closed:
        require_open(look.head.debate)
    if not policy.in_locked:
        require_unlocked(look.head.debate)
    writer, introduction = introduced(look, request)
    changes = decide(_with(look, writer, introduction), writer)
    return Written(look, writer, _introduced(changes, introduction, look, request), request.at)


def _with(look: DebateLook, person: Participant, introduction: Changes) -> DebateLook:
    """The look once a person is introduced, or has another name."""
    if not introduction:
        return look
    people = {**look.ledger.participants, person.number: person}
    return replace(
        look,
        ledger=replace(look.ledger, participants=people),
        next_person=max(look.next_person, person.number + 1),
        is_newcomer=any(isinstance(change, ParticipantMet) for change in introduction),
    )


def _introduced(changes: Changes, introduction: Changes, look: DebateLook, request: Request) -> Changes:
    """The changes after the writer's introduction, and after the opening of the debate where it is not open yet."""
    if look.is_opened:
        return (*introduction, *changes)
    if changes and isinstance(changes[0], DebateOpened):
        return (changes[0], *introduction, *changes[1:])
    return (DebateOpened(request.guild, False, unopened(request).question), *introduction, *changes)
