"""What a status card says."""

from bot.ledger.telling.card import MOST_LINES, card
from bot.ledger.telling.digest import DigestSide
from bot.render.front_ends import TERMINAL
from bot.words.digest import said
from tests.transcript import debate

SIDES = "sides Build / Wait\nana joins Build\nben joins Wait\n"


def test_a_card_says_what_it_turns_on_what_is_shared_and_what_awaits_whom() -> None:
    shown = card(
        debate(
            SIDES
            + """
            ana  crux  Zoning is what holds us back
            ben disagrees #1
            ben marks #1
            ana  claim  Rents fall when we build
            ben agrees #2
            ana  claim  Towers can be beautiful
            ben proposes for ana  claim  Supply matters
            """
        ),
    )

    assert shown.sides == (DigestSide("Build", 1, 1), DigestSide("Wait", 1, 2))
    assert shown.crux is not None
    assert (shown.crux.entry, said(TERMINAL, shown.crux).reason.split(",")[0]) == (1, "double crux")
    assert [line.entry for line in shown.accepted.lines] == [2]
    assert [(line.entry, said(TERMINAL, line).reason) for line in shown.awaited.lines] == [
        (3, "A accepts it, 1 of 1 · nobody of B has answered"),
        (4, "Proposed as claim by ben; ana has not confirmed it"),
    ]
    assert shown.waits


def test_a_crux_that_only_one_names_is_not_what_it_turns_on() -> None:
    assert card(debate(SIDES + "ana  crux  Zoning is what holds us back")).crux is None


def test_a_long_card_shows_the_first_lines_and_counts_the_rest() -> None:
    claims = "\n".join(f"ana  claim  Point {number}" for number in range(9))

    shown = card(debate(SIDES + claims))

    assert (len(shown.awaited.lines), shown.awaited.more) == (MOST_LINES, 4)


def test_an_empty_debate_has_a_card_too() -> None:
    shown = card(debate("sides Build / Wait"))

    assert not shown.summary.is_tagged
    assert not shown.waits
