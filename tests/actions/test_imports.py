"""An imported ledger is marked as one: since when, how many of its events came from the file, and up to which seal."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.actions import tags
from bot.actions.debate_list import debates_listed
from bot.actions.exports import export_ledger
from bot.actions.imports import import_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.import_marks import mark_out
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Kind
from bot.ledger.record.findings import Flaw, Problem
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.store.writing import debate_rows
from tests.exchange.ledgers import CHANGES, DEBATE, GUILD, sealed

EVENTS = sealed(CHANGES)
TEXT = ledger_json.dumps(EVENTS)
WRITER = LedgerWriter(DISCORD)


@pytest.fixture
async def imported(committed_sessions: Sessions) -> Sessions:
    """A database with a ledger that came from a file."""
    await import_ledger(committed_sessions, begun(TEXT))
    return committed_sessions


async def go_on(sessions: Sessions) -> None:
    request = Request(GUILD, DEBATE, "housing", 60, "kim", True, datetime.now(UTC))
    await tags.state(sessions, request, TagForm(Kind.CLAIM, "It goes on"))


async def test_it_is_marked_and_the_mark_stays_as_it_was_when_the_debate_goes_on(imported: Sessions) -> None:
    await go_on(imported)

    found = await verify_debate(imported, DEBATE)

    assert found.problems == ()
    assert found.imported is not None
    assert (found.imported.events, found.imported.hash) == (len(EVENTS), EVENTS[-1].hash)
    assert abs(datetime.now(UTC) - found.imported.at) < timedelta(hours=1)
    assert found.events > len(EVENTS)
    assert [debate.imported for debate in await debates_listed(imported)] == [found.imported]


async def test_a_ledger_that_grew_here_has_no_mark(committed_sessions: Sessions) -> None:
    await go_on(committed_sessions)

    assert (await verify_debate(committed_sessions, DEBATE)).imported is None
    assert [debate.imported for debate in await debates_listed(committed_sessions)] == [None]


async def test_its_files_bear_the_mark_and_are_taken_in_with_a_mark_of_their_own(imported: Sessions) -> None:
    first = (await verify_debate(imported, DEBATE)).imported
    assert first is not None
    await go_on(imported)
    written = {
        form: (await export_ledger(imported, DEBATE, form, WRITER)).decode() for form in (Format.JSON, Format.LINES)
    }

    for form, text in written.items():
        head = json.loads(text if form is Format.JSON else text.partition("\n")[0])
        assert head["imported"] == mark_out(first)
        async with imported.begin() as session:
            await debate_rows.forget(session, DEBATE)
        await import_ledger(imported, begun(text))
        again = await verify_debate(imported, DEBATE)
        assert (again.problems, again.imported is not None and again.imported.events) == ((), again.events)
        assert json.loads((await export_ledger(imported, DEBATE, Format.JSON, WRITER)).decode())["events"] == [
            line for line in json.loads(written[Format.JSON])["events"]
        ]


async def test_a_mark_that_was_changed_is_noticed(imported: Sessions) -> None:
    async with imported.begin() as session:
        await session.execute(sa.text("UPDATE imports SET events = events - 1"))

    assert (await verify_debate(imported, DEBATE)).problems == (Problem(None, Flaw.IMPORTED_OTHERWISE),)
