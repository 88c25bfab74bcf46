"""What one entry is to another, and who may take it back."""

from dataclasses import replace

import pytest

from bot.ledger.entries import Link, Relation
from bot.ledger.record import events as e
from bot.ledger.refusals import EntryIsGone, LinkToItself, NotConcession, NotLinked, NotYourLink, WordsAreGone
from bot.ledger.rules.links import Untying, tied, untied
from tests.transcript import debate


@pytest.mark.parametrize("relation", [Relation.SUPPORTS, Relation.ATTACKS, Relation.RESTATES])
def test_an_entry_supports_attacks_or_restates_another_once(relation: Relation) -> None:
    ledger = debate("ana  claim  Rents fall\nben  claim  Quality suffers")

    said = tied(ledger.entries[2], relation, ledger.entries[1], ())
    again = tied(ledger.entries[2], relation, ledger.entries[1], (Link(2, relation, 1),))

    assert said == (e.EntriesLinked(2, relation, 1),)
    assert again == ()


def test_only_after_a_concession_does_something_remain() -> None:
    ledger = debate("ana  claim  Rents fall\nben  concedes #1  True\nben  claim  Quality suffers")

    assert tied(ledger.entries[3], Relation.RESIDUE_OF, ledger.entries[2], ())
    with pytest.raises(NotConcession):
        tied(ledger.entries[3], Relation.RESIDUE_OF, ledger.entries[1], ())


def test_nothing_is_linked_to_itself_or_to_what_was_taken_back() -> None:
    ledger = debate("ana  claim  Rents fall\nana  claim  Quality suffers\nana  withdraws #2")

    with pytest.raises(LinkToItself):
        tied(ledger.entries[1], Relation.SUPPORTS, ledger.entries[1], ())
    with pytest.raises(EntryIsGone):
        tied(ledger.entries[1], Relation.SUPPORTS, ledger.entries[2], ())


def test_what_nobody_can_read_any_more_is_linked_to_nothing() -> None:
    entries = debate("ana  claim  Rents fall\nana  claim  Quality suffers").entries
    erased = replace(entries[2], wordings=tuple(replace(one, statement=None) for one in entries[2].wordings))

    for entry, target in ((entries[1], erased), (erased, entries[1])):
        with pytest.raises(WordsAreGone):
            tied(entry, Relation.SUPPORTS, target, ())


@pytest.mark.parametrize(
    ("person", "moderator", "linked_by"),
    [(1, False, 2), (2, False, 2), (9, True, None)],
    ids=["its author", "who said it", "a moderator"],
)
def test_a_link_is_taken_back_by(person: int, moderator: bool, linked_by: int | None) -> None:
    entry = debate("ana  claim  Rents fall\nben  claim  Quality suffers").entries[1]
    before = (Link(1, Relation.ATTACKS, 2),)

    taken_back = untied(entry, Relation.ATTACKS, 2, Untying(person, moderator, linked_by), before)

    assert taken_back == (e.EntriesUnlinked(1, Relation.ATTACKS, 2),)


def test_a_link_is_not_taken_back_by_anybody_else_nor_where_there_is_none() -> None:
    entry = debate("ana  claim  Rents fall\nben  claim  Quality suffers").entries[1]

    with pytest.raises(NotYourLink):
        untied(entry, Relation.ATTACKS, 2, Untying(3, False, 2), (Link(1, Relation.ATTACKS, 2),))
    with pytest.raises(NotLinked, match=r"entry=1, relation=.*supports.*, target=2"):
        untied(entry, Relation.SUPPORTS, 2, Untying(1, False, 1), (Link(1, Relation.ATTACKS, 2),))


def test_what_was_unsaid_stands_no_more() -> None:
    text = "ana  claim  Rents fall\nben  claim  Quality suffers\nben says #2 attacks #1\nben says #2 restates #1"

    assert debate(text).links == {Link(2, Relation.ATTACKS, 1), Link(2, Relation.RESTATES, 1)}
    assert debate(f"{text}\nben unsays #2 attacks #1").links == {Link(2, Relation.RESTATES, 1)}
