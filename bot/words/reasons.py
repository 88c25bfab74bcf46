"""Why an entry stands where it does in a digest, in words."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from bot.ledger.entries import Kind, Scope
from bot.ledger.standing.causes import Cause
from bot.ledger.standing.verdicts import Tally, Verdict
from bot.ledger.telling import reasons as r
from bot.words import names
from bot.words.catalogue import message
from bot.words.cruxes import crux
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined, versus
from bot.words.vocabulary import term


def reason(front: FrontEnd, why: r.Reason) -> str:
    """The reason as one line."""
    match why:
        case r.AllHold():
            return _all_hold(front, why)
        case r.AllReject():
            return _all_reject(front, why)
        case r.SideBySide():
            return clauses(front.catalogue, [_side(front, side) for side in why.sides])
        case r.RoomAnswers():
            return _counts(front, why.tally)
        case r.CruxReason():
            return crux(front, why)
        case r.Conceded():
            return _conceded(front, why)
        case r.AnswerMoved():
            return _answer_moved(front, why)
        case r.CredenceMoved():
            return _credence_moved(front, why)
        case r.ClassMoved():
            return _class_moved(front, why)
        case r.NewEntry():
            return front.say(_NEW[why.kind], author=names.person(front, why.author))
        case r.NewAnswers():
            return front.count("{number} new answer", "{number} new answers", why.number)
        case r.Proposed():
            return _proposed(front, why)
        case r.SetAside():
            return front.say("Set aside by {person}; nobody has answered that yet", person=names.person(front, why.by))
        case r.SetAsideByBoth():
            return _set_aside_by_both(front, why)
        case r.TermDefined():
            return _term(front, why)
    assert_never(why)


# Where an entry stands


def _all_hold(front: FrontEnd, why: r.AllHold) -> str:
    shares = _shares(front, why.shares)
    if why.sides == 2:
        if not shares:
            return front.say("Both sides hold this")
        return front.say("Both sides hold this: {shares}", shares=shares)
    if not shares:
        return front.count("All {number} sides hold this", "All {number} sides hold this", why.sides)
    return front.count(
        "All {number} sides hold this: {shares}", "All {number} sides hold this: {shares}", why.sides, shares=shares
    )


def _all_reject(front: FrontEnd, why: r.AllReject) -> str:
    shares = _shares(front, why.shares)
    if why.sides == 2:
        if not shares:
            return front.say("Both sides reject this")
        return front.say("Both sides reject this: {shares}", shares=shares)
    if not shares:
        return front.count("All {number} sides reject this", "All {number} sides reject this", why.sides)
    return front.count(
        "All {number} sides reject this: {shares}", "All {number} sides reject this: {shares}", why.sides, shares=shares
    )


def _shares(front: FrontEnd, shares: Sequence[r.Share]) -> str:
    """The answers of each side against those of the others; empty where there are none to show."""
    return versus(front.catalogue, [_share(front, share.number, share.answers) for share in shares])


def _share(front: FrontEnd, number: int, answers: int) -> str:
    return front.say("{number} of {answers}", number=number, answers=answers)


_SINGLE: Mapping[Verdict, str] = {
    Verdict.HOLDS: message("“{side}” holds it"),
    Verdict.REJECTS: message("“{side}” rejects it"),
    Verdict.UNSETTLED: message("“{side}” is unsure"),
}
"""What is said of a side of one person who has answered."""


def _side(front: FrontEnd, side: r.SideVerdict) -> str:
    if side.verdict is Verdict.UNHEARD:
        return _awaited(front, side)
    if side.is_single:
        return front.say(_SINGLE[side.verdict], side=names.side(front, side.side))
    tally = side.tally
    match side.verdict:
        case Verdict.HOLDS:
            share = _share(front, tally.agree, tally.answers)
            return front.say("“{side}” holds it, {share}", side=names.side(front, side.side), share=share)
        case Verdict.REJECTS:
            share = _share(front, tally.disagree, tally.answers)
            return front.say("“{side}” rejects it, {share}", side=names.side(front, side.side), share=share)
        case Verdict.UNSETTLED:
            return front.say(
                "“{side}” is split ({counts})", side=names.side(front, side.side), counts=_counts(front, tally)
            )


def _awaited(front: FrontEnd, side: r.SideVerdict) -> str:
    if not side.tally.answers:
        return front.say("awaits “{side}”", side=names.side(front, side.side))
    share = _share(front, side.tally.answers, side.tally.members)
    return front.say("awaits “{side}” ({share} so far)", side=names.side(front, side.side), share=share)


def _counts(front: FrontEnd, tally: Tally) -> str:
    agree = front.count("{number} agree", "{number} agree", tally.agree)
    disagree = front.count("{number} disagree", "{number} disagree", tally.disagree)
    unsure = front.count("{number} unsure", "{number} unsure", tally.unsure)
    return joined(front.catalogue, (agree, disagree, unsure))


# What moved

_CONCEDED: Mapping[Scope, str] = {
    Scope.WHOLE: message("{person} concedes the whole of #{entry}"),
    Scope.POINT: message("{person} concedes the point on #{entry}"),
    Scope.ARGUMENT: message("{person} grants, for the argument's sake, #{entry}"),
}
_NEW: Mapping[Kind, str] = {
    Kind.CLAIM: message("New claim by {author}"),
    Kind.CRUX: message("New crux by {author}"),
    Kind.CONCESSION: message("New concession by {author}"),
}


def _conceded(front: FrontEnd, why: r.Conceded) -> str:
    conceded = front.say(_CONCEDED[why.scope], person=names.person(front, why.person), entry=why.entry)
    if not why.still_holds:
        return conceded
    entries = joined(front.catalogue, [f"#{number}" for number in why.still_holds])
    return clauses(front.catalogue, (conceded, front.say("still holds {entries}", entries=entries)))


def _answer_moved(front: FrontEnd, why: r.AnswerMoved) -> str:
    person = names.person(front, why.person)
    before, after = term(front.catalogue, why.before), term(front.catalogue, why.after)
    if why.credence is None:
        return front.say("{person} moved from {before} to {after}", person=person, before=before, after=after)
    return front.say(
        "{person} moved from {before} to {after}, {credence} % sure",
        person=person,
        before=before,
        after=after,
        credence=why.credence,
    )


def _credence_moved(front: FrontEnd, why: r.CredenceMoved) -> str:
    return front.say(
        "{person} is {after} % sure now (was {before} %)",
        person=names.person(front, why.person),
        after=why.after,
        before=why.before,
    )


_CLASS_MOVED: Mapping[Cause, str] = {
    Cause.NEW_WORDING: message("Now {after} (was {before}): new wording"),
    Cause.SIDES_MOVED: message("Now {after} (was {before}): {sides} moved"),
    Cause.ANSWERS_CHANGED: message("Now {after} (was {before}): some answers changed"),
    Cause.NEW_ANSWERS: message("Now {after} (was {before}): new answers"),
    Cause.SOMEBODY_FORGOTTEN: message("Now {after} (was {before}): somebody was forgotten"),
    Cause.MORE_TAKE_PART: message("Now {after} (was {before}): more people take part"),
    Cause.FEWER_TAKE_PART: message("Now {after} (was {before}): fewer people take part"),
    Cause.PEOPLE_CHANGED_SIDES: message("Now {after} (was {before}): people joined, left or changed sides"),
    Cause.SIDES_CHANGED: message("Now {after} (was {before}): the sides changed"),
}


def _class_moved(front: FrontEnd, why: r.ClassMoved) -> str:
    return front.say(
        _CLASS_MOVED[why.cause],
        after=term(front.catalogue, why.after),
        before=term(front.catalogue, why.before),
        sides=joined(front.catalogue, [names.quoted(front, names.side(front, side)) for side in why.sides]),
    )


# Proposed, parked, defined

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


def _term(front: FrontEnd, why: r.TermDefined) -> str:
    owner = names.person(front, why.owner)
    use = front.say("{owner}'s term", owner=owner) if why.credited else front.say("as {owner} uses it", owner=owner)
    if why.adopted_by.number:
        adopted = front.say("adopted by {people}", people=names.people(front, why.adopted_by))
        use = joined(front.catalogue, (use, adopted))
    if why.senses == 1:
        return use
    return front.count("one of {number} live sense: {use}", "one of {number} live senses: {use}", why.senses, use=use)
