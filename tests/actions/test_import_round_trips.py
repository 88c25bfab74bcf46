"""The seed debate and three larger ones go through the database: what comes out of it is the file that went in."""

import io
import json

import pytest

from bot.actions.exports import export_ledger
from bot.actions.imports import import_foreign, import_ledger
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json, polis, polis_ledger
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.import_marks import KEY
from bot.exchange.ledger_file import begun
from bot.exchange.named_files import files_of_zip
from bot.exchange.new_ledger import Destination
from bot.ledger.ledger import NO_SERVER
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.store.writing import debate_rows
from tests.exchange.debates import NAMES, debate
from tests.exchange.test_polis_report import report_of
from tests.exchange.test_round_trips import of_claims

WRITER = LedgerWriter(DISCORD)
THREAD = 70


async def exported(sessions: Sessions, number: int, form: Format) -> str:
    """The file of a ledger without the mark of its import: it stands on a line of its own, or in the first line."""
    text = (await export_ledger(sessions, number, form, WRITER)).decode()
    if form is Format.JSON:
        head, mark, rest = text.split("\n", 2)
        assert mark.startswith(f'"{KEY}"')
        return f"{head}\n{rest}"
    first, events = text.split("\n", 1)
    said = json.loads(first)
    del said[KEY]
    return f"{json.dumps(said)}\n{events}"


async def exported_in_both(sessions: Sessions, number: int) -> dict[Format, str]:
    return {form: await exported(sessions, number, form) for form in (Format.JSON, Format.LINES)}


@pytest.mark.parametrize("name", NAMES)
async def test_json_and_ndjson_are_the_same_bytes_again(committed_sessions: Sessions, name: str) -> None:
    document = ledger_json.dumps(debate(name))
    number = (await import_ledger(committed_sessions, begun(document))).id
    written = await exported_in_both(committed_sessions, number)
    async with committed_sessions.begin() as session:
        await debate_rows.forget(session, number)
    await import_ledger(committed_sessions, begun(written[Format.LINES]))

    assert written[Format.JSON] == document
    assert await exported_in_both(committed_sessions, number) == written
    assert (await verify_debate(committed_sessions, number)).problems == ()


@pytest.mark.parametrize("name", ["room", "hostile"])
async def test_pseudonymous_files_and_reports_of_polis_come_in_again(committed_sessions: Sessions, name: str) -> None:
    events = [line.event for line in debate(name)]
    await import_ledger(committed_sessions, begun(ledger_json.dumps(debate(name))))
    disguised = await export_ledger(committed_sessions, events[0].debate, Format.JSON, WRITER, pseudonymous=True)
    report = await export_ledger(committed_sessions, events[0].debate, Format.POLIS, WRITER)

    taken_in = await import_ledger(committed_sessions, begun(disguised.decode()))
    conversation = polis.read(files_of_zip(io.BytesIO(report)))
    await import_foreign(committed_sessions, polis_ledger.ledger_of(conversation, ""), Destination(THREAD, NO_SERVER))

    assert report == report_of(events)
    assert (await verify_debate(committed_sessions, taken_in.id)).problems == ()
    assert (await verify_debate(committed_sessions, THREAD)).problems == ()
    again = ledger_json.loads((await export_ledger(committed_sessions, THREAD, Format.JSON, WRITER)).decode())
    before, now = of_claims(events), of_claims(line.event for line in again)
    assert {words: stands for words, stands in now.items() if words in before} == before
