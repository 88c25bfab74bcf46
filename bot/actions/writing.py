"""One way to write: look, decide, append where the ledger still ends there, else look again.

A look takes no lock. Its request is decided on it by a pure function, and the changes are appended by one statement
that finds the head of the look still in force, or writes nothing. After some tries, or where one statement cannot write
it all, the same is done with the debate's row locked, so that nobody comes between.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.request import DeliveredTwice, Request, require_moderator
from bot.ledger.entries import CRUX_ITSELF, Debate, Entry, Ledger, Participant
from bot.ledger.record.events import Change, DebateOpened, Event, ParticipantMet
from bot.ledger.record.replay import Replay
from bot.ledger.refusals import NoDebate, Refusal
from bot.ledger.rules import Changes
from bot.ledger.rules.debates import QUESTION_LIMIT, require_open
from bot.ledger.statements import one_line
from bot.store.prepared import Execute, execute_in
from bot.store.reading.debate_look import DebateLook, Subject, debate_look
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions
from bot.store.waiting import requests
from bot.store.writing import append, debate_rows
from bot.store.writing.append import Unwritten
from bot.store.writing.one_statement import Alongside

TRIES = 3
"""How often a request is decided without a lock, while others write to the debate."""

R = TypeVar("R")
Look = Callable[[Execute], Awaitable[DebateLook]]
Decide = Callable[[DebateLook, Participant], Changes]
"""What a look's writer changes. Pure; raises a Refusal."""
Beside = Callable[[AsyncSession, Participant], Awaitable[R]]
"""Writes what is no part of the ledger, in the writer's name."""


@dataclass(frozen=True, slots=True)
class Policy:
    """In which debates a request may write: `in_closed` ones too; where there is none yet, one that it opens."""

    in_closed: bool = False
    opens: bool = False


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


def looking(
    request: Request,
    *entries: int,
    others: Sequence[int] = (),
    names: Sequence[str] = (),
    conceded: bool = False,
    definition: int | None = None,
) -> Look:
    """The look at who asks, and at what else a request is about (`Subject`)."""
    subject = Subject((request.user, *others), tuple(entries), tuple(names), conceded, definition)
    return lambda execute: debate_look(execute, unopened(request), subject)


def unopened(request: Request) -> Debate:
    """The debate that a request would open: its channel's name is the question."""
    question = one_line(request.channel_name)[:QUESTION_LIMIT] or "?"
    return Debate(request.channel, request.guild, question, CRUX_ITSELF, request.at)


async def write(
    sessions: Sessions,
    request: Request,
    look: Look,
    decide: Decide,
    policy: Policy = OPEN_DEBATES,
    cached: Callable[[], DebateLook | None] = lambda: None,
) -> Written:
    """Write what a request changes, once. Raises NoDebate, DebateIsClosed, DeliveredTwice and what `decide` raises.

    A `cached` look spares the first look where its changes can be appended.
    """
    async with sessions.turn(request.channel):
        written = await _write_from_cache(sessions, request, cached(), decide, policy)
        for _ in range(TRIES):
            if isinstance(written, Written):
                return written
            if written is Unwritten.NEEDS_TRANSACTION:
                break
            written = await _attempt(sessions, request, await look(sessions.execute), decide, policy)
    async with sessions.begin() as session:
        written = await _write_locked(session, request, look, decide, policy)
    sessions.answers.let_go(request.channel)
    return written


async def write_with(
    sessions: Sessions, request: Request, beside: Beside[R], decide: Decide, policy: Policy = OPEN_DEBATES
) -> R:
    """Write what a request changes and, in the same transaction, what is no part of the ledger; gives what that gives.

    Raises what `write` raises.
    """
    async with sessions.begin() as session:
        written = await _write_locked(session, request, looking(request), decide, policy)
        done = await beside(session, written.writer)
    sessions.answers.let_go(request.channel)
    return done


def require_here(look: DebateLook, request: Request, *, opens: bool = False) -> None:
    """Raises NoDebate where there is no debate in that channel of that server, unless the request opens one."""
    if look.head.debate.guild != request.guild or not (look.is_opened or opens):
        raise NoDebate


