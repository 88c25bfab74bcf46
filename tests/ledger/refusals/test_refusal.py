"""What every refusal is, whatever it says."""

from dataclasses import fields

from bot.ledger.refusals import NoDebate, NoSuchEntry
from bot.ledger.refusals.refusal import Refusal


def test_one_without_facts_of_its_own_is_made_and_shown_as_its_parent_is() -> None:
    assert vars(NoDebate).keys().isdisjoint({"__init__", "__repr__"})
    assert (fields(NoDebate), str(NoDebate())) == (fields(Refusal), "NoDebate()")


def test_one_with_facts_shows_them() -> None:
    (fact,) = (fact.name for fact in fields(NoSuchEntry))
    assert str(NoSuchEntry(**{fact: 7})) == f"NoSuchEntry({fact}=7)"
