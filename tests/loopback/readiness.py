"""How soon a bot on the loopback Discord is ready."""

from typing import Any

from discord.state import ConnectionState


def ready_after(seconds: float) -> None:
    """Have each bot of this process wait so long for one more server before it is ready.

    discord.py waits two seconds, since Discord tells of thousands of servers; here all come in one go.
    """
    made = ConnectionState.__init__

    def make(state: ConnectionState[Any], *given: Any, **options: Any) -> None:
        made(state, *given, **{"guild_ready_timeout": seconds, **options})

    setattr(ConnectionState, "__init__", make)  # noqa: B010 - to a type checker, an assignment is a fault
