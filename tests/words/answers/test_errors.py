"""What is answered where something broke."""

import pytest

from bot.render.front_ends import DISCORD
from bot.words.answers import errors


@pytest.mark.parametrize(
    ("done", "what_now"),
    [
        (True, "But what you asked for is written down: /ledger show has it, and there is no need to repeat it."),
        (False, "Nothing was written down. Please try again; if it stays, tell who runs Crux here the reference."),
        (None, "It may have been written down or not: look with /ledger show before you repeat it."),
    ],
)
def test_a_fault_says_whether_anything_was_written(done: bool | None, what_now: str) -> None:
    assert errors.our_fault(DISCORD, "ab12", done=done) == (
        f"Something went wrong on Crux's side (reference ab12). {what_now}"
    )


def test_a_value_that_nobody_could_pick() -> None:
    assert errors.not_understood(DISCORD) == (
        "Crux could not make sense of that. Pick from the list that appears while you type, and try again."
    )
