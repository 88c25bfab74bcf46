"""Whom moderators keep from writing: a bar is written down with who did it, is lifted once, and can forget people."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import bars, servers
from bot.store.bars import Bar
from bot.store.tables import bars as table

GUILD, OTHER, EVE, MOD, BEN = 7, 8, 5, 90, 2
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
KEPT = Bar(EVE, NOON, MOD, "Tags everything")


async def test_a_bar_begins_once_and_is_lifted_once(session: AsyncSession) -> None:
    assert await bars.begin(session, GUILD, KEPT)
    assert not await bars.begin(session, GUILD, KEPT)
    assert await bars.begin(session, OTHER, KEPT)

    assert await bars.lift(session, GUILD, EVE, BEN, LATER)
    assert not await bars.lift(session, GUILD, EVE, BEN, LATER)

    lifted = Bar(EVE, NOON, MOD, "Tags everything", LATER, BEN)
    assert await bars.latest(session, GUILD, 5) == [lifted]
    assert await bars.latest(session, OTHER, 5) == [KEPT]
    assert await bars.begin(session, GUILD, KEPT), "it may begin again"
    assert await bars.latest(session, GUILD, 5) == [KEPT, lifted]


async def test_who_is_forgotten_is_in_no_bar_but_one_that_keeps_them_still(session: AsyncSession) -> None:
    await bars.begin(session, GUILD, KEPT)
    await bars.lift(session, GUILD, EVE, MOD, LATER)
    await bars.begin(session, GUILD, KEPT)
    await bars.begin(session, GUILD, Bar(BEN, NOON, EVE, "Eve says so"))
    assert await bars.naming(session, EVE) == 3

    assert await bars.forget_person(session, EVE) == 3

    assert await bars.naming(session, EVE) == 1
    assert await bars.latest(session, GUILD, 5) == [
        Bar(BEN, NOON, None, None),
        Bar(EVE, NOON, MOD, None),
        Bar(None, NOON, MOD, None, LATER, MOD),
    ]


@pytest.mark.parametrize(
    "overwriting",
    [
        sa.update(table).values(user=BEN),
        sa.update(table).values(by=BEN),
        sa.update(table).values(reason="Another one"),
        sa.update(table).values(at=LATER),
        sa.delete(table),
        sa.text("TRUNCATE bars"),
    ],
)
async def test_what_was_written_of_a_bar_stays(session: AsyncSession, overwriting: sa.Executable) -> None:
    await bars.begin(session, GUILD, KEPT)

    with pytest.raises(IntegrityError, match="what was written stays"):
        await session.execute(overwriting)


async def test_a_bar_that_was_lifted_stays_so(session: AsyncSession) -> None:
    await bars.begin(session, GUILD, KEPT)
    await bars.lift(session, GUILD, EVE, MOD, LATER)

    with pytest.raises(IntegrityError, match="what was written stays"):
        await session.execute(sa.update(table).values(lifted_at=None, lifted_by=None))


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"number": 1, "user": BEN}, "pk_bars"),
        ({"number": 2, "user": EVE}, "uq_bars_in_force"),
        ({"number": 2, "user": None}, "ck_bars_of_somebody"),
        ({"number": 0, "user": BEN}, "ck_bars_number"),
        ({"number": 2, "user": BEN, "reason": ""}, "ck_bars_reason_length"),
        ({"number": 2, "user": BEN, "lifted_by": MOD}, "ck_bars_lifted_at_a_moment"),
        ({"number": 2, "user": BEN, "guild": OTHER}, "fk_bars_guild"),
    ],
)
async def test_a_bar_that_cannot_be_is_refused(session: AsyncSession, values: dict[str, object], rule: str) -> None:
    await bars.begin(session, GUILD, KEPT)

    with pytest.raises(IntegrityError, match=rule):
        await session.execute(sa.insert(table).values({"guild": GUILD, "at": NOON} | values))


async def test_bars_go_with_what_their_server_decided(session: AsyncSession) -> None:
    await bars.begin(session, GUILD, KEPT)
    await servers.left(session, GUILD, NOON)

    await servers.forget_left_since(session, NOON)

    assert await bars.latest(session, GUILD, 5) == []
