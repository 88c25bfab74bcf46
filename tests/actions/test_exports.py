"""A ledger is handed out as it stood at one moment, whatever is forgotten while it is read."""

import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa

from bot.actions import pictures, privacy, tags
from bot.actions.exports import debates_of_server, export_ledger, ledger_snapshot, write_server
from bot.actions.imports import import_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json
from bot.exchange.formats import STREAMED, Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Kind
from bot.ledger.record import events as e
from bot.ledger.refusals import NoDebate, NothingToDraw
from bot.render.front_ends import DISCORD
from bot.store import tables as t
from bot.store.reading import events, ledgers, stances
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.writing import append, copying, debate_rows
from tests.actions.handed_out import handed_out
from tests.databases import unmark
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, GUILD, sealed
from tests.exchange.words_in import words_in

ANA = 1234567890123456789
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
WRITER = LedgerWriter(DISCORD)


@pytest.fixture
async def imported(committed_sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> Sessions:
    """A debate in which everything happened, of which some events are read at a time."""
    await import_ledger(committed_sessions, begun(ledger_json.dumps(sealed(EVERYTHING))))
    await unmark(committed_sessions)
    monkeypatch.setattr(events, "BATCH", 7)
    monkeypatch.setattr(stances, "BATCH", 2)
    monkeypatch.setattr(copying, "PART", 7)
    return committed_sessions


def once_after_the_first(read: Callable[..., Awaitable[Any]], then: Callable[[], Awaitable[Any]]) -> Any:
    """What reads as before, and is followed by `then` the first time."""
    done = []

    async def reading(*arguments: Any, **more: Any) -> Any:
        found = await read(*arguments, **more)
        if not done:
            done.append(True)
            await then()
        return found

    return reading


@pytest.mark.parametrize("form", [form for form in Format if form not in STREAMED])
async def test_who_is_forgotten_while_it_is_read_is_in_all_of_it(
    imported: Sessions, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = words_in(await export_ledger(imported, DEBATE, form, WRITER))

    async def forget() -> None:
        assert (await privacy.forget_person(imported, ANA, NOON)).texts

    monkeypatch.setattr(ledgers, "load", once_after_the_first(ledgers.load, forget))

    assert words_in(await export_ledger(imported, DEBATE, form, WRITER)) == whole
    later = words_in(await export_ledger(imported, DEBATE, form, WRITER))
    assert later != whole
    assert "Rents fall when we build" not in later


@pytest.mark.parametrize("form", sorted(STREAMED))
async def test_so_they_are_where_it_is_written_as_it_is_read(imported: Sessions, form: Format) -> None:
    whole = words_in(await export_ledger(imported, DEBATE, form, WRITER))
    pieces: list[bytes] = []

    async def forget_first(piece: bytes) -> None:
        if not pieces:
            assert (await privacy.forget_person(imported, ANA, NOON)).texts
        pieces.append(piece)

    async with ledger_snapshot(imported, DEBATE) as ledger:
        await ledger.write(form, WRITER, forget_first)

    assert words_in(b"".join(pieces)) == whole
    assert "Rents fall when we build" not in words_in(await export_ledger(imported, DEBATE, form, WRITER))


async def test_the_timeline_is_of_one_moment_too(imported: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await pictures.progress_of(imported, DEBATE)

    async def forget() -> None:
        await privacy.forget_person(imported, ANA, NOON)

    monkeypatch.setattr(events, "matching", once_after_the_first(events.matching, forget))

    assert await pictures.progress_of(imported, DEBATE) == whole


async def test_the_file_is_named_after_the_question_that_stands_in_it(imported: Sessions) -> None:
    request = Request(GUILD, DEBATE, "housing", 1, "mod", True, NOON)

    exported = await handed_out(imported, request, Format.MARKDOWN)

    assert exported.debate.question == "Should the city build?"
    assert b"Should the city build?" in exported.written


async def test_a_debate_without_entries_has_no_pictures(sessions: Sessions) -> None:
    await import_ledger(sessions, begun(ledger_json.dumps(sealed(CHANGES[:4]))))

    with pytest.raises(NothingToDraw):
        await pictures.overview_of(sessions, DEBATE, NOON)
    with pytest.raises(NothingToDraw):
        await pictures.progress_of(sessions, DEBATE)
    with pytest.raises(NoDebate):
        await pictures.progress_of(sessions, DEBATE + 1)


OTHER, ELSEWHERE = 70, 71


@pytest.fixture
async def two_debates(imported: Sessions) -> Sessions:
    """A server with two debates, one of them private, and another server with one."""
    for guild, channel in ((GUILD, OTHER), (GUILD + 1, ELSEWHERE)):
        asked = Request(guild, channel, "housing", 1, "mod", True, NOON)
        await tags.state(imported, asked, TagForm(Kind.CLAIM, "Rents fall"))
    async with imported.begin() as session:
        await session.execute(sa.update(t.debates).where(t.debates.c.id == OTHER).values(private=True))
    return imported


async def whole_server(sessions: Sessions, form: Format) -> bytes:
    file = io.BytesIO()
    await write_server(sessions, await debates_of_server(sessions, GUILD), form, WRITER, file)
    return file.getvalue()


@pytest.mark.parametrize("form", list(Format))
async def test_a_whole_server_is_a_file_of_each_of_its_debates_and_of_no_other(
    two_debates: Sessions, form: Format
) -> None:
    written = await whole_server(two_debates, form)

    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        index = json.loads(packed.read("index.json"))
        files = [packed.read(one["file"]) for one in index["debates"]]
        assert len(packed.namelist()) == 2 + 2
    assert [(one["debate"], one["entries"]) for one in index["debates"]] == [(str(OTHER), 1), (str(DEBATE), 8)]
    assert files == [await export_ledger(two_debates, debate, form, WRITER) for debate in (OTHER, DEBATE)]
    assert [one["seal"] for one in index["debates"]] == [
        await seal_of(two_debates, debate) for debate in (OTHER, DEBATE)
    ]
    assert await whole_server(two_debates, form) == written


async def seal_of(sessions: Sessions, debate: int) -> str:
    verified = await verify_debate(sessions, debate)
    assert verified.problems == ()
    assert verified.seal is not None
    return f"{verified.events}:{verified.seal.hex()}"


async def test_a_debate_that_is_deleted_meanwhile_is_left_out_of_its_server(two_debates: Sessions) -> None:
    file = io.BytesIO()

    await write_server(two_debates, [OTHER, OTHER + 5, DEBATE], Format.LINES, WRITER, file)

    with zipfile.ZipFile(file) as packed:
        assert packed.namelist()[:2] == ["1-housing.ndjson", "2-should-the-city-build.ndjson"]


async def test_a_server_without_debates_is_none(two_debates: Sessions) -> None:
    for guild in (GUILD + 5, -1, 2**70):
        with pytest.raises(NoDebate):
            await debates_of_server(two_debates, guild)


async def reword_merge_and_forget(sessions: Sessions) -> None:
    """Change what stands in early and in late events of the debate."""
    changes = (e.EntryReworded(1, 3, "Rents fall where we build"), e.EntryMerged(1, 4), e.SideRenamed(1, "Sure"))
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, DEBATE)
        assert head is not None
        await append.record(session, head, 1, changes, NOON)
    assert (await privacy.forget_person(sessions, ANA, NOON)).texts


@pytest.mark.parametrize(
    ("form", "connections"), [*((form, 5) for form in Format), *((form, 1) for form in sorted(STREAMED))]
)
async def test_whatever_happens_between_two_of_its_pages_a_file_is_of_one_moment(
    imported: Sessions,
    form: Format,
    connections: int,
    fresh_database: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Read with one connection or with two, of a pool that has no more, or some."""
    engine = make_engine(fresh_database, pool_size=connections)
    reader = Sessions(engine)
    whole = await export_ledger(imported, DEBATE, form, WRITER)
    pages = 0

    async def after_each_page(read: Callable[..., Awaitable[Any]], *arguments: Any, **more: Any) -> Any:
        nonlocal pages
        found = await read(*arguments, **more)
        pages += 1
        if pages == 2:
            await reword_merge_and_forget(imported)
        return found

    copied = asyncpg.Connection.copy_from_query
    monkeypatch.setattr(events, "matching", partial(after_each_page, events.matching))
    monkeypatch.setattr(stances, "page", partial(after_each_page, stances.page))
    monkeypatch.setattr(
        asyncpg.Connection, "copy_from_query", lambda *arguments, **more: after_each_page(copied, *arguments, **more)
    )
    file = await export_ledger(reader, DEBATE, form, WRITER)
    monkeypatch.undo()
    await engine.dispose()

    assert pages > 2
    assert file == whole
    assert await export_ledger(imported, DEBATE, form, WRITER) != whole
    if form in (Format.JSON, Format.LINES):
        await _taken_in(imported, form, file.decode())
    assert (await verify_debate(imported, DEBATE)).problems == ()


async def _taken_in(sessions: Sessions, form: Format, file: str) -> None:
    """What is read in again of a file is the ledger that it was written of, and verifies."""
    async with sessions.begin() as session:
        await session.execute(sa.text("SET LOCAL crux.forgetting = 'on'"))
        await session.execute(sa.delete(t.debates))
    await import_ledger(sessions, begun(file))
    await unmark(sessions)
    assert (await export_ledger(sessions, DEBATE, form, WRITER)).decode() == file
