"""Where an entry stands, in the few words that stand beside it."""

from bot.ledger.entries import Kind, Status
from bot.ledger.standing.standing import EntryStanding
from bot.words.classes import standing_class
from bot.words.front_end import FrontEnd
from bot.words.lists import parts
from bot.words.vocabulary import term


def stands(front: FrontEnd, line: EntryStanding) -> str:
    """The kind of an entry, its class, and whether it is set aside."""
    shown = [term(front.catalogue, line.entry.kind), _class(front, line)]
    if line.parked:
        shown.append(front.say("parked"))
    return parts(front.catalogue, shown)


def _class(front: FrontEnd, line: EntryStanding) -> str:
    if line.cls is not None:
        return standing_class(front, line.cls, len(line.tallies))
    if line.entry.status is Status.PROPOSED:
        return term(front.catalogue, Status.PROPOSED)
    if line.entry.kind is not Kind.CONCESSION:
        return front.say("its words were erased")
    return front.say("recorded")
