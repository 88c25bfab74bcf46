"""What messages may be entries, until a moderator has looked at each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Kind
from bot.ledger.rules.suggestions import Decision, SuggestedOf
from bot.store.tables import debates, entries, suggestions

SUGGESTION_LIFE = timedelta(days=30)
"""How long a suggestion waits for a moderator; what was decided where no debate came of it is remembered as long."""

MOST_WAITING = 500
"""How many suggestions wait in one channel at most: nobody looks through more."""

_C = suggestions.c
_ERASED = {name: sa.null() for name in ("author", "author_name", "passage", "statement", "marker")}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion that nobody has decided yet."""

    message: int
    place: int
    kind: Kind
    author: int
    author_name: str
    passage: str
    statement: str
    marker: str
    inexact: bool


_FIELDS = [_C[name] for name in Waiting.__dataclass_fields__]


async def add(session: AsyncSession, guild: int, channel: int, found: Iterable[SuggestedOf], at: datetime) -> int:
    """Keep what messages of a channel may be, as long as there is room; gives how many are new.

    Left out is what was suggested before, whatever became of it, and messages that entries quote.
    """
    found = list(found)
    tagged = await _tagged(session, channel, [one.message for one in found])
    rows = [row for one in found if one.message not in tagged for row in _rows(guild, channel, one, at)]
    room = MOST_WAITING - await waiting(session, guild, channel)
    known = await _known(session, channel, {int(str(row["message"])) for row in rows})
    rows = [row for row in rows if (row["message"], row["place"]) not in known][: max(0, room)]
    if not rows:
        return 0
    added = insert(suggestions).on_conflict_do_nothing().returning(_C.place)
    return len((await session.execute(added, rows)).all())


def _rows(guild: int, channel: int, one: SuggestedOf, at: datetime) -> Iterable[dict[str, object]]:
    whose = {"message": one.message, "author": one.author, "author_name": one.author_name, "inexact": one.inexact}
    for each in one.suggested:
        said = {"kind": each.kind, "passage": each.passage, "statement": each.statement, "marker": each.marker}
        yield {"guild": guild, "channel": channel, "place": each.place, "made_at": at, **whose, **said}


async def _tagged(session: AsyncSession, channel: int, messages: Collection[int]) -> set[int]:
    quoting = sa.select(entries.c.message).where(entries.c.debate == channel, entries.c.message.in_(messages))
    return {number for number in (await session.scalars(quoting)).all() if number is not None}


async def _known(session: AsyncSession, channel: int, messages: Collection[int]) -> set[tuple[object, object]]:
    known = sa.select(_C.message, _C.place).where(_C.channel == channel, _C.message.in_(messages))
    return {(row.message, row.place) for row in (await session.execute(known)).all()}


def _waiting_in(guild: int, channel: int) -> sa.ColumnElement[bool]:
    return (_C.channel == channel) & (_C.guild == guild) & _C.decision.is_(None)


async def waiting(session: AsyncSession, guild: int, channel: int) -> int:
    """How many suggestions wait in a channel."""
    return await session.scalar(sa.select(sa.func.count()).where(_waiting_in(guild, channel))) or 0


async def next_after(session: AsyncSession, guild: int, channel: int, message: int, place: int) -> Waiting | None:
    """The first suggestion that waits behind that place, as messages were written; None where none does."""
    behind = sa.tuple_(_C.message, _C.place) > sa.tuple_(sa.literal(message), sa.literal(place))
    first = sa.select(*_FIELDS).where(_waiting_in(guild, channel), behind).order_by(_C.message, _C.place).limit(1)
    return _from((await session.execute(first)).one_or_none())


async def find(session: AsyncSession, guild: int, channel: int, message: int, place: int) -> Waiting | None:
    """That suggestion; None where it does not wait any more."""
    here = _waiting_in(guild, channel) & (_C.message == message) & (_C.place == place)
    return _from((await session.execute(sa.select(*_FIELDS).where(here))).one_or_none())


def _from(row: sa.Row[tuple[object, ...]] | None) -> Waiting | None:
    return None if row is None else Waiting(**{**row._mapping, "kind": Kind(row.kind)})


async def decide(session: AsyncSession, channel: int, message: int, place: int, decision: Decision) -> bool:
    """Write down what was decided, and erase its words; False where somebody else has decided before."""
    here = (_C.channel == channel) & (_C.message == message) & (_C.place == place) & _C.decision.is_(None)
    decided = sa.update(suggestions).where(here).values(decision=decision, **_ERASED).returning(_C.place)
    return (await session.execute(decided)).one_or_none() is not None


# What is kept no longer


async def forget_old(session: AsyncSession, before: datetime) -> None:
    """Delete what was suggested before that moment and waits, and what was decided in channels without a debate."""
    is_debate = sa.exists().where(debates.c.id == _C.channel)
    old = (_C.made_at < before) & (_C.decision.is_(None) | ~is_debate)
    await session.execute(sa.delete(suggestions).where(old))


async def forget_channel(session: AsyncSession, channel: int) -> None:
    """Delete all that was suggested in a channel."""
    await session.execute(sa.delete(suggestions).where(_C.channel == channel))


# People


async def by(session: AsyncSession, user: int) -> int:
    """How many suggestions wait that are of messages of a person."""
    return await session.scalar(sa.select(sa.func.count()).where(_C.author == user)) or 0


async def forget_person(session: AsyncSession, user: int) -> int:
    """Drop what was suggested of a person's messages, with its words; gives how many they were."""
    theirs = sa.update(suggestions).where(_C.author == user).values(decision=Decision.DROPPED, **_ERASED)
    return len((await session.execute(theirs.returning(_C.place))).all())
