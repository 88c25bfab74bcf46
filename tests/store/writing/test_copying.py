"""Whole ledgers by COPY: what goes out comes in again, and what comes in is what writing it step by step makes."""

import asyncio
import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext import asyncio as sa_async
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.exports import export_ledger, write_ledger
from bot.actions.imports import import_ledger
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json, ledger_lines, line_blocks
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_events import LedgerFileError, event_out
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Kind
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.replay import replay
from bot.ledger.refusals import DebateExists, NoDebate
from bot.render.front_ends import DISCORD, TERMINAL
from bot.store import tables as t
from bot.store.sessions import Sessions
from bot.store.setup.engine import asyncpg_url
from bot.store.writing import copying, debate_rows, references
from bot.words.files import said
from tests.databases import unmark
from tests.exchange.ledgers import DEBATE, EVERYTHING, GUILD, sealed
from tests.exchange.read_lines import read_lines, taken_lines

WHOLE = ledger_json.dumps(sealed(EVERYTHING))
LINES = ledger_lines.first_line(DEBATE).decode() + "".join(
    json.dumps(event_out(line)) + "\n" for line in sealed(EVERYTHING)
)


def read(text: str) -> list[SealedEvent]:
    """The events of lines, checked as an import does."""
    return taken_lines(text)[0]


@pytest.fixture
async def kept(committed_sessions: Sessions) -> Sessions:
    """A database with a ledger in which everything happened."""
    await import_ledger(committed_sessions, begun(WHOLE))
    await unmark(committed_sessions)
    return committed_sessions


async def test_what_is_taken_in_at_once_is_what_its_events_make(kept: Sessions) -> None:
    assert (await verify_debate(kept, DEBATE)).problems == ()
    assert (await export_ledger(kept, DEBATE, Format.JSON, LedgerWriter(DISCORD))).decode() == WHOLE


async def test_lines_that_go_out_are_the_events_and_come_in_again(kept: Sessions) -> None:
    written = (await export_ledger(kept, DEBATE, Format.LINES, LedgerWriter(DISCORD))).decode()

    assert ledger_lines.is_lines(written)
    assert read(written) == sealed(EVERYTHING)

    async with kept.begin() as session:
        await session.execute(sa.text("SET LOCAL crux.forgetting = 'on'"))
        await session.execute(sa.delete(t.debates))
    await import_ledger(kept, begun("\ufeff" + written))
    await unmark(kept)

    assert (await export_ledger(kept, DEBATE, Format.JSON, LedgerWriter(DISCORD))).decode() == WHOLE
    with pytest.raises(DebateExists):
        await import_ledger(kept, begun(written))


AS_MANY = pytest.mark.parametrize("many", [1, len(EVERYTHING), len(EVERYTHING) + 1])
"""Whether a ledger counts as large: its references are looked at together, or row by row."""


