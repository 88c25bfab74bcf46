"""A ledger's JSON is read piece by piece: its keys in any order, cut anywhere, in memory that does not grow with it."""

import json
import random
import tracemalloc
from collections.abc import Sequence
from io import BytesIO
from itertools import permutations
from typing import Any

import pytest

from bot.exchange import ledger_document, ledger_json, ledger_lines, sorted_spool, stance_spool
from bot.exchange.ledger_check import check_document, check_lines
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.ledger_text import in_memory, lines_in
from bot.ledger.entries import Answer, Kind
from bot.ledger.file_problems import ProblemKind
from bot.ledger.record import events as e
from bot.ledger.record.chain import SealedEvent, seal
from bot.ledger.record.events import Change, Event
from bot.render.dialects import json_values
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, MERGED, START, sealed

WHOLE = ledger_json.dumps(sealed(EVERYTHING))


def grown(changes: Sequence[Change]) -> list[SealedEvent]:
    """The least of a ledger, and these changes."""
    lines = list(sealed(CHANGES))
    for change in changes:
        sequence = len(lines) + 1
        lines.append(seal(lines[-1].hash, Event(DEBATE, sequence, START, 1, change), bytes))
    return lines


def answers(number: int) -> list[Change]:
    """The same person's answers, one after the other: one alone stands in the end."""
    return [e.StanceTaken(1, 1, 1, Answer.AGREE)] * number


