"""The published schemas: whatever Crux writes, and has written, is valid by them, and what is sealed is closed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.import_marks import mark_out
from bot.exchange.ledger_events import event_out
from bot.exchange.ledger_view import MAY_BE_LEFT_OUT
from bot.ledger.entries import Answer, Kind, Scope
from bot.ledger.record import events as e
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import CHANGES as EVERY_VERB
from bot.ledger.record.import_mark import ImportMark
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, MERGED, START, sealed
from tests.reference import LEDGER_SCHEMA, LINE_SCHEMA
from tests.reference.ledger_schema import closed

ROOT = Path(__file__).parents[2]
SEED = ROOT / "bot" / "demo" / "open-ended-rl.ledger.json"
FROZEN = sorted((ROOT / "tests" / "store" / "released").glob("*.json"))

LOCKED = (*EVERYTHING[:-4], e.LedgerLocked("Tempers run high"))
CLOSED = (*CHANGES, e.DebateClosed("2027-03-01", "✓ #1", None), e.ParticipantCounted(1, False))
CONCEDED = (
    *CHANGES,
    e.EntryTagged(
        2, Kind.CONCESSION, 1, 1, False, concedes=1, scope=Scope.WHOLE, conceded_answer=Answer.AGREE,
        conceded_wording=1, conceded_before=Answer.DISAGREE,
    ),
)  # fmt: skip
"""What stands in a ledger only now and then."""


def schema_in(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def validator(schema: Any) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker())


FOR_READERS, OURS = (validator(form(schema_in(LEDGER_SCHEMA))) for form in (dict, closed))
LINE_FOR_READERS, OUR_LINE = (validator(form(schema_in(LINE_SCHEMA))) for form in (dict, closed))


@pytest.mark.parametrize(
    "checked", [FOR_READERS, OURS, LINE_FOR_READERS, OUR_LINE], ids=["ledger", "closed ledger", "line", "closed line"]
)
def test_it_is_itself_a_schema(checked: Draft202012Validator) -> None:
    Draft202012Validator.check_schema(checked.schema)


def test_it_says_which_version_of_the_format_it_is_of() -> None:
    assert [schema_in(path)["$id"] for path in (LEDGER_SCHEMA, LINE_SCHEMA)] == [
        "urn:crux:ledger:1",
        "urn:crux:ledger-line:1",
    ]


@pytest.mark.parametrize("changes", [CHANGES, EVERYTHING, MERGED, LOCKED, CLOSED, CONCEDED])
def test_every_verb_and_every_part_is_valid(changes: tuple[e.Change, ...]) -> None:
    lines = sealed(changes)
    mark = ImportMark(START, 2, lines[1].hash)

    OURS.validate(json.loads(ledger_json.dumps(lines, mark)))
    for line in lines:
        OUR_LINE.validate(event_out(line))
    for first in (ledger_lines.first_line(DEBATE), ledger_lines.first_line(DEBATE, mark)):
        OUR_LINE.validate(json.loads(first))


def test_the_seed_debate_is_valid() -> None:
    OURS.validate(json.loads(SEED.read_text(encoding="utf-8")))


def test_every_file_that_was_ever_released_is_valid() -> None:
    """Of each shape of event one: three thousand take five seconds."""
    assert len(FROZEN) > 70
    seen: set[str] = set()
    for path in FROZEN:
        document = json.loads(path.read_text(encoding="utf-8"))
        first, *others = document["events"]
        unseen = {shape: event for event in others if (shape := shape_of(event)) not in seen}
        seen |= unseen.keys()
        OURS.validate(document | {"events": [first, *unseen.values()]})


def shape_of(event: Any) -> str:
    """The verb of an event, and which of its fields and texts say something."""
    data = {name: type(value).__name__ for name, value in event["data"].items()}
    return json.dumps([event["verb"], data, {name: text["words"] is None for name, text in event["texts"].items()}])


def keys_that_may_lack(schema: Any) -> set[str]:
    """The keys of objects of the readable part that are not required."""
    if isinstance(schema, list):
        return set().union(*map(keys_that_may_lack, schema))
    if not isinstance(schema, dict):
        return set()
    lacking = schema.get("properties", {}).keys() - set(schema.get("required", ()))
    return lacking.union(*map(keys_that_may_lack, schema.values()))


def test_a_reader_knows_of_each_key_that_stands_only_now_and_then() -> None:
    defined = schema_in(LEDGER_SCHEMA)["$defs"]

    assert keys_that_may_lack([defined["ledger"], defined["entry"]]) == MAY_BE_LEFT_OUT


def test_what_a_newer_crux_adds_is_valid_for_readers_alone() -> None:
    document = json.loads(ledger_json.dumps(sealed(EVERYTHING))) | {"minor": 3, "tool": "x"}
    document["ledger"]["entries"][0]["stances"][0]["mood"] = "calm"
    document["events"][0]["device"] = "phone"

    FOR_READERS.validate(document)
    LINE_FOR_READERS.validate(document["events"][0])
    assert not OURS.is_valid(document)
    assert not OUR_LINE.is_valid(document["events"][0])
    assert not FOR_READERS.is_valid(document | {"version": 2})


@pytest.mark.parametrize("verb", sorted(EVERY_VERB))
def test_what_a_newer_crux_seals_is_not_valid(verb: str) -> None:
    line = event_out(first_of(verb))
    data, texts = line["data"], line["texts"]
    assert isinstance(data, Mapping)
    assert isinstance(texts, Mapping)
    wrong: list[dict[str, object]] = [
        line | {"verb": verb + " anew"},
        line | {"data": {**data, "tone": 1}},
        line | {"texts": {**texts, "tone": {"words": None, "salt": None, "commitment": "0" * 64}}},
        *({**line, "data": {key: value for key, value in data.items() if key != lost}} for lost in required(verb)),
    ]

    LINE_FOR_READERS.validate(line)
    assert [LINE_FOR_READERS.is_valid(other) for other in wrong] == [False] * len(wrong)


def first_of(verb: str) -> SealedEvent:
    return next(line for line in sealed(EVERYTHING) if line.event.change.verb == verb)


def required(verb: str) -> set[str]:
    """The fields that each event of a verb has."""
    form = EVERY_VERB[verb].form
    return set(form.plain) - form.later.keys()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f'"debate": "{DEBATE}"', f'"debate": {DEBATE}'),
        ('"credence": 80', '"credence": 80.5'),
        ('"credence": 80', '"credence": "80"'),
        ('"kind": "claim"', '"kind": "thesis"'),
        ("2026-01-01T12:00:06+00:00", "2026-01-01T12:00:06Z"),
        ('"actor": 1', '"actor": -1'),
        ('"salt": "00', '"salt": "0'),
    ],
)
def test_what_no_crux_writes_is_not_valid(old: str, new: str) -> None:
    written = ledger_json.dumps(sealed())
    assert old in written

    with pytest.raises(ValidationError):
        FOR_READERS.validate(json.loads(written.replace(old, new)))


def test_a_mark_of_an_import_is_described() -> None:
    mark = mark_out(ImportMark(START, 1, sealed()[0].hash))

    assert not OURS.is_valid(json.loads(ledger_json.dumps(sealed())) | {"imported": mark | {"by": "ana"}})
