"""Which sentences of a message look like an entry."""

from time import process_time

import pytest

from bot.ledger.entries import Kind
from bot.ledger.rules.suggestions import MOST_OF_A_MESSAGE, looks_like


def told(said: str) -> list[tuple[Kind, str, str]]:
    return [(found.kind, said[found.start : found.end], found.marker) for found in looks_like(said)]


@pytest.mark.parametrize(
    ("said", "suggested"),
    [
        (
            "Hello. I still think that rents fall. Bye.",
            [(Kind.CLAIM, "I still think that rents fall.", "I still think")],
        ),
        ("Our crux is supply.", [(Kind.CRUX, "Our crux is supply.", "Our crux")]),
        ("But why would they leave?", [(Kind.CRUX, "But why would they leave?", "But why")]),
        ("I fully agree that rents fell.", [(Kind.CONCESSION, "I fully agree that rents fell.", "I fully agree that")]),
        ("Du hast ja recht.", [(Kind.CONCESSION, "Du hast ja recht.", "Du hast ja recht")]),
        ("Tienes toda la razón.", [(Kind.CONCESSION, "Tienes toda la razón.", "Tienes toda la razón")]),
        ("I think so.", []),
        ("If you're right, we can go.", []),
        ("He wrote “I think that rents fall” again.", []),
        ("„Ich glaube, dass es stimmt“, schrieb sie", []),
        ("", []),
    ],
)
def test_a_sentence_is_suggested_by_the_phrase_in_it(said: str, suggested: list[tuple[Kind, str, str]]) -> None:
    assert told(said) == suggested


def test_a_sentence_is_suggested_once_as_what_is_rarest() -> None:
    assert [kind for kind, _, _ in told("I think you're right that the crux is supply.")] == [Kind.CRUX]
    assert [kind for kind, _, _ in told("I think you're right that supply matters.")] == [Kind.CONCESSION]


def test_each_sentence_is_looked_at_and_a_message_gives_only_so_many() -> None:
    said = "You're right about tax. I still think that rents fall. "
    assert [kind for kind, _, _ in told(said)] == [Kind.CONCESSION, Kind.CLAIM]
    assert len(told(said * 10)) == MOST_OF_A_MESSAGE


@pytest.mark.parametrize("piece", ["I really ", "“", "I think ", "I think that rents fall. ", "!?.", "a", "\n", "> "])
def test_four_times_the_text_takes_no_more_than_some_four_times_as_long(piece: str) -> None:
    def seconds(length: int) -> float:
        said = (piece * length)[:length]
        begun = process_time()
        looks_like(said)
        return process_time() - begun

    seconds(1_000)
    short = min(seconds(4_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < 10 * max(short, 0.001)
