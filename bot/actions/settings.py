"""What a server decides for its debates: see it, change it, see who changed it."""

from dataclasses import dataclass

from bot.actions.request import Request, require_manager
from bot.ledger.house import House, Setting
from bot.ledger.rules import house as rules
from bot.store import servers
from bot.store.houses import Houses
from bot.store.servers import SettingChange
from bot.store.sessions import Sessions


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
    sessions: Sessions, request: Request, houses: Houses, setting: Setting, words: str
) -> ChangedSetting:
    """Change a setting of the server where somebody asks, and write down who did it: both or neither.

    In force in this process from then on. Raises ManagersOnly, ButtonExpired, BadScheduleAsked.
    """
    require_manager(request)
    async with sessions.begin() as session:
        before = rules.decided(houses.default, await servers.locked(session, request.guild))
        after = rules.changed(before, setting, words)
        if after != before:
            values = (rules.value_of(before, setting), rules.value_of(after, setting))
            await servers.change(session, request.guild, request.user, request.at, setting, *values)
    await houses.read(sessions.execute)
    return ChangedSetting(after, after != before)


async def setting_changes(sessions: Sessions, request: Request, most: int) -> list[SettingChange]:
    """The latest changes of the server's settings, so many at most, the newest first. Raises ManagersOnly."""
    require_manager(request)
    async with sessions() as session:
        return await servers.latest(session, request.guild, most)
