"""Each event as the files have it, both ways.

Numbers that name something on the platform are strings, since many readers cut them off at 2^53.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from bot.exchange.json_objects import is_number, quoted
from bot.ledger.file_problems import Fact, FileError, FileProblem, ProblemKind, problem
from bot.ledger.moments import FIRST_YEAR, LAST_YEAR, is_reckonable
from bot.ledger.people import LARGEST_ID
from bot.ledger.record.chain import GENESIS, SALT_BYTES, BrokenSeal, SealedEvent, SealedText, broken_seal
from bot.ledger.record.events import Event, MalformedChange, change_from, data_of
from bot.ledger.record.findings import Fault
from bot.ledger.record.verb import PLATFORM_IDS, Plain
from bot.ledger.rules.entries import LARGEST_NUMBER
from bot.words.catalogue import ENGLISH
from bot.words.findings import malformed

LONGEST_TEXT = 4000
"""The longest message that the platform lets anybody write, and so the longest passage."""


class LedgerFileError(FileError):
    """A file that is no ledger."""


def event_out(sealed: SealedEvent) -> dict[str, object]:
    """The event as a file has it."""
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
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "verb": event.change.verb,
        "data": {name: _out(name, value) for name, value in data_of(event.change).items()},
        "texts": texts,
        "hash": sealed.hash.hex(),
    }


def _out(name: str, value: Plain) -> Plain:
    return str(value) if name in PLATFORM_IDS and value is not None else value


_NOT_KNOWN_HERE = frozenset({Fault.UNKNOWN_VERB, Fault.UNKNOWN_FIELD})
"""What is sealed cannot be left out, so a newer Crux must read it."""


def event_in(debate: int, place: int, line: object) -> SealedEvent:
    """The event that stands at a place of a file. Raises LedgerFileError."""
    if not isinstance(line, dict):
        raise LedgerFileError(problem(ProblemKind.EVENT_NO_OBJECT, event=place))
    if not is_number(line.get("sequence"), place):
        raise LedgerFileError(problem(ProblemKind.HOLE, event=place))
    texts_of = _object(line, "texts", place)
    texts = {name: _text(place, name, value) for name, value in texts_of.items()}
    data = _data(_object(line, "data", place), place)
    verb = line.get("verb")
    if not isinstance(verb, str):
        raise LedgerFileError(problem(ProblemKind.NO_VERB, event=place))
    try:
        change = change_from(verb, data, {name: text.words for name, text in texts.items()} if texts else {})
    except MalformedChange as wrong:
        detail = malformed(ENGLISH, wrong.finding)[:120]
        kind = ProblemKind.NEWER_CHANGE if wrong.finding.fault in _NOT_KNOWN_HERE else ProblemKind.NO_CHANGE
        raise LedgerFileError(problem(kind, event=place, detail=detail)) from None
    actor = line.get("actor")
    if type(actor) is not int or not 0 <= actor <= LARGEST_NUMBER:
        raise LedgerFileError(problem(ProblemKind.NO_ACTOR, event=place))
    event = Event(debate, place, _moment(line.get("at"), place), actor, change)
    return SealedEvent(event, texts, _bytes(line.get("hash"), 32, place, "hash"))


def _object(line: dict[str, object], key: str, place: int) -> dict[str, object]:
    value = line.get(key)
    if not isinstance(value, dict):
        raise LedgerFileError(problem(ProblemKind.PART_NO_OBJECT, event=place, key=key))
    return value


def _data(written: dict[str, object], place: int) -> dict[str, Plain]:
    data: dict[str, Plain] = {}
    for name, value in written.items():
        if name in PLATFORM_IDS and value is not None:
            data[name] = platform_id(value, problem(ProblemKind.NO_PLATFORM_NUMBER, event=place, key=name))
        elif type(value) is int and not 0 <= value <= LARGEST_NUMBER:
            raise LedgerFileError(problem(ProblemKind.OUT_OF_RANGE, event=place, key=name[:40]))
        elif value is None or isinstance(value, int | str):
            data[name] = value
        else:
            raise LedgerFileError(problem(ProblemKind.NO_PLAIN_VALUE, event=place, key=name[:40]))
    return data


def platform_id(value: object, otherwise: FileProblem) -> int:
    """A number that names something on the platform, written as a string. Raises LedgerFileError."""
    if isinstance(value, str) and len(value) <= 19 and value.isascii() and value.isdigit():
        number = int(value)
        if number <= LARGEST_ID and str(number) == value:
            return number
    raise LedgerFileError(otherwise)


_TEXT_KEYS = frozenset({"words", "salt", "commitment"})


def _text(place: int, name: str, value: object) -> SealedText:
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
    return SealedText(words, salt_bytes, _bytes(value["commitment"], 32, place, "commitment"))


def _storable(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in words


_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.(?!000000)[0-9]{6})?\+00:00")
"""A moment as `isoformat` writes it; writing each one out to compare takes longer."""


def moment_in(value: object) -> datetime | None:
    """A moment as files have it; None for anything else."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    return None


def _moment(value: object, place: int) -> datetime:
    moment = moment_in(value)
    if moment is None:
        raise LedgerFileError(problem(ProblemKind.NO_MOMENT_IN_UTC, event=place))
    if not is_reckonable(moment):
        raise LedgerFileError(problem(ProblemKind.MOMENT_OUT_OF_RANGE, event=place, first=FIRST_YEAR, last=LAST_YEAR))
    return moment


def bytes_in(value: object, length: int) -> bytes | None:
    """So many bytes as files have them, in hexadecimal; None for anything else."""
    try:
        decoded = bytes.fromhex(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return decoded if decoded is not None and len(decoded) == length and decoded.hex() == value else None


def _bytes(value: object, length: int, place: int, name: str) -> bytes:
    decoded = bytes_in(value, length)
    if decoded is None:
        raise LedgerFileError(problem(ProblemKind.NO_BYTES, event=place, key=name, length=length))
    return decoded


def whole_chain(sealed: Iterable[SealedEvent]) -> Iterator[SealedEvent]:
    """The same events. Raises LedgerFileError at one that was changed since it was sealed, or behind one that was."""
    before = GENESIS
    for line in sealed:
        if (broken := broken_seal(before, line)) is not None:
            raise LedgerFileError(_problem_of_seal(broken))
        before = line.hash
        yield line


def _problem_of_seal(broken: BrokenSeal) -> FileProblem:
    if broken.text is None:
        return problem(ProblemKind.EVENT_CHANGED, event=broken.event)
    return problem(ProblemKind.TEXT_CHANGED, event=broken.event, key=broken.text)
