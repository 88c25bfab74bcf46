"""Logs: ours and the libraries' come out alike, and hold no token, no password and nothing that people wrote."""

import ast
import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.log import configure, spare_the_simulated_discord

TOKEN = ".".join(["M" * 26, "Gabc-1", "x" * 38])
ROOT = Path(__file__).parents[1]
LEVELS = frozenset({"debug", "info", "warning", "error", "exception"})
WORDS = "Rents fall when we build"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the logs of this process as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_ours_and_the_libraries_come_out_alike(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    structlog.get_logger("bot.client").info("digest_posted", debate=7)
    logging.getLogger("discord.gateway").warning("Shard ID %s is late", 0)
    ours, theirs = lines(capsys)
    assert (ours["event"], ours["debate"], ours["level"], ours["logger"]) == ("digest_posted", 7, "info", "bot.client")
    assert (theirs["event"], theirs["level"]) == ("Shard ID 0 is late", "warning")
    assert ours.keys() - {"debate"} == theirs.keys()


def logging_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a log in the code, with where it stands."""
    for room in ("bot", "cogs"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="log"), attr=level)) if level in LEVELS:
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def test_every_event_has_a_constant_name_and_its_data_in_fields() -> None:
    calls = list(logging_calls())
    varying = [
        place
        for place, call in calls
        if len(call.args) != 1 or not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]

    assert len(calls) > 20
    assert varying == []


def test_text_is_one_line_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "text")
    structlog.get_logger("bot").warning("slot_missed", debate=7)
    written = capsys.readouterr().err
    assert written.count("\n") == 1
    assert "slot_missed" in written
    assert "debate=7" in written


def test_of_a_simulated_discord_only_what_goes_wrong_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    spare_the_simulated_discord()
    logging.getLogger("discord.client").info("logging in using static token")
    logging.getLogger("discord.state").warning("Guilds intent seems to be disabled.")
    logging.getLogger("discord.client").error("Ignoring exception in on_ready")
    logging.getLogger("bot.discord.client").info("connected")
    logging.getLogger("bot.discord.posting").warning("post repeated")
    configure("info", "json")
    logging.getLogger("bot.discord.client").info("connected")

    assert [line["event"] for line in lines(capsys)] == ["Ignoring exception in on_ready", "post repeated", "connected"]


@pytest.mark.parametrize(("level", "told"), [("debug", ["Shard ID 0 has connected"]), ("info", [])])
def test_what_discord_py_says_beside_our_events_is_told_to_who_looks_for_a_fault(
    capsys: pytest.CaptureFixture[str], level: str, told: list[str]
) -> None:
    configure(level, "json")
    logging.getLogger("discord.gateway").info("Shard ID %s has connected", 0)
    assert [line["event"] for line in lines(capsys)] == told


@pytest.mark.parametrize("name", ["discord.http", "discord.gateway", "sqlalchemy.engine", "asyncio"])
def test_libraries_never_tell_bodies(capsys: pytest.CaptureFixture[str], name: str) -> None:
    configure("debug", "json")
    logging.getLogger(name).debug("payload: %s", WORDS)
    assert lines(capsys) == []


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        "postgresql://ana:pa$$word@db/crux",
        "POST https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb24/messages/@original",
        "POST https://discord.com/api/v10/interactions/123/aW50ZXJhY3Rpb24/callback",
        f"Task exception was never retrieved\nfuture: <Task finished exception=ValueError('{WORDS}')>",
    ],
)
def test_secrets_are_blotted_out(capsys: pytest.CaptureFixture[str], secret: str) -> None:
    configure("info", "json")
    logging.getLogger("discord").warning("%s", secret)
    structlog.get_logger().warning("said", what=secret)
    written = capsys.readouterr().err
    assert written.count("[hidden]") == 2
    for part in (TOKEN, "pa$$word", "aW50ZXJhY3Rpb24", WORDS):
        assert part not in written


def test_a_traceback_says_where_and_not_what_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    said = WORDS
    try:
        try:
            int(said)
        except ValueError as error:
            raise OSError(5, "the disk is full") from error
    except OSError:
        structlog.get_logger().exception("failed", reference="a1")
        logging.getLogger("discord").exception("Ignoring exception")
    for line in lines(capsys):
        assert "builtins.ValueError: [hidden]\nand then:" in line["exception"]
        assert line["exception"].endswith("builtins.OSError: [Errno 5] the disk is full")
        assert "test_log.py" in line["exception"]
        assert WORDS not in str(line)


async def test_a_row_that_the_database_refuses_is_not_told(
    capsys: pytest.CaptureFixture[str], engine: AsyncEngine
) -> None:
    configure("info", "json")
    async with engine.connect() as connection:
        await connection.execute(sa.text("CREATE TEMPORARY TABLE said (t text CHECK (t = ''))"))
        try:
            await connection.execute(sa.text("INSERT INTO said VALUES (:t)"), {"t": WORDS})
        except sa.exc.IntegrityError:
            structlog.get_logger().exception("failed")
    (line,) = lines(capsys)
    assert "IntegrityError" in line["exception"]
    assert WORDS not in str(line)


async def test_each_task_of_a_group_that_failed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")

    async def fail() -> None:
        raise RuntimeError("no more room")

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
    except* RuntimeError:
        structlog.get_logger().exception("failed")
    (line,) = lines(capsys)
    assert "of which:" in line["exception"]
    assert line["exception"].endswith("builtins.RuntimeError: no more room")
