"""Keys that a newer Crux added to a ledger's file beside the events, and that an import leaves out: not known here."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import orjson

from bot.exchange import import_marks, ledger_document, line_events
from bot.exchange.file_text import MARK
from bot.exchange.file_versions import MINOR_KEY, newer_minor
from bot.exchange.json_objects import quoted
from bot.exchange.ledger_file import BegunLedger, BegunLines
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.pseudonymity import PSEUDONYMOUS

MOST_KINDS = 1_000
"""How many keys are counted one by one; a file may invent as many as it has room for."""

OTHERS = "…"
"""Where all further ones are counted."""

_HEAD = frozenset({"format", "version", MINOR_KEY, "debate", import_marks.KEY, PSEUDONYMOUS})
_TOP = _HEAD | {"ledger", "events"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a newer file is not taken in."""

    version: str
    keys: Mapping[str, int]
    """How often each unknown key stands in the file, by its place, such as `ledger.entries.mood`."""


def of_ledger(taken_in: BegunLedger) -> LeftOut | None:
    """What was left out of a ledger's file once it is taken in to its end; None where nothing was."""
    if taken_in.incoming.head.newer is None:
        return None
    taken_in.file.seek(0)
    of_its_kind = isinstance(taken_in, BegunLines)
    newer = of_lines(taken_in.file) if of_its_kind else of_document(taken_in.file, taken_in.ledger)
    return newer if newer is not None and newer.keys else None


def of_lines(lines: Iterable[bytes]) -> LeftOut | None:
    """What an import leaves out of an NDJSON file that it has taken in; None where no newer Crux wrote it."""
    coming = iter(lines)
    head = orjson.loads(next(coming).removeprefix(MARK.encode()))
    if (version := newer_minor(head)) is None:
        return None
    found = _Found()
    found.within("", head, _HEAD)
    for line in coming:
        found.within("events", orjson.loads(line), line_events.KEYS)
    return LeftOut(version, found.keys)


def of_document(file: BinaryIO, ledger: Callable[[], LargeLedger]) -> LeftOut | None:
    """What an import leaves out of a JSON file of which it made this ledger; None where no newer Crux wrote it."""
    document = ledger_document.opened(file)
    if document.head.newer is None:
        return None
    found = _Found()
    found.within("", document.keys, _TOP)
    document.require(ledger(), found)
    for written, _ in document.events_as_written():
        found.within("events", written, line_events.KEYS)
    return LeftOut(document.head.newer, found.keys)


class _Found:
    """Keys that are not known here."""

    def __init__(self) -> None:
        self.keys: Counter[str] = Counter()

    def within(self, place: str, given: Iterable[str], known: Iterable[str]) -> None:
        """Count the keys of an object that are none of the known ones."""
        for key in set(given) - set(known):
            name = f"{place}.{_named(key)}".removeprefix(".")
            self.keys[name if name in self.keys or len(self.keys) < MOST_KINDS else OTHERS] += 1

    def beside(self, place: str, given: object, known: object) -> None:
        """Count the keys that stand in a value beside those of another one, of which it says the same."""
        if isinstance(given, dict) and isinstance(known, dict):
            self.within(place, given, known)
            for key in given.keys() & known.keys():
                self.beside(f"{place}.{key}", given[key], known[key])
        elif isinstance(given, list) and isinstance(known, list):
            for one, other in zip(given, known, strict=True):
                self.beside(place, one, other)


def _named(key: str) -> str:
    return key if key.isascii() and key.isidentifier() and len(key) <= 40 else quoted(key)
