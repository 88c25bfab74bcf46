"""Who is measured: Crux, and one short bot for each library."""

import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from benchmarks.jobs.clicks import ENTRIES
from benchmarks.peers import environments
from benchmarks.programs import CRUX, Program
from bot.discord.custom_ids import custom_id
from bot.ledger.entries import Answer
from tests.loopback.world import BOT

BOTS = environments.HERE / "bots"


@dataclass(frozen=True)
class Contender:
    """A bot that is measured. `library` is what it is written with, `named` how the table calls it."""

    named: str
    library: str
    program: Callable[[], Program]
    settings: dict[str, str] = field(default_factory=dict)
    compressed: bool = False
    """Whether it reads nothing else from the gateway."""
    has_smaller_caches: bool = True
    """Whether it can be told to keep less."""

    def environment(self, database: str, *, caches: str = "default") -> dict[str, str]:
        """What it is told beside the addresses that all are told.

        Some libraries read the bot's number out of its token, and JavaScript's driver knows no other scheme.
        """
        number = b64encode(str(BOT).encode()).decode().rstrip("=")
        told = {
            "DISCORD_TOKEN": f"{number}.{'y' * 6}.{'z' * 30}",
            "DATABASE_URL": database.replace(urlsplit(database).scheme, "postgresql", 1),
            "CACHES": caches,
        }
        return told | self.settings


def _in_python(library: str, bot: str) -> Callable[[], Program]:
    return lambda: (str(environments.python(library)), str(BOTS / bot))


def _in_crux(bot: str) -> Callable[[], Program]:
    return lambda: (sys.executable, str(BOTS / bot))


def _in_node(bot: str) -> Callable[[], Program]:
    # A module is looked for beside the file that asks for it, and then where this says.
    return lambda: ("env", f"NODE_PATH={environments.node_modules()}", "node", str(BOTS / bot))


PRESSED = " ".join(custom_id("stance", entry, 1, answer.value) for entry in range(1, ENTRIES + 1) for answer in Answer)
"""The buttons that are clicked: a lasting view must know their ids."""

OURS = Contender("Crux", "discord.py", lambda: CRUX, has_smaller_caches=False)
PLAIN = Contender("plain discord.py", "discord.py", _in_crux("plain_discord_py.py"))
USUAL = Contender(
    "discord.py, a view and a SQLAlchemy session a click",
    "discord.py",
    _in_crux("usual_discord_py.py"),
    {"CUSTOM_IDS": PRESSED},
)
HIKARI = Contender("hikari", "hikari", _in_python("hikari", "plain_hikari.py"), compressed=True)

CONTENDERS = (
    OURS,
    USUAL,
    PLAIN,
    Contender("disnake", "disnake", _in_python("disnake", "plain_disnake.py")),
    Contender("py-cord", "py-cord", _in_python("py-cord", "plain_py_cord.py")),
    HIKARI,
    replace(HIKARI, named="hikari, connections kept", settings={"CONNECTIONS": "kept"}),
    Contender("discord.js", "discord.js", _in_node("plain_discord.cjs")),
    Contender("oceanic.js", "oceanic.js", _in_node("plain_oceanic.cjs")),
    Contender("seyfert", "seyfert", _in_node("plain_seyfert.cjs")),
)
