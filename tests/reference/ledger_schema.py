"""The JSON Schemas (draft 2020-12) of a ledger's file and of one line of its NDJSON, written from the code.

What a newer Crux may add beside the events is open in them, what is sealed is closed. `closed` is the same for the
files of this Crux: nothing that they do not name.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from bot.exchange import import_marks, ledger_json, ledger_lines
from bot.exchange.file_versions import MINOR_KEY, VERSION
from bot.exchange.ledger_view import GOES_ON_AS, MAY_BE_LEFT_OUT
from bot.exchange.read_events import LONGEST_TEXT
from bot.ledger.entries import LARGEST_NUMBER, Answer, Degree, Kind, Relation, Scope, Status
from bot.ledger.pseudonymity import PSEUDONYMOUS
from bot.ledger.record.events import CHANGES
from bot.ledger.record.verb import Change, Names, OnThePlatform, PlainCount

Schema = dict[str, Any]

LEDGER_ID = f"urn:crux:ledger:{VERSION}"
LINE_ID = f"urn:crux:ledger-line:{VERSION}"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"

COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER}
NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}
TRUE_OR_FALSE: Schema = {"type": "boolean"}
WORDS: Schema = {"type": "string"}
ID: Schema = {"$ref": "#/$defs/id"}
MOMENT: Schema = {"$ref": "#/$defs/moment"}
DAY: Schema = {"type": "string", "format": "date"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_MARKS: Schema = {import_marks.KEY: {"$ref": "#/$defs/imported"}, PSEUDONYMOUS: {"const": True}}
"""What a file may say of the ledger as a whole."""


def ledger_schema() -> Schema:
    """The schema of the JSON file."""
    head = {"format": {"const": ledger_json.FORMAT}, **_version(), "debate": ID, **_MARKS}
    parts = {"ledger": _ref("ledger"), "events": {"type": "array", "minItems": 1, "items": _ref("event")}}
    return {
        "$schema": _DRAFT,
        "$id": LEDGER_ID,
        "title": "A ledger of Crux as JSON",
        **_object(head | parts, may_lack=(MINOR_KEY, *_MARKS)),
        "$defs": _common() | _view() | _events(),
    }


def line_schema() -> Schema:
    """The schema of one line of the NDJSON: the first one, or an event."""
    head = {"format": {"const": ledger_lines.FORMAT}, **_version(), "debate": ID, **_MARKS}
    return {
        "$schema": _DRAFT,
        "$id": LINE_ID,
        "title": "A line of a ledger of Crux as NDJSON",
        "if": {"required": ["format"]},
        "then": _ref("first_line"),
        "else": _ref("event"),
        "$defs": _common() | {"first_line": _object(head, may_lack=(MINOR_KEY, *_MARKS))} | _events(),
    }


def written(schema: Schema) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def closed(schema: Any) -> Any:
    """The same schema, where no object has a key that it does not name."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return inner | {"additionalProperties": False} if inner.get("additionalProperties") is True else inner


def _version() -> Schema:
    """A higher `version` cannot be read; a higher `minor` can, without what it adds."""
    return {"version": {"const": VERSION}, MINOR_KEY: COUNT}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Schema, may_lack: Iterable[str] = (), description: str = "", is_open: bool = True) -> Schema:
    """An object; what may be left out is not required, and an open one may have other keys."""
    required = [name for name in properties if name not in set(may_lack)]
    told = {"description": description} if description else {}
    return told | {"type": "object", "properties": properties, "required": required, "additionalProperties": is_open}


