"""Status cards: which are to be brought up to date, and by whom."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute, Prepared
from bot.store.tables import cards, debates
from bot.store.waiting import claims
from bot.store.waiting.claims import LONGEST_CLAIM, Claims, moment
from bot.store.waiting.slots import AHEAD

CHANGES_GATHER = timedelta(minutes=1)
"""How long changes gather until a card is brought up to date with all of them."""

KNOWN_EVERYWHERE = timedelta(seconds=90)
"""How long it takes at most until each process knows what was chosen in another one: they read it each minute."""

FAR_OFF = timedelta(minutes=30)
"""A card that is not due for longer than that waits for an obstacle to be gone. A change of its debate has it tried
too: where people can write, Crux may be able to again."""


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A debate's card: its message, where one was posted, and since when another may be there unrecorded."""

    debate: int
    message: int | None
    shown: int
    due_at: datetime | None
    owner: str | None
    posting_since: datetime | None
    attempts: int

    @property
    def channel(self) -> int:
        """The debate's own."""
        return self.debate


async def put(session: AsyncSession, debate: int, at: datetime) -> None:
    """Have a debate keep a card, due now; one that it has already is brought up to date, unless somebody is at it."""
    wanted = insert(cards).values(debate=debate, due_at=at)
    claimed = cards.c.owner.is_not(None) & (cards.c.due_at > at)
    due = sa.case((claimed, cards.c.due_at), else_=at)
    await session.execute(wanted.on_conflict_do_update(index_elements=["debate"], set_={"due_at": due}))


async def make_due(session: AsyncSession, debate: int, at: datetime) -> None:
    """Have a debate's card, if it keeps one, be brought up to date with what stands outside of the ledger.

    Whoever is at it now may have read what was before, so somebody looks again.
    """
    stale = sa.update(cards).where(cards.c.debate == debate)
    await session.execute(stale.values(due_at=sa.func.least(cards.c.due_at, at), owner=None))


async def say_anew(session: AsyncSession, guild: int, at: datetime) -> None:
    """Have the cards of a server's open debates be made anew, once every process knows what was changed in it.

    Whoever is at one now says what was before, so somebody looks again.
    """
    here = sa.select(debates.c.id).where(debates.c.guild == guild, debates.c.closed_at.is_(None))
    stale = sa.update(cards).where(cards.c.debate.in_(here))
    known = at + KNOWN_EVERYWHERE
    await session.execute(stale.values(due_at=sa.func.least(cards.c.due_at, known), owner=None))


def due_after(debate: int, at: datetime) -> sa.CTE:
    """A part of a statement: the debate's card, if it keeps one, is due once the changes of a minute have gathered."""
    return _due(cards.c.debate == debate, sa.literal(at + CHANGES_GATHER))


def due_with(moved: sa.CTE, at: sa.ColumnElement[datetime]) -> sa.CTE:
    """The same for the debate that another part gives, if it gives one; the moment is a parameter."""
    return _due(cards.c.debate == moved.c.id, at)


def _due(those: sa.ColumnElement[bool], at: sa.ColumnElement[datetime]) -> sa.CTE:
    due = sa.case((cards.c.due_at > at + FAR_OFF, at), else_=sa.func.coalesce(cards.c.due_at, at))
    return sa.update(cards).where(those).values(due_at=due).returning(cards.c.debate).cte("card")


_COLUMNS = tuple(cards.c[field.name] for field in fields(StoredCard))
_KEPT = Prepared(sa.select(*_COLUMNS).where(cards.c.debate == sa.bindparam("debate_of", type_=sa.BigInteger)))


async def get(execute: Execute, debate: int) -> StoredCard | None:
    """A debate's card; None where it keeps none."""
    rows = await execute(_KEPT, {"debate_of": debate})
    return StoredCard(*rows[0]) if rows else None


