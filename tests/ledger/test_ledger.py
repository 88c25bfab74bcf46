"""A ledger after merges: its links are told of the entries that merged ones go on as."""

from bot.ledger.entries import Degree, Link, Relation
from bot.ledger.ledger import ToldLink
from bot.ledger.record import events as e
from tests.exchange.ledgers import MERGED, ledger


def test_a_link_is_told_of_the_surviving_entries_with_what_they_were() -> None:
    assert set(ledger(MERGED).surviving_links()) == {ToldLink(9, Relation.SUPPORTS, 1, target_was=8)}


def test_what_was_said_in_several_ways_is_told_once_and_as_of_the_surviving_entry_itself_where_it_was() -> None:
    again = e.EntriesLinked(9, Relation.SUPPORTS, 2)
    itself = e.EntriesLinked(9, Relation.SUPPORTS, 1)

    assert ledger((*MERGED, again)).surviving_links() == (ToldLink(9, Relation.SUPPORTS, 1, target_was=2),)
    assert ledger((*MERGED, again, itself)).surviving_links() == (ToldLink(9, Relation.SUPPORTS, 1),)


def test_what_was_merged_says_nothing_of_what_it_goes_on_as() -> None:
    found = ledger((*MERGED, e.EntriesLinked(8, Relation.ATTACKS, 1), e.CruxMarked(8, 2, 1, Degree.FULLY)))

    assert found.is_of_itself(Link(8, Relation.ATTACKS, 1))
    assert found.is_of_itself(found.marks[8, 2, 1])
    assert not any(found.is_of_itself(mark) for key, mark in found.marks.items() if key != (8, 2, 1))
    assert Link(8, Relation.ATTACKS, 1) in found.links
    assert {link.relation for link in found.surviving_links()} == {Relation.SUPPORTS}
