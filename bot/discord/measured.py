"""Each interaction's time and outcome, and the reference under which all is logged that is done for it."""

import time
from collections.abc import Callable
from enum import StrEnum
from random import getrandbits

import discord
import structlog
from discord import app_commands

from bot.metrics import Metrics

OUTCOME = "outcome"
"""Where an interaction keeps how it ended, once an error was answered."""

UNKNOWN = "unknown"
"""The command of an interaction that no handler is known for: what people send must not become a name of a metric."""


class Outcome(StrEnum):
    """How an interaction ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """The person was told what to do instead."""
    REPEATED = "repeated"
    """It was answered before, or by another process."""
    FAILED = "failed"
    """A fault of Crux's own."""


class Measured:
    """Measures what is done for an interaction; all that is logged meanwhile carries its reference.

    `name` is asked at the end, when it is known which command it was. Runs in a task of the interaction's own.
    """

    # Each click passes here: a generator as a context manager would take twice as long.
    def __init__(
        self, interaction: discord.Interaction[discord.Client], metrics: Metrics, name: Callable[[], str]
    ) -> None:
        self._interaction = interaction
        self._metrics = metrics
        self._name = name

    def __enter__(self) -> None:
        structlog.contextvars.bind_contextvars(reference=_new_reference(), interaction=self._interaction.id)
        self._begun = time.monotonic()

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        seconds = time.monotonic() - self._begun
        outcome = Outcome.FAILED if error else self._interaction.extras.get(OUTCOME, Outcome.ANSWERED)
        self._metrics.interaction_ended(self._interaction.type.name, self._name(), outcome.value, seconds)


def reference() -> str:
    """The reference of the interaction that is being answered."""
    bound: str | None = structlog.contextvars.get_contextvars().get("reference")
    return bound or _new_reference()


def _new_reference() -> str:
    """Tells an interaction from others in the log; nothing is kept secret by it."""
    return f"{getrandbits(32):08x}"


def command_name(interaction: discord.Interaction[discord.Client]) -> str:
    """The command of an interaction, as people see it."""
    command = interaction.command
    return command.qualified_name if isinstance(command, app_commands.Command | app_commands.ContextMenu) else UNKNOWN
