"""What is noted beside a reason, with one and with several."""

import pytest

from bot.ledger.telling import reasons as r
from bot.render.front_ends import TERMINAL
from bot.words.notes import note


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (r.CredencesDiffer((90.0, 62.5), far_apart=False), "how likely: A 90 % · B 62.5 %"),
        (r.CredencesDiffer((90.0, 60.0), far_apart=True), "not equally sure: A 90 % · B 60 %"),
        (r.AwaitsNewWording(r.People(("ana",))), "reworded: ana has yet to answer the new wording"),
        (r.AwaitsNewWording(r.People(("ana", "ben"))), "reworded: ana and ben have yet to answer the new wording"),
        (r.SourceNote.EDITED, "edited since it was tagged"),
    ],
)
def test_what_is_noted_beside_the_reason(about: r.Note, words: str) -> None:
    assert note(TERMINAL, about) == words
