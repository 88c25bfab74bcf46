"""An export under pseudonyms: whatever it is written as, nobody is found in it, and it holds the same ledger."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.actions.exports import export_here, export_ledger, ledger_snapshot, write_server
from bot.actions.imports import import_ledger
from bot.actions.request import Request
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json, spooled
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.exchange.pseudonyms.ledger import pseudonymous
from bot.ledger.record.chain import SealedEvent
from bot.ledger.refusals import ModeratorsOnly
from bot.render.front_ends import DISCORD
from bot.store.reading import events
from bot.store.sessions import Sessions
from tests.databases import unmark
from tests.exchange.pseudonyms.ledgers import DEBATE, GUILD, NEEDLES, USERS, bare, sealed
from tests.exchange.pseudonyms.text_of import text_of

WRITER = LedgerWriter(DISCORD)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ORIGINAL = sealed()
DISGUISED = pseudonymous(ORIGINAL)


@pytest.fixture
async def imported(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> Sessions:
    """A debate in which everything happened, of which some events are read and some bytes are written at a time."""
    await import_ledger(sessions, begun(ledger_json.dumps(ORIGINAL)))
    monkeypatch.setattr(events, "BATCH", 7)
    monkeypatch.setattr(spooled, "PIECE", 100)
    return sessions


def secrets(lines: list[SealedEvent]) -> Iterator[str]:
    """What links a file to the chain that it is of."""
    for line in lines:
        yield line.hash.hex()[:12]
        for text in line.texts.values():
            yield text.commitment.hex()
            if text.salt is not None:
                yield text.salt.hex()


@pytest.mark.parametrize("form", Format)
async def test_no_name_number_link_or_mention_is_left_in_any_format(imported: Sessions, form: Format) -> None:
    as_it_is = bare(text_of(await export_ledger(imported, DEBATE, form, WRITER)))
    written = await export_ledger(imported, DEBATE, form, WRITER, pseudonymous=True)
    text = bare(text_of(written))

    assert any(needle in as_it_is for needle in NEEDLES)
    assert [needle for needle in NEEDLES if needle in text] == []
    assert [secret for secret in secrets(ORIGINAL) if secret in text] == []
    assert written == await export_ledger(imported, DEBATE, form, WRITER, pseudonymous=True)


@pytest.mark.parametrize("form", [Format.JSON, Format.LINES])
async def test_it_is_taken_in_as_a_debate_of_its_own_and_comes_out_again(imported: Sessions, form: Format) -> None:
    file = (await export_ledger(imported, DEBATE, form, WRITER, pseudonymous=True)).decode()

    debate = await import_ledger(imported, begun(file))

    assert debate.id == DISGUISED[0].event.debate != DEBATE
    found = await verify_debate(imported, debate.id)
    assert found.problems == ()
    assert found.imported is not None
    assert found.imported.hash == DISGUISED[-1].hash
    await unmark(imported)
    assert same(await export_ledger(imported, debate.id, form, WRITER), file)
    assert same(await export_ledger(imported, debate.id, form, WRITER, pseudonymous=True), file)


def same(written: bytes, file: str) -> bool:
    """Whether two files differ in nothing but the order of keys, which is PostgreSQL's where that wrote it."""
    lines = written.decode().splitlines(), file.splitlines()
    return lines[0] == lines[1] or [*map(json.loads, lines[0])] == [*map(json.loads, lines[1])]


async def test_the_snapshot_itself_tells_of_nothing_else(imported: Sessions) -> None:
    async with ledger_snapshot(imported, DEBATE) as whole:
        ledger = await whole.under_pseudonyms()

    assert (ledger.debate.id, ledger.last.hash, ledger.last.sequence) == (
        DISGUISED[0].event.debate,
        DISGUISED[-1].hash,
        len(DISGUISED),
    )
    assert ledger.debate.question == "Should the city build? A1 asked (link)"


async def test_a_whole_server_is_written_so_with_its_index(imported: Sessions) -> None:
    file = io.BytesIO()
    await write_server(imported, [DEBATE], Format.JSON, WRITER, file, pseudonymous=True)

    text = bare(text_of(file.getvalue()))
    assert "should-the-city-build" in text
    assert [needle for needle in NEEDLES if needle in text] == []
    assert [secret for secret in secrets(ORIGINAL) if secret in text] == []


async def test_who_may_export_may_do_it_under_pseudonyms(imported: Sessions) -> None:
    request = Request(GUILD, DEBATE, "housing", USERS[1], "mod", True, NOON)

    pieces: list[bytes] = []

    async def keep(piece: bytes) -> None:
        pieces.append(piece)

    debate = await export_here(
        imported,
        request,
        Format.MARKDOWN,
        WRITER,
        lambda debate: keep if debate.id != DEBATE else refuse,
        pseudonymous=True,
    )

    assert debate.question == "Should the city build? A1 asked (link)"
    assert debate.question in b"".join(pieces).decode().replace("\\", "")
    nobody = Request(GUILD, DEBATE, "housing", 5, "nobody", False, NOON)
    with pytest.raises(ModeratorsOnly):
        await export_here(imported, nobody, Format.MARKDOWN, WRITER, lambda _: keep, pseudonymous=True)


async def refuse(_: bytes) -> None:
    raise AssertionError("the sink was asked for with the real debate")
