"""What happened to an entry, in a few words."""

from collections.abc import Iterator, Mapping

from bot.ledger.entries import Answer, Degree, Kind, Relation, Said
from bot.ledger.record import events as e
from bot.words import concessions, names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses
from bot.words.names import Survivor, numbered, unmerged
from bot.words.vocabulary import term

_TAGGED: Mapping[Kind, str] = {
    Kind.CLAIM: message("tagged as claim: “{statement}”"),
    Kind.CRUX: message("tagged as crux: “{statement}”"),
    Kind.CONCESSION: message("tagged as concession: “{statement}”"),
}
_PROPOSED: Mapping[Kind, str] = {
    Kind.CLAIM: message("proposed as claim: “{statement}”"),
    Kind.CRUX: message("proposed as crux: “{statement}”"),
    Kind.CONCESSION: message("proposed as concession: “{statement}”"),
}
_MARKED_FOR_THE_QUESTION: Mapping[Degree, str] = {
    Degree.FULLY: message("marked it as a crux for the question, fully"),
    Degree.PARTLY: message("marked it as a crux for the question, partly"),
}
_MARKED_FOR_AN_ENTRY: Mapping[Degree, str] = {
    Degree.FULLY: message("marked it as a crux for {entry}, fully"),
    Degree.PARTLY: message("marked it as a crux for {entry}, partly"),
}
_LINKED: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("said that it supports {entry}"),
    Relation.ATTACKS: message("said that it attacks {entry}"),
    Relation.RESTATES: message("said that it restates {entry}"),
    Relation.RESIDUE_OF: message("said that it is left open by {entry}"),
}
_UNLINKED: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("took back that it supports {entry}"),
    Relation.ATTACKS: message("took back that it attacks {entry}"),
    Relation.RESTATES: message("took back that it restates {entry}"),
    Relation.RESIDUE_OF: message("took back that it is left open by {entry}"),
}
_ANSWERED: Mapping[tuple[bool, bool], str] = {
    (False, False): message("answered: {answer}"),
    (True, False): message("answered: {answer}, {credence} % likely to be true"),
    (False, True): message("answered: {answer}, conceding in #{entry}"),
    (True, True): message("answered: {answer}, {credence} % likely to be true, conceding in #{entry}"),
}
"""By whether the answer came with a credence, and with a concession."""
_VERBS: Mapping[type[e.Change], str] = {
    e.EntryConfirmed: message("confirmed it as the author"),
    e.EntryDeclined: message("declined it as the author"),
    e.EntryWithdrawn: message("withdrew it"),
    e.EntryRestored: message("brought it back"),
    e.EntryParked: message("set it aside"),
    e.ParkingAgreed: message("set it aside too"),
    e.EntryRevived: message("brought it back"),
    e.SourceEdited: message("its message was edited"),
    e.SourceDeleted: message("its message was deleted"),
    e.StanceWithdrawn: message("took the answer back"),
    e.PassageLost: message("its passage is no longer in the message"),
}


def happened(front: FrontEnd, change: e.Change, plain: Said = None, survivor: Survivor = unmerged) -> str:
    """What a change did to its entry; `plain` is what it says where it tagged a plain concession.

    Raises KeyError for a verb that lacks its words here.
    """
    match change:
        case e.EntryTagged(kind=kind, proposed=proposed, statement=statement):
            said = _statement(front, statement if statement is not None else plain)
            tagged = front.say((_PROPOSED if proposed else _TAGGED)[kind], statement=said)
            return clauses(front.catalogue, (tagged, *_conceded(front, change, survivor)))
        case e.EntryConfirmed(conceded_answer=Answer() as answer):
            return _confirmed(front, answer, change.conceded_before)
        case e.EntryReworded(statement=statement):
            return front.say("reworded: “{statement}”", statement=_statement(front, statement))
        case e.StanceTaken():
            return _answered(front, change)
        case e.CruxMarked(target=None, degree=degree):
            return front.say(_MARKED_FOR_THE_QUESTION[degree])
        case e.CruxMarked(target=int() as target, degree=degree):
            return front.say(_MARKED_FOR_AN_ENTRY[degree], entry=numbered(front, target, survivor))
        case e.CruxUnmarked(target=None):
            return front.say("took back that it is a crux for the question")
        case e.CruxUnmarked(target=int() as target):
            return front.say("took back that it is a crux for {entry}", entry=numbered(front, target, survivor))
        case e.EntriesLinked(relation=relation, target=target):
            return front.say(_LINKED[relation], entry=numbered(front, target, survivor))
        case e.EntriesUnlinked(relation=relation, target=target):
            return front.say(_UNLINKED[relation], entry=numbered(front, target, survivor))
        case e.EntryMerged(into=into):
            return front.say("merged it into {entry}", entry=numbered(front, into, survivor))
        case other:
            return front.say(_VERBS[type(other)])


def _conceded(front: FrontEnd, change: e.EntryTagged, survivor: Survivor) -> Iterator[str]:
    """What a concession of one's own concedes, how far, and which answer it takes over."""
    conceded = change.concession
    if conceded is not None and not change.proposed:
        yield concessions.step(front, numbered(front, conceded.entry, survivor), conceded)


def _confirmed(front: FrontEnd, answer: Answer, before: Answer | None) -> str:
    """That a concession was confirmed, and which answer it takes over."""
    now = term(front.catalogue, answer)
    if before is None:
        return front.say("confirmed it as the author: now {answer}", answer=now)
    earlier = term(front.catalogue, before)
    return front.say("confirmed it as the author: now {answer} (before: {before})", answer=now, before=earlier)


def _answered(front: FrontEnd, change: e.StanceTaken) -> str:
    sentence = _ANSWERED[change.credence is not None, bool(change.concession)]
    answer = term(front.catalogue, change.answer)
    return front.say(sentence, answer=answer, credence=change.credence, entry=change.concession)


def _statement(front: FrontEnd, words: Said) -> str:
    return names.covered(front, names.statement(front, words))
