"""A server's zip as it is read in: each ledger is held against the index, and what is wrong names its file."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.ledger_source import LastEvent
from bot.exchange.named_files import files_of_zip
from bot.exchange.server_ledgers import ledgers_of
from bot.exchange.server_zip import FileKind, LedgerFacts, ServerZip
from bot.ledger.file_problems import FileError
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.replay import replay
from bot.render.front_ends import DISCORD, TERMINAL
from bot.words.files import said
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, sealed

LEDGERS = (sealed(EVERYTHING), sealed(CHANGES, DEBATE + 1))
FIRST, SECOND = "1-should-the-city-build.json", "2-should-we-build-家を.json"


def document(events: list[SealedEvent]) -> bytes:
    return ledger_json.dumps(events).encode()


def lines(events: list[SealedEvent]) -> bytes:
    return b"".join([ledger_lines.first_line(events[0].event.debate), *map(ledger_lines.line, events)])


WRITTEN = {"json": document, "ndjson": lines}


def server_zip(form: str = "json") -> bytes:
    """The zip of a server with two debates."""
    file = io.BytesIO()
    with ServerZip(file, DISCORD, FileKind(form, 1)) as server:
        for events in LEDGERS:
            ledger = replay(line.event for line in events)
            last = LastEvent(len(events), events[-1].event.at, events[-1].hash)
            with server.ledger(LedgerFacts(ledger.debate, len(ledger.entries), last)) as write:
                write(WRITTEN[form](events))
    return file.getvalue()


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The zip with other files, by name: bytes, or the index as a document."""
    with zipfile.ZipFile(io.BytesIO(server_zip())) as packed:
        files: dict[str, Any] = {name: packed.read(name) for name in packed.namelist()}
    files["index.json"] = json.loads(files["index.json"])
    change(files)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return written.getvalue()


def found(packed: bytes) -> list[tuple[int, int]]:
    """The debates of a zip, and how many events each has."""
    server = ledgers_of(files_of_zip(io.BytesIO(packed)))
    checked = [server.check(ledger) for ledger in server.ledgers]
    return [(ledger.debate, ledger.events) for ledger in checked]


def refusal(packed: bytes) -> str:
    with pytest.raises(FileError) as refused:
        found(packed)
    return said(TERMINAL, refused.value)


@pytest.mark.parametrize("form", WRITTEN)
def test_every_ledger_that_the_index_names_is_read_to_its_end(form: str) -> None:
    assert found(server_zip(form)) == [(DEBATE, 75), (DEBATE + 1, 6)]


def test_files_that_the_index_does_not_name_are_left_alone() -> None:
    assert len(found(changed(lambda files: files.update({"notes.txt": b"of the 3rd"})))) == 2


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda f: f.update({SECOND: f[SECOND].replace(b"ana", b"eve")}), f"{SECOND}: the text 'name' of event 2 was"),
        (lambda f: f.update({SECOND: f[SECOND][:-20]}), f"{SECOND}: not JSON: Unterminated string starting at: line "),
        (lambda f: f.update({SECOND: f[FIRST]}), f"index.json: debates[1].debate says something else than {SECOND}"),
        (
            lambda f: f["index.json"]["debates"][0].update(seal="75:" + "00" * 32),
            f"index.json: debates[0].seal says something else than {FIRST}",
        ),
        (lambda f: f.pop(SECOND), f"index.json: debates[1]: the file {SECOND} is not there"),
        (
            lambda f: f["index.json"]["debates"].append(f["index.json"]["debates"][0]),
            f"index.json: debates[2]: debate {DEBATE} stands twice",
        ),
        (
            lambda f: f["index.json"]["debates"][0].update(file="1-housing.md"),
            "index.json: debates[0]: nothing in it is known: it holds 1-housing.md. The formats are .json, .ndjson",
        ),
        (lambda f: f["index.json"].update(version=2), 'index.json: "format" must be "crux-server", and "version" 1'),
        (lambda f: f["index.json"].update(version=True), 'index.json: "format" must be "crux-server", and "version" 1'),
        (lambda f: f["index.json"].update(debates=[]), "index.json: the file: 'debates' must be a list"),
        (lambda f: f["index.json"].update(debates=[7]), "index.json: debates[0] must be an object"),
        (lambda f: f["index.json"]["debates"][0].update(debate=5), "index.json: debates[0]: debate must be a number"),
        (lambda f: f.update({"index.json": b"[" * 100_000}), "index.json: the file must be an object"),
        (lambda f: f.update({"index.json": b'{"a":' + b"[" * 60_000}), "index.json: not JSON: "),
        (lambda f: f.update({"index.json": b'{"a":1,"a":2}'}), "index.json: not JSON: a key stands twice"),
        (
            lambda f: f.update({"index.json": b'{"a":' + b"9" * 5000 + b"}"}),
            f"index.json: not JSON: {'9' * 40}… is not a value here",
        ),
        (lambda f: f.update({"index.json": b'{"a":NaN}'}), "index.json: not JSON: NaN is not a value here"),
        (lambda f: f.update({"index.json": b'{"a":"\xff"}'}), "index.json: line 1: not UTF-8 text"),
        (lambda f: f.update({"index.json": b""}), "index.json: not JSON: "),
    ],
)
def test_what_is_damaged_is_said_with_its_file_and_its_place(
    change: Callable[[dict[str, Any]], object], line: str
) -> None:
    told = refusal(changed(change))

    assert told.startswith(line)
    assert "\n" not in told


def test_a_ledger_whose_bytes_were_changed_within_the_zip_is_damaged() -> None:
    packed = bytearray(server_zip())
    packed[200] ^= 1

    assert refusal(bytes(packed)).startswith(f"{FIRST}: no zip that can be read: ")
