"""The page of commands: those that Discord is told, and those of the command line, each with what it can be given."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from sqlalchemy.ext.asyncio import create_async_engine

from bot.cli import Commands
from bot.clock import SystemClock
from bot.discord.client import CruxClient
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.words import buttons as labels
from bot.words.answers.help import Topic, topic_label, topic_of
from bot.words.letters import side_letter
from cogs import EXTENSIONS

_BEGINNING = """# Commands

What Crux answers to in Discord, and what `crux` does on the command line. This page is written from the code by
`make reference`. What a debate needs of it is told in the guides: [taking part](participants.md) and
[moderating](moderators.md).

An option in *italics* may be left out.

## In the menu of a message

Right-click a message, or hold it on a phone, then **Apps**:
"""

_TERMINAL = """## The command line

`crux COMMAND --help` says the same on the spot. [Operating Crux](operating.md) tells when to use which.
"""


async def commands_page() -> str:
    """The page."""
    tree = await _tree()
    menus = (f"- **{menu.name}**" for menu in tree.get_commands(type=discord.AppCommandType.message))
    slashed = (f"## {topic_label(DISCORD, topic)}\n\n{_slash_commands(tree, topic)}" for topic in Topic)
    return "\n".join((_BEGINNING, *menus, _buttons(), *slashed, _TERMINAL, _terminal_commands())).strip() + "\n"


def _buttons() -> str:
    """The buttons under what everybody sees."""
    say, join = DISCORD.say, labels.join_letter(DISCORD, side_letter(0))
    fair, otherwise, better = say(labels.FAIR), say(labels.NOT_HOW_WE_SAY_IT), say(labels.SAY_BETTER)
    return f"""
## Under what Crux posts

- Under a digest or a status card: **{say(labels.ANSWER_WAITING)}**, **{join}** and so on for each side,
  **{say(labels.MAP)}**, **{say(labels.WHOLE_LEDGER)}**.
- Under a digest of a debate with two sides or more, for a day: **{fair}** and **{otherwise}**, for members of a
  side. The second leads to **{better}**, by which an entry's author is offered another wording. The next digest
  says how many of each side found the last one fair.
- Under the opening of a debate, and under its closing where somebody put an estimate: **{say(labels.ESTIMATE)}**,
  the same as [`/debate estimate`](#debate-estimate).
- Under the reminder of a closed debate: **{say(labels.REOPEN)}**, or a later day for it.
"""


async def _tree() -> app_commands.CommandTree[Any]:
    """The commands as a client loads them; it logs in nowhere, and its database is never asked."""
    sessions = Sessions(create_async_engine("postgresql+asyncpg://"))
    client = CruxClient(sessions, SystemClock(), shortest_cadence=timedelta(hours=1), extensions=EXTENSIONS)
    await client.add_cogs()
    return client.tree


def _slash_commands(tree: app_commands.CommandTree[Any], topic: Topic) -> str:
    commands = (one for one in tree.walk_commands() if isinstance(one, app_commands.Command))
    of_topic = (one for one in commands if topic_of(one.qualified_name.partition(" ")[0]) is topic)
    return "\n".join(_told(f"/{one.qualified_name}", one.description, map(_option, one.parameters)) for one in of_topic)


def _told(name: str, does: str, options: Iterable[str]) -> str:
    """A command, with a heading that can be linked to."""
    listed = "".join(f"- {option}\n" for option in options)
    return f"### `{name}`\n\n{_sentence(does)}\n" + (f"\n{listed}" if listed else "")


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."


def _option(option: app_commands.Parameter) -> str:
    return f"{_named(option.display_name, option.required)}: {option.description}{_choices(option)}"


def _named(name: str, required: bool) -> str:
    return f"`{name}`" if required else f"*`{name}`*"


def _choices(option: app_commands.Parameter) -> str:
    names = " · ".join(choice.name for choice in option.choices)
    return f" ({names})" if names else ""


def _terminal_commands() -> str:
    commands = (command.whole() for command in Commands.late)
    return "\n".join(_told(f"crux {one.name}", one.help or "", _parameters(one)) for one in commands)


def _parameters(command: Any) -> Iterator[str]:
    for one in command.params:
        name = one.name.upper() if one.param_type_name == "argument" else one.opts[-1]
        yield f"{_named(name, one.required)}: {one.help}"
