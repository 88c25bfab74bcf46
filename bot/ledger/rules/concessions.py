"""What a concession takes over, and what it says."""

from collections.abc import Iterable

from bot.ledger.entries import Answer, Concession, Entry, Kind, Participant, Scope, Stance
from bot.ledger.record import events as e
from bot.ledger.refusals import CannotConcedeAConcession, NotConcession
from bot.ledger.rules import Changes
from bot.ledger.rules.entries import require_live


def require_concession(entry: Entry) -> None:
    """Raises NotConcession: only after a concession can something remain."""
    if entry.kind is not Kind.CONCESSION:
        raise NotConcession(entry=entry.number)


def conceded_answer(
    entry: Entry, person: Participant, stances: Iterable[Stance], side_of: dict[int, int | None]
) -> Answer:
    """The other side's answer to an entry, which a concession takes over.

    It is what most of those who are not on the person's side answered; where they are even or silent, the opposite of
    the person's own answer; and where there is none, what stands against the person: their own statement falls,
    somebody else's holds. Raises CannotConcedeAConcession and what `require_live` raises.
    """
    if entry.kind is Kind.CONCESSION:
        raise CannotConcedeAConcession(entry=entry.number)
    require_live(entry)
    counting = [stance for stance in stances if stance.counts_for(entry)]
    own = next((stance.answer for stance in counting if stance.person == person.number), None)
    others = [s.answer for s in counting if s.person != person.number and not _allied(person, side_of.get(s.person))]
    agree, disagree = others.count(Answer.AGREE), others.count(Answer.DISAGREE)
    if agree != disagree:
        return Answer.AGREE if agree > disagree else Answer.DISAGREE
    if own in _OPPOSITE:
        return _OPPOSITE[own]
    return Answer.DISAGREE if entry.author == person.number else Answer.AGREE


_OPPOSITE: dict[Answer | None, Answer] = {Answer.AGREE: Answer.DISAGREE, Answer.DISAGREE: Answer.AGREE}


def _allied(person: Participant, side: int | None) -> bool:
    return person.side is not None and person.side == side


def conceded(number: int, person: int, concession: Concession | None, wording: int | None) -> Changes:
    if concession is None or concession.scope is Scope.ARGUMENT or wording is None:
        return ()
    return (e.StanceTaken(concession.entry, person, wording, concession.answer, None, number),)