def shuffled(value: Any, by: random.Random) -> Any:
    """The same value, the keys of each object in another order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key], by) for key in by.sample(sorted(value), len(value))}
    return [shuffled(item, by) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("order", list(permutations(("head", "ledger", "events"))))
def test_its_parts_may_stand_in_any_order(order: tuple[str, ...]) -> None:
    document = json.loads(WHOLE)
    parts = {"ledger": {"ledger": document.pop("ledger")}, "events": {"events": document.pop("events")}}
    parts["head"] = document

    text = json.dumps({key: value for part in order for key, value in parts[part].items()})

    assert ledger_json.loads(text) == sealed(EVERYTHING)


@pytest.mark.parametrize("changes", [EVERYTHING, MERGED])
@pytest.mark.parametrize("indent", [None, 3])
def test_so_may_all_keys_in_it_whatever_its_white_space_is(changes: tuple[Change, ...], indent: int | None) -> None:
    document = shuffled(json.loads(ledger_json.dumps(sealed(changes))), random.Random(4))

    assert ledger_json.loads(json.dumps(document, indent=indent)) == sealed(changes)


@pytest.mark.parametrize("piece", [1, 7, 64, 999])
def test_its_file_may_be_cut_into_pieces_anywhere(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_document, "PIECE", piece)

    assert ledger_json.loads(WHOLE) == sealed(EVERYTHING)


def test_its_memory_does_not_grow_with_its_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_document, "PIECE", 1 << 14)
    monkeypatch.setattr(sorted_spool, "AT_ONCE", 200)
    monkeypatch.setattr(stance_spool, "IN_MEMORY", 1 << 10)

    def most(number: int) -> int:
        text = ledger_json.dumps(grown(answers(number))).encode()
        file = BytesIO(text)
        tracemalloc.start()
        try:
            assert check_document(file).events == number + len(CHANGES)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few, many = 500, 5_000
    assert most(many) < 2 * most(few)


@pytest.fixture
def _few_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """One value has as much in it as an event, at the most."""
    monkeypatch.setattr(ledger_document, "PIECE", 1_000)
    monkeypatch.setattr(json_values, "MOST_VALUES", 100)
    monkeypatch.setattr(json_values, "LONGEST_VALUE", 3_000)


@pytest.mark.usefixtures("_few_in_one")
def test_an_entry_may_have_any_number_of_stances() -> None:
    people = range(2, 102)
    met = [e.ParticipantMet(person, None, None) for person in people]
    lines = grown([*met, *(e.StanceTaken(1, person, 1, Answer.AGREE) for person in people)])
    text = json.dumps(json.loads(ledger_json.dumps(lines)), separators=(",", ":"))

    assert check_document(in_memory(text)).seal == lines[-1].hash


@pytest.mark.usefixtures("_few_in_one")
def test_so_may_what_a_newer_crux_adds() -> None:
    document = json.loads(WHOLE) | {"minor": 1, "drawn": [{"x": [n, {"y": "words"}]} for n in range(300)]}
    document["ledger"]["drawn"] = document["drawn"]

    assert ledger_json.loads(json.dumps(document)) == sealed(EVERYTHING)


@pytest.mark.parametrize("place", ["drawn", "ledger", "entry", "event"])
def test_no_object_has_a_key_twice_wherever_it_is_and_its_line_is_told(place: str) -> None:
    marked = json.loads(WHOLE) | {"drawn": {}}
    of = {"drawn": marked["drawn"], "ledger": marked["ledger"], "entry": marked["ledger"]["entries"][3]}
    (of | {"event": marked["events"][3]})[place]["MARK"] = {"deeper": [0]}
    text = json.dumps(marked, indent=1).replace('"MARK": {', '"MARK": {"a": 1, "a": 2,')
    line = text[: text.index('"MARK"')].count("\n") + 1

    with pytest.raises(LedgerFileError) as refused:
        ledger_json.loads(text)

    assert refused.value.problem.kind is ProblemKind.KEY_TWICE_IN_A_LINE
    assert line - 30 <= int(refused.value.problem.facts["line"]) <= line


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        (lambda text: text[:-3], "Expecting ',' delimiter: line 396 column 1 "),
        (lambda text: text + "x", "Extra data: line 397 column 1 "),
        (lambda text: text.replace('"verb"', "verb", 1), "Expecting value: line 321 column 64 "),
        (lambda text: text.replace('"actor": 1', '"actor": NaN', 1), "line 321: NaN is not a value here"),
    ],
)
def test_what_is_no_json_is_told_with_its_line(cut: Any, told: str) -> None:
    with pytest.raises(LedgerFileError) as refused:
        ledger_json.loads(cut(WHOLE))

    assert refused.value.problem.kind is ProblemKind.NOT_JSON
    assert told in str(refused.value.problem.facts["detail"])


def test_a_byte_that_is_no_text_is_told_with_its_line() -> None:
    lines = WHOLE.encode().splitlines(keepends=True)
    lines[40] = lines[40].replace(b'"', b'"\xff', 1)

    with pytest.raises(LedgerFileError) as refused:
        check_document(BytesIO(b"".join(lines)))

    assert (refused.value.problem.kind, refused.value.problem.facts["line"]) == (ProblemKind.NOT_UTF8, 41)


def test_a_ledger_of_nobody_elses_names_says_no_pseudonyms() -> None:
    with pytest.raises(LedgerFileError, match="pseudonymous"):
        ledger_json.loads(WHOLE.replace('"version": 1', '"version": 1, "pseudonymous": true'))


DEEP = {ProblemKind.LINE_TOO_DEEP, ProblemKind.LINE_NOT_JSON, ProblemKind.TOO_MANY_VALUES}


@pytest.mark.parametrize("levels", [300, 1_000, 100_000])
def test_what_lies_too_deep_is_refused_or_left_out(levels: int) -> None:
    """Beside the keys of an event, in JSON and in NDJSON: no parser's limit is met unprepared."""
    nest = f'"nest": {"[" * levels}{"]" * levels}, "sequence": 3'
    lines = ledger_lines.first_line(DEBATE) + b"".join(map(ledger_lines.line, sealed(EVERYTHING)))
    deep = lines.decode().replace('"sequence":3', nest)

    for check in (
        lambda: check_document(in_memory(WHOLE.replace('"sequence": 3', nest))),
        lambda: check_lines(lines_in(in_memory(deep))),
    ):
        try:
            assert check().events == len(EVERYTHING)
        except LedgerFileError as refused:
            assert refused.problem.kind in DEEP  # noqa: PT017 - either
            assert levels > 900


def test_kinds_of_entries_are_compared_as_they_are_written() -> None:
    assert Kind.CLAIM.value in WHOLE
    with pytest.raises(LedgerFileError, match="entries"):
        ledger_json.loads(WHOLE.replace('"kind": "claim"', '"kind": "crux"', 1))
