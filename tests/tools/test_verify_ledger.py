"""The one file that strangers run: it finds what `crux verify FILE` finds, in the same event, with Python alone."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.verify import verify
from bot.exchange import ledger_json, ledger_lines
from bot.exchange.ledger_check import CheckedLedger, check_document, check_lines
from bot.exchange.ledger_events import event_out
from bot.exchange.ledger_text import in_memory, lines_in
from bot.ledger.file_problems import FileError
from bot.ledger.record.events import CHANGES as EVERY_VERB
from bot.ledger.record.import_mark import ImportMark
from bot.render.front_ends import TERMINAL
from bot.words.files import said
from tests.exchange.ledgers import CHANGES, EVERYTHING, MERGED, START, sealed
from tests.exchange.tampering import FORGED, OF_EVENTS, OF_THE_READABLE_PART, Tampering
from tests.exchange.test_server_ledgers import FIRST, SECOND, changed, server_zip
from tools import verify_ledger

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "verify_ledger.py"
SEED = ROOT / "bot" / "demo" / "open-ended-rl.ledger.json"
FROZEN = sorted((ROOT / "tests" / "store" / "released").glob("*.json"))
WHOLE = ledger_json.dumps(
    # An event that does not say which texts went, as older ones do not, may be the reason of any.
    sealed([replace(change, erased="") if change.form.erased else change for change in EVERYTHING])
)

WRONG = (verify_ledger.Broken, KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What the tool says "NOT WHOLE" of."""


def as_document(document: Any) -> str:
    return json.dumps(document)


def as_lines(document: Any) -> str:
    """The same events as lines."""
    head = {key: value for key, value in document.items() if key not in ("ledger", "events")}
    head["format"] = document["format"].replace("crux-ledger", "crux-ledger-lines")
    first = json.dumps(head, separators=(",", ":"))
    return "\n".join([first, *map(json.dumps, document["events"])]) + "\n"


def as_lines_with_spaces(document: Any) -> str:
    """The same as another program writes them again."""
    return "\n".join(map(json.dumps, map(json.loads, as_lines(document).splitlines())))


def ledger_json_of(_document: Any) -> str:
    """A document as Crux writes it, over many lines."""
    return WHOLE


def by_crux(text: str) -> CheckedLedger:
    """What Crux finds in a file. Raises FileError."""
    file = in_memory(text)
    return check_lines(lines_in(file)) if ledger_lines.is_lines(text) else check_document(file)


def by_tool(text: str, *seals: tuple[int, str]) -> str:
    """What the tool says of a file. Raises what WRONG has."""
    return verify_ledger.verify(StringIO(text), list(seals))


def events_named(told: object) -> set[str]:
    """The numbers of events that a line names."""
    return set(re.findall(r"event (\d+)", str(told)))


def in_short(found: CheckedLedger) -> str:
    """What Crux found, as the tool says it."""
    seal = f"{found.events}:{found.seal.hex()[:16]}"
    return f"whole, debate {found.debate}, {found.events} events, {found.erased} texts erased, seal {seal}"


def both_refuse(text: str) -> None:
    """Crux and the tool find something wrong, and name the same event where both name one."""
    with pytest.raises(FileError) as found:
        by_crux(text)
    with pytest.raises(WRONG) as seen:
        by_tool(text)
    named = events_named(said(TERMINAL, found.value)), events_named(seen.value)
    assert not all(named) or named[0] & named[1]


def test_it_knows_every_verb() -> None:
    assert verify_ledger.EFFECTS.keys() == EVERY_VERB.keys()


@pytest.mark.parametrize("changes", [CHANGES, EVERYTHING, MERGED])
@pytest.mark.parametrize("form", [as_document, as_lines, as_lines_with_spaces])
def test_what_crux_writes_is_whole(changes: Any, form: Callable[[Any], str]) -> None:
    lines = sealed(changes)
    document = json.loads(ledger_json.dumps(lines, ImportMark(START, 3, lines[2].hash)))

    found = by_crux(form(document))

    assert (found.seal, found.imported) == (lines[-1].hash, ImportMark(START, 3, lines[2].hash))
    assert by_tool(form(document)) == in_short(found)


@pytest.mark.parametrize("path", [SEED, *FROZEN], ids=lambda path: path.stem)
def test_every_file_that_was_ever_released_is_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert by_tool(text) == by_tool(as_lines(json.loads(text))) == in_short(by_crux(text))


@pytest.mark.parametrize("tampering", OF_EVENTS.values(), ids=OF_EVENTS)
@pytest.mark.parametrize("form", [as_document, as_lines])
def test_what_was_done_to_the_events_is_found_by_both(tampering: Tampering, form: Callable[[Any], str]) -> None:
    document = json.loads(WHOLE)
    tampering(document)

    both_refuse(form(document))


@pytest.mark.parametrize("tampering", OF_THE_READABLE_PART.values(), ids=OF_THE_READABLE_PART)
def test_what_was_done_to_the_readable_part_is_found_by_both(tampering: Tampering) -> None:
    document = json.loads(WHOLE)
    tampering(document)

    both_refuse(as_document(document))


@pytest.mark.parametrize("changes", FORGED.values(), ids=FORGED)
def test_events_that_make_no_ledger_are_found_by_both(changes: Any) -> None:
    document = json.loads(WHOLE) | {"events": [event_out(line) for line in sealed(changes)]}

    both_refuse(as_lines(document))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"format":"crux-ledger-lines"}',
        '{"format":"crux-ledger-lines"\n',
        WHOLE[:-20],
    ],
)
def test_what_is_no_ledger_is_found_by_both(text: str) -> None:
    both_refuse(text)


