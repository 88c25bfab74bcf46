"""A real bot process: it logs in over sockets, answers "Tag as crux", and stops cleanly."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.ledger.entries import Answer, Kind
from bot.store import ledgers
from bot.store.engine import make_engine, make_sessions
from tests.process.tiny_discord import CHANNEL, EPOCH, TinyDiscord, tiny_discord, user

TOKEN = "x" * 24 + "." + "y" * 6 + "." + "z" * 30
ANA = user("50", "ana")
TEXT = "I think our crux is whether rents fall when we build."


async def start_bot(discord: TinyDiscord, database: str, folder: Path) -> asyncio.subprocess.Process:
    settings = {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": database,
        "DISCORD_API_URL": discord.api,
        "DISCORD_GATEWAY_URL": discord.gateway,
        "CRUX_DATA_DIR": str(folder),
    }
    command = (sys.executable, "-c", "from bot.cli import main; main()", "run")
    environment = os.environ | settings | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=folder, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )


def right_click(discord: TinyDiscord, menu: str) -> dict[str, Any]:
    command = next(command for command in discord.commands if command["name"] == menu)
    message = {"id": "123", "channel_id": CHANNEL, "type": 0, "author": ANA, "content": TEXT, "timestamp": EPOCH}
    message |= {"edited_timestamp": None, "tts": False, "pinned": False, "mention_everyone": False, "flags": 0}
    message |= {"mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": []}
    resolved = {"messages": {"123": message}}
    return {"id": command["id"], "name": menu, "type": 3, "target_id": "123", "resolved": resolved}


def filled_in(form: dict[str, Any], **fields: str) -> dict[str, Any]:
    """What a client sends back: every field with its prefilled value unless it was changed."""
    components = []
    for number, label in enumerate(form["components"]):
        shown = label["component"]
        value = fields.get(shown["custom_id"], shown.get("value", ""))
        if shown["type"] == 21:
            value = next((option["value"] for option in shown["options"] if option.get("default")), None)
        sent = {"type": shown["type"], "id": 2 * number + 1, "custom_id": shown["custom_id"], "value": value}
        components.append({"type": 18, "id": 2 * number, "component": sent})
    return {"custom_id": form["custom_id"], "components": components}


async def test_a_bot_process_logs_in_answers_tag_as_crux_and_stops_on_sigterm(
    fresh_database: str, tmp_path: Path
) -> None:
    async with tiny_discord() as discord:
        process = await start_bot(discord, fresh_database, tmp_path)
        identify = await asyncio.wait_for(discord.identified, 30)

        shown = await discord.ask(2, right_click(discord, "Tag as crux"), ANA)
        answer = await discord.ask(5, filled_in(shown["data"], statement="Rents fall when we build"), ANA)
        again = await discord.ask(5, filled_in(shown["data"], statement="Rents fall when we build"), ANA)

        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 20)

    assert identify["intents"] == 1 << 0 | 1 << 9
    assert shown["type"] == 9
    assert shown["data"]["title"] == "Tag as crux"
    assert "Tagged as crux: **#1** “Rents fall when we build”" in answer["data"]["content"]
    assert "already stands in the ledger as #1" in again["data"]["content"]
    assert process.returncode == 0, errors.decode()
    assert TOKEN not in errors.decode()
    assert "rents fall" not in errors.decode().casefold()
    engine = make_engine(fresh_database)
    async with make_sessions(engine)() as session:
        ledger = await ledgers.load(session, int(CHANNEL))
    await engine.dispose()
    assert ledger is not None
    assert ledger.entries[1].kind is Kind.CRUX
    assert ledger.stances[1, 1].answer is Answer.AGREE
    assert [mark.target for mark in ledger.marks_on(1)] == [None]
