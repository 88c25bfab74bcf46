"""How the sides answered, in words: the counts beside a line, and what each side makes of an entry.

Nobody is said to be split who is of one mind: a side is split where some agree and some disagree.
"""

from collections.abc import Iterator

from bot.ledger.entries import Answer
from bot.ledger.standing.verdicts import Tally, Verdict
from bot.ledger.telling import reasons as r
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import joined, parts


def counts(front: FrontEnd, why: r.Counts) -> str:
    """So many of each side's answers: "A 4 of 5 · B 3 of 3"."""
    if why.is_room:
        return "".join(_of_the_room(front, why.answer, tally) for tally in why.tallies[:1])
    sides = parts(front.catalogue, [_of_side(front, why.answer, at, tally) for at, tally in enumerate(why.tallies)])
    return front.say("agree: {counts}", counts=sides) if why.named else sides


def _of_side(front: FrontEnd, answer: Answer, place: int, tally: Tally) -> str:
    if not tally.answers:
        return front.say("{side} no answer yet", side=side_letter(place))
    # Translators: {side} is a letter: "A 4 of 5" says that 4 of 5 who answered on side A agree, or disagree.
    return front.say(
        "{side} {number} of {answers}", side=side_letter(place), number=_given(tally, answer), answers=tally.answers
    )


def _of_the_room(front: FrontEnd, answer: Answer, tally: Tally) -> str:
    if not tally.answers:
        return front.say("no answer yet")
    number = _given(tally, answer)
    if answer is Answer.DISAGREE:
        return front.say("{number} of {answers} disagree", number=number, answers=tally.answers)
    return front.say("{number} of {answers} agree", number=number, answers=tally.answers)


def _given(tally: Tally, answer: Answer) -> int:
    return {Answer.AGREE: tally.agree, Answer.DISAGREE: tally.disagree, Answer.UNSURE: tally.unsure}[answer]


def side_by_side(front: FrontEnd, why: r.SideBySide) -> str:
    """What each side makes of an entry."""
    return parts(front.catalogue, [_room(front, one) if one.side is None else _side(front, one) for one in why.sides])


def _side(front: FrontEnd, one: r.SideVerdict) -> str:
    side, tally = side_letter(one.side or 0), one.tally
    match one.verdict:
        case Verdict.HOLDS:
            return front.say(
                "{side} accepts it, {number} of {answers}", side=side, number=tally.agree, answers=tally.answers
            )
        case Verdict.REJECTS:
            return front.say(
                "{side} rejects it, {number} of {answers}", side=side, number=tally.disagree, answers=tally.answers
            )
        case Verdict.UNSETTLED | Verdict.UNHEARD:
            return _undecided(front, side, tally)


def _undecided(front: FrontEnd, side: str, tally: Tally) -> str:
    """What is said of a side that neither accepts nor rejects it."""
    if not tally.answers:
        return front.say("nobody of {side} has answered", side=side)
    if tally.agree and tally.disagree:
        return front.say("{side} is split: {counts}", side=side, counts=tally_in_words(front, tally))
    if tally.agree:
        return front.count(
            "{number} of {answers} of {side} agrees so far",
            "{number} of {answers} of {side} agree so far",
            tally.agree,
            answers=_all(tally),
            side=side,
        )
    if tally.disagree:
        return front.count(
            "{number} of {answers} of {side} disagrees so far",
            "{number} of {answers} of {side} disagree so far",
            tally.disagree,
            answers=_all(tally),
            side=side,
        )
    return _unsure(front, side, tally)


def _unsure(front: FrontEnd, side: str, tally: Tally) -> str:
    if tally.unsure < _all(tally):
        return front.count(
            "{number} of {answers} of {side} is unsure so far",
            "{number} of {answers} of {side} are unsure so far",
            tally.unsure,
            answers=_all(tally),
            side=side,
        )
    return front.count("{side} is unsure", "all {number} of {side} are unsure", tally.unsure, side=side)


def _all(tally: Tally) -> int:
    """How many could have answered: whoever of the side has answered anything."""
    return max(tally.members, tally.answers)


def _room(front: FrontEnd, one: r.SideVerdict) -> str:
    """The answers without sides, all of them."""
    return tally_in_words(front, one.tally) if one.tally.answers else front.say("no answer yet")


def tally_in_words(front: FrontEnd, tally: Tally) -> str:
    """The answers that were given, each kind with its number; none that nobody gave."""
    return joined(front.catalogue, _kinds(front, tally))


def _kinds(front: FrontEnd, tally: Tally) -> Iterator[str]:
    if tally.agree:
        yield front.count("{number} agrees", "{number} agree", tally.agree)
    if tally.disagree:
        yield front.count("{number} disagrees", "{number} disagree", tally.disagree)
    if tally.unsure:
        yield front.count("{number} is unsure", "{number} are unsure", tally.unsure)
