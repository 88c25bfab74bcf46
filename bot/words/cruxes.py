"""How far a crux is shared, who named it and what settled it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling import reasons as r
from bot.words import names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined


@dataclass(frozen=True, slots=True)
class CruxSentences:
    """What is said of a crux for the question, and of one for another entry."""

    of_the_question: Mapping[CruxState, str]
    of_an_entry: Mapping[CruxState, str]


_CRUX = CruxSentences(
    of_the_question={
        CruxState.DOUBLE: message("Double crux: {named}, and they answer it differently"),
        CruxState.POSSIBLE: message("Possible double crux: {named}, and some of them answer it differently"),
        CruxState.SETTLED: message("Crux, settled: {named}"),
        CruxState.MARKED: message("Crux, open: {named}"),
    },
    of_an_entry={
        CruxState.DOUBLE: message("Double crux for #{target}: {named}, and they answer it differently"),
        CruxState.POSSIBLE: message(
            "Possible double crux for #{target}: {named}, and some of them answer it differently"
        ),
        CruxState.SETTLED: message("Crux for #{target}, settled: {named}"),
        CruxState.MARKED: message("Crux for #{target}, open: {named}"),
    },
)


def crux(front: FrontEnd, why: r.CruxReason, sentences: CruxSentences = _CRUX) -> str:
    """How far a crux is shared, who named it, and what settled it."""
    by_state = sentences.of_the_question if why.target is None else sentences.of_an_entry
    said = front.say(by_state[why.state], target=why.target, named=_named_by(front, why.named_by))
    return said if why.settled is None else clauses(front.catalogue, (said, _settled(front, why.settled)))


def _named_by(front: FrontEnd, by: r.NamedBySides | r.NamedByPeople) -> str:
    match by:
        case r.NamedByPeople():
            return front.say("named by {people}", people=names.people(front, by.people))
        case r.NamedBySides(sides=2, of=2):
            return front.say("named by both sides")
        case r.NamedBySides():
            return front.count("named by {number} side", "named by {number} sides", by.sides)
    assert_never(by)


def _settled(front: FrontEnd, settled: r.Settled) -> str:
    match settled:
        case r.SettledByConcessions():
            return joined(front.catalogue, [_conceded_in(front, one) for one in settled.concessions])
        case r.SettledByAnswer():
            return front.say("{person} gave the answer that settled it", person=names.person(front, settled.person))
        case r.SettledTogether():
            return front.say("the sides came to agree")
    assert_never(settled)


def _conceded_in(front: FrontEnd, one: r.ConcededIn) -> str:
    return front.say("{person} conceded it in #{entry}", person=names.person(front, one.person), entry=one.entry)