def changes_nothing(request: Request) -> Decide:
    """Changes nothing in the ledger; refuses whoever neither opened the debate nor moderates."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        # Who makes a request in a channel without a debate opens it.
        if look.is_opened:
            require_opener(request, look.ledger.debate, writer)
        return ()

    return decide


def require_opener(request: Request, debate: Debate, writer: Participant) -> None:
    """Raises ModeratorsOnly for whoever neither opened the debate nor moderates."""
    if writer.number != debate.opened_by:
        require_moderator(request)


async def was_done(sessions: Sessions, request_id: int, at: datetime) -> bool:
    """Whether a request that failed here was done all the same: a commit whose answer was lost, or another process.

    From now on nobody does it any more: one that is just doing it is waited for.
    """
    async with sessions.begin() as session:
        return not await requests.give_up(session, request_id, at)


def met(number: int, user: int, name: str) -> ParticipantMet:
    """That the ledger met a person of the platform."""
    return ParticipantMet(number, str(user), one_line(name) or None)


def meet(look: DebateLook, user: int, name: str) -> tuple[Participant, tuple[ParticipantMet, ...]]:
    """The participant that a person is, and that the ledger met them, where it had not."""
    known = look.person(user)
    if known is not None:
        return known, ()
    return Participant(look.next_person, user, one_line(name) or None), (met(look.next_person, user, name),)


def replayed(look: DebateLook, actor: int, changes: Sequence[Change], at: datetime) -> Ledger:
    """The part of the ledger in a look, with changes."""
    running = Replay.onward(look.ledger)
    for sequence, change in enumerate(changes, start=look.head.sequence + 1):
        running.take(Event(look.head.debate.id, sequence, at.astimezone(UTC), actor, change))
    return running.ledger()


async def _write_from_cache(
    sessions: Sessions, request: Request, seen: DebateLook | None, decide: Decide, policy: Policy
) -> Written | Unwritten:
    """What is cached may be out of date, which only an append shows: nobody is refused for it."""
    if seen is None:
        return Unwritten.HEAD_MOVED
    try:
        decided = _decided(seen, request, decide, policy)
    except Refusal:
        return Unwritten.HEAD_MOVED
    return await _append(sessions, request, decided) if decided.changes else Unwritten.HEAD_MOVED


async def _attempt(
    sessions: Sessions, request: Request, seen: DebateLook, decide: Decide, policy: Policy
) -> Written | Unwritten:
    try:
        decided = _decided(seen, request, decide, policy)
    except Refusal:
        await _require_undone(sessions.execute, request)
        raise
    if not decided.changes:
        await _write_down(sessions.execute, request)
        return decided
    return await _append(sessions, request, decided) if seen.is_opened else Unwritten.NEEDS_TRANSACTION


async def _append(sessions: Sessions, request: Request, decided: Written) -> Written | Unwritten:
    """Append what was decided. Where that fails, nobody knows what stands in the ledger, so nothing of it is cached."""
    seen = decided.before
    head: Head | Unwritten = Unwritten.HEAD_MOVED
    try:
        head = await append.append_at_head(
            sessions.execute,
            seen.head,
            decided.writer.number,
            decided.changes,
            request.at,
            Alongside(request=request.id, draft=seen.draft),
        )
    except Exception as error:
        if requests.was_repeated(error):
            raise DeliveredTwice from error
        raise
    finally:
        if isinstance(head, Head):
            sessions.answers.go_on(seen.head, head, decided.changes, request.at)
        else:
            sessions.answers.let_go(request.channel)
    return decided if isinstance(head, Head) else head


async def _write_locked(session: AsyncSession, request: Request, look: Look, decide: Decide, policy: Policy) -> Written:
    execute = execute_in(session)
    if await debate_rows.lock(session, request.channel) is None and policy.opens:
        await debate_rows.create(session, request.channel, request.guild, request.at)
    # The debate before the request, as in an append without a lock: two of them cannot wait for each other.
    await _write_down(execute, request)
    decided = _decided(await look(execute), request, decide, policy)
    if decided.changes:
        await append.record(session, decided.before.head, decided.writer.number, decided.changes, request.at)
    return decided


def _decided(seen: DebateLook, request: Request, decide: Decide, policy: Policy) -> Written:
    require_here(seen, request, opens=policy.opens)
    if not policy.in_closed:
        require_open(seen.head.debate)
    writer, introduction = meet(seen, request.user, request.user_name)
    known = _with(seen, writer, introduction)
    changes = _introduced(decide(known, writer), introduction, seen, request)
    return Written(seen, writer, changes, request.at)


def _with(look: DebateLook, person: Participant, introduction: Changes) -> DebateLook:
    """The look once a person is introduced."""
    if not introduction:
        return look
    people = {**look.ledger.participants, person.number: person}
    return replace(
        look,
        ledger=replace(look.ledger, participants=people),
        next_person=look.next_person + len(introduction),
    )


def _introduced(changes: Changes, introduction: Changes, look: DebateLook, request: Request) -> Changes:
    """The changes with the writer's introduction, and behind the opening of the debate where there is none yet."""
    if look.is_opened:
        return (*introduction, *changes)
    if changes and isinstance(changes[0], DebateOpened):
        return (changes[0], *introduction, *changes[1:])
    return (DebateOpened(request.guild, False, unopened(request).question), *introduction, *changes)


async def _require_undone(execute: Execute, request: Request) -> None:
    """Raises DeliveredTwice where this very request was done before, or given up."""
    if request.id is not None and await requests.is_known(execute, request.id):
        raise DeliveredTwice


async def _write_down(execute: Execute, request: Request) -> None:
    """Write a request down as done. Raises DeliveredTwice where it was before, or given up."""
    if request.id is not None and not await requests.write_down(execute, request.id, request.at):
        raise DeliveredTwice
