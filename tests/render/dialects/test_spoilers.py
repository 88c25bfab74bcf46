"""What is covered in a message is covered in what is quoted of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.statements import covering_piece, passage_in
from bot.render.dialects.spoilers import covered_as_in, spoilers_in


@pytest.mark.parametrize(
    ("quoted", "passage"),
    [
        ("the butler", "||the butler||"),
        ("was ||the but", "was ||the butler||"),
        ("butler|| in the ||par", "||the butler|| in the ||parlour||"),
        ("It was", "It was"),
        ("again||", "again||"),
    ],
)
def test_a_passage_takes_the_bars_along_that_it_lies_between(quoted: str, passage: str) -> None:
    message = "It was ||the butler|| in the ||parlour|| again||"

    assert covering_piece(message, passage_in(message, quoted), spoilers_in(message)) == passage


@pytest.mark.parametrize(
    ("statement", "covered"),
    [
        ("It was The  Butler again", "It was ||The  Butler|| again"),
        ("It was ||the butler||", "It was ||the butler||"),
        ("The butlers did it", "The butlers did it"),
        ("So it was", "So it was"),
    ],
)
def test_a_statement_covers_what_the_message_covers(statement: str, covered: str) -> None:
    assert covered_as_in(statement, "||the **butler**||, so ||it||") == covered


def test_what_is_covered_is_so_however_its_letters_are_composed() -> None:
    assert covered_as_in("The Cafe\u0301 burnt", "||the caf\u00e9||") == "||The Caf\u00e9|| burnt"
    assert covered_as_in("The Caf\u00e9 burnt", "||the cafe\u0301||") == "||The Caf\u00e9|| burnt"


messages = st.lists(st.sampled_from(["||", "|", "a ", "secret ", "\n", "…"]), max_size=30).map("".join)


@given(messages, st.integers(0, 60), st.integers(1, 60))
def test_no_passage_ends_within_a_spoiler(message: str, start: int, length: int) -> None:
    spans = spoilers_in(message)

    passage = covering_piece(message, message[start : start + length], spans)

    assert passage is not None
    first = message.index(passage)
    last = first + len(passage)
    assert not any(begins < first < ends or begins < last < ends for begins, ends in spans)
