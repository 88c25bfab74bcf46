"""Everything that happened in a debate, event by event."""

from collections.abc import Mapping, Sequence

from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.words import names
from bot.words.answers.history import dated, debate_changed, entry_changed
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

PAGE_EVENTS = 10
"""How many events a page has: however long their words are, a message takes them."""

_ROOM = 100
"""How much of a statement is shown, in characters."""

_VERBS: Mapping[type[e.Change], str] = {
    e.ParticipantMet: message("takes part from here on"),
    e.PersonForgotten: message("was forgotten"),
    e.EstimateGiven: message("put a sealed estimate"),
    e.DigestPosted: message("a digest was posted"),
}


_COUNTED: Mapping[bool, str] = {
    True: message("counts among those who answer"),
    False: message("does not count among those who answer"),
}


def ledger_history(front: FrontEnd, ledger: Ledger, events: Sequence[Event], length: int) -> str:
    """Some events in a row of a ledger that has so many, as they happened."""
    first, last = (events[0].sequence, events[-1].sequence) if events else (0, 0)
    head = front.say("What happened here, {first} to {last} of {length}:", first=first, last=last, length=length)
    people = {number: person.called for number, person in ledger.participants.items()}
    sides = {number: names.side(front, side.called) for number, side in ledger.sides.items()}
    lines = (dated(front, event, people, happened(front, event.change, ledger, sides)) for event in events)
    return "\n".join((head, *lines))


def happened(front: FrontEnd, change: e.Change, ledger: Ledger, sides: dict[int, str]) -> str:
    """What a change did. Raises KeyError for a verb that lacks its words."""
    number = getattr(change, "entry", None)
    if number is not None:
        return front.say(
            "#{entry}: {change}", entry=number, change=entry_changed(front, change, ledger.entries[number], room=_ROOM)
        )
    match change:
        case e.ParticipantRenamed(name=name):
            return front.say("is called {name} now", name=front.dialect.inert(names.person(front, name)))
        case e.SideJoined(side=side):
            return front.say("took the side “{side}”", side=_side(front, side, sides))
        case e.DigestSigned(fair=True):
            return front.say("found the digest fair to their side")
        case e.DigestSigned():
            return front.say("said that the digest is not how their side would say it")
        case e.ParticipantCounted(counts=counts):
            return front.say(_COUNTED[counts])
        case e.SideLeft():
            return front.say("left their side")
        case e.TermDefined(term=term, meaning=meaning):
            return front.say("defined “{term}”: {meaning}", term=_words(front, term), meaning=_words(front, meaning))
        case e.TermAdopted(definition=definition):
            return front.say("uses “{term}” in that sense too", term=_term(front, ledger, definition))
        case e.TermCredited(definition=definition, owner=owner):
            person = front.dialect.inert(names.person(front, ledger.name(owner)))
            return front.say("said that “{term}” is of {person}", term=_term(front, ledger, definition), person=person)
        case other if type(other) in _VERBS:
            return front.say(_VERBS[type(other)])
        case other:
            return debate_changed(front, other, dict(sides))


def _side(front: FrontEnd, number: int, sides: Mapping[int, str]) -> str:
    return front.dialect.inert(sides.get(number) or front.say("Side {number}", number=number))


def _term(front: FrontEnd, ledger: Ledger, definition: int) -> str:
    return _words(front, ledger.definitions[definition].term)


def _words(front: FrontEnd, words: str | None) -> str:
    return front.dialect.inert_within(names.statement(front, words), _ROOM)
