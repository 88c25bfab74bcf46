"""What a server decides, put into force and written down with who decided it: part of the actions that change it."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.request import Request
from bot.ledger.house import House, Setting
from bot.ledger.rules.house import value_of
from bot.store import servers


async def write_down(session: AsyncSession, request: Request, setting: Setting, before: House, after: House) -> None:
    """Put what a setting is after a change into force, in a server that is locked, with who asked for it."""
    values = (value_of(before, setting), value_of(after, setting))
    await servers.change(session, request.guild, request.user, request.at, setting, *values)
