"""What a server decides is changed by who manages it, written down with it, and in force at once where it was done."""

from datetime import UTC, datetime

import pytest

from bot.actions.privacy import forget_person, stored_about
from bot.actions.request import Request
from bot.actions.settings import change_setting, house_here, setting_changes
from bot.ledger.house import House, Setting, Who
from bot.ledger.refusals import ButtonExpired, ManagersOnly
from bot.store.houses import Houses
from bot.store.sessions import Sessions

GUILD, CHANNEL, MOD, ANA = 7, 70, 90, 1
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MANAGER = Request(GUILD, CHANNEL, "housing", MOD, "mod", True, NOON, manager=True)
MODERATOR = Request(GUILD, CHANNEL, "housing", ANA, "ana", True, NOON)


async def test_a_change_is_in_force_and_written_down(sessions: Sessions) -> None:
    houses = Houses()

    changed = await change_setting(sessions, MANAGER, houses, Setting.EXPORTS, "everybody")

    assert changed.is_new
    assert changed.house == houses.of(GUILD) == House(exports=Who.EVERYBODY)
    (written,) = await setting_changes(sessions, MANAGER, 5)
    assert (written.user, written.at, written.setting) == (MOD, NOON, Setting.EXPORTS)
    assert (written.before, written.after) == ("moderators", "everybody")


async def test_what_is_so_already_is_no_change(sessions: Sessions) -> None:
    houses = Houses(House(opens_sides=Who.EVERYBODY))

    assert not (await change_setting(sessions, MANAGER, houses, Setting.OPENS_SIDES, "everybody")).is_new

    assert await setting_changes(sessions, MANAGER, 5) == []


async def test_the_earlier_value_is_the_one_that_held_by_default(sessions: Sessions) -> None:
    houses = Houses(House(opens_sides=Who.EVERYBODY))

    await change_setting(sessions, MANAGER, houses, Setting.OPENS_SIDES, "moderators")

    (written,) = await setting_changes(sessions, MANAGER, 5)
    assert written.before == "everybody"


async def test_only_who_manages_the_server_sees_and_changes_its_settings(sessions: Sessions) -> None:
    with pytest.raises(ManagersOnly):
        house_here(MODERATOR)
    with pytest.raises(ManagersOnly):
        await change_setting(sessions, MODERATOR, Houses(), Setting.EXPORTS, "everybody")
    with pytest.raises(ManagersOnly):
        await setting_changes(sessions, MODERATOR, 5)

    assert await setting_changes(sessions, MANAGER, 5) == []


async def test_what_cannot_be_chosen_changes_nothing(sessions: Sessions) -> None:
    houses = Houses()
    with pytest.raises(ButtonExpired):
        await change_setting(sessions, MANAGER, houses, Setting.OPENS_DEBATES, "openers")

    assert houses.of(GUILD) == House()
    assert await setting_changes(sessions, MANAGER, 5) == []


async def test_another_process_knows_of_a_change_once_it_reads_anew(committed_sessions: Sessions) -> None:
    here, there, other = Houses(), Houses(), Sessions(committed_sessions.bind)
    await there.read(other.execute)
    await change_setting(committed_sessions, MANAGER, here, Setting.EXPORTS, "everybody")
    assert (here.of(GUILD).exports, there.of(GUILD).exports) == (Who.EVERYBODY, Who.MODERATORS)

    await change_setting(other, MANAGER, there, Setting.OPENS_DEBATES, "moderators")
    await here.read(committed_sessions.execute)

    assert here.of(GUILD) == there.of(GUILD) == House(exports=Who.EVERYBODY, opens_debates=Who.MODERATORS)


async def test_who_is_forgotten_is_in_no_change_any_more(committed_sessions: Sessions) -> None:
    await change_setting(committed_sessions, MANAGER, Houses(), Setting.EXPORTS, "everybody")
    assert (await stored_about(committed_sessions, MOD, GUILD)).setting_changes == 1

    forgotten = await forget_person(committed_sessions, MOD, NOON)

    assert (forgotten.debates, forgotten.setting_changes) == (0, 1)
    assert (await stored_about(committed_sessions, MOD, GUILD)).setting_changes == 0
    assert [change.user for change in await setting_changes(committed_sessions, MANAGER, 5)] == [None]
