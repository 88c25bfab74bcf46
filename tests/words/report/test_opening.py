"""The three sentences with which a report opens."""

import pytest

from bot.ledger.standing.standing import standing
from bot.ledger.telling.digest import compose
from bot.render.front_ends import DISCORD
from bot.words.report.opening import three_sentences
from tests.transcript import START, debate

SIDES = "sides Build / Wait\nana joins Build\nben joins Wait\n"


def opening(text: str) -> tuple[str, str, str]:
    ledger = debate(text)
    return three_sentences(DISCORD, ledger, standing(ledger), compose(ledger, None, START))


def test_it_opens_with_who_argues_what_they_share_and_what_it_turns_on() -> None:
    who, shared, turns_on = opening(
        SIDES
        + """
        ana  claim  Rents fall when we build
        ben agrees #1
        ana  claim  Towers can be beautiful
        ben disagrees #2
        ana  crux  Zoning is what holds us back
        ben disagrees #3
        ben marks #3
        """
    )

    assert who == "Two sides argue the question “Should we build?”: “Build” (1) and “Wait” (1)."
    assert shared == (
        "They agree on one point, #1 “Rents fall when we build”, "
        "and still diverge on 2 points, such as #2 “Towers can be beautiful”."
    )
    assert turns_on == (
        "What it turns on: #3 “Zoning is what holds us back” – "
        "double crux: named by both sides, and they answer it differently."
    )


def test_two_people_without_sides_argue_under_their_names() -> None:
    assert (
        opening("ana  claim  Rents fall\nben disagrees #1")[0] == "ana and ben argue the question “Should we build?”."
    )


def test_what_both_reject_is_said_to_be_rejected() -> None:
    text = SIDES + "ana  claim  Rents fall\nana disagrees #1\nben disagrees #1"

    assert opening(text)[1].startswith(
        "They agree on one point, #1 “Rents fall” (which they reject), and diverge on nothing"
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("sides Build / Wait", "Two sides argue the question “Should we build?”: “Build” (0) and “Wait” (0)."),
        ("ana joins Build", ""),
        ("ana  claim  A\nben agrees #1\ncy agrees #1", "3 people have taken part, and nobody is on a side yet."),
    ],
)
def test_an_empty_debate_and_one_without_sides_have_an_opening_too(text: str, who: str) -> None:
    if not who:
        text, who = "(nothing)", "The question is “Should we build?”; nothing has been tagged yet."

    said = opening(text)

    assert said[0].endswith(who)
    assert said[1:] == ("They neither agree nor diverge on anything yet.", "Nobody has said yet what it turns on.")
