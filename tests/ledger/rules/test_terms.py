"""What somebody means by a term, whose term it is, and who uses it too."""

import pytest

from bot.ledger.entries import Definition, Source
from bot.ledger.record import events as e
from bot.ledger.refusals import EmptyDefinition, NotYourDefinition, OwnDefinition
from bot.ledger.rules.terms import MEANING_LIMIT, TERM_LIMIT, adopted, credited, defined

ANA, BEN = 1, 2
RENT = Definition(1, "rent", "what a tenant pays", by=ANA, owner=ANA)


def test_a_term_is_its_definers_own_at_first() -> None:
    assert defined(1, ANA, " rent ", "what a\ntenant pays", Source(70, 600)) == (
        e.TermDefined(1, ANA, ANA, 70, 600, "rent", "what a tenant pays"),
    )


@pytest.mark.parametrize(
    ("term", "meaning"),
    [("", "paid"), ("rent", " "), ("x" * (TERM_LIMIT + 1), "paid"), ("rent", "x" * (MEANING_LIMIT + 1))],
)
def test_a_definition_needs_both_and_both_have_a_limit(term: str, meaning: str) -> None:
    with pytest.raises(EmptyDefinition):
        defined(1, ANA, term, meaning, None)


def test_whoever_wrote_it_down_credits_somebody_else_and_so_adopts_it() -> None:
    assert credited(RENT, ANA, BEN) == (e.TermCredited(1, BEN), e.TermAdopted(1, ANA))


def test_crediting_the_owner_again_changes_nothing() -> None:
    assert credited(RENT, ANA, ANA) == ()


def test_taking_a_term_for_oneself_adopts_nothing() -> None:
    assert credited(Definition(1, "rent", "paid", by=ANA, owner=BEN), ANA, ANA) == (e.TermCredited(1, ANA),)


def test_nobody_else_says_whose_term_it_is() -> None:
    with pytest.raises(NotYourDefinition):
        credited(RENT, BEN, BEN)


def test_others_adopt_a_term_once_and_its_owner_never() -> None:
    assert adopted(RENT, BEN) == (e.TermAdopted(1, BEN),)
    assert adopted(Definition(1, "rent", "paid", ANA, ANA, adopted_by=(BEN,)), BEN) == ()
    with pytest.raises(OwnDefinition):
        adopted(RENT, ANA)
