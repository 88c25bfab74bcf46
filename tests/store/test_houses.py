"""What holds in each server, at hand: no table is read for it, until it is read anew."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.ledger.house import House, Setting, TagsShown, Who
from bot.store import servers
from bot.store.houses import Houses
from bot.store.prepared import Prepared, Row, Values
from bot.store.sessions import Sessions

GUILD, OTHER = 7, 8
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REACTION = House(tags_shown=TagsShown.REACTION)


async def test_a_server_is_as_it_decided_and_else_as_whoever_runs_crux_did(sessions: Sessions) -> None:
    houses = Houses(REACTION)
    async with sessions.begin() as session:
        await servers.locked(session, GUILD)
        await servers.change(session, GUILD, 90, NOON, Setting.EXPORTS, "moderators", "everybody")
    assert (houses.are_known, houses.of(GUILD)) == (False, REACTION)

    await houses.read(sessions.execute)

    assert houses.are_known
    assert houses.of(GUILD) == House(tags_shown=TagsShown.REACTION, exports=Who.EVERYBODY)
    assert houses.of(OTHER) == houses.of(None) == REACTION


async def test_what_a_server_decided_no_longer_holds_once_it_is_deleted(sessions: Sessions) -> None:
    houses = Houses()
    async with sessions.begin() as session:
        await servers.locked(session, GUILD)
        await servers.change(session, GUILD, 90, NOON, Setting.EXPORTS, "moderators", "everybody")
        await servers.left(session, GUILD, NOON)
    await houses.read(sessions.execute)
    async with sessions.begin() as session:
        await servers.forget_left_since(session, NOON)

    await houses.read(sessions.execute)

    assert houses.of(GUILD) == House()


async def test_of_those_who_ask_at_once_one_reads_it_for_all(sessions: Sessions) -> None:
    houses, asked = Houses(), 0

    async def counted(statement: Prepared, values: Values) -> Sequence[Row]:
        nonlocal asked
        asked += 1
        return await sessions.execute(statement, values)

    await asyncio.gather(*(houses.know(counted) for _ in range(20)))

    assert (houses.are_known, asked) == (True, 1)


async def test_a_server_that_decided_nothing_since_keeps_the_house_that_was_made_for_it(sessions: Sessions) -> None:
    houses = Houses()
    for guild in (GUILD, OTHER):
        async with sessions.begin() as session:
            await servers.locked(session, guild)
            await servers.change(session, guild, 90, NOON, Setting.EXPORTS, "moderators", "everybody")
    await houses.read(sessions.execute)
    before = houses.of(GUILD)
    async with sessions.begin() as session:
        await servers.locked(session, OTHER)
        await servers.change(session, OTHER, 90, NOON, Setting.EXPORTS, "everybody", "openers")

    await houses.read(sessions.execute)

    assert houses.of(GUILD) is before
    assert houses.of(OTHER).exports is Who.OPENERS
