"""Whose words are whose, and which words are a message's."""

import pytest

from bot.ledger.record.erasure import DECISIVE, OwnWords
from bot.ledger.record.events import CHANGES, EntryConfirmed
from bot.ledger.statements import has_passage, is_quoted
from tests.transcript import events_of

ANA, BEN = 1, 2
SPOKEN = """
    ana  claim  Rents fall
    ben  agrees #1
    ana  rewords #1  Rents fall a lot
    ben  proposes for ana  claim  Supply matters
    ben  proposes for ana  claim  Demand matters
    ana  confirms #3
    ben  proposes for ana  claim  Zoning matters
    ana  rewords #4  Zoning matters a bit
    ana  confirms #4
    ben  unsure #1
    ben  concedes #1  Agreed: Rents fall a lot
    ben  unsure #1
    ben  concedes #1  You are right
    ana  defines rent  What a tenant pays
    ana  credits rent to ben
"""


def words_of(person: int, text: str) -> list[str]:
    own = OwnWords(person)
    for event in events_of(text):
        own.take(event)
    return [text.words for text in own.found()]


def test_an_author_owns_what_is_said_of_them_whoever_tagged_it_and_concessions_that_only_repeat_it() -> None:
    assert words_of(ANA, SPOKEN) == [
        "ana", "1", "Rents fall", "Rents fall a lot", "Supply matters", "Demand matters", "Zoning matters",
        "Zoning matters a bit", "Agreed: Rents fall a lot", "What a tenant pays", "rent",
    ]  # fmt: skip


def test_who_proposes_owns_a_sentence_until_its_author_confirms_it_as_it_is() -> None:
    assert words_of(BEN, SPOKEN) == [
        "ben", "2", "Supply matters", "Zoning matters", "Agreed: Rents fall a lot", "You are right",
    ]  # fmt: skip


def test_every_change_that_carries_words_is_among_those_that_decide_whose_they_are() -> None:
    worded = {kind for kind in CHANGES.values() if kind.form.texts}
    assert set(DECISIVE) == worded | {EntryConfirmed}


def test_somebody_who_said_nothing_owns_nothing() -> None:
    assert words_of(9, SPOKEN) == []


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("Rents fall", True),
        ("rents FALL  when", True),
        ("Rents fall when we…", True),
        ("Rents rise", False),
        ("Rents fall when we build", False),
        ("…", False),
        ("", False),
    ],
)
def test_words_are_quoted_where_a_passage_holds_them_whatever_their_case_and_spaces(words: str, quoted: bool) -> None:
    assert is_quoted(words, ["Quality suffers.", "so rents\nfall when  we"]) is quoted


def test_a_passage_is_still_there_when_only_its_line_ends_changed() -> None:
    assert has_passage("Rents\nfall when we build", "Rents fall")
    assert not has_passage("rents fall", "Rents fall")
