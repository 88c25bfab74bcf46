"""Whose answer a concession takes over, and how it is taken back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from bot.ledger.entries import Answer, Concession, Entry, Kind, Scope, Stance, Status, Wording
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    AnsweredSoAlready,
    AwaitsItsAuthor,
    BuiltUponSince,
    CannotConcedeAConcession,
    EntryIsGone,
    NotConcession,
    NotYours,
    OthersAreEven,
    OthersAreSilent,
    OwnClaimIsAccepted,
    Refusal,
)
from bot.ledger.rules.concessions import Moved, concession, proposed_concession, require_concession, taken_back
from tests.transcript import debate

ANA, BEN = 1, 2
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
A, D, U = Answer.AGREE, Answer.DISAGREE, Answer.UNSURE
SIDED = {1: Side(1, "Yes"), 2: Side(2, "No")}


def ledger(
    answers: Iterable[tuple[int | None, Answer | None]],
    *,
    sided: bool = True,
    author: int = 1,
    kind: Kind = Kind.CLAIM,
) -> Ledger:
    """Entry #1, with what the first, second … person of these sides answers to it."""
    people = {n: Participant(n, n, f"p{n}", side) for n, (side, _) in enumerate(answers, 1)}
    given = {n: answer for n, (_, answer) in enumerate(answers, 1) if answer is not None}
    return Ledger(
        Debate(1, 1, "?", 1, NOON),
        sides=SIDED if sided else {},
        participants=people,
        entries={1: Entry(1, kind, author, author, Status.LIVE, (Wording(1, "Rents fall"),), NOON)},
        stances={(1, n): Stance(n, 1, 1, answer, None, NOON) for n, answer in given.items()},
    )


def conceding(now: Ledger, person: int, scope: Scope = Scope.POINT) -> Concession:
    return concession(now, now.entries[1], now.participants[person], scope, None)


def outcome(now: Ledger, person: int, scope: Scope = Scope.POINT) -> Answer | type[Refusal]:
    try:
        return conceding(now, person, scope).answer
    except Refusal as refused:
        return type(refused)


def expected(own: Answer | None, others: Iterable[Answer], *, own_claim: bool) -> Answer | type[Refusal]:
    """The rule, said once more."""
    given = list(others)
    if not given:
        return OthersAreSilent
    agree, disagree = given.count(A), given.count(D)
    if agree == disagree:
        return OthersAreEven
    answer = A if agree > disagree else D
    if answer is own:
        return AnsweredSoAlready
    return OwnClaimIsAccepted if own_claim and answer is A else answer


@pytest.mark.parametrize("sided", [True, False])
@pytest.mark.parametrize("own_claim", [True, False])
def test_it_is_what_most_of_the_others_answered_and_it_moves_whoever_concedes(sided: bool, own_claim: bool) -> None:
    for own, *others in product((None, A, D, U), repeat=4):
        sides = [(1, own), *((2, answer) for answer in others)]
        now = ledger(sides, sided=sided, author=1 if own_claim else 2)

        wanted = expected(own, [answer for answer in others if answer is not None], own_claim=own_claim)

        assert outcome(now, 1) is wanted, (own, others)
        if isinstance(wanted, Answer):
            assert conceding(now, 1) == Concession(1, Scope.POINT, wanted, None, own)


def test_for_the_arguments_sake_one_may_grant_what_one_answers_already() -> None:
    for own, other in product((None, A, D, U), (A, D)):
        assert outcome(ledger([(1, own), (2, other)], author=2), 1, Scope.ARGUMENT) is other
    assert outcome(ledger([(1, A), (2, None)], author=1), 1, Scope.ARGUMENT) is OthersAreSilent


@pytest.mark.parametrize(("kind", "taken_over"), [(Kind.CLAIM, OwnClaimIsAccepted), (Kind.CRUX, A)])
def test_what_one_put_as_a_crux_and_rejects_can_be_accepted(kind: Kind, taken_over: Answer | type[Refusal]) -> None:
    assert outcome(ledger([(1, D), (2, A)], kind=kind), 1) is taken_over


def test_neither_ones_own_side_nor_people_on_none_are_the_others() -> None:
    assert outcome(ledger([(1, A), (1, D), (2, A)], author=3), 1) is AnsweredSoAlready
    assert outcome(ledger([(1, A), (1, D), (1, D)], author=3), 1) is OthersAreSilent
    assert outcome(ledger([(1, A), (None, D)]), 1) is OthersAreSilent
    assert outcome(ledger([(1, A), (None, D), (2, D), (2, D), (2, A)]), 1) is D


def test_to_whoever_is_on_no_side_all_sides_are_the_others() -> None:
    assert outcome(ledger([(None, A), (1, D), (2, D), (None, A)]), 1) is D


def test_where_nobody_is_on_a_side_everybody_else_is_the_others() -> None:
    assert outcome(ledger([(None, A), (None, D)]), 1) is D
    assert outcome(ledger([(None, A), (None, D), (None, D), (2, A)]), 1) is AnsweredSoAlready


