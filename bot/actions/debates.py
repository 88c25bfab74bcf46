"""Open a debate, correct its question and its sides, close it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.actions.deciding import Decide, Policy, is_in_charge, may_name_sides, require_opener
from bot.actions.looks import look_now
from bot.actions.reading import reading
from bot.actions.request import Request, require_moderator, schedule_once_opened
from bot.actions.writing import ReadLook, look_ahead, looking, write
from bot.ledger.entries import LARGEST_NUMBER
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.outcomes import OutcomeForm, entries_in, outcome_from
from bot.ledger.people import Participant, SideName
from bot.ledger.record.events import DebateReopened, Event
from bot.ledger.refusals import DebateIsOpen, NoDebate
from bot.ledger.rules import Changes
from bot.ledger.rules import debates as rules
from bot.ledger.rules.moderation import reason_from
from bot.ledger.schedules import Schedule
from bot.ledger.telling.outcome import offered
from bot.store.reading import histories
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.histories import LedgerPart
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class OpenedDebate:
    """A debate that was opened; `again` where it was closed before, `is_new` where there was none."""

    debate: Debate
    sides: tuple[SideName, ...]
    again: bool
    is_new: bool
    schedule: Schedule | None = None
    """When it gets digests by itself from now on, where that came with its opening."""


@dataclass(frozen=True, slots=True)
class EditedDebate:
    """A debate that was corrected, and what its sides are called."""

    debate: Debate
    sides: tuple[SideName, ...]


@dataclass(frozen=True, slots=True)
class ToldDebate:
    """A debate, and as much of its ledger as its outcome names."""

    debate: Debate
    ledger: Ledger


CLOSING = Policy(in_closed=True)
LOCKING = Policy(in_closed=True, in_locked=True)
NO_OUTCOME = OutcomeForm()


@dataclass(frozen=True, slots=True)
class DebateHistory:
    """A debate's latest events that are about itself, how many came before them, and what who acted is called."""

    debate: Debate
    events: tuple[Event, ...]
    earlier: int
    names: dict[int, str | None]


async def open_debate(
    sessions: Sessions,
    request: Request,
    question: str = "",
    side_a: str = "",
    side_b: str = "",
) -> OpenedDebate:
    """Open the debate of a channel with a question, and with both sides or neither.

    A closed one goes on with its question and its sides; one that lacks sides is given them. Raises what
    `rules.opened` and `rules.gone_on` raise, and MayNotOpenDebates.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        pair = (side_a, side_b)
        if not look.is_opened:
            return rules.opened(request.guild, look.ledger, question, pair)
        if not look.ledger.debate.is_open:
            rules.require_may_open(request.house.opens_debates, moderator=request.moderator)
        may, may_edit = may_name_sides(look, request, writer), is_in_charge(request, look.ledger.debate, writer)
        return rules.gone_on(look.ledger, question, pair, request.unnamed_side, may=may, may_edit=may_edit)

    written = await write(sessions, request, looking(request, sides=True), decide, Policy(in_closed=True, opens=True))
    again = any(isinstance(change, DebateReopened) for change in written.changes)
    schedule = schedule_once_opened(request) if written.opened else None
    return OpenedDebate(written.after.debate, _called(written.after), again, written.opened, schedule)


async def require_openable(sessions: Sessions, request: Request) -> None:
    """Raises DebateIsOpen, DebateIsClosed, MayNotOpenDebates or Barred, where somebody cannot open a new debate."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        if look.is_opened:
            rules.require_open(look.ledger.debate)
            raise DebateIsOpen
        return ()

    await look_ahead(sessions, request, looking(request), decide, Policy(in_closed=True, opens=True))


def _called(ledger: Ledger) -> tuple[SideName, ...]:
    return tuple(side.called for side in ledger.sides.values())


