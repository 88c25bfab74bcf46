"""What happened to each entry, as data that the page shows when somebody opens it."""

import json
from collections.abc import Sequence

from bot.ledger.entries import CRUX_ITSELF, Ledger, Relation
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.text import one_line

MOST_EVENTS = 200
"""How many events of an entry are shown: the latest; the rest is counted, and any export has them."""

RELATIONS = {
    Relation.SUPPORTS: "supports",
    Relation.ATTACKS: "attacks",
    Relation.RESTATES: "restates",
    Relation.RESIDUE_OF: "remains after",
}


def data_block(ledger: Ledger, events: Sequence[Event]) -> str:
    """Names by number, who had to do with which entry, and each entry's history, as JSON that no tag can leave.

    A line of history is [seconds since 1970, person, what happened]; person 0 is Crux.
    """
    history: dict[int, list[list[object]]] = {}
    people: dict[int, set[int]] = {}
    for event in events:
        number = event.entry
        if number is None:
            continue
        history.setdefault(number, []).append([int(event.at.timestamp()), event.actor, happened(event.change)])
        people.setdefault(number, set()).add(event.actor)
    names = {number: one_line(ledger.name(number)) for number in ledger.participants}
    data = {
        "names": names | {CRUX_ITSELF: "Crux"},
        "people": {number: sorted(actors) for number, actors in people.items()},
        "history": {number: told[-MOST_EVENTS:] for number, told in history.items()},
        "earlier": {number: len(told) - MOST_EVENTS for number, told in history.items() if len(told) > MOST_EVENTS},
    }
    return _in_a_script(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _in_a_script(text: str) -> str:
    """JSON that means the same, without what could end a script block or a line of it."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def happened(change: e.Change) -> str:
    """What a change did, in a few words."""
    match change:
        case e.EntryTagged(kind=kind, proposed=proposed, statement=said):
            return f"{'proposed' if proposed else 'tagged'} as {kind.value}: “{_said(said)}”"
        case e.EntryReworded(statement=said):
            return f"reworded: “{_said(said)}”"
        case e.StanceTaken(answer=answer, credence=credence, concession=concession):
            sure = f", {credence} % sure that it is true" if credence is not None else ""
            return f"answered: {answer.value}{sure}" + (f", conceding in #{concession}" if concession else "")
        case e.CruxMarked(target=target, degree=degree):
            return f"marked it as a crux for {_aim(target)}, {degree.value}"
        case e.CruxUnmarked(target=target):
            return f"took back that it is a crux for {_aim(target)}"
        case e.EntriesLinked(relation=relation, target=target):
            return f"said that it {RELATIONS[relation]} #{target}"
        case e.EntriesUnlinked(relation=relation, target=target):
            return f"took back that it {RELATIONS[relation]} #{target}"
        case e.EntryMerged(into=into):
            return f"merged it into #{into}"
        case other:
            return _VERBS.get(type(other), other.verb)


_VERBS: dict[type[e.Change], str] = {
    e.EntryConfirmed: "confirmed it as the author",
    e.EntryDeclined: "declined it as the author",
    e.EntryWithdrawn: "withdrew it",
    e.EntryParked: "set it aside",
    e.ParkingAgreed: "set it aside too",
    e.EntryRevived: "brought it back",
    e.SourceEdited: "its message was edited",
    e.SourceDeleted: "its message was deleted",
    e.PassageLost: "its passage is no longer in the message",
}


def _said(statement: str | None) -> str:
    return one_line(statement) if statement is not None else "(erased)"


def _aim(target: int | None) -> str:
    return f"#{target}" if target is not None else "the question"
