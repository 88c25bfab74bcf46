"""What people read is in words that a newcomer knows: words of the rules and private shorthand stay out of it."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.words.template import TEMPLATE

LEFT = {
    r"unheard|\bnot heard\b": "no answer yet, too few answers",
    r"unsettled": "undecided",
    r"untested": "too few answers",
    r"one-sided": "one side only",
    r"common ground": "both accept, both reject",
    r"\blive\b": "in the ledger",
    r"remains? after|\bresidue of\b": "is left open by",
    r"No, core|not the core": "a side point",
    r"\(e?s\)": "a form for one, a form for many",
    r"\bholds? (it|this)\b": "accepts it",
    r"^(Earlier|Later)$": "Previous page, Next page",
    r"^One sides|\bmessage of The author": "what is right for one, and for nobody",
    r"Crux holds": "Crux stores",
    r"\bsilent\b(?! when)": "no answer yet",
    r"\bbears?\b": "has",
}
"""What stood in sentences once, and what is said instead."""


def sentences() -> list[str]:
    with TEMPLATE.open("rb") as file:
        messages = [message.id for message in read_po(file) if message.id]
    return [form for message in messages for form in ((message,) if isinstance(message, str) else message)]


@pytest.mark.parametrize("left", LEFT, ids=LEFT.values())
def test_a_sentence_says_it_in_plain_words(left: str) -> None:
    assert [sentence for sentence in sentences() if re.search(left, sentence)] == []


def test_a_form_for_one_differs_from_that_for_many_where_a_verb_or_noun_follows() -> None:
    one_form = re.compile(r"\{number\} (have|are|await|claims|cruxes|entries|answers)\b")
    with TEMPLATE.open("rb") as file:
        counted = [message.id for message in read_po(file) if message.id and not isinstance(message.id, str)]

    assert [one for one, _ in counted if one_form.search(one)] == []
