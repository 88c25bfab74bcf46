"""Participants and sides of a debate."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.people import Participant, Side
from bot.ledger.record.events import ParticipantMet, ParticipantRenamed
from bot.store import tables as t
from bot.store.reading import values
from bot.store.rows import PARTICIPANTS, SIDES


async def participant(session: AsyncSession, debate: int, user: int) -> Participant | None:
    """The participant that a person of the platform is in a debate; None where it has not met them."""
    people = await values.find(session, PARTICIPANTS, debate, t.participants.c.user == user)
    return people[0] if people else None


async def all_of(session: AsyncSession, debate: int) -> list[Participant]:
    """Everybody the debate has met, in that order."""
    return await values.find(session, PARTICIPANTS, debate)


async def with_shown_estimates(session: AsyncSession, debate: int) -> Sequence[int]:
    """Who let be shown what they put before and after the debate that is closed now."""
    p = t.participants.c
    shown = sa.select(p.number).where(p.debate == debate, p.estimate_before.is_not(None))
    return (await session.scalars(shown.order_by(p.number))).all()


async def sides(session: AsyncSession, debate: int) -> list[Side]:
    """The declared sides of a debate, in their order."""
    return await values.find(session, SIDES, debate)


async def in_open_debates(session: AsyncSession, guild: int) -> dict[int, set[int]]:
    """The people of the platform who take part in each open debate of a server that nobody has locked."""
    people, debates = t.participants.c, t.debates.c
    found = (
        sa.select(debates.id, sa.func.array_agg(people.user))
        .join(t.participants, people.debate == debates.id)
        .where(debates.guild == guild, debates.closed_at.is_(None), debates.locked_at.is_(None))
        .where(people.user.is_not(None))
        .group_by(debates.id)
        .order_by(debates.id)
    )
    return {debate: set(users) for debate, users in await session.execute(found)}


async def counted(session: AsyncSession, debate: int) -> list[tuple[int, int, bool]]:
    """The people of a debate, each by number and platform's number, and whether their answers do not count."""
    people = t.participants.c
    there = (people.debate == debate, people.user.is_not(None))
    found = sa.select(people.number, people.user, people.uncounted).where(*there).order_by(people.number)
    return [(number, user, uncounted) for number, user, uncounted in await session.execute(found)]


async def called_in(session: AsyncSession, guild: int) -> list[tuple[int | None, str]]:
    """What people are called in the debates of a server, and were before, each with their number on the platform.

    Who was forgotten is called nothing. Each debate is looked up by itself, so that no other server's are read.
    """
    event, text, person = t.events.c, t.event_texts.c, t.participants.c
    naming = event.verb.in_((ParticipantMet.verb, ParticipantRenamed.verb))
    named = (
        sa.select(person.user, text.words)
        .join_from(t.event_texts, t.events, (event.debate == text.debate) & (event.sequence == text.sequence))
        .join(t.participants, (person.debate == event.debate) & (person.number == event.data["person"].as_integer()))
        .where(text.debate == t.debates.c.id, text.field == "name", text.words.is_not(None), naming)
        .offset(0)  # else PostgreSQL may read all texts there are, and look afterwards of which server they are
        .lateral("named")
    )
    found = sa.select(named.c.user, named.c.words).distinct().join_from(t.debates, named, sa.true())
    rows = await session.execute(found.where(t.debates.c.guild == guild))
    return [(user, name) for user, name in rows]
