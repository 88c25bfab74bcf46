"""The messages that entries and definitions come from."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.store import tables as t
from bot.store.reading import events

WORDED = (e.EntryTagged.verb, e.EntryReworded.verb)


async def worded(session: AsyncSession, debate: int, entries: Collection[int]) -> list[Event]:
    """The events that say what these entries say, in their order."""
    those = t.events.c.entry.in_(entries) & t.events.c.verb.in_(WORDED)
    return [line.event for line in await events.matching(session, debate, those)]


async def conceding(session: AsyncSession, debate: int, entries: Collection[int]) -> list[Event]:
    """The events that wrote the concessions of these entries."""
    c = t.entries.c
    numbers = (await session.scalars(sa.select(c.number).where(c.debate == debate, c.concedes.in_(entries)))).all()
    return await worded(session, debate, numbers) if numbers else []


async def defining(session: AsyncSession, debate: int, messages: Collection[int]) -> list[Event]:
    """The events that wrote the definitions which come from these messages."""
    c = t.definitions.c
    numbers = (await session.scalars(sa.select(c.number).where(c.debate == debate, c.message.in_(messages)))).all()
    if not numbers:
        return []
    # Looked for among the texts: they are far fewer than the events.
    text = t.event_texts.c
    terms = sa.select(text.sequence).where(text.debate == debate, text.field.in_(("term", "meaning")))
    those = t.events.c.data["definition"].as_integer().in_(numbers) & (t.events.c.verb == e.TermDefined.verb)
    return [line.event for line in await events.matching(session, debate, t.events.c.sequence.in_(terms) & those)]
