"""Blocks of lines that are looked at beside the process that takes them in."""

from collections.abc import Iterator
from io import BytesIO

import pytest

from bot.actions import examined_blocks, examining
from bot.actions.imports import import_ledger
from bot.actions.verify import verify_debate
from bot.exchange import ledger_lines, line_blocks
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.ledger_file import begun
from bot.exchange.line_blocks import Block
from bot.ledger.refusals import NoDebate
from bot.render.front_ends import TERMINAL
from bot.store.sessions import Sessions
from bot.words.files import said
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed

LINES = b"".join(map(ledger_lines.line, sealed(EVERYTHING)))
FILE = (ledger_lines.first_line(DEBATE) + LINES).decode()


@pytest.fixture(autouse=True)
def _in_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_blocks, "SIZE", 1_000)
    monkeypatch.setattr(examining, "SMALL", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def blocks(lines: bytes = LINES) -> Iterator[Block]:
    return line_blocks.blocks(DEBATE, BytesIO(lines))


async def test_processes_find_what_is_found_without_them() -> None:
    async with examining.examining(blocks()) as examined:
        found = [block async for block in examined]

    assert found == [examined_blocks.examined(block) for block in blocks()]
    assert sum(block.rows.number for block in found) == len(EVERYTHING)


async def test_what_is_wrong_comes_behind_the_events_before_it() -> None:
    changed = LINES.replace(b'"debate closed"', b'"debate burned"')
    place = next(n for n, line in enumerate(sealed(EVERYTHING), 1) if line.event.change.verb == "debate closed")

    async with examining.examining(blocks(changed)) as examined:
        found = [block async for block in examined]

    wrong = next(n for n, block in enumerate(found) if block.wrong is not None)
    assert sum(block.rows.number for block in found[: wrong + 1]) == place - 1
    assert said(TERMINAL, LedgerFileError(found[wrong].wrong)).startswith(f"event {place}: unknown verb")  # type: ignore[arg-type]


async def test_a_ledger_is_taken_in_whole_or_not_at_all(committed_sessions: Sessions) -> None:
    with pytest.raises(LedgerFileError, match="debate burned"):
        await import_ledger(committed_sessions, begun(FILE.replace('"debate reopened"', '"debate burned"')))
    with pytest.raises(NoDebate):
        await verify_debate(committed_sessions, DEBATE)

    await import_ledger(committed_sessions, begun(FILE))

    assert (await verify_debate(committed_sessions, DEBATE)).problems == ()