@AS_MANY
@pytest.mark.parametrize("texts", [1, copying.MOST_TEXTS])
async def test_a_large_ledger_is_taken_in_as_any_other(
    committed_sessions: Sessions, many: int, texts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MANY", many)
    monkeypatch.setattr(copying, "MOST_TEXTS", texts)
    monkeypatch.setattr(line_blocks, "SIZE", 1_000)

    await import_ledger(committed_sessions, begun(LINES))
    await unmark(committed_sessions)

    assert (await verify_debate(committed_sessions, DEBATE)).problems == ()
    assert (await export_ledger(committed_sessions, DEBATE, Format.JSON, LedgerWriter(DISCORD))).decode() == WHOLE
    async with committed_sessions() as session:
        assert await session.scalar(sa.text(f"SHOW {references.ROLE}")) == "origin"


@AS_MANY
async def test_rows_that_name_what_is_not_there_are_never_kept(
    committed_sessions: Sessions, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MANY", many)
    ledger = replay(line.event for line in sealed(EVERYTHING))
    stances = {(1, 1): replace(ledger.stances[1, 1], person=99)}

    async def write() -> None:
        async with committed_sessions.begin() as session:
            await debate_rows.create(session, DEBATE, GUILD, ledger.debate.opened_at)
            await copying.copy_in(session, sealed(EVERYTHING), lambda: replace(ledger, stances=stances))

    with pytest.raises((LookupError, sa.exc.IntegrityError), match="fk_stances_debate_person"):
        await write()

    with pytest.raises(NoDebate):
        await verify_debate(committed_sessions, DEBATE)


@AS_MANY
@pytest.mark.parametrize(
    ("place", "old", "new", "complaint"),
    [
        (1, '"version": 1', '"version": 2', "of version 2, which a newer Crux wrote"),
        (2, "debate opened", "debate closed", "event 1: debate closed: unknown field"),
        (30, '"actor": 1', '"actor": true', 'event 29: "actor" must be a participant\'s number'),
        (30, "{", "", "line 30 is not JSON"),
        (-1, '"actor": 1', '"actor": 2', "or one before it was changed"),
    ],
)
async def test_of_a_file_that_is_refused_half_way_nothing_is_kept(
    committed_sessions: Sessions,
    many: int,
    place: int,
    old: str,
    new: str,
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copying, "MANY", many)
    lines = LINES.splitlines(keepends=True)
    line = place - 1 if place > 0 else place
    assert old in lines[line].replace('":1', '": 1')
    lines[line] = lines[line].replace('":1', '": 1').replace(old, new, 1)

    with pytest.raises(LedgerFileError) as refused:
        await import_ledger(committed_sessions, begun("".join(lines)))

    assert complaint in said(TERMINAL, refused.value)

    with pytest.raises(NoDebate):
        await verify_debate(committed_sessions, DEBATE)
    await import_ledger(committed_sessions, begun(LINES))


async def test_that_a_file_is_wrong_is_said_before_that_its_debate_is_there(kept: Sessions) -> None:
    changed = LINES.replace("debate reopened", "debate burned")

    with pytest.raises(LedgerFileError, match="unknown verb"):
        await import_ledger(kept, begun(changed))
    with pytest.raises(DebateExists):
        await import_ledger(kept, begun(LINES))


async def test_words_with_other_ends_of_lines_stay_on_their_line(session: AsyncSession) -> None:
    said = "one\u2028two\u0085three\x1cfour\nfive"
    lines, before = [], GENESIS
    for line in sealed(EVERYTHING):
        change = line.event.change
        worded = replace(change, passage=said) if isinstance(change, e.EntryTagged) and change.passage else change
        lines.append(seal(before, replace(line.event, change=worded), bytes))
        before = lines[-1].hash
    await debate_rows.create(session, DEBATE, GUILD, lines[0].event.at)
    await copying.copy_in(session, lines, lambda: replay(line.event for line in lines))

    again = read(await _lines_out(session))

    assert again == lines
    assert said in {text.words for line in again for text in line.texts.values()}


async def _lines_out(session: AsyncSession) -> str:
    written = [ledger_lines.first_line(DEBATE)]

    async def keep(piece: bytes) -> None:
        written.append(piece)

    await copying.copy_lines_out(session, DEBATE, keep)
    return b"".join(written).decode()


async def test_what_was_erased_goes_out_as_erased(kept: Sessions) -> None:
    async with kept.begin() as session:
        await session.execute(sa.update(t.event_texts).values(words=None, salt=None))

    written = (await export_ledger(kept, DEBATE, Format.LINES, LedgerWriter(DISCORD))).decode()

    texts = [text for line in read(written) for text in line.texts.values()]
    assert texts
    assert all(text.is_erased for text in texts)


@pytest.mark.parametrize("microseconds", [0, 7, 120, 500_000, 123_456, 999_990])
async def test_a_moment_between_two_seconds_goes_out_to_the_microsecond(
    session: AsyncSession, microseconds: int
) -> None:
    lines, before = [], GENESIS
    for line in sealed(EVERYTHING):
        later = replace(line.event, at=line.event.at + timedelta(microseconds=microseconds))
        lines.append(seal(before, later, bytes))
        before = lines[-1].hash
    await debate_rows.create(session, DEBATE, GUILD, lines[0].event.at)
    await copying.copy_in(session, lines, lambda: replay(line.event for line in lines))

    assert read(await _lines_out(session)) == lines


async def test_a_table_of_events_has_a_row_for_each(kept: Sessions) -> None:
    rows = list(
        csv.DictReader(io.StringIO((await export_ledger(kept, DEBATE, Format.EVENTS, LedgerWriter(DISCORD))).decode()))
    )

    lines = sealed(EVERYTHING)
    assert [(int(row["sequence"]), row["verb"], row["hash"]) for row in rows] == [
        (line.event.sequence, line.event.change.verb, line.hash.hex()) for line in lines
    ]
    assert [{name: text["words"] for name, text in json.loads(row["texts"]).items()} for row in rows] == [
        {name: text.words for name, text in line.texts.items()} for line in lines
    ]


async def test_no_separator_makes_a_formula_of_what_a_table_of_events_holds(committed_sessions: Sessions) -> None:
    words = "Note;=1+1;done|=2|\t=3\r\n=4"
    changes = (*EVERYTHING[:4], e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement=words, passage=";=x"))
    await import_ledger(committed_sessions, begun(ledger_json.dumps(sealed(changes))))

    written = (await export_ledger(committed_sessions, DEBATE, Format.EVENTS, LedgerWriter(DISCORD))).decode()

    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.strip(' "').startswith(tuple("=+-@\t\r"))]
    *_, last = csv.DictReader(io.StringIO(written, newline=""))
    assert {name: text["words"] for name, text in json.loads(last["texts"]).items()} == {
        "statement": words,
        "passage": ";=x",
    }