def test_a_key_that_stands_twice_is_found_by_both() -> None:
    both_refuse(WHOLE.replace('"credence": 80', '"credence": 80, "credence": 80', 1))
    both_refuse(as_lines(json.loads(WHOLE)).replace('"credence": 80', '"credence": 80, "credence": 80', 1))


def test_what_a_newer_crux_adds_beside_the_events_is_left_out_by_both() -> None:
    document = json.loads(WHOLE) | {"minor": 2, "tool": "x"}
    document["ledger"]["entries"][0]["mood"] = document["events"][0]["device"] = "x"

    assert by_crux(as_document(document)).newer == by_crux(as_lines(document)).newer == "1.2"
    assert by_tool(as_document(document)).startswith("whole")
    assert by_tool(as_lines(document)).startswith("whole")


def test_a_kept_seal_shows_whether_all_of_it_was_written_anew() -> None:
    seal = json.loads(WHOLE)["events"][6]["hash"]

    assert by_tool(WHOLE, (7, seal[:8]), (7, seal)).startswith("whole")
    for number, digits in ((7, "0" * 8), (6, seal), (5000, seal)):
        with pytest.raises(verify_ledger.Broken, match="does NOT match"):
            by_tool(WHOLE, (number, digits))


def run(*arguments: object) -> tuple[int, str]:
    """The tool as a stranger runs it: without this environment, and in no folder of Crux's."""
    command = [sys.executable, "-I", "-S", str(TOOL), *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    return ended.returncode, ended.stdout + ended.stderr


def test_it_runs_with_python_alone_and_ends_with_what_it_found(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ndjson"
    broken.write_text(as_lines(json.loads(WHOLE)).replace("ana", "eve"), encoding="utf-8")
    seal = json.loads(SEED.read_text(encoding="utf-8"))["events"][-1]["hash"][:12]

    assert run(SEED, "--seal", f"44:{seal}")[0] == 0
    assert run(broken) == (1, f"{broken}: NOT WHOLE: event 2: its text 'name' was changed\n")
    assert run(tmp_path / "none.json")[0] == 2
    assert run(SEED, "--seal", "44")[0] == 2


@pytest.mark.parametrize("form", [as_document, as_lines, ledger_json_of])
@pytest.mark.parametrize("word", [b"crux-ledger", b"ana", b"benny"])
def test_a_byte_that_is_no_utf_8_is_named_by_its_line_by_both(
    form: Callable[[Any], str], word: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ledger"
    file.write_bytes(form(json.loads(WHOLE)).encode().replace(word, word + b"\xff", 1))

    with pytest.raises(typer.Exit):
        verify(str(file), [])
    by_crux_itself = capsys.readouterr().out
    ran = subprocess.run([sys.executable, "-I", TOOL, file], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stderr) == (1, by_crux_itself)
    assert re.fullmatch(
        rf"{re.escape(str(file))}: NOT WHOLE: line [0-9]+: not UTF-8 text: save the file as UTF-8\n", ran.stderr
    )


@pytest.mark.parametrize(
    ("old", "new"), [('"ana"', '"\\ud800"'), ('"texts"', '"text"'), ('"at"', '"when"'), ('"actor"', '"by"')]
)
@pytest.mark.parametrize("form", [as_document, as_lines])
def test_an_event_that_is_not_as_one_is_written_is_named_by_its_number(
    form: Callable[[Any], str], old: str, new: str, tmp_path: Path
) -> None:
    document = json.loads(WHOLE)
    document["events"][1] = json.loads(json.dumps(document["events"][1], ensure_ascii=False).replace(old, new))
    file = tmp_path / "ledger"
    file.write_text(form(document), encoding="utf-8")

    code, told = run(file)

    assert (code, told.count("\n")) == (1, 1)
    assert "NOT WHOLE: event 2 is not as one is written: " in told


def test_it_is_written_for_older_pythons_too_and_imports_nothing_else() -> None:
    tree = ast.parse(TOOL.read_text(encoding="utf-8"), feature_version=(3, 9))

    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert {str(name).partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_each_ledger_in_a_servers_zip_is_looked_at_and_held_against_the_index(tmp_path: Path) -> None:
    whole, older, damaged = (tmp_path / name for name in ("whole.zip", "older.zip", "damaged.zip"))
    whole.write_bytes(server_zip("ndjson"))
    older.write_bytes(changed(lambda files: files["index.json"]["debates"][1].update(seal="5:" + "00" * 32)))
    damaged.write_bytes(changed(lambda files: files.update({FIRST: files[FIRST].replace(b"ana", b"eve")})))

    code, told = run(whole)
    assert (code, [line.partition(", ")[0] for line in told.splitlines()]) == (
        0,
        [f"{whole}: {name.replace('.json', '.ndjson')}: whole" for name in (FIRST, SECOND)],
    )
    assert run(older)[0] == 1
    assert run(older)[1].splitlines()[1].startswith(f"{older}: {SECOND}: NOT WHOLE: the seal 5:00")
    assert run(damaged) == (1, f"{damaged}: {FIRST}: NOT WHOLE: event 2: its text 'name' was changed\n")
    assert run(whole, "--seal", "75:" + "00" * 8)[0] == 1


def test_a_file_s_name_in_a_zip_neither_steers_a_terminal_nor_begins_a_line(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.zip"
    name = "\x1b[2J\na.json: whole"
    hostile.write_bytes(changed(lambda files: files["index.json"]["debates"][0].update(file=name)))

    code, told = run(hostile)

    assert code == 1
    assert told.startswith(f"{hostile}: ?[2J?a.json: whole: NOT WHOLE: ")
    assert told.removesuffix("\n").isprintable()
