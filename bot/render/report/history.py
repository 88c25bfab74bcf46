"""What happened to each entry, as data that the page shows when somebody opens it."""

import json
from collections.abc import Sequence

from bot.ledger.entries import Said
from bot.ledger.ledger import Ledger
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.events import Change, EntryTagged, Event
from bot.words.front_end import FrontEnd
from bot.words.report import rows
from bot.words.report.history import happened

MOST_EVENTS = 200
"""How many events of an entry are shown: the latest; the rest is counted, and any export has them."""


def data_block(front: FrontEnd, ledger: Ledger, events: Sequence[Event]) -> str:
    """Names by number, who had to do with which entry, and each entry's history, as JSON that no tag can leave.

    A line of history is [seconds since 1970, person, what happened]; person 0 is Crux.
    """
    history: dict[int, list[list[object]]] = {}
    people: dict[int, set[int]] = {}
    for event in events:
        number = event.entry
        if number is None:
            continue
        what = happened(front, event.change, _plain(ledger, event.change), ledger.survivor)
        history.setdefault(number, []).append([int(event.at.timestamp()), event.actor, what])
        people.setdefault(number, set()).add(event.actor)
    names = {number: rows.person(front, ledger, number) for number in ledger.participants}
    data = {
        "names": names | {CRUX_ITSELF: "Crux"},
        "people": {number: sorted(actors) for number, actors in people.items()},
        "history": {number: lines[-MOST_EVENTS:] for number, lines in history.items()},
        "earlier": {number: len(lines) - MOST_EVENTS for number, lines in history.items() if len(lines) > MOST_EVENTS},
    }
    return _in_a_script(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _plain(ledger: Ledger, change: Change) -> Said:
    """What a plain concession says that this change has tagged; None for all others."""
    if not isinstance(change, EntryTagged) or change.conceded_wording is None:
        return None
    entry = ledger.entries[change.entry]
    return entry.said_in(entry.wordings[0])


def _in_a_script(text: str) -> str:
    """JSON that means the same, without what could end a script block or a line of it."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