LARGE = [Format.LINES, Format.EVENTS]


@pytest.fixture
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any ledger takes several parts."""
    monkeypatch.setattr(copying, "PART", 7)


@pytest.mark.parametrize("form", LARGE)
async def test_a_ledger_in_many_parts_is_the_same_file(
    kept: Sessions, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (await export_ledger(kept, DEBATE, form, LedgerWriter(DISCORD))).decode()

    for part in (1, 7, len(EVERYTHING) - 1, len(EVERYTHING)):
        monkeypatch.setattr(copying, "PART", part)
        assert (await export_ledger(kept, DEBATE, form, LedgerWriter(DISCORD))).decode() == whole


@pytest.mark.usefixtures("in_small_parts")
@pytest.mark.parametrize("form", LARGE)
async def test_what_is_erased_meanwhile_is_in_a_file_wholly_or_not_at_all(kept: Sessions, form: Format) -> None:
    whole = (await export_ledger(kept, DEBATE, form, LedgerWriter(DISCORD))).decode()
    pieces: list[bytes] = []

    async def keep(piece: bytes) -> None:
        if not pieces:
            async with kept.begin() as session:
                await session.execute(sa.update(t.event_texts).values(words=None, salt=None))
        pieces.append(piece)

    await write_ledger(kept, DEBATE, form, LedgerWriter(DISCORD), keep)

    assert b"".join(pieces).decode() == whole
    assert (await export_ledger(kept, DEBATE, form, LedgerWriter(DISCORD))).decode() != whole


@pytest.mark.usefixtures("in_small_parts")
async def test_one_connection_alone_writes_it_too(kept: Sessions, fresh_database: str) -> None:
    whole = (await export_ledger(kept, DEBATE, Format.LINES, LedgerWriter(DISCORD))).decode()
    engine = sa_async.create_async_engine(asyncpg_url(fresh_database), pool_size=1, max_overflow=0)

    assert (await export_ledger(Sessions(engine), DEBATE, Format.LINES, LedgerWriter(DISCORD))).decode() == whole

    await engine.dispose()


@pytest.mark.usefixtures("in_small_parts")
async def test_where_many_ledgers_are_written_at_once_each_is_whole(kept: Sessions) -> None:
    whole = await export_ledger(kept, DEBATE, Format.LINES, LedgerWriter(DISCORD))

    written = await asyncio.gather(
        *(export_ledger(kept, DEBATE, Format.LINES, LedgerWriter(DISCORD)) for _ in range(30))
    )

    assert written == [whole] * 30


@pytest.mark.usefixtures("in_small_parts")
async def test_a_sink_that_breaks_breaks_the_export_and_leaves_the_connections_fit(kept: Sessions) -> None:
    async def broken(piece: bytes) -> None:
        raise BrokenPipeError

    for _ in range(3):
        with pytest.raises(BrokenPipeError):
            await write_ledger(kept, DEBATE, Format.LINES, LedgerWriter(DISCORD), broken)

    assert (await export_ledger(kept, DEBATE, Format.JSON, LedgerWriter(DISCORD))).decode() == WHOLE


@pytest.mark.parametrize("form", LARGE)
async def test_there_is_nothing_to_write_of_no_debate(sessions: Sessions, form: Format) -> None:
    with pytest.raises(NoDebate):
        (await export_ledger(sessions, 123456, form, LedgerWriter(DISCORD))).decode()


async def test_lines_that_were_changed_are_refused_with_their_place(kept: Sessions) -> None:
    first, *events = (await export_ledger(kept, DEBATE, Format.LINES, LedgerWriter(DISCORD))).decode().splitlines()

    def refused(*lines: str) -> str:
        with pytest.raises(LedgerFileError) as found:
            read_lines("\n".join(lines))
        return said(TERMINAL, found.value)

    assert refused(first) == "there are no events"
    assert "line 1 must say" in refused("{}", *events)
    assert "line 3 is not JSON" in refused(first, events[0], "nonsense")
    assert "line 3 must be an object" in refused(first, events[0], "[]")
    assert "line 3: 'actor'" in refused(first, events[0], events[1].replace('"actor"', '"more"', 1))
    assert '"sequence" must be 2' in refused(first, events[0], events[2])
    assert "was changed" in refused(first, events[0].replace('"actor":1', '"actor":2', 1))
