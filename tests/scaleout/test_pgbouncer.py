"""Behind PgBouncer in transaction mode: each statement may meet another connection, and nothing may notice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.actions import exports, stances, tags
from bot.actions.clock import digests
from bot.actions.imports import import_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer, Kind
from bot.ledger.schedules import CadenceKind, Schedule
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.waiting import schedules
from tests.databases import unmark
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed
from tests.scaleout.pgbouncer import pgbouncer, program

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
CHANNEL, GUILD = 99, 77
PEOPLE, CLAIMS = 24, 6

pytestmark = pytest.mark.skipif(program() is None, reason="the program pgbouncer is not on this machine")


@pytest.fixture
async def pooled(fresh_database: str, tmp_path: Path) -> AsyncIterator[Sessions]:
    """Sessions through a PgBouncer that has two connections for everybody."""
    with pgbouncer(fresh_database, tmp_path, connections=2) as address:
        engine = make_engine(address, pgbouncer=True)
        yield Sessions(engine)
        await engine.dispose()


def request(person: int, request: int | None = None) -> Request:
    return Request(GUILD, CHANNEL, "housing", 1000 + person, f"person {person}", False, AT, request)


async def test_many_people_at_once_write_everything_once(pooled: Sessions) -> None:
    for number in range(CLAIMS):
        await tags.state(pooled, request(0), TagForm(Kind.CLAIM, f"Claim number {number}"))

    await asyncio.gather(
        *(
            stances.take_stance(pooled, request(person, 10_000 + 100 * person + entry), entry, Answer.AGREE)
            for person in range(1, PEOPLE)
            for entry in range(1, CLAIMS + 1)
        )
    )

    found = await verify_debate(pooled, CHANNEL)
    kept = ledger_json.loads(
        (await exports.export_ledger(pooled, CHANNEL, Format.JSON, LedgerWriter(DISCORD))).decode()
    )
    answers = [line for line in kept if line.event.change.verb == "stance taken"]
    assert found.problems == ()
    assert len(answers) == PEOPLE * CLAIMS


async def test_a_slot_that_many_claim_at_once_is_claimed_once(pooled: Sessions) -> None:
    await tags.state(pooled, request(0), TagForm(Kind.CLAIM, "Rents fall"))
    daily = Schedule(CadenceKind.DAILY, AT.time(), "UTC")
    async with pooled.begin() as session:
        await schedules.put(session, CHANNEL, daily, AT, 1)

    claimed = await asyncio.gather(
        *(digests.claim(pooled, AT + timedelta(seconds=1), f"process {number}") for number in range(8))
    )

    assert sum(len(slots) for slots in claimed) == 1


async def test_whole_ledgers_go_in_and_out(pooled: Sessions) -> None:
    whole = ledger_json.dumps(sealed(EVERYTHING))
    await import_ledger(pooled, begun(whole))
    await unmark(pooled)

    lines = (await exports.export_ledger(pooled, DEBATE, Format.LINES, LedgerWriter(DISCORD))).decode()

    assert (await exports.export_ledger(pooled, DEBATE, Format.JSON, LedgerWriter(DISCORD))).decode() == whole
    assert len(lines.splitlines()) == len(EVERYTHING) + 1