def test_whoever_was_forgotten_is_not_among_the_others() -> None:
    now = ledger([(1, A), (2, D), (2, D), (2, A)])
    forgotten = {number: replace(now.participants[number], user=None, name=None, forgotten=True) for number in (2, 3)}
    since = replace(now, participants={**now.participants, **forgotten})

    assert (outcome(now, 1), outcome(since, 1)) == (D, AnsweredSoAlready)


def test_an_answer_to_an_earlier_wording_does_not_count() -> None:
    now = debate("ana  claim  Rents fall\nben  disagrees #1\nana  rewords #1  Rents fall a lot\ncy  agrees #1")

    assert conceding(now, BEN) == Concession(1, Scope.POINT, A, None, before=None)
    assert outcome(now, ANA) is AnsweredSoAlready


def test_neither_a_concession_nor_a_proposal_is_conceded() -> None:
    now = debate("ana  claim  Rents fall\nben  concedes #1  True\nben  proposes for ana  claim  Supply matters")

    for number, refusal in ((2, CannotConcedeAConcession), (3, AwaitsItsAuthor)):
        with pytest.raises(refusal):
            concession(now, now.entries[number], now.participants[BEN], Scope.POINT, None)
        with pytest.raises(refusal):
            proposed_concession(now, now.entries[number], now.participants[BEN], Scope.POINT)


@pytest.mark.parametrize(
    ("own", "others", "author", "answer"),
    [(A, (), 1, D), (None, (), 2, A), (A, (A, D), 1, D), (A, (A,), 2, A), (D, (A,), 2, A), (A, (D,), 1, D)],
)
def test_a_proposed_one_is_not_judged_yet(
    own: Answer | None, others: tuple[Answer, ...], author: int, answer: Answer
) -> None:
    now = ledger([(1, own), *((2, other) for other in others), (2, None)], author=author)

    proposed = proposed_concession(now, now.entries[1], now.participants[1], Scope.WHOLE)

    assert proposed == Concession(1, Scope.WHOLE, answer)


def test_only_after_a_concession_can_something_remain() -> None:
    now = debate("ana  claim  Rents fall\nben  concedes #1  True")

    require_concession(now.entries[2])
    with pytest.raises(NotConcession):
        require_concession(now.entries[1])


GIVEN = e.StanceTaken(1, BEN, 1, A, None, 2)
CONCEDED = debate("ana  claim  Rents fall\nben  concedes #1  True").entries[2]


@pytest.mark.parametrize(
    ("before", "restored"),
    [
        (None, e.StanceWithdrawn(1, BEN)),
        (e.StanceWithdrawn(1, BEN), e.StanceWithdrawn(1, BEN)),
        (e.StanceTaken(1, BEN, 1, D, 30), e.StanceTaken(1, BEN, 1, D, 30)),
        (e.StanceTaken(1, BEN, 1, U), e.StanceTaken(1, BEN, 1, U)),
    ],
)
def test_taken_back_it_leaves_the_stance_that_was_before(
    before: e.StanceTaken | e.StanceWithdrawn | None, restored: e.Change
) -> None:
    assert taken_back(CONCEDED, BEN, Moved(GIVEN, before), None) == (e.EntryWithdrawn(2), restored)


def test_what_was_said_to_remain_goes_with_it() -> None:
    remainder = replace(CONCEDED, number=3, kind=Kind.CLAIM, concession=None)

    changes = taken_back(CONCEDED, BEN, Moved(GIVEN), remainder)

    assert changes == (e.EntryWithdrawn(2), e.EntryWithdrawn(3), e.StanceWithdrawn(1, BEN))


def test_granted_for_the_arguments_sake_it_has_no_stance_to_restore() -> None:
    granted = replace(CONCEDED, concession=Concession(1, Scope.ARGUMENT, A, None, D))

    assert taken_back(granted, BEN, None, None) == (e.EntryWithdrawn(2),)


@pytest.mark.parametrize("last", [None, e.StanceTaken(1, BEN, 1, D), e.StanceTaken(1, BEN, 1, A, None, 4)])
def test_once_the_stance_has_changed_it_is_not_taken_back_at_once(last: e.StanceTaken | None) -> None:
    with pytest.raises(BuiltUponSince):
        taken_back(CONCEDED, BEN, Moved(last, GIVEN), None)


def test_only_its_author_takes_it_back_and_only_once() -> None:
    with pytest.raises(NotYours):
        taken_back(CONCEDED, ANA, Moved(GIVEN), None)
    with pytest.raises(EntryIsGone):
        taken_back(replace(CONCEDED, status=Status.WITHDRAWN), BEN, Moved(GIVEN), None)
    with pytest.raises(NotConcession):
        taken_back(replace(CONCEDED, kind=Kind.CLAIM, concession=None), BEN, Moved(GIVEN), None)