def _optional(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(words: type[StrEnum]) -> Schema:
    return {"enum": [word.value for word in words]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _common() -> Schema:
    text = {
        "words": _optional({"type": "string", "maxLength": LONGEST_TEXT}),
        "salt": _optional({"type": "string", "pattern": "^[0-9a-f]{32}$"}),
        "commitment": HASH,
    }
    erased = {"words": {"type": "null"}, "salt": {"type": "null"}}
    there = {"words": {"type": "string"}, "salt": {"type": "string"}}
    return {
        "id": {
            "description": "The number of something on Discord, as a string: many readers cut numbers off at 2^53.",
            "type": "string",
            "pattern": "^(0|[1-9][0-9]{0,18})$",
        },
        "moment": {
            "description": "ISO 8601 in UTC; a fraction has six digits.",
            "type": "string",
            "format": "date-time",
            "pattern": r"^[1-8][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?\+00:00$",
        },
        "text": {
            **_object(text, description="Words or an identity; words and salt are null once erased.", is_open=False),
            "anyOf": [{"properties": erased}, {"properties": there}],
        },
        "imported": _object(
            {"at": MOMENT, "events": NUMBER, "hash": HASH},
            description="When the ledger came from a file, and how many events up to which seal came with it.",
            is_open=False,
        ),
    }


# The readable part


def _view() -> Schema:
    source = _optional(_object({"channel": ID, "message": ID}))
    outcome = {"settled": _optional(WORDS), "still_open": _optional(WORDS), "look_again": _optional(DAY)}
    ledger = {
        "question": _optional(WORDS),
        "guild": ID,
        "opened_at": MOMENT,
        "closed_at": _optional(MOMENT),
        "locked_at": MOMENT,
        "lock_reason": WORDS,
        "outcome": _object(outcome),
        "sides": _list(_object({"number": NUMBER, "name": _optional(WORDS)})),
        "participants": _list(
            _part({"number": NUMBER, "name": _optional(WORDS), "side": _optional(NUMBER), "uncounted": {"const": True}})
        ),
        "entries": _list(_ref("entry")),
        "definitions": _list(_definition(source)),
        "digests": _list(_object({"at": MOMENT, "seen": COUNT, "message": _optional(ID)})),
    }
    return {"ledger": _part(ledger, "What stands after the last event, for reading."), "entry": _entry(source)}


def _part(properties: Schema, description: str = "") -> Schema:
    """An object of the readable part, which has some keys only where they say something."""
    return _object(properties, MAY_BE_LEFT_OUT, description)


def _definition(source: Schema) -> Schema:
    people = {"by": NUMBER, "owner": NUMBER, "adopted_by": _list(NUMBER)}
    return _object(
        {"number": NUMBER, "term": _optional(WORDS), "meaning": _optional(WORDS), **people, "source": source}
    )


def _entry(source: Schema) -> Schema:
    goes_on_as = {GOES_ON_AS: NUMBER}
    conceded = {"entry": NUMBER, "scope": _one_of(Scope), "answer": _one_of(Answer), "before": _one_of(Answer)}
    stance = {"person": NUMBER, "answer": _one_of(Answer), "credence": _optional(_percent()), "wording": NUMBER}
    mark = {"person": NUMBER, "for": _optional(NUMBER), "degree": _one_of(Degree)}
    # The wording of a concession stands there only where it has no words of its own, that of a stance always.
    concession = _part(conceded | {"wording": NUMBER} | goes_on_as)
    return _part(
        {
            "number": NUMBER,
            **goes_on_as,
            "kind": _one_of(Kind),
            "status": _one_of(Status),
            "statement": _optional(WORDS),
            "author": NUMBER,
            "tagger": NUMBER,
            "tagged_at": MOMENT,
            "passage": _optional(WORDS),
            "source": source,
            "wordings": {"type": "array", "minItems": 1, "items": _optional(WORDS)},
            "concedes": _optional(concession),
            "proposal": _optional(
                _part({"answer": _optional(_one_of(Answer)), "crux_for": _optional(NUMBER)} | goes_on_as)
            ),
            "parked": _optional(_object({"by": NUMBER, "agreed_by": _optional(NUMBER)})),
            "stances": _list(_object(stance | {"waits": TRUE_OR_FALSE, "at": MOMENT})),
            "crux_marks": _list(_part(mark | goes_on_as)),
            "links": _list(_part({"relation": _one_of(Relation), "entry": NUMBER} | goes_on_as)),
            **dict.fromkeys(("orphaned", "source_edited", "source_deleted"), TRUE_OR_FALSE),
        }
    )


def _percent() -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": 100}


# Events


def _events() -> Schema:
    """An event, and what each verb has in it."""
    event = {
        "sequence": NUMBER,
        "at": MOMENT,
        "actor": COUNT,
        "verb": {"enum": sorted(CHANGES)},
        "data": {"type": "object"},
        "texts": {"type": "object"},
        "hash": HASH,
    }
    verbs = [
        {
            "if": {"properties": {"verb": {"const": verb}}, "required": ["verb"]},
            "then": {"properties": {"data": _data(kind), "texts": _texts(kind)}},
        }
        for verb, kind in sorted(CHANGES.items())
    ]
    return {"event": _object(event, description="An event: what it has sealed is closed.") | {"allOf": verbs}}


def _data(kind: type[Change]) -> Schema:
    hints = get_type_hints(kind, include_extras=True)
    fields = {name: _field(kind, name, hints[name]) for name in kind.form.plain}
    told = " ".join((kind.__doc__ or "").split())
    return _object(fields, may_lack=kind.form.later, description=told, is_open=False)


def _field(kind: type[Change], name: str, hint: object) -> Schema:
    parts = list(_parts(hint))
    schemas = [_value(part) for part in parts if part is not NoneType]
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    # A field that came later is left out where it has its default.
    return _optional(schema) if NoneType in parts and name not in kind.form.later else schema


def _parts(hint: object) -> Iterator[object]:
    """The types of a union; an annotated one with what it says of itself."""
    if get_origin(hint) is Annotated or not get_args(hint):
        yield hint
    else:
        yield from get_args(hint)


_WRITTEN: Mapping[str, Schema] = {
    "CalendarDay": DAY,
    "TextPlaces": {"type": "string", "pattern": "^([a-z_]+( [0-9]+(-[0-9]+)?)+(; |$))*$"},
    "EntryList": {"type": "string", "pattern": "^([0-9]+( [0-9]+)*)?$"},
}
"""How what is written in a string says more than words, by the mark of its type."""


def _value(part: Any) -> Schema:
    if get_origin(part) is Annotated:
        mark = get_args(part)[1]
        match mark:
            case OnThePlatform():
                return ID
            case Names():
                return NUMBER
            case PlainCount():
                return COUNT
        return _WRITTEN[type(mark).__name__]
    return TRUE_OR_FALSE if part is bool else _one_of(part)


def _texts(kind: type[Change]) -> Schema:
    return {
        "type": "object",
        "properties": {name: _ref("text") for name in kind.form.texts},
        "additionalProperties": False,
    }
