"""What a tag writes: an entry on one's own words, a proposal on somebody else's."""

import pytest

from bot.ledger.entries import STATEMENT_LIMIT, Answer, Concession, Degree, Kind, Relation, Scope, Source
from bot.ledger.record import events as e
from bot.ledger.refusals import CruxForItself, EmptyStatement, StatementTooLong
from bot.ledger.rules.tags import Tag, tagged

ANA, BEN = 1, 2


def test_the_author_agrees_with_their_own_claim_from_the_start() -> None:
    written, stance = tagged(Tag(1, Kind.CLAIM, ANA, ANA, "Rents fall", "Rents fall", Source(70, 600)))

    assert written == e.EntryTagged(
        1, Kind.CLAIM, ANA, ANA, False, 70, 600, statement="Rents fall", passage="Rents fall"
    )
    assert stance == e.StanceTaken(1, ANA, 1, Answer.AGREE)


def test_a_crux_is_marked_as_its_authors_crux_even_where_they_reject_it() -> None:
    _, stance, mark = tagged(Tag(2, Kind.CRUX, ANA, ANA, "Zoning binds", answer=Answer.DISAGREE, crux_for=1))

    assert stance == e.StanceTaken(2, ANA, 1, Answer.DISAGREE)
    assert mark == e.CruxMarked(2, ANA, 1, Degree.FULLY)


def test_somebody_elses_words_are_proposed_and_count_nowhere() -> None:
    (written,) = tagged(Tag(1, Kind.CRUX, ANA, BEN, "Zoning binds", answer=Answer.AGREE, crux_for=None))

    assert isinstance(written, e.EntryTagged)
    assert (written.proposed, written.tagger_answer) == (True, Answer.AGREE)


@pytest.mark.parametrize("scope", [Scope.WHOLE, Scope.POINT])
def test_a_concession_moves_its_author_and_takes_no_stance_of_its_own(scope: Scope) -> None:
    conceded = Concession(1, scope, Answer.AGREE)

    _, moved = tagged(Tag(2, Kind.CONCESSION, ANA, ANA, "True", concession=conceded, conceded_wording=3))

    assert moved == e.StanceTaken(1, ANA, 3, Answer.AGREE, None, 2)


def test_what_is_granted_for_the_arguments_sake_moves_nobody() -> None:
    granted = Concession(1, Scope.ARGUMENT, Answer.AGREE)

    assert len(tagged(Tag(2, Kind.CONCESSION, ANA, ANA, "Say so", concession=granted, conceded_wording=1))) == 1


def test_links_come_with_the_tag() -> None:
    written = tagged(Tag(3, Kind.CLAIM, ANA, ANA, "Rents fall", links=((Relation.SUPPORTS, 1), (Relation.ATTACKS, 2))))

    assert written[-2:] == (e.EntriesLinked(3, Relation.SUPPORTS, 1), e.EntriesLinked(3, Relation.ATTACKS, 2))


def test_no_entry_is_a_crux_for_itself() -> None:
    with pytest.raises(CruxForItself):
        tagged(Tag(1, Kind.CRUX, ANA, ANA, "Zoning binds", crux_for=1))


def test_a_statement_is_one_line_of_at_most_three_hundred_characters() -> None:
    (written, _) = tagged(Tag(1, Kind.CLAIM, ANA, ANA, " Rents\n fall "))
    assert isinstance(written, e.EntryTagged)
    assert written.statement == "Rents fall"
    with pytest.raises(EmptyStatement):
        tagged(Tag(1, Kind.CLAIM, ANA, ANA, " \n "))
    with pytest.raises(StatementTooLong):
        tagged(Tag(1, Kind.CLAIM, ANA, ANA, "x" * (STATEMENT_LIMIT + 1)))