async def debate_to_edit(sessions: Sessions, request: Request) -> Ledger:
    """The debate here with its sides, for who may correct them. Raises NoDebate, OpenersOnly, DebateIsClosed."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        return ()

    return (await look_ahead(sessions, request, looking(request), decide)).before.ledger


async def edit_debate(
    sessions: Sessions, request: Request, question: str, names: Mapping[int, str]
) -> EditedDebate | None:
    """Correct the question and names of sides, by their numbers: who opened the debate may, and moderators.

    What is left out, or empty, stays; None where nothing changes. Raises what `rules.edited` raises.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        return rules.edited(look.ledger, question, names, request.unnamed_side)

    written = await write(sessions, request, looking(request), decide)
    return EditedDebate(written.after.debate, _called(written.after)) if written.changes else None


async def outcome_offered(sessions: Sessions, request: Request) -> OutcomeForm:
    """What the form of an outcome offers to who may close the debate. Raises what `close_debate` raises."""
    await look_ahead(sessions, request, looking(request), _closing(request, NO_OUTCOME), CLOSING)
    look = await look_now(sessions, request.channel)
    return offered(look.standing) if look is not None else NO_OUTCOME


async def require_closable(sessions: Sessions, request: Request, form: OutcomeForm) -> None:
    """Raises what `close_debate` would raise, before anything is posted or written."""
    await look_ahead(sessions, request, _looking_at(request, form), _closing(request, form), CLOSING)


async def close_debate(sessions: Sessions, request: Request, form: OutcomeForm = NO_OUTCOME) -> ToldDebate:
    """Close the debate with what it came to: who opened it may, and moderators.

    Raises OpenersOnly, DebateIsClosed, OutcomeTooLong, BadDay.
    """
    written = await write(sessions, request, _looking_at(request, form), _closing(request, form), CLOSING)
    return ToldDebate(written.after.debate, written.after)


def _looking_at(request: Request, form: OutcomeForm) -> ReadLook:
    return looking(request, *entries_in(form.settled, form.still_open))


def _closing(request: Request, form: OutcomeForm) -> Decide:
    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        rules.require_open(look.ledger.debate)
        said = {entry.number: entry.statement for entry in look.ledger.entries.values() if entry.statement is not None}
        return rules.closed(look.ledger.debate, outcome_from(form, said, request.at.date()))

    return decide


async def look_again(sessions: Sessions, request: Request, days: int) -> Debate:
    """Let a closed debate come back in so many days: who opened it may, and moderators.

    Raises OpenersOnly, DebateStillOpen.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        return rules.looked_at_again(look.ledger.debate, request.at.date() + timedelta(days=days))

    return (await write(sessions, request, looking(request), decide, CLOSING)).after.debate


async def lock_ledger(sessions: Sessions, request: Request, reason: str = "") -> Debate:
    """Keep everybody from writing to the ledger here, for a reason: moderators may.

    Raises ModeratorsOnly, LedgerIsLocked, ReasonTooLong.
    """

    def decide(look: DebateLook, _: Participant) -> Changes:
        require_moderator(request)
        return rules.locked(look.ledger.debate, reason_from(reason))

    return (await write(sessions, request, looking(request), decide, LOCKING)).after.debate


async def unlock_ledger(sessions: Sessions, request: Request) -> Debate:
    """Let the ledger here be written to again: moderators may. Raises ModeratorsOnly, LedgerIsUnlocked."""

    def decide(look: DebateLook, _: Participant) -> Changes:
        require_moderator(request)
        return rules.unlocked(look.ledger.debate)

    return (await write(sessions, request, looking(request), decide, LOCKING)).after.debate


async def ledger_history(sessions: Sessions, request: Request, upto: int, most: int) -> LedgerPart:
    """What happened here, so many events at most, up to the one of that number. Raises NoDebate."""
    found = await histories.part(sessions.execute, request.channel, max(1, min(upto, LARGEST_NUMBER)), most)
    if found is None or found.ledger.debate.guild != request.guild:
        raise NoDebate
    return found


async def history(sessions: Sessions, request: Request, most: int) -> DebateHistory:
    """The latest events about the debate itself, so many at most, oldest first. Raises NoDebate."""
    async with reading(sessions, request) as (_, debate):
        pass
    latest = await histories.of_debate(sessions.execute, debate.id, most)
    return DebateHistory(debate, latest.events, latest.earlier, latest.names)
