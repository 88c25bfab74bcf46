"""What is answered to a stance."""

import pytest

from bot.ledger.entries import Answer, Stance
from bot.render.front_ends import DISCORD
from bot.words.answers import stances
from tests.words.answers.rents import LEDGER, QUALITY, RENTS

_AGREED = next(stance for stance in LEDGER.stances.values() if stance.entry == 1 and stance.answer is Answer.AGREE)


@pytest.mark.parametrize(
    ("answer", "credence", "before", "told"),
    [
        (Answer.AGREE, None, None, "You agree with **#1** “Rents fall when we build”."),
        (Answer.DISAGREE, None, None, "You disagree with **#1** “Rents fall when we build”."),
        (Answer.UNSURE, None, None, "You are unsure about **#1** “Rents fall when we build”."),
        (Answer.AGREE, 70, None, "You agree with **#1** “Rents fall when we build”: 70 % likely to be true."),
        (Answer.AGREE, None, _AGREED, "You agree with **#1** “Rents fall when we build”."),
        (Answer.UNSURE, None, _AGREED, "You are unsure about **#1** “Rents fall when we build” (before: agree)."),
        (
            Answer.DISAGREE,
            0,
            _AGREED,
            "You disagree with **#1** “Rents fall when we build”: 0 % likely to be true (before: agree).",
        ),
    ],
)
def test_a_stance(answer: Answer, credence: int | None, before: Stance | None, told: str) -> None:
    assert stances.taken(DISCORD, RENTS, answer, credence, before) == told


def test_the_entries_of_a_message_are_asked_for() -> None:
    assert stances.which_stance(DISCORD, [RENTS, QUALITY]) == (
        "What is your stance?\n**#1** “Rents fall when we build”\n**#2** “Quality \\*suffers\\*”"
    )


def test_more_entries_than_fit_are_counted() -> None:
    told = stances.which_stance(DISCORD, [RENTS] * 80)

    assert len(told) <= DISCORD.dialect.limits.message
    assert told.splitlines()[-1].startswith("-# and ")
