"""What a concession takes over, what it changes, and how it is taken back."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.ledger.entries import Answer, Concession, Entry, Kind, Scope, Status
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    AnsweredSoAlready,
    BuiltUponSince,
    CannotConcedeAConcession,
    EntryIsGone,
    NotConcession,
    NotYours,
    OthersAreEven,
    OthersAreSilent,
    OwnClaimIsAccepted,
)
from bot.ledger.rules import Changes
from bot.ledger.rules.entries import require_answerable


def require_concession(entry: Entry) -> None:
    """Raises NotConcession: only after a concession can something remain."""
    if entry.kind is not Kind.CONCESSION:
        raise NotConcession(entry=entry.number)


def concession(ledger: Ledger, entry: Entry, person: Participant, scope: Scope, wording: int | None) -> Concession:
    """What a person concedes on an entry: the answer that the others give by majority.

    The others are those on other sides; where no side is declared, or nobody who has to do with the entry is on one,
    everybody else. `ledger` has the sides and everybody's stance on the entry. `wording` is the conceded one, where the
    concession has no words of its own.

    Raises OthersAreSilent, OthersAreEven; AnsweredSoAlready unless it is granted for the argument's sake alone, which
    moves nothing; OwnClaimIsAccepted; CannotConcedeAConcession and what `require_answerable` raises.
    """
    _require_concedable(entry)
    answer, before = _majority(ledger, entry, person), _own_answer(ledger, entry, person)
    if scope is not Scope.ARGUMENT and answer is before:
        raise AnsweredSoAlready(entry=entry.number, answer=answer)
    if entry.kind is Kind.CLAIM and entry.author == person.number and answer is Answer.AGREE:
        raise OwnClaimIsAccepted(entry=entry.number)
    return Concession(entry.number, scope, answer, wording, before)


def proposed_concession(ledger: Ledger, entry: Entry, author: Participant, scope: Scope) -> Concession:
    """What somebody else says that an author concedes: judged when the author confirms it.

    Until then it names the answer of the others, or what stands against the author: their own statement falls,
    somebody else's holds. Raises CannotConcedeAConcession and what `require_answerable` raises.
    """
    _require_concedable(entry)
    counts = _others(ledger, entry, author)
    agree, disagree = counts[Answer.AGREE], counts[Answer.DISAGREE]
    rejected = disagree > agree if agree != disagree else entry.author == author.number
    return Concession(entry.number, scope, Answer.DISAGREE if rejected else Answer.AGREE)


def _require_concedable(entry: Entry) -> None:
    if entry.kind is Kind.CONCESSION:
        raise CannotConcedeAConcession(entry=entry.number)
    require_answerable(entry)


def _majority(ledger: Ledger, entry: Entry, person: Participant) -> Answer:
    """What most of the others answer, of those who are not unsure. Raises OthersAreSilent, OthersAreEven."""
    counts = _others(ledger, entry, person)
    agree, disagree, unsure = (counts[answer] for answer in (Answer.AGREE, Answer.DISAGREE, Answer.UNSURE))
    if not counts:
        raise OthersAreSilent(entry=entry.number)
    if agree == disagree:
        raise OthersAreEven(entry=entry.number, agree=agree, disagree=disagree, unsure=unsure)
    return Answer.AGREE if agree > disagree else Answer.DISAGREE


def _others(ledger: Ledger, entry: Entry, person: Participant) -> Counter[Answer]:
    """How the others answered the wording in force."""
    answers = [(ledger.participants[number], answer) for number, answer in _answers(ledger, entry)]
    others = [
        (other, answer) for other, answer in answers if other.number != person.number and not other.counts_nowhere
    ]
    if ledger.sides and (person.side is not None or any(other.side is not None for other, _ in others)):
        others = [(other, answer) for other, answer in others if other.side not in (None, person.side)]
    return Counter(answer for _, answer in others)


def _own_answer(ledger: Ledger, entry: Entry, person: Participant) -> Answer | None:
    return next((answer for other, answer in _answers(ledger, entry) if other == person.number), None)


def _answers(ledger: Ledger, entry: Entry) -> Iterator[tuple[int, Answer]]:
    for stance in ledger.stances.values():
        if stance.entry == entry.number and stance.counts_for(entry):
            yield stance.person, stance.answer


def conceded(number: int, person: int, concession: Concession | None, wording: int | None) -> Changes:
    """The stance that a concession moves; none where it is granted for the argument's sake."""
    if concession is None or concession.scope is Scope.ARGUMENT or wording is None:
        return ()
    return (e.StanceTaken(concession.entry, person, wording, concession.answer, None, number),)


@dataclass(frozen=True, slots=True)
class Moved:
    """The latest changes of a person's stance on an entry: the last one, and the one before it, where there are any."""

    last: e.StanceTaken | e.StanceWithdrawn | None = None
    before: e.StanceTaken | e.StanceWithdrawn | None = None


def taken_back(entry: Entry, by: int, moved: Moved | None, remainder: Entry | None) -> Changes:
    """Take a concession back as if it had not been made: with what was said to remain, and with the stance it moved.

    `moved` is how its author's stance on the conceded entry changed; `remainder` what was written down with it. Raises
    NotConcession, NotYours, EntryIsGone, and BuiltUponSince where that stance was changed since.
    """
    require_concession(entry)
    if by != entry.author:
        raise NotYours(entry=entry.number)
    if entry.status is not Status.LIVE or entry.concession is None:
        raise EntryIsGone(entry=entry.number, status=entry.status)
    remains = (e.EntryWithdrawn(remainder.number),) if remainder is not None else ()
    restored = _restored(entry.number, entry.concession, by, moved or Moved())
    return (e.EntryWithdrawn(entry.number), *remains, *restored)


def _restored(number: int, conceded: Concession, by: int, moved: Moved) -> Changes:
    if conceded.scope is Scope.ARGUMENT:
        return ()
    if not isinstance(moved.last, e.StanceTaken) or moved.last.concession != number:
        raise BuiltUponSince(entry=number, conceded=conceded.entry)
    before = moved.before
    if not isinstance(before, e.StanceTaken):
        return (e.StanceWithdrawn(conceded.entry, by),)
    return (e.StanceTaken(conceded.entry, by, before.wording, before.answer, before.credence),)
