"""What is said of a concession: what it concedes, how far, and which answer is taken over."""

from dataclasses import replace

import pytest

from bot.ledger.entries import Answer, Concession, Scope
from bot.render.front_ends import DISCORD
from bot.words.answers import concessions
from tests.words.answers.rents import BEN, CONCEDED, RENTS


@pytest.mark.parametrize(
    ("scope", "conceded", "moved"),
    [
        (Scope.WHOLE, "<@102> concedes the whole of **#1** “Rents fall when we build”", "<@102> now agrees with #1."),
        (Scope.POINT, "<@102> concedes the point on **#1** “Rents fall when we build”", "<@102> now agrees with #1."),
        (
            Scope.ARGUMENT,
            "<@102> grants **#1** “Rents fall when we build” for the argument's sake",
            "<@102>'s answer to #1 stays.",
        ),
    ],
)
def test_a_concession_names_what_it_concedes_how_far_and_which_way(scope: Scope, conceded: str, moved: str) -> None:
    entry = replace(CONCEDED, concession=Concession(1, scope, Answer.AGREE))

    assert concessions.conceded(DISCORD, entry, RENTS, BEN) == (
        f"{conceded}: **#3** “You are right about rents”\n{moved}"
    )


@pytest.mark.parametrize(
    ("answer", "before", "everybody", "own"),
    [
        (Answer.AGREE, None, "<@102> now agrees with #1.", "You now agree with #1."),
        (
            Answer.DISAGREE,
            Answer.AGREE,
            "<@102> now disagrees with #1 (agreed before).",
            "You now disagree with #1 (you agreed before).",
        ),
        (
            Answer.AGREE,
            Answer.UNSURE,
            "<@102> now agrees with #1 (was unsure before).",
            "You now agree with #1 (you were unsure before).",
        ),
    ],
)
def test_the_answer_before_is_named_beside_the_one_that_is_taken_over(
    answer: Answer, before: Answer | None, everybody: str, own: str
) -> None:
    entry = replace(CONCEDED, concession=Concession(1, Scope.POINT, answer, None, before))

    assert concessions.moved(DISCORD, entry, BEN) == everybody
    assert concessions.granted(DISCORD, entry, RENTS).splitlines()[1] == own


def test_a_concession_that_is_taken_back_leaves_the_answer_before() -> None:
    assert concessions.taken_back(DISCORD, 3, RENTS, BEN) == (
        "<@102> took concession #3 back: their answer to **#1** “Rents fall when we build” is what it was before.\n"
        "-# /concede concedes it anew."
    )
