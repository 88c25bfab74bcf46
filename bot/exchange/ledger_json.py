"""A ledger as JSON: complete, versioned, and the same bytes again after an import.

The file holds the debate's events with their seals; what stands in the ledger follows from them. docs/ledger-format.md
describes it. Numbers that name something on the platform are strings, since many readers cut them off at 2^53.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NoReturn

from bot.ledger.chain import GENESIS, SealedEvent, SealedText, broken_seal
from bot.ledger.events import Event, Plain, change_from, data_of
from bot.ledger.replay import replay

FORMAT = "crux-ledger"
VERSION = 1
_PLATFORM_IDS = frozenset({"guild", "channel", "message"})
_LARGEST_ID = 2**63 - 1
_LARGEST_NUMBER = 2**31 - 1


class LedgerFileError(ValueError):
    """A file that is no ledger; the message says in one line what is wrong and where."""


def dumps(sealed: Iterable[SealedEvent]) -> str:
    """The file of a ledger's events."""
    lines = [_line(event) for event in sealed]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "debate": lines[0].pop("debate") if lines else "",
        "events": lines,
    }
    for line in lines[1:]:
        line.pop("debate")
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _line(sealed: SealedEvent) -> dict[str, object]:
    event = sealed.event
    texts = {
        name: {
            "words": text.words,
            "salt": text.salt.hex() if text.salt is not None else None,
            "commitment": text.commitment.hex(),
        }
        for name, text in sorted(sealed.texts.items())
    }
    return {
        "debate": str(event.debate),
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "verb": event.change.verb,
        "data": {name: _out(name, value) for name, value in data_of(event.change).items()},
        "texts": texts,
        "hash": sealed.hash.hex(),
    }


def _out(name: str, value: Plain) -> Plain:
    return str(value) if name in _PLATFORM_IDS and value is not None else value


def loads(text: str) -> list[SealedEvent]:
    """The events of a file, checked: order, seals, and that they make a ledger. Raises LedgerFileError."""
    try:
        document = json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except (ValueError, RecursionError) as wrong:
        raise LedgerFileError(f"not JSON: {str(wrong)[:120]}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise LedgerFileError(f'not a ledger: "format" must be "{FORMAT}"')
    if document.get("version") != VERSION:
        raise LedgerFileError(f"version {str(document.get('version'))[:20]} is unknown here: this reads {VERSION}")
    lines = document.get("events")
    if not isinstance(lines, list) or not lines:
        raise LedgerFileError('"events" must be a list that is not empty')
    debate = _platform_id(document.get("debate"), "debate")
    sealed = [_sealed(debate, place, line) for place, line in enumerate(lines, start=1)]
    _check_chain(sealed)
    try:
        replay(line.event for line in sealed)
    except (ValueError, KeyError, TypeError) as wrong:
        raise LedgerFileError(f"the events make no ledger: {str(wrong)[:120]}") from None
    return sealed


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a value here")


def _check_chain(sealed: list[SealedEvent]) -> None:
    before = GENESIS
    for line in sealed:
        if (problem := broken_seal(before, line)) is not None:
            raise LedgerFileError(problem)
        before = line.hash


def _sealed(debate: int, place: int, line: object) -> SealedEvent:
    where = f"event {place}"
    if not isinstance(line, dict):
        raise LedgerFileError(f"{where} must be an object")
    if line.get("sequence") != place or isinstance(line["sequence"], bool):
        raise LedgerFileError(f'{where}: "sequence" must be {place}, without holes')
    texts = {name: _text(where, name, value) for name, value in _object(line, "texts", where).items()}
    data = {name: _in(name, value, where) for name, value in _object(line, "data", where).items()}
    verb = line.get("verb")
    try:
        change = change_from(str(verb), data, {name: text.words for name, text in texts.items()})
    except (ValueError, TypeError) as wrong:
        raise LedgerFileError(f"{where}: {str(wrong)[:120]}") from None
    actor = line.get("actor")
    if not isinstance(actor, int) or isinstance(actor, bool) or not 0 <= actor <= _LARGEST_NUMBER:
        raise LedgerFileError(f'{where}: "actor" must be a participant\'s number')
    event = Event(debate, place, _moment(line.get("at"), where), actor, change)
    return SealedEvent(event, texts, _bytes(line.get("hash"), 32, f"{where}, hash"))


def _object(line: dict[str, object], key: str, where: str) -> dict[str, object]:
    value = line.get(key)
    if not isinstance(value, dict):
        raise LedgerFileError(f'{where}: "{key}" must be an object')
    return value


def _in(name: str, value: object, where: str) -> Plain:
    if name in _PLATFORM_IDS and value is not None:
        return _platform_id(value, f"{where}, {name}")
    if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= _LARGEST_NUMBER:
        raise LedgerFileError(f'{where}: "{name}" is out of range')
    if value is None or isinstance(value, str | int | bool):
        return value
    raise LedgerFileError(f'{where}: "{name}" must be a plain value')


def _platform_id(value: object, where: str) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and int(value[:20]) <= _LARGEST_ID:
        return int(value[:20])
    raise LedgerFileError(f"{where} must be a number written as a string")


def _text(where: str, name: str, value: object) -> SealedText:
    if not isinstance(value, dict):
        raise LedgerFileError(f"{where}, text {name[:40]!r} must be an object")
    words, salt = value.get("words"), value.get("salt")
    if (words is None) != (salt is None) or not isinstance(words, str | None):
        raise LedgerFileError(f"{where}, text {name[:40]!r} needs words and salt, or neither where it was erased")
    if words is not None and not _storable(words):
        raise LedgerFileError(f"{where}, text {name[:40]!r} holds characters that are no text")
    known = _bytes(salt, None, f"{where}, salt") if salt is not None else None
    return SealedText(words, known, _bytes(value.get("commitment"), 32, f"{where}, commitment"))


def _storable(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in words


def _moment(value: object, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() != timedelta(0) or moment.isoformat() != value:
        raise LedgerFileError(f'{where}: "at" must be a moment in UTC, like 2026-01-31T18:00:00+00:00')
    return moment


def _bytes(value: object, length: int | None, where: str) -> bytes:
    try:
        found = bytes.fromhex(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or (length is not None and len(found) != length) or found.hex() != value:
        raise LedgerFileError(f"{where} must be bytes in hexadecimal, lower case")
    return found
