"""How far a crux is shared, who named it and what settled it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.ledger.entries import Answer, Relation
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling import reasons as r
from bot.words import names
from bot.words.catalogue import message
from bot.words.counts import counts
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import enumerated, joined, parts
from bot.words.sides import letters


@dataclass(frozen=True, slots=True)
class CruxSentences:
    """What is said of a crux for the question, and of one for another entry."""

    of_the_question: Mapping[CruxState, str]
    of_an_entry: Mapping[CruxState, str]


_CRUX = CruxSentences(
    of_the_question={
        CruxState.DOUBLE: message("double crux, named by {named}"),
        CruxState.POSSIBLE: message("possible double crux, named by {named}"),
        CruxState.SETTLED: message("settled crux, named by {named}"),
        CruxState.MARKED: message("crux, named by {named}"),
    },
    of_an_entry={
        CruxState.DOUBLE: message("double crux for {target}, named by {named}"),
        CruxState.POSSIBLE: message("possible double crux for {target}, named by {named}"),
        CruxState.SETTLED: message("settled crux for {target}, named by {named}"),
        CruxState.MARKED: message("crux for {target}, named by {named}"),
    },
)


def crux(front: FrontEnd, why: r.CruxReason) -> str:
    """How far a crux is shared, who named it, how it is answered, and what settled it."""
    said = (shared(front, why), counts(front, why.counts))
    return parts(front.catalogue, said if why.settled is None else (*said, _settled(front, why.settled)))


def shared(front: FrontEnd, why: r.CruxReason) -> str:
    """How far a crux is shared, and who named it."""
    named = _named_by(front, why.named_by)
    if why.target is None:
        return front.say(_CRUX.of_the_question[why.state], named=named)
    target = names.number(front, why.target, why.target_was)
    return front.say(_CRUX.of_an_entry[why.state], target=target, named=named)


def _named_by(front: FrontEnd, by: r.NamedBy) -> str:
    if by.by_all:
        return _all_sides(front, by.of)
    return joined(front.catalogue, _namers(front, by))


def _namers(front: FrontEnd, by: r.NamedBy) -> Iterator[str]:
    if by.sides:
        yield letters(front, by.sides)
    if by.people:
        yield front.count("{number} person", "{number} people", by.people)


def _all_sides(front: FrontEnd, number: int) -> str:
    return front.say("both") if number == 2 else front.count("all {number}", "all {number}", number)


def best_reason(front: FrontEnd, best: r.BestReason) -> str:
    """Whose reason for or against a crux it is."""
    if best.side is not None:
        return front.say("Reason of {side}", side=side_letter(best.side))
    return front.say("For it") if best.relation is Relation.SUPPORTS else front.say("Against it")


def agreement(front: FrontEnd, best: r.BestReason) -> str:
    """How many agree with it, of those who answered."""
    return front.say("{number} of {answers} agree", number=best.tally.agree, answers=best.tally.answers)


def former_number(front: FrontEnd, was: int) -> str:
    """What an entry was before it was merged."""
    return front.say("was #{was}", was=was)


_HELD_BY_BOTH: Mapping[Answer, str] = {
    Answer.AGREE: message("both sides accept it now"),
    Answer.DISAGREE: message("both sides reject it now"),
}
_HELD_BY_ALL: Mapping[Answer, str] = {
    Answer.AGREE: message("all sides accept it now"),
    Answer.DISAGREE: message("all sides reject it now"),
}
_HELD_BY_THE_ROOM: Mapping[Answer, str] = {
    Answer.AGREE: message("most people here accept it now"),
    Answer.DISAGREE: message("most people here reject it now"),
}
_SETTLED_BY_SIDES: Mapping[int, Mapping[Answer, str]] = {1: _HELD_BY_THE_ROOM, 2: _HELD_BY_BOTH}


def was_crux(front: FrontEnd, settled: r.Settled) -> str:
    """That an entry was a crux, and who moved so that it is one no more."""
    if not settled.movers:
        return front.say("settled crux")
    movers = [_settler(front, mover) for mover in settled.movers]
    if settled.more:
        movers.append(front.count("{number} more person", "{number} more people", settled.more))
    # Translators: the crux is no longer one, since these people moved; {movers} are names, each with an entry's number.
    return front.say("crux settled by {movers}", movers=enumerated(front.catalogue, movers))


def _settler(front: FrontEnd, mover: r.CruxMover) -> str:
    person = names.person(front, mover.person)
    if mover.concession is None:
        return person
    return front.say("{person} in #{entry}", person=person, entry=mover.concession)


def _settled(front: FrontEnd, settled: r.Settled) -> str:
    """Who moved to what it is settled on; what that is, where nobody did."""
    if not settled.movers:
        return front.say(_SETTLED_BY_SIDES.get(settled.sides, _HELD_BY_ALL)[settled.on])
    movers = [_moved(front, mover) for mover in settled.movers]
    if settled.more:
        movers.append(front.count("{number} more moved", "{number} more moved", settled.more))
    return joined(front.catalogue, movers)


def _moved(front: FrontEnd, mover: r.CruxMover) -> str:
    person = names.person(front, mover.person)
    if mover.concession is None:
        return front.say("{person} moved", person=person)
    return front.say("{person} conceded it in #{entry}", person=person, entry=mover.concession)
