"""What holds in each server, at hand: no table is read for it, until it is read anew."""

from datetime import UTC, datetime

from bot.ledger.house import House, Setting, TagsShown, Who
from bot.store import servers
from bot.store.houses import Houses
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
