"""What a server decides is changed by who manages it, written down with it, and in force at once where it was done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.debates import open_debate
from bot.actions.privacy import forget_person, stored_about
from bot.actions.request import Request
from bot.actions.schedules import schedule_here
from bot.actions.settings import change_setting, house_here, setting_changes
from bot.ledger.house import DefaultCadence, House, Setting, Who
from bot.ledger.refusals import BadScheduleAsked, ButtonExpired, KeptTooLong, ManagersOnly, RoleOfEverybody
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


async def test_moderators_have_no_role_that_everybody_has(sessions: Sessions) -> None:
    with pytest.raises(RoleOfEverybody):
        await change_setting(sessions, MANAGER, Houses(), Setting.MODERATOR_ROLE, str(GUILD))

    assert await setting_changes(sessions, MANAGER, 5) == []


async def test_new_debates_get_no_digests_more_often_than_whoever_runs_crux_allows(sessions: Sessions) -> None:
    houses, shortest = Houses(), timedelta(days=2)
    with pytest.raises(BadScheduleAsked):
        await change_setting(sessions, MANAGER, houses, Setting.DEFAULT_CADENCE, "daily", shortest)

    assert (await change_setting(sessions, MANAGER, houses, Setting.DEFAULT_CADENCE, "weekly", shortest)).is_new


@pytest.mark.parametrize(("can_post", "expected"), [(True, datetime(2026, 3, 2, 18, tzinfo=UTC)), (False, None)])
async def test_a_new_debate_gets_the_schedule_of_its_server_where_crux_can_post(
    sessions: Sessions, can_post: bool, expected: datetime | None
) -> None:
    request = replace(MANAGER, can_post=can_post, house=House(default_cadence=DefaultCadence.DAILY))

    opened = await open_debate(sessions, request, "Should we build?")
    stored = await schedule_here(sessions, request)

    assert (opened.schedule is not None) == can_post
    assert (stored.next_slot if stored else None) == expected


async def test_a_debate_that_was_open_before_gets_no_schedule(sessions: Sessions) -> None:
    await open_debate(sessions, replace(MANAGER, can_post=True), "Should we build?")
    later = replace(MANAGER, can_post=True, house=House(default_cadence=DefaultCadence.DAILY))

    again = await open_debate(sessions, later, side_a="Yes", side_b="No")

    assert again.schedule is None
    assert await schedule_here(sessions, later) is None


@pytest.mark.parametrize("words", ["none", "180"])
async def test_debates_are_not_kept_longer_than_whoever_runs_crux_allows(sessions: Sessions, words: str) -> None:
    houses = Houses(House(kept_days=100))
    await change_setting(sessions, MANAGER, houses, Setting.KEPT_DAYS, "90")
    with pytest.raises(KeptTooLong):
        await change_setting(sessions, MANAGER, houses, Setting.KEPT_DAYS, words)

    assert houses.of(GUILD).kept_days == 90


async def test_a_limit_that_was_set_since_is_no_hindrance_to_other_settings(sessions: Sessions) -> None:
    await change_setting(sessions, MANAGER, Houses(), Setting.KEPT_DAYS, "365")

    houses = Houses(House(kept_days=100))
    assert (await change_setting(sessions, MANAGER, houses, Setting.EXPORTS, "everybody")).is_new


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
