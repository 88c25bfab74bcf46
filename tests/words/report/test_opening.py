"""The sentences with which a report opens."""

import pytest

from bot.ledger.telling.digest import compose
from bot.render.front_ends import DISCORD
from bot.words.report import opening as words
from tests.transcript import START, debate

SIDES = "sides Build / Wait\nana joins Build\nben joins Wait\n"


def opening(text: str) -> tuple[str, str]:
    ledger = debate(text)
    return words.opening(DISCORD, ledger, compose(ledger, None, START))


def test_it_opens_with_who_argues_what_they_share_and_what_it_turns_on() -> None:
    who, stands = opening(
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

    assert who == "The sides are A “Build” (1) and B “Wait” (1)."
    assert stands == (
        "Both sides accept “Rents fall when we build” (#1). They still diverge on “Towers can be beautiful” (#2). "
        "It turns on “Zoning is what holds us back” (#3)."
    )


def test_two_people_without_sides_argue_under_their_names() -> None:
    who, _ = opening("ana  claim  Rents fall\nben disagrees #1")

    assert who == "ana (A) and ben (B) argue it; no sides are named yet."


def test_what_both_reject_is_said_to_be_rejected() -> None:
    text = SIDES + "ana  claim  Rents fall\nana disagrees #1\nben disagrees #1"

    assert opening(text)[1] == "Both sides reject “Rents fall” (#1)."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("sides Build / Wait", "The sides are A “Build” (0) and B “Wait” (0)."),
        ("(nothing)", "Nothing has been tagged yet."),
    ],
)
def test_an_empty_debate_has_an_opening_too(text: str, who: str) -> None:
    assert opening(text) == (who, "No claim or crux stands in the ledger yet.")


def test_the_room_has_an_opening_too() -> None:
    assert opening("ana  claim  A\nben agrees #1\ncy agrees #1") == (
        "3 people have taken part, and no sides are named yet.",
        "Most accept “A” (#1).",
    )
