"""Events of a file, read one behind the other: each by itself, and that its seal follows from the one before it.

What is read of an event are plain values, which go from one process to another in a tenth of the time that the ledger's
own values take. Whether an event follows from those before it, `incoming_ledger.py` says.
"""

from datetime import datetime
from typing import TypeAlias

import orjson

from bot.exchange.json_objects import is_number, quoted
from bot.exchange.ledger_events import LedgerFileError, bytes_in, moment_in, platform_id
from bot.ledger.entries import LARGEST_NUMBER
from bot.ledger.file_problems import Fact, ProblemKind, problem
from bot.ledger.moments import FIRST_YEAR, LAST_YEAR, is_reckonable
from bot.ledger.record.chain import GENESIS, SALT_BYTES, SealedEvent, SealedText, hash_of
from bot.ledger.record.events import Event, MalformedChange, Values, change_of, values_from
from bot.ledger.record.findings import Fault
from bot.ledger.record.sound_data import sound_values
from bot.ledger.record.verb import PLATFORM_IDS, Plain
from bot.words.catalogue import ENGLISH
from bot.words.findings import malformed

LONGEST_TEXT = 4000
"""The longest message that the platform lets anybody write, and so the longest passage."""

ReadText: TypeAlias = tuple[str | None, bytes | None, bytes]
"""Words, salt and commitment."""

ReadTexts: TypeAlias = dict[str, ReadText]

ReadEvent: TypeAlias = tuple[str, int, str, Values, str, ReadTexts, str]
"""Moment (ISO 8601), actor, verb, values of all fields, data as canonical JSON, texts, hash in hexadecimal."""


def event_of(debate: int, sequence: int, read: ReadEvent) -> Event:
    """What was read, as an event."""
    return Event(debate, sequence, datetime.fromisoformat(read[0]), read[1], change_of(read[2], read[3]))


def texts_of(read: ReadEvent) -> dict[str, SealedText]:
    """The texts of what was read."""
    return {name: SealedText(*text) for name, text in read[5].items()} if read[5] else {}


def sealed_of(debate: int, sequence: int, read: ReadEvent) -> SealedEvent:
    """What was read, as a sealed event."""
    return SealedEvent(event_of(debate, sequence, read), texts_of(read), bytes.fromhex(read[6]))


class EventReader:
    """Reads the events of a debate that stand behind a place of its file, whose event has the hash `before`."""

    def __init__(self, debate: int, place: int = 0, before: bytes = GENESIS) -> None:
        self._debate, self._place, self._before = debate, place, before

    def read(self, line: object) -> ReadEvent:
        """The next event. Raises LedgerFileError where it is none, or was changed since it was sealed."""
        self._place = place = self._place + 1
        if not isinstance(line, dict):
            raise LedgerFileError(problem(ProblemKind.EVENT_NO_OBJECT, event=place))
        get = line.get
        if not is_number(get("sequence"), place):
            raise LedgerFileError(problem(ProblemKind.HOLE, event=place))
        texts_in, data = get("texts"), get("data")
        if not isinstance(texts_in, dict):
            raise LedgerFileError(problem(ProblemKind.PART_NO_OBJECT, event=place, key="texts"))
        texts = {name: _text(place, name, value) for name, value in texts_in.items()} if texts_in else {}
        if not isinstance(data, dict):
            raise LedgerFileError(problem(ProblemKind.PART_NO_OBJECT, event=place, key="data"))
        verb = get("verb")
        if not isinstance(verb, str):
            _data(data, place)  # what is wrong with the data comes first
            raise LedgerFileError(problem(ProblemKind.NO_VERB, event=place))
        values = None if texts else sound_values(verb, data, LARGEST_NUMBER)
        if values is None:
            data = _data(data, place)
            values = _values(verb, data, {name: text[0] for name, text in texts.items()}, place)
        actor = get("actor")
        if type(actor) is not int or not 0 <= actor <= LARGEST_NUMBER:
            raise LedgerFileError(problem(ProblemKind.NO_ACTOR, event=place))
        at = _moment(get("at"), place)
        # As `data_as_json` writes it: no key is left out, since none holds its default.
        written = orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
        return at, actor, verb, values, written, texts, self._sealed(at, actor, verb, written, texts, get("hash"))

    def _sealed(self, at: str, actor: int, verb: str, data: str, texts: ReadTexts, written: object) -> str:
        """The hash of the event, which is the one that is written. Raises LedgerFileError."""
        place = self._place
        commitments = {name: text[2].hex() for name, text in texts.items()} if texts else {}
        self._before = hash_of(self._before, actor, at, data, self._debate, place, commitments, verb)
        computed = self._before.hex()
        changed = _changed(texts) if texts else None
        if computed == written and changed is None:
            return computed
        _bytes(written, 32, place, "hash")
        if changed is not None:
            raise LedgerFileError(problem(ProblemKind.TEXT_CHANGED, event=place, key=changed))
        raise LedgerFileError(problem(ProblemKind.EVENT_CHANGED, event=place))


