"""Why an entry stands where it does in a digest, in words."""

from collections.abc import Mapping
from typing import assert_never

from bot.ledger.entries import Kind, Relation
from bot.ledger.telling import reasons as r
from bot.ledger.telling.lines import AnswersTo
from bot.ledger.text import one_line, shortened
from bot.words import names
from bot.words.catalogue import message
from bot.words.counts import counts, side_by_side
from bot.words.cruxes import crux
from bot.words.front_end import FrontEnd

ANSWERED_SHOWN = 60
"""How much is quoted of what a line answers."""


def reason(front: FrontEnd, why: r.Reason) -> str:
    """The reason as one line."""
    match why:
        case r.Counts():
            return counts(front, why)
        case r.SideBySide():
            return side_by_side(front, why)
        case r.NobodyOnASide():
            return front.say("Nobody is on a side yet")
        case r.CruxReason():
            return crux(front, why)
        case r.Proposed():
            return _proposed(front, why)
        case r.SetAside():
            return front.say("Set aside by {person}; nobody has answered that yet", person=names.person(front, why.by))
        case r.SetAsideByBoth():
            return _set_aside_by_both(front, why)
    assert_never(why)


_ANSWERS_TO: Mapping[Relation, str] = {
    Relation.ATTACKS: message("against {entry}"),
    Relation.SUPPORTS: message("for {entry}"),
    Relation.RESIDUE_OF: message("left open by the concession {entry}"),
    Relation.RESTATES: message("the same as {entry}"),
}


def answers_to(front: FrontEnd, to: AnswersTo) -> str:
    """What a line speaks for or against."""
    return front.say(_ANSWERS_TO[to.relation], entry=_quoted(front, to))


def _quoted(front: FrontEnd, to: AnswersTo) -> str:
    if to.statement is None or to.relation is Relation.RESIDUE_OF:
        return names.number(front, to.entry, to.was)
    quoted = shortened(one_line(names.statement(front, to.statement)), ANSWERED_SHOWN)
    if to.was is None:
        return front.say("#{entry} “{statement}”", entry=to.entry, statement=quoted)
    return front.say("#{entry} “{statement}”, was #{was}", entry=to.entry, statement=quoted, was=to.was)


# Proposed, parked

_PROPOSED: Mapping[Kind, str] = {
    Kind.CLAIM: message("Proposed as claim by {tagger}; {author} has not confirmed it"),
    Kind.CRUX: message("Proposed as crux by {tagger}; {author} has not confirmed it"),
    Kind.CONCESSION: message("Proposed as concession by {tagger}; {author} has not confirmed it"),
}


def _proposed(front: FrontEnd, why: r.Proposed) -> str:
    tagger, author = names.person(front, why.tagger), names.person(front, why.author)
    return front.say(_PROPOSED[why.kind], tagger=tagger, author=author)


def _set_aside_by_both(front: FrontEnd, why: r.SetAsideByBoth) -> str:
    person, other = names.person(front, why.by), names.person(front, why.agreed_by)
    return front.say("Set aside by {person} and {other}", person=person, other=other)
