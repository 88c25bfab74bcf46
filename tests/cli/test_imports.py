"""What a start of the `crux` command imports: a person waits for each part of it."""

import subprocess
import sys
from pathlib import Path

import pytest

DISCORD = {"aiohttp", "apscheduler", "cogs", "discord", "simcord"}
"""They take longer to import than a look at a database takes."""

DATABASE = {"alembic", "asyncpg", "sqlalchemy"}
"""They take longer to import than most files take to read."""

OPERATED = {"bot.actions", "bot.settings", "bot.store", "jinja2", "prometheus_client", "pydantic_settings", "structlog"}
"""What else a command without a database has no use for."""

COMMANDS = """
from contextlib import suppress
import sys
from bot.cli import main
with suppress(SystemExit):
    main()
print("imported:", *sys.modules)
"""


def imported(*arguments: str | Path) -> set[str]:
    """The modules that are there after a command."""
    command = (sys.executable, "-c", COMMANDS, *map(str, arguments))
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(told.stdout.rpartition("imported:")[2].split())


BOT = """
import bot.cli.run, bot.cli.serve, bot.app, bot.serve, cogs, sys
cogs.import_all()
print("imported:", *sys.modules)
"""

UNUSED_BY_A_BOT = {
    "aiohttp.web",
    "alembic",
    "bot.cli.demo",
    "bot.demo",
    "bot.exchange.writers",
    "jinja2",
    "PIL",
    "simcord",
}
"""What is imported when it is first asked for: each start would wait for it, and each bot keep it in memory."""


@pytest.fixture(scope="session")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("votes") / "votes.csv"
    file.write_text("participant,group,comment,vote\nana,x,1,1\nben,y,1,-1\n", encoding="utf-8")
    return file


def test_a_bot_imports_nothing_that_it_may_never_be_asked_for() -> None:
    told = subprocess.run((sys.executable, "-c", BOT), capture_output=True, text=True, check=True)
    there = set(told.stdout.rpartition("imported:")[2].split())

    assert {"cogs.tags", "bot.exchange.formats", "bot.store.prepared"} <= there
    assert there & UNUSED_BY_A_BOT == set()


def test_a_command_with_files_alone_imports_nothing_of_discord_or_a_database(votes: Path) -> None:
    there = imported("standing", votes)

    assert "bot.exchange.votes" in there
    assert (DISCORD | DATABASE | OPERATED | {"rich"}) & there == set()


def test_the_list_of_commands_imports_none_of_them() -> None:
    there = imported("--help")

    assert {name for name in there if name.startswith("bot.cli.")} == {"bot.cli.late"}
    assert (DISCORD | DATABASE | OPERATED) & there == set()


@pytest.mark.parametrize("form", [None, "crux", "polis", "kialo", "discord"])
def test_a_file_that_an_import_refuses_opens_no_database(form: str | None, votes: Path) -> None:
    there = imported("import", votes, *(() if form is None else ("--format", form)))

    assert "bot.cli.imports" in there
    assert (DISCORD | DATABASE) & there == set()


def test_nor_does_one_that_is_like_a_ledger_at_first(tmp_path: Path) -> None:
    (tmp_path / "cut.ndjson").write_text('{"format":"crux-ledger-lines","version":1,"debate":"1"}\n{"sequence":1,')

    assert DATABASE & imported("import", tmp_path / "cut.ndjson") == set()


def test_only_what_runs_the_bot_imports_discord(tmp_path: Path) -> None:
    there = imported("import", tmp_path / "none.json")

    assert "bot.cli.imports" in there
    assert DISCORD & there == set()
