"""Right after an import or a restore, plans are chosen by what the tables hold now."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import digests
from bot.actions.exports import write_ledger
from bot.actions.imports import import_ledger
from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer, Kind
from bot.ledger.record import events as e
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.store.setup import backup
from bot.store.setup.engine import make_engine
from bot.store.setup.scratch import scratch_database
from bot.store.writing.copying import WRITTEN
from tests.exchange.ledgers import DEBATE, EVERYTHING, GUILD, sealed
from tests.store.writing.plans import rows_met

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)

ROWS = sa.text("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND relname = ANY(:tables)")


async def unlike_what_is_there(session: AsyncSession) -> dict[str, tuple[float, int]]:
    """The tables of which the planner has another number of rows in mind than there are: that one and the true one."""
    estimates = (await session.execute(ROWS, {"tables": [table.name for table in WRITTEN]})).all()
    assert len(estimates) == len(WRITTEN)
    found = {}
    for name, estimated in estimates:
        there = await session.scalar(sa.text(f'SELECT count(*) FROM "{name}"'))
        if there is not None and there != estimated:
            found[name] = (estimated, there)
    return found


async def gather_none(sessions: Sessions) -> None:
    """Have the database gather no statistics by itself."""
    async with sessions.begin() as session:
        for table in WRITTEN:
            await session.execute(sa.text(f'ALTER TABLE "{table.name}" SET (autovacuum_enabled = off)'))


@pytest.fixture
async def imported(committed_sessions: Sessions) -> Sessions:
    """A database that gathers no statistics by itself, right after an import."""
    await gather_none(committed_sessions)
    await import_ledger(committed_sessions, begun(ledger_json.dumps(sealed(EVERYTHING))))
    return committed_sessions


async def test_after_an_import_of_any_length_the_planner_knows_how_many_rows_there_are(imported: Sessions) -> None:
    async with imported() as session:
        assert await unlike_what_is_there(session) == {}


async def test_nothing_is_gathered_of_columns_that_no_plan_asks_for(imported: Sessions) -> None:
    known = sa.text("SELECT attname FROM pg_stats WHERE tablename IN ('events', 'event_texts')")
    async with imported() as session:
        columns = set((await session.scalars(known)).all())

    assert {"sequence", "entry", "verb", "field"} <= columns
    assert not columns & {"data", "hash", "salt", "commitment"}


PEOPLE, ENTRIES = 12, 300


def a_long_debate() -> tuple[e.Change, ...]:
    """A debate of some thousand events, with a digest amid them."""
    people = range(1, PEOPLE + 1)
    tagged = [
        change
        for number in range(1, ENTRIES + 1)
        for change in (
            e.EntryTagged(
                number, Kind.CLAIM, number % PEOPLE + 1, number % PEOPLE + 1, False, statement=f"No. {number}"
            ),
            *(e.StanceTaken(number, person, 1, Answer.AGREE) for person in people[number % 3 :]),
        )
    ]
    return (
        e.DebateOpened(GUILD, False, "rents"),
        *(e.ParticipantMet(person, f"90{person}", f"person {person}") for person in people),
        *(e.SideNamed(1, "yes"), e.SideNamed(2, "no")),
        *(e.SideJoined(person, person % 2 + 1) for person in people),
        *tagged[: len(tagged) // 2],
        e.DigestPosted(len(tagged) // 2, 601),
        *tagged[len(tagged) // 2 :],
    )


async def nowhere(_piece: bytes) -> None:
    """Where an export goes of which only the making counts."""


QUESTIONS = ("digest", "card", "verify", "ndjson", "events-csv")


def asked(what: str) -> Callable[[Sessions], Awaitable[object]]:
    """What somebody can ask for right after an import."""
    request = Request(GUILD, DEBATE, "housing", 901, "ana", True, NOON)
    writer = LedgerWriter(DISCORD)
    return {
        "digest": lambda sessions: digests.preview(sessions, request),
        "card": lambda sessions: look_now(sessions, DEBATE),
        "verify": lambda sessions: verify_debate(sessions, DEBATE),
        "ndjson": lambda sessions: write_ledger(sessions, DEBATE, Format.LINES, writer, nowhere),
        "events-csv": lambda sessions: write_ledger(sessions, DEBATE, Format.EVENTS, writer, nowhere),
    }[what]


@pytest.fixture
async def long_debate(committed_sessions: Sessions, fresh_database: str) -> str:
    """The address of a database right after the import of a long debate, which gathers no statistics by itself."""
    await gather_none(committed_sessions)
    await import_ledger(committed_sessions, begun(ledger_json.dumps(sealed(a_long_debate()))))
    return fresh_database


async def test_what_is_asked_right_after_an_import_or_a_restore_takes_no_more_than_later(
    long_debate: str, committed_sessions: Sessions, server: str, tmp_path: Path
) -> None:
    at_once = {what: await rows_met(long_debate, asked(what)) for what in QUESTIONS}
    backup.dump(long_debate, tmp_path / "crux.backup")
    async with scratch_database(server) as restored:
        await backup.restore(restored, tmp_path / "crux.backup")
        at_once |= {f"{what}, restored": await rows_met(restored, asked(what)) for what in QUESTIONS}
    async with committed_sessions.begin() as session:
        await session.execute(sa.text("ANALYZE"))
    later = {what: await rows_met(long_debate, asked(what)) for what in QUESTIONS}

    most = {what: 1.2 * later[what.partition(",")[0]] for what in at_once}
    assert {what for what, met in at_once.items() if met > most[what]} == set(), (at_once, later)


async def test_after_a_restore_it_knows_too(
    imported: Sessions, server: str, fresh_database: str, tmp_path: Path
) -> None:
    backup.dump(fresh_database, tmp_path / "crux.backup")

    async with scratch_database(server) as empty:
        await backup.restore(empty, tmp_path / "crux.backup")
        engine = make_engine(empty)
        async with Sessions(engine)() as session:
            assert await unlike_what_is_there(session) == {}
        await engine.dispose()
