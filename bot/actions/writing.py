"""One way to write: look, decide, append where the ledger still ends there, else look again.

A look takes no lock. Its request is decided on it by a pure function, and the changes are appended by one statement
that finds the head of the look still in force, or writes nothing. After some tries, or where one statement cannot write
it all, the same is done with the debate's row locked, so that nobody else can write in between.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.deciding import OPEN_DEBATES, Decide, Policy, Written, decided, unopened
from bot.actions.request import DeliveredTwice, Request, schedule_once_opened
from bot.ledger.people import Participant
from bot.ledger.refusals import Refusal
from bot.ledger.schedules import next_slot
from bot.store.prepared import Execute, execute_in
from bot.store.reading.debate_look import DebateLook, Subject, debate_look
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions
from bot.store.waiting import cards, requests, schedules
from bot.store.writing import append, debate_rows
from bot.store.writing.append import Unwritten
from bot.store.writing.one_statement import Alongside

TRIES = 3
"""How often a request is decided without a lock, while others write to the debate."""

R = TypeVar("R")
ReadLook = Callable[[Execute], Awaitable[DebateLook]]
ReadCached = Callable[[], Awaitable[DebateLook | None]]
Beside = Callable[[AsyncSession, Participant], Awaitable[R]]
"""Writes what is no part of the ledger, in the writer's name."""
Along = Callable[[AsyncSession], Awaitable[None]]
"""Writes what is no part of the ledger, or raises why nothing is written."""


def looking(
    request: Request,
    *entries: int,
    others: Sequence[int] = (),
    names: Sequence[str] = (),
    conceded: bool = False,
    definition: int | None = None,
    sides: bool = False,
) -> ReadLook:
    """The look at who asks, and at what else a request is about (`Subject`)."""
    subject = Subject((request.user, *others), tuple(entries), tuple(names), conceded, definition, sides=sides)
    return lambda execute: debate_look(execute, unopened(request), subject)


async def write(
    sessions: Sessions,
    request: Request,
    read_look: ReadLook,
    decide: Decide,
    policy: Policy = OPEN_DEBATES,
    cached: ReadCached | None = None,
) -> Written:
    """Write what a request changes, once.

    Raises NoDebate, DebateIsClosed, LedgerIsLocked, DeliveredTwice and what `decide` raises.

    A look at what is `cached` spares the first look where its changes can be appended.
    """
    async with sessions.turn(request.channel):
        look = await cached() if cached is not None else None
        written = await _write_from_cache(sessions, request, look, decide, policy)
        tries = 0
        while written is Unwritten.HEAD_MOVED and tries < TRIES:
            written = await _attempt(sessions, request, await read_look(sessions.execute), decide, policy)
            tries += 1
    if isinstance(written, Written):
        return written
    async with sessions.begin() as session:
        written = await _write_locked(session, request, read_look, decide, policy)
    sessions.answers.drop(request.channel)
    return written


async def look_ahead(
    sessions: Sessions, request: Request, read_look: ReadLook, decide: Decide, policy: Policy = OPEN_DEBATES
) -> Written:
    """What a request would change as things stand; nothing is written. Raises what `decided` raises."""
    return decided(await read_look(sessions.execute), request, decide, policy)


async def write_with(
    sessions: Sessions, request: Request, beside: Beside[R], decide: Decide, policy: Policy = OPEN_DEBATES
) -> R:
    """Write what a request changes and, in the same transaction, what is no part of the ledger; gives what that gives.

    Raises what `write` raises.
    """
    async with sessions.begin() as session:
        written = await _write_locked(session, request, looking(request), decide, policy)
        result = await beside(session, written.writer)
    sessions.answers.drop(request.channel)
    return result


