"""A real bot process: it logs in over sockets, answers people, outlives Discord's troubles, and stops cleanly."""

import asyncio
import signal
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import Ledger
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.loopback.faults import Broken, Fault, Refused, TooMany
from tests.loopback.interactions import buttons, click, message_command, modal_submit, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, EPHEMERAL
from tests.process.bot_process import TOKEN, start_bot
from tests.process.crux_process import Process

PATIENCE = 60.0
TEXT = "I think our crux is whether rents fall when we build."


@pytest.fixture
async def there() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(TOKEN) as server:
        yield server


async def ledger_in(database: str) -> Ledger | None:
    engine = make_engine(database)
    try:
        async with Sessions(engine)() as session:
            return await ledgers.load(session, CHANNEL)
    finally:
        await engine.dispose()


async def stop(process: Process) -> str:
    """Ask it to stop; gives all that it wrote."""
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0, errors.decode()
    return errors.decode()


async def test_a_bot_process_logs_in_answers_tag_as_crux_and_stops_on_sigterm(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)
    message = await there.say(CHANNEL, ana, TEXT)

    opened = message_command(there.world, "Tag as crux", message, ana)
    form = await there.ask(opened)
    words = "Rents fall when we build"
    filled = modal_submit(there.world, form, opened, ana, statement=words)
    line = await there.ask(filled)
    receipt = await there.followup_to(filled)
    again = await there.ask(modal_submit(there.world, form, opened, ana, statement=words))
    written = await stop(process)

    assert there.gateway.sessions == []
    identify = next(told["d"] for told in there.gateway.received if told["op"] == 2)
    assert identify["intents"] == 1 << 0 | 1 << 9
    assert form.data["title"] == "Tag as crux"
    assert "**Crux** by <@50>: **#1** “Rents fall when we build”" in line.text
    assert "Tagged as crux: **#1** “Rents fall when we build”" in receipt["content"]
    assert receipt["flags"] & EPHEMERAL
    assert "already stands in the ledger as #1" in again.text
    assert TOKEN not in written
    assert "rents fall" not in written.casefold()
    ledger = await ledger_in(fresh_database)
    assert ledger is not None
    assert ledger.entries[1].kind is Kind.CRUX
    assert ledger.stances[1, 1].answer is Answer.AGREE
    assert [mark.target for mark in ledger.marks_on(1)] == [None]


async def test_the_author_of_a_tag_is_answered_where_discords_answer_to_its_line_is_lost(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)
    message = await there.say(CHANNEL, ana, TEXT)
    opened = message_command(there.world, "Tag as crux", message, ana)
    filled = modal_submit(there.world, await there.ask(opened), opened, ana, statement="Rents fall")
    there.faults.plan(Broken(502, after=True), "POST", r"/interactions/\d+/[^/]+/callback")

    line = await there.ask(filled)
    receipt = await there.followup_to(filled, within=PATIENCE)
    undone = await there.ask(click(there.world, receipt, buttons(receipt)["Undo"], ana))
    await stop(process)

    assert there.faults.left == 0
    assert "**Crux** by <@50>: **#1** “Rents fall”" in line.text
    assert "Tagged as crux: **#1** “Rents fall”" in receipt["content"]
    assert "#1 is withdrawn" in undone.text
    assert filled.original is not None
    assert int(filled.original["id"]) not in there.world.channels[CHANNEL].messages


async def test_after_a_broken_stream_the_process_connects_again_and_answers(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)

    await there.gateway.break_streams(b"\x07no stream\x00\x00\xff\xff")
    helped = await there.ask(slash(there.world, "/help", ana), PATIENCE)
    written = await stop(process)

    assert "Crux keeps a ledger of a debate" in helped.text
    assert "connection broken" in written
    assert "Traceback" not in written
    assert [told["op"] for told in there.gateway.received if told["op"] in (2, 6)] == [2, 6]


async def test_a_bot_that_cannot_log_in_yet_tries_again(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    there.faults.plan(Broken(503), "GET", "/users/@me", times=2)
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)

    helped = await there.ask(slash(there.world, "/help", ana))
    await stop(process)

    assert "Crux keeps a ledger of a debate" in helped.text
    assert there.faults.left == 0


COMMANDS = r"/applications/\d+/commands"


@pytest.mark.parametrize(
    ("method", "fault"),
    [("PUT", Refused(400, 30034)), ("PUT", TooMany(300)), ("PUT", Broken(503)), ("GET", Broken(503))],
    ids=["too many were made today", "a limit of minutes", "broken", "not even told"],
)
async def test_a_bot_whose_commands_are_refused_serves_with_what_is_registered(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path, method: str, fault: Fault
) -> None:
    ana = there.world.add_person(50, "ana")
    earlier = {"id": "9", "application_id": "1", "version": "9", "type": 1, "name": "help", "description": "As it was"}
    there.world.commands = [earlier]
    refused = there.faults.plan(fault, method, COMMANDS, times=100)
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)

    helped = await there.ask(slash(there.world, "/help", ana))
    await there.until(lambda: any(sent.method == method and sent.path.endswith("/commands") for sent in there.requests))
    written = await stop(process)

    assert refused is fault
    assert "Crux keeps a ledger of a debate" in helped.text
    assert there.world.commands == [earlier]
    assert written.count("commands not registered") <= 1
    assert "Traceback" not in written


async def test_commands_are_sent_once_and_again_only_when_they_differ(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    def sent(method: str) -> int:
        return sum(one.method == method and one.path.endswith("/commands") for one in there.requests)

    for start in (1, 2):
        process = await start_bot(there, fresh_database, tmp_path)
        await there.ready(PATIENCE)
        await there.until(partial(lambda start: sent("GET") == start, start), PATIENCE)
        await stop(process)
    assert (sent("GET"), sent("PUT")) == (2, 1)

    there.world.commands[0] |= {"description": "As it was"}
    process = await start_bot(there, fresh_database, tmp_path)
    await there.until(lambda: sent("PUT") == 2, PATIENCE)
    await stop(process)


async def test_a_wrong_token_ends_the_bot_with_one_line(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    process = await start_bot(there, fresh_database, tmp_path, DISCORD_TOKEN="wrong" * 10)

    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 2
    assert errors.decode().splitlines()[-1].startswith("crux: Discord does not know this token")
    assert "Traceback" not in errors.decode()


async def test_a_click_that_is_delivered_twice_makes_one_entry_and_one_answer(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)

    there.faults.deliver_twice("INTERACTION_CREATE")
    first = await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
    second = await there.ask(slash(there.world, "/claim", ana, statement="Quality suffers"))
    await stop(process)

    assert "**#1**" in first.text
    assert "**#2**" in second.text
    ledger = await ledger_in(fresh_database)
    assert ledger is not None
    assert sorted(ledger.entries) == [1, 2]


async def test_two_processes_with_one_token_write_each_tag_once(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    processes = [await start_bot(there, fresh_database, tmp_path) for _ in range(2)]
    await there.until(lambda: len(there.gateway.sessions) == 2 and bool(there.world.commands), PATIENCE)

    answers = [
        await there.ask(slash(there.world, "/claim", ana, statement=f"Claim number {number}")) for number in range(1, 6)
    ]
    for process in processes:
        await stop(process)

    assert [f"**#{number}**" in answer.text for number, answer in enumerate(answers, start=1)] == [True] * 5
    ledger = await ledger_in(fresh_database)
    assert ledger is not None
    assert sorted(ledger.entries) == [1, 2, 3, 4, 5]
