"""What happened to each entry, as data that the page shows when somebody opens it."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from bot.ledger.entries import Said
from bot.ledger.ledger import Ledger
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.events import Change, EntryTagged, Event
from bot.words.front_end import FrontEnd
from bot.words.report import rows
from bot.words.report.history import happened

MOST_EVENTS = 200
"""How many events of an entry are shown: the latest; the rest is counted, and any export has them."""

Happened = tuple[int, int, int, str]
"""What happened to an entry: its number, the event's number, who did it, and the line of its history as JSON.

A line is [seconds since 1970, person, what happened]; person 0 is Crux.
"""


@dataclass(frozen=True, slots=True)
class History:
    """What the events of a ledger say of its entries; what happened is in order, and is gone through more than once."""

    happened: Iterable[Happened]
    latest: Mapping[int, datetime]
    """When something happened to each entry last."""
    answers: Mapping[int, int]
    """How many answers that count each entry has in its wording in force; where missing, none."""


def happening(front: FrontEnd, ledger: Ledger, event: Event) -> Happened | None:
    """What an event did to an entry; None where it is about none."""
    if event.entry is None:
        return None
    what = happened(front, event.change, _plain(ledger, event.change), ledger.survivor)
    return event.entry, event.sequence, event.actor, _json([int(event.at.timestamp()), event.actor, what])


def _plain(ledger: Ledger, change: Change) -> Said:
    """What a plain concession says that this change has tagged; None for all others."""
    if not isinstance(change, EntryTagged) or change.conceded_wording is None:
        return None
    entry = ledger.entries[change.entry]
    return entry.said_in(entry.wordings[0])


def data_block(front: FrontEnd, ledger: Ledger, history: History) -> Iterator[str]:
    """Names by number, who had to do with which entry, and each entry's history, as JSON that no tag can leave."""
    return map(_in_a_script, _data(front, ledger, history))


def _data(front: FrontEnd, ledger: Ledger, history: History) -> Iterator[str]:
    names = {number: rows.person(front, ledger, number) for number in ledger.participants}
    yield f'{{"names":{_json(names | {CRUX_ITSELF: "Crux"})},"people":{{'
    yield from _members((entry, _json(_actors(its))) for entry, its in _by_entry(history))
    yield '},"history":{'
    earlier: dict[int, int] = {}
    yield from _members((entry, _latest(entry, its, earlier)) for entry, its in _by_entry(history))
    yield f'}},"earlier":{_json(earlier)}}}'


def _by_entry(history: History) -> Iterator[tuple[int, Iterator[Happened]]]:
    return groupby(history.happened, key=itemgetter(0))


def _actors(its: Iterable[Happened]) -> list[int]:
    return sorted({actor for _, _, actor, _ in its})


def _latest(entry: int, its: Iterable[Happened], earlier: dict[int, int]) -> str:
    """The latest lines of an entry; of how many there are before them, `earlier` takes note."""
    latest = deque[str](maxlen=MOST_EVENTS)
    for _, _, _, line in its:
        if len(latest) == MOST_EVENTS:
            earlier[entry] = earlier.get(entry, 0) + 1
        latest.append(line)
    return f"[{','.join(latest)}]"


def _members(written: Iterable[tuple[int, str]]) -> Iterator[str]:
    """The members of an object, by their numbers."""
    for place, (number, value) in enumerate(written):
        yield f'{"," if place else ""}"{number}":{value}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _in_a_script(text: str) -> str:
    """JSON that means the same, without what could end a script block or a line of it."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
