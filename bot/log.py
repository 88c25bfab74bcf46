"""Logs: events are constant words, data sits in fields, people and messages are ids. No token, no person's words."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any

import structlog

HIDDEN = "[hidden]"

_SECRETS = (
    # A bot's token.
    (re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"), HIDDEN),
    # A password in an address. None is longer; without a limit, a text would be read to its end from each address.
    (re.compile(r"(://[^:/@\s]*:)[^@\s]{1,1000}@"), rf"\1{HIDDEN}@"),
    # The token of an interaction, which discord.py names in the address of an answer that was too fast.
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?]+"), rf"\1{HIDDEN}"),
    # What asyncio says of a task that failed ends in the words of its error.
    (re.compile(r"(\bexception=\w+)\(.*", re.DOTALL), rf"\1({HIDDEN})"),
)

_QUOTING = (ValueError, LookupError)
"""Errors whose words repeat the value that caused them."""

_QUOTING_PACKAGES = ("asyncpg", "pydantic", "pydantic_core", "sqlalchemy")
"""Packages whose errors do: a database answers with the row that it refuses."""


def hide_secrets(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blot out whatever looks like a token or a password in an address."""
    for key, value in event.items():
        if isinstance(value, str):
            for pattern, shown in _SECRETS:
                value = pattern.sub(shown, value)
            event[key] = value
    return event


def format_traceback(exc_info: tuple[type[BaseException] | None, BaseException | None, TracebackType | None]) -> str:
    """A traceback: where it went wrong and in which kind of error, without the words of errors that quote people."""
    return "" if exc_info[1] is None else "".join(_lines_of(exc_info[1])).rstrip("\n")


def _lines_of(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines_of(before)
        yield "and then:\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_words(error)}\n"
    for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield "of which:\n"
        yield from _lines_of(part)


def _words(error: BaseException) -> str:
    package = type(error).__module__.partition(".")[0]
    return HIDDEN if isinstance(error, _QUOTING) or package in _QUOTING_PACKAGES else str(error)


def configure(level: str = "info", form: str = "text") -> None:
    """Set up the logs of this process, on standard error.

    What discord.py says of logins and sessions, in sentences of its own, is told at DEBUG: Crux's events say the same.
    discord.py logs message bodies from DEBUG on, and SQLAlchemy rows and parameters, so both stay above it.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(format_traceback),
        hide_secrets,
    ]
    render: Any = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in ("sqlalchemy", "apscheduler", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level.upper())))
    logging.getLogger("discord").setLevel(logging.INFO if level == "debug" else logging.WARNING)
    logging.getLogger("bot.discord").setLevel(logging.NOTSET)
    for name in ("apscheduler", "sqlalchemy", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns of each tick that falls into a longer one, which is as it should be.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def spare_the_simulated_discord() -> None:
    """Have nothing told of a simulated Discord but what goes wrong.

    discord.py's logins, and its advice on intents and voice, are about the real one, and so is what Crux does there.
    """
    logging.getLogger("discord").setLevel(logging.ERROR)
    logging.getLogger("bot.discord").setLevel(logging.WARNING)