def _changed(texts: ReadTexts) -> str | None:
    """The first text that is not what was committed to."""
    return next((name for name, text in texts.items() if not SealedText(*text).is_whole), None)


_NOT_KNOWN_HERE = frozenset({Fault.UNKNOWN_VERB, Fault.UNKNOWN_FIELD})
"""What is sealed cannot be left out, so a newer Crux must read it."""


def _values(verb: str, data: dict[str, Plain], words: dict[str, str | None], place: int) -> Values:
    try:
        return values_from(verb, data, words)
    except MalformedChange as wrong:
        detail = malformed(ENGLISH, wrong.finding)[:120]
        kind = ProblemKind.NEWER_CHANGE if wrong.finding.fault in _NOT_KNOWN_HERE else ProblemKind.NO_CHANGE
        raise LedgerFileError(problem(kind, event=place, detail=detail)) from None


def _data(written: dict[str, object], place: int) -> dict[str, Plain]:
    """The data with platform ids as numbers."""
    data: dict[str, Plain] = {}
    for name, value in written.items():
        if type(value) is int:
            if not 0 <= value <= LARGEST_NUMBER:
                raise LedgerFileError(problem(ProblemKind.OUT_OF_RANGE, event=place, key=name[:40]))
        elif value is not None and type(value) is not bool and not (isinstance(value, str) and _is_unicode(value)):
            raise LedgerFileError(problem(ProblemKind.NO_PLAIN_VALUE, event=place, key=name[:40]))
        data[name] = value
    if not PLATFORM_IDS.isdisjoint(data):
        _read_platform_ids(data, place)
    return data


def _read_platform_ids(data: dict[str, Plain], place: int) -> None:
    """Make those of the data numbers. Raises LedgerFileError."""
    for name in PLATFORM_IDS & data.keys():
        if data[name] is not None:
            data[name] = platform_id(data[name], problem(ProblemKind.NO_PLATFORM_NUMBER, event=place, key=name))


_TEXT_KEYS = frozenset({"words", "salt", "commitment"})


def _text(place: int, name: str, value: object) -> ReadText:
    def wrong(kind: ProblemKind, **facts: Fact) -> LedgerFileError:
        return LedgerFileError(problem(kind, event=place, key=name[:40], **facts))

    if not isinstance(value, dict):
        raise wrong(ProblemKind.TEXT_NO_OBJECT)
    if odd := sorted(value.keys() ^ _TEXT_KEYS):
        raise wrong(ProblemKind.TEXT_ODD_KEY, odd=quoted(odd[0]))
    words, salt = value["words"], value["salt"]
    if (words is None) != (salt is None) or not isinstance(words, str | None):
        raise wrong(ProblemKind.TEXT_WITHOUT_SALT)
    if words is not None and not _storable(words):
        raise wrong(ProblemKind.TEXT_NO_TEXT)
    if words is not None and len(words) > LONGEST_TEXT:
        raise wrong(ProblemKind.TEXT_TOO_LONG, limit=LONGEST_TEXT)
    salt_bytes = _bytes(salt, SALT_BYTES, place, "salt") if salt is not None else None
    return words, salt_bytes, _bytes(value["commitment"], 32, place, "commitment")


def _storable(words: str) -> bool:
    return _is_unicode(words) and "\0" not in words


def _is_unicode(words: str) -> bool:
    """Whether it has no half of a pair of code units, which Python's reader of JSON lets through."""
    if words.isascii():
        return True
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def _moment(value: object, place: int) -> str:
    if not isinstance(value, str) or (moment := moment_in(value)) is None:
        raise LedgerFileError(problem(ProblemKind.NO_MOMENT_IN_UTC, event=place))
    if not is_reckonable(moment):
        raise LedgerFileError(problem(ProblemKind.MOMENT_OUT_OF_RANGE, event=place, first=FIRST_YEAR, last=LAST_YEAR))
    return value


def _bytes(value: object, length: int, place: int, name: str) -> bytes:
    decoded = bytes_in(value, length)
    if decoded is None:
        raise LedgerFileError(problem(ProblemKind.NO_BYTES, event=place, key=name, length=length))
    return decoded