async def drop(session: AsyncSession, debate: int) -> StoredCard | None:
    """Keep a debate's card no more; gives what it was, None where there was none."""
    row = (await session.execute(sa.delete(cards).where(cards.c.debate == debate).returning(*_COLUMNS))).one_or_none()
    return StoredCard(*row) if row is not None else None


_LONGEST = sa.case((cards.c.owner.is_not(None), LONGEST_CLAIM), else_=moment("longest_wait"))
# The first part is what the index knows.
_SET_BACK = (cards.c.due_at > LONGEST_CLAIM) & (cards.c.due_at > _LONGEST)
_CLAIMS = Claims(cards, _COLUMNS, set_back=_SET_BACK)
_ONE = cards.c.debate == sa.bindparam("debate_of", type_=sa.BigInteger)
_CLAIMS_OF_ONE = Claims(cards, _COLUMNS, set_back=_SET_BACK, those=_ONE)


async def claim(
    execute: Execute,
    at: datetime,
    lease: timedelta,
    owner: str,
    limit: int,
    debate: int | None = None,
    patience: int = 1,
) -> list[StoredCard]:
    """Take over the cards that are due (or one debate's), for as long as the lease: then they are due again.

    So are those that are due later than a claim lasts, or than they can be put off, which is `patience` leases: the
    clock that said so has been set back since.
    """
    given = {**claims.given(at, lease, owner, limit), "longest_wait": at + lease * patience + AHEAD}
    if debate is None:
        return [StoredCard(*row) for row in await _CLAIMS.claim(execute, given)]
    return [StoredCard(*row) for row in await _CLAIMS_OF_ONE.claim(execute, given | {"debate_of": debate})]


async def begin_posting(session: AsyncSession, debate: int, owner: str, since: datetime, until: datetime) -> bool:
    """Write down since when a message of the card may be there unrecorded; its claim lasts until then.

    False: the card is another's. The message that it had is not there any more.
    """
    begun = sa.update(cards).where(_claimed_by(debate, owner)).values(message=None, posting_since=since, due_at=until)
    return await session.scalar(begun.returning(cards.c.debate)) is not None


async def record_shown(session: AsyncSession, debate: int, owner: str, message: int, shown: int, at: datetime) -> bool:
    """The card's message tells of so many events now; it is due again where there are more. False: it is another's."""
    # A change that is being written holds the card: it is waited for, and counted by the next statement, not by this.
    mine = sa.select(cards.c.debate).where(_claimed_by(debate, owner)).with_for_update()
    if await session.scalar(mine) is None:
        return False
    head = sa.select(debates.c.head_sequence).where(debates.c.id == debate).scalar_subquery()
    claimed = sa.update(cards).where(_claimed_by(debate, owner))
    recorded = claimed.values(
        message=message,
        shown=shown,
        due_at=sa.case((head > shown, at + CHANGES_GATHER), else_=None),
        owner=None,
        posting_since=None,
        attempts=0,
    )
    await session.execute(recorded)
    return True


async def rest(session: AsyncSession, debate: int, owner: str) -> None:
    """Leave the card as it is until the next change."""
    idle = sa.update(cards).where(_claimed_by(debate, owner))
    await session.execute(idle.values(due_at=None, owner=None, attempts=0))


async def put_off(session: AsyncSession, debate: int, owner: str, until: datetime) -> None:
    """Leave the card to whoever claims it after that moment, and count the attempts on."""
    later = sa.update(cards).where(_claimed_by(debate, owner))
    await session.execute(later.values(due_at=until, owner=None))


async def retry_in_server(session: AsyncSession, guild: int, at: datetime) -> None:
    """Have the cards of a server that were put off be due now."""
    here = sa.select(debates.c.id).where(debates.c.guild == guild)
    put_off = cards.c.owner.is_(None) & (cards.c.attempts > 0) & (cards.c.due_at > at)
    await session.execute(sa.update(cards).where(put_off, cards.c.debate.in_(here)).values(due_at=at))


def _claimed_by(debate: int, owner: str) -> sa.ColumnElement[bool]:
    return (cards.c.debate == debate) & (cards.c.owner == owner)
