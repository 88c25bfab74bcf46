"""What a server decides for its debates: see it, change it, see who changed it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.decisions import write_down
from bot.actions.request import Request, require_manager
from bot.ledger.house import House, Setting
from bot.ledger.pauses import PausedBy
from bot.ledger.refusals import KeptTooLong, RoleOfEverybody
from bot.ledger.rules import house as rules
from bot.ledger.schedules import next_slot, require_seldom
from bot.store import servers
from bot.store.houses import Houses
from bot.store.servers import SettingChange
from bot.store.sessions import Sessions
from bot.store.waiting import cards, schedules, server_digests


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """What holds in a server after somebody set something, and whether that changed anything."""

    house: House
    is_new: bool


def house_here(request: Request) -> House:
    """What holds in the server where somebody asks, for who manages it. Raises ManagersOnly."""
    require_manager(request)
    return request.house


async def change_setting(
    sessions: Sessions,
    request: Request,
    houses: Houses,
    setting: Setting,
    words: str,
    shortest: timedelta = timedelta(),
) -> ChangedSetting:
    """Change a setting of the server where somebody asks, and write down who did it: both or neither.

    In force in this process from then on. Cards are made due that speak another language now; the digest of all debates
    goes on in another channel, begins or is stopped. `shortest` is how far apart two digests are at least.

    Raises ManagersOnly, ButtonExpired, BadScheduleAsked, RoleOfEverybody,
    KeptTooLong.
    """
    require_manager(request)
    async with sessions.begin() as session:
        before = rules.decided(houses.default, await servers.locked(session, request.guild))
        after = rules.changed(before, setting, words)
        _require_sensible(request, after, setting, shortest)
        if setting is Setting.KEPT_DAYS:
            _require_not_kept_longer(after, houses.default.kept_days)
        if after != before:
            await write_down(session, request, setting, before, after)
            if setting in (Setting.LANGUAGE, Setting.HIDDEN):
                await cards.say_anew(session, request.guild, request.at)
            if setting is Setting.DIGEST_CHANNEL:
                # What stood in the way of digests may not stand there.
                await schedules.retry_in_server(session, request.guild, request.at)
            if setting is Setting.SERVER_DIGEST:
                await _place_server_digest(session, request, after, shortest)
    await houses.read(sessions.execute)
    return ChangedSetting(after, after != before)


async def _place_server_digest(session: AsyncSession, request: Request, house: House, shortest: timedelta) -> None:
    """Have the digest of all debates posted where the house says, when it was before or else once a week."""
    if house.server_digest is None:
        await server_digests.pause(session, request.guild, PausedBy.MODERATOR, request.at)
        return
    stored = await server_digests.get(session, request.guild)
    schedule = stored.schedule if stored is not None else rules.schedule_of_server_digest(house)
    require_seldom(schedule, shortest)
    following = next_slot(schedule, request.at)
    await server_digests.put(session, request.guild, house.server_digest, schedule, following, request.at)


def _require_sensible(request: Request, house: House, setting: Setting, shortest: timedelta) -> None:
    """Raises RoleOfEverybody, BadScheduleAsked for what can be chosen, but not here."""
    # The platform calls the role that everybody has as it calls the server.
    is_role = setting in (Setting.MODERATOR_ROLE, Setting.COUNTING_ROLE)
    if is_role and rules.value_of(house, setting) == str(request.guild):
        raise RoleOfEverybody
    schedule = rules.schedule_of_new_debates(house) if setting is Setting.DEFAULT_CADENCE else None
    if schedule is not None:
        require_seldom(schedule, shortest)


def _require_not_kept_longer(house: House, most: int | None) -> None:
    """Raises KeptTooLong where debates would be kept for more days than whoever runs Crux allows."""
    if most is not None and (house.kept_days is None or house.kept_days > most):
        raise KeptTooLong(days=most)


async def setting_changes(sessions: Sessions, request: Request, most: int) -> list[SettingChange]:
    """The latest changes of the server's settings, so many at most, the newest first. Raises ManagersOnly."""
    require_manager(request)
    async with sessions() as session:
        return await servers.latest(session, request.guild, most)
