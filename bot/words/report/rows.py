"""What is known of an entry beside its line, in a few words each."""

from collections.abc import Iterator, Mapping

from bot.ledger.entries import Entry, Kind, Scope, Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.cruxes import CruxFinding, CruxState
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.text import one_line
from bot.words import names
from bot.words.catalogue import message
from bot.words.classes import standing_class
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

_CRUXES: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("double crux"),
    CruxState.POSSIBLE: message("possible double crux"),
    CruxState.SETTLED: message("settled crux"),
    CruxState.MARKED: message("crux"),
}
_CRUXES_FOR: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("double crux for {entry}"),
    CruxState.POSSIBLE: message("possible double crux for {entry}"),
    CruxState.SETTLED: message("settled crux for {entry}"),
    CruxState.MARKED: message("crux for {entry}"),
}
_CONCEDED: Mapping[Scope, str] = {
    Scope.WHOLE: message("concedes the whole of {entry}"),
    Scope.POINT: message("concedes the point on {entry}"),
    Scope.ARGUMENT: message("concedes for the argument's sake {entry}"),
}
_TAKEN_BACK: Mapping[Status, str] = {
    Status.WITHDRAWN: message("withdrawn"),
    Status.DECLINED: message("declined"),
}


def where(front: FrontEnd, entry: Entry, cls: StandingClass | None, sides: int, *, stands: bool) -> str:
    """Where an entry stands among so many sides (0: the room); `stands` is False for what was taken back."""
    if not stands:
        return front.say("withdrawn, declined or merged")
    if entry.status is Status.PROPOSED:
        return front.say("awaits its author")
    return standing_class(front, cls, sides) if cls is not None else term(front.catalogue, Kind.CONCESSION)


def crux(front: FrontEnd, finding: CruxFinding) -> str:
    """How far an entry is shared as a crux."""
    if finding.target is None:
        return front.say(_CRUXES[finding.state])
    return front.say(_CRUXES_FOR[finding.state], entry=names.number(front, finding.target, finding.target_was))


def person(front: FrontEnd, ledger: Ledger, number: int) -> str:
    """What a participant is called, on one line."""
    return one_line(names.person(front, ledger.name(number)))


def notes(front: FrontEnd, ledger: Ledger, entry: Entry) -> Iterator[str]:
    """What else is to be known of an entry."""
    if entry.concession is not None:
        conceded = names.numbered(front, entry.concession.entry, ledger.survivor)
        yield front.say(_CONCEDED[entry.concession.scope], entry=conceded)
    if entry.parking is not None:
        yield _set_aside(front, ledger, entry)
    if entry.merged_into is not None:
        yield front.say("goes on as #{entry}", entry=ledger.survivor(entry.number))
    elif entry.status in _TAKEN_BACK:
        yield front.say(_TAKEN_BACK[entry.status])
    if entry.tagger != entry.author:
        yield front.say("tagged by {person}", person=person(front, ledger, entry.tagger))
    if len(entry.wordings) > 1:
        yield front.say("wording {number}", number=len(entry.wordings))
    yield from _of_its_message(front, entry)


def _set_aside(front: FrontEnd, ledger: Ledger, entry: Entry) -> str:
    if entry.parking is None or entry.parking.agreed_by is not None:
        return front.say("set aside by both sides")
    return front.say("set aside by {person}", person=person(front, ledger, entry.parking.by))


def _of_its_message(front: FrontEnd, entry: Entry) -> Iterator[str]:
    if entry.source_deleted:
        yield front.say("its message was deleted")
    elif entry.source_edited:
        yield front.say("its message was edited since it was tagged")
    if entry.orphaned:
        yield front.say("its passage is no longer in the message")
