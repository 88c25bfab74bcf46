"""What servers decide, on a real database: what cannot be is refused, and what was written of a change stays."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.house import CHOICES, NAMED, Setting
from bot.ledger.people import LARGEST_ID
from bot.ledger.zones import zone_names
from bot.store import servers
from bot.store import tables as t
from bot.store.servers import Decided
from bot.store.sessions import Sessions

GUILD, OTHER, MOD, EVE = 7, 8, 90, 91
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def exports(session: AsyncSession, after: str, before: str = "moderators", guild: int = GUILD) -> None:
    await servers.locked(session, guild)
    await servers.change(session, guild, MOD, NOON, Setting.EXPORTS, before, after)


async def test_only_what_was_changed_is_kept(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await exports(session, "everybody")
        await servers.locked(session, OTHER)

    assert await servers.all_decisions(sessions.execute) == {
        GUILD: Decided({Setting.EXPORTS: "everybody"}),
        OTHER: Decided({}),
    }


async def test_each_change_is_one_row_and_the_newest_comes_first(session: AsyncSession) -> None:
    await exports(session, "everybody")
    await exports(session, "openers", "everybody")
    await exports(session, "everybody", guild=OTHER)

    first = servers.SettingChange(1, NOON, MOD, Setting.EXPORTS, "moderators", "everybody")
    second = servers.SettingChange(2, NOON, MOD, Setting.EXPORTS, "everybody", "openers")
    assert await servers.latest(session, GUILD, 10) == [second, first]
    assert await servers.latest(session, GUILD, 1) == [second]


WRITTEN = {Setting.TIMEZONE: sorted(zone_names())} | {setting: ["none", "1", str(LARGEST_ID)] for setting in NAMED}


@pytest.mark.parametrize("setting", Setting)
async def test_the_database_takes_each_choice_and_nothing_else(session: AsyncSession, setting: Setting) -> None:
    words = [word.value for word in CHOICES[setting]] if setting in CHOICES else WRITTEN[setting]
    await servers.locked(session, GUILD)
    for word in words:
        await session.execute(sa.update(t.server_settings).values({setting.value: word}))

    with pytest.raises(IntegrityError, match=f"ck_server_settings_{setting}"):
        await session.execute(sa.update(t.server_settings).values({setting.value: "?"}))


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"after": "moderators"}, "ck_setting_changes_changes_something"),
        ({"setting": "weather"}, "ck_setting_changes_setting"),
        ({"number": 0}, "ck_setting_changes_number"),
        ({"number": 1}, "pk_setting_changes"),
        ({"guild": OTHER}, "fk_setting_changes_guild"),
    ],
)
async def test_a_change_that_cannot_be_is_refused(session: AsyncSession, values: dict[str, object], rule: str) -> None:
    await exports(session, "everybody")
    row = {"guild": GUILD, "number": 2, "at": NOON, "setting": "exports", "before": "moderators", "after": "openers"}

    with pytest.raises(IntegrityError, match=rule):
        await session.execute(sa.insert(t.setting_changes).values(row | values))


@pytest.mark.parametrize(
    "overwriting",
    [
        sa.update(t.setting_changes).values(after="openers"),
        sa.update(t.setting_changes).values(user=EVE),
        sa.update(t.setting_changes).values(user=None, at=NOON + timedelta(days=1)),
        sa.delete(t.setting_changes),
        sa.delete(t.server_settings),
        sa.text("TRUNCATE setting_changes"),
    ],
)
async def test_what_was_written_of_a_change_stays(session: AsyncSession, overwriting: sa.Executable) -> None:
    await exports(session, "everybody")

    with pytest.raises(IntegrityError, match="what was written stays"):
        await session.execute(overwriting)


async def test_who_is_forgotten_leaves_the_change_without_a_name(session: AsyncSession) -> None:
    await exports(session, "everybody")
    await servers.locked(session, OTHER)
    await servers.change(session, OTHER, EVE, NOON, Setting.EXPORTS, "moderators", "openers")
    assert await servers.made_by(session, MOD) == 1

    assert await servers.forget_person(session, MOD) == 1

    assert await servers.made_by(session, MOD) == 0
    assert [(change.user, change.after) for change in await servers.latest(session, GUILD, 5)] == [(None, "everybody")]
    assert [change.user for change in await servers.latest(session, OTHER, 5)] == [EVE]


async def test_what_a_server_decided_goes_once_it_was_left_for_long(session: AsyncSession) -> None:
    for guild in (GUILD, OTHER, 9):
        await exports(session, "everybody", guild=guild)
    await servers.left(session, GUILD, NOON)
    await servers.left(session, GUILD, NOON + timedelta(days=20))
    await servers.left(session, OTHER, NOON)
    await servers.back(session, OTHER)

    assert await servers.forget_left_since(session, NOON - timedelta(seconds=1)) == 0
    assert await servers.forget_left_since(session, NOON) == 1

    assert await servers.kept(session) == [OTHER, 9]
    assert await servers.latest(session, GUILD, 5) == []


async def test_two_first_changes_at_once_come_one_after_the_other(committed_sessions: Sessions) -> None:
    async def change(after: str) -> None:
        async with committed_sessions.begin() as session:
            before = (await servers.locked(session, GUILD)).get(Setting.EXPORTS, "moderators")
            await servers.change(session, GUILD, MOD, NOON, Setting.EXPORTS, before, after)

    await asyncio.gather(change("everybody"), change("openers"))

    async with committed_sessions() as session:
        second, first = await servers.latest(session, GUILD, 5)
    assert first.before == "moderators"
    assert second.before == first.after
    assert await servers.all_decisions(committed_sessions.execute) == {GUILD: Decided({Setting.EXPORTS: second.after})}