async def write_along(
    sessions: Sessions, request: Request, along: Along, read_look: ReadLook, decide: Decide, policy: Policy
) -> Written:
    """Write what a request changes and, before it in the same transaction, what is no part of the ledger.

    Raises what `write` raises, and what `along` raises.
    """
    async with sessions.begin() as session:
        await along(session)
        written = await _write_locked(session, request, read_look, decide, policy)
    sessions.answers.drop(request.channel)
    return written


async def was_done(sessions: Sessions, request_id: int, at: datetime) -> bool:
    """Whether a request that failed here was done all the same: a commit whose answer was lost, or another process.

    From now on nobody does it any more: one that is just doing it is waited for.
    """
    async with sessions.begin() as session:
        return not await requests.give_up(session, request_id, at)


async def _write_from_cache(
    sessions: Sessions, request: Request, look: DebateLook | None, decide: Decide, policy: Policy
) -> Written | Unwritten:
    """What is cached may be out of date, which only an append shows: nobody is refused for it."""
    if look is None:
        return Unwritten.HEAD_MOVED
    try:
        written = decided(look, request, decide, policy)
    except Refusal:
        return Unwritten.HEAD_MOVED
    return await _append(sessions, request, written) if written.changes else Unwritten.HEAD_MOVED


async def _attempt(
    sessions: Sessions, request: Request, look: DebateLook, decide: Decide, policy: Policy
) -> Written | Unwritten:
    try:
        written = decided(look, request, decide, policy)
    except Refusal:
        await _require_undone(sessions.execute, request)
        raise
    if not written.changes:
        await _write_down(sessions.execute, request)
        return written
    return await _append(sessions, request, written) if look.is_opened else Unwritten.NEEDS_TRANSACTION


async def _append(sessions: Sessions, request: Request, written: Written) -> Written | Unwritten:
    """Append what was written. Where that fails, nobody knows what stands in the ledger, so nothing of it is cached."""
    look = written.before
    head: Head | Unwritten = Unwritten.HEAD_MOVED
    try:
        head = await append.append_at_head(
            sessions.execute,
            look.head,
            written.writer.number,
            written.changes,
            request.at,
            Alongside(request=request.id, draft=look.draft),
        )
    except Exception as error:
        if requests.was_repeated(error):
            raise DeliveredTwice from error
        raise
    finally:
        if isinstance(head, Head):
            sessions.answers.follow(look.head, head, written.changes, request.at)
        else:
            sessions.answers.drop(request.channel)
    return written if isinstance(head, Head) else head


async def _write_locked(
    session: AsyncSession, request: Request, read_look: ReadLook, decide: Decide, policy: Policy
) -> Written:
    execute = execute_in(session)
    if await debate_rows.lock(session, request.channel) is None and policy.opens:
        await debate_rows.create(session, request.channel, request.guild, request.at, private=request.private)
    # The debate before the request, as in an append without a lock: two of them cannot wait for each other.
    await _write_down(execute, request)
    written = decided(await read_look(execute), request, decide, policy)
    if written.changes:
        await append.record(session, written.before.head, written.writer.number, written.changes, request.at)
    if written.opened:
        await _write_beside_new(session, request, written)
    return written


async def _write_beside_new(session: AsyncSession, request: Request, written: Written) -> None:
    """What a debate has from its opening on, as far as Crux can post there: a status card, a schedule of digests."""
    if request.keeps_card:
        await cards.put(session, request.channel, request.at)
    if (schedule := schedule_once_opened(request)) is not None:
        following = next_slot(schedule, request.at)
        await schedules.put(session, request.channel, schedule, following, written.writer.number)


async def _require_undone(execute: Execute, request: Request) -> None:
    """Raises DeliveredTwice where this very request was done before, or given up."""
    if request.id is not None and await requests.is_known(execute, request.id):
        raise DeliveredTwice


async def _write_down(execute: Execute, request: Request) -> None:
    """Write a request down as done. Raises DeliveredTwice where it was before, or given up."""
    if request.id is not None and not await requests.write_down(execute, request.id, request.at):
        raise DeliveredTwice
