"""The judge of what people were told: whose request was said to have failed, and stands all the same."""

import random
from collections import Counter

import pytest

from tests.chaos.judge import Verdict, judge_statements
from tests.chaos.people import Crowd
from tests.loopback.server import LoopbackDiscord

CHANNEL, WORDS, ANNA, BEN = 5_000, "Trams are quiet", 100, 101
FAILED = "Something went wrong on Crux's side (reference 1). Nothing was written down. Please try again."


@pytest.mark.parametrize(
    ("of_anna", "of_ben", "tagger", "is_wrong"),
    [
        ([FAILED], [], ANNA, True),
        ([FAILED], [None], BEN, False),
        ([FAILED], [None], ANNA, True),
        ([FAILED, FAILED], [FAILED], ANNA, True),
        ([FAILED, None], [], ANNA, False),
    ],
)
def test_words_stand_against_the_word_given_to_who_tagged_them(
    of_anna: list[str | None], of_ben: list[str | None], tagger: int, is_wrong: bool
) -> None:
    crowd, verdict = Crowd(LoopbackDiscord(), random.Random(1)), Verdict()
    crowd.asked[CHANNEL] = {WORDS}
    told = {(WORDS, ANNA): of_anna, (WORDS, BEN): of_ben}
    crowd.answers[CHANNEL] = {asked: answers for asked, answers in told.items() if answers}
    judge_statements(verdict, CHANNEL, Counter({WORDS: 1}), {(WORDS, tagger)}, crowd)
    assert bool(verdict.wrong) == is_wrong
