"""What would settle an entry, in words."""

import pytest

from bot.ledger.entries import Answer
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from bot.ledger.standing.standing import standing
from bot.ledger.telling.settles_most import SettlesMost
from bot.render.front_ends import TERMINAL
from bot.words.settling import settles_it, settles_most
from tests.ledger.telling.debates import claim, line_of, opened, written

AGREE, DISAGREE, UNSURE = Answer


def on_sides(*people: int) -> list[Change]:
    """A debate with so many people on each side, who have all answered #9, where their side accepts it."""
    joined = [side for side, number in enumerate(people, start=1) for _ in range(number)]
    changes = opened(len(joined), len(people))
    changes += [e.SideJoined(person, side) for person, side in enumerate(joined, start=1)]
    changes += claim(9, 1)
    return [*changes, *(e.StanceTaken(9, person, 1, AGREE) for person in range(2, len(joined) + 1))]


def said(changes: list[Change], entry: int = 1) -> str | None:
    ledger = written(changes)
    return settles_it(TERMINAL, standing(ledger), line_of(ledger, entry))


def answers(entry: int, **given: Answer) -> list[Change]:
    return [e.StanceTaken(entry, int(person[1:]), 1, answer) for person, answer in given.items()]


def test_one_side_is_awaited() -> None:
    assert said([*on_sides(1, 1), *claim(1, 1)]) == ("One more answer of B would settle it, if it agrees or disagrees.")
    assert said([*on_sides(1, 3), *claim(1, 1)]) == (
        "Two more answers of B would settle it, if all agree or all disagree."
    )


def test_what_leans_one_way_needs_answers_of_that_kind() -> None:
    three = [*on_sides(1, 3), *claim(1, 1)]

    assert said([*three, *answers(1, p2=AGREE)]) == "One more answer of B would settle it, if it agrees."
    assert said([*three, *answers(1, p2=DISAGREE)]) == "One more answer of B would settle it, if it disagrees."
    assert said([*three, *answers(1, p2=AGREE, p3=UNSURE, p4=UNSURE)]) == (
        "Two more answers of B would settle it, if they agree. 2 of them would have to join B first."
    )


def test_of_nine_the_fifth_answer_is_enough_whatever_it_is() -> None:
    nine = [*on_sides(1, 9), *claim(1, 1), *answers(1, p2=AGREE, p3=AGREE, p4=AGREE, p5=AGREE)]

    assert said(nine) == "One more answer of B would settle it, whatever it is."


def test_where_both_sides_are_awaited_an_answer_shows_where_its_side_stands() -> None:
    both = [*on_sides(2, 2), *claim(1, 1)]

    assert said(both) == "One more answer of A would show where A stands, if it agrees."
    assert said([*both, *answers(1, p3=DISAGREE)]) == (
        "One more answer of A would show where A stands, if it agrees. "
        "One more answer of B would show where B stands, if it disagrees."
    )


def test_of_three_sides_two_can_be_needed_together() -> None:
    three = [*on_sides(1, 4, 4), *claim(1, 1)]
    three += answers(1, p2=AGREE, p3=AGREE, p4=UNSURE, p5=UNSURE, p6=AGREE, p7=AGREE, p8=UNSURE, p9=UNSURE)

    assert (
        said(three) == "Answers of several sides would settle it together: 1 of B that agrees and 1 of C that agrees."
    )


def test_a_room_has_no_sides_to_name() -> None:
    room = [*opened(4, 0), *claim(9, 1), *answers(9, p2=AGREE, p3=AGREE, p4=AGREE), *claim(1, 1)]

    assert said(room) == "Two more answers would settle it, if they agree."
    assert said([*room, *answers(1, p2=AGREE)]) == "One more answer would settle it, if it agrees."
    assert said([*room, *answers(1, p2=DISAGREE)]) == (
        "Two more answers would settle it, if all agree or all disagree."
    )


def test_what_is_settled_or_in_the_hands_of_two_who_have_answered_needs_no_answer() -> None:
    pair = [*opened(2, 0), *claim(1, 1)]

    assert said([*pair, *answers(1, p2=AGREE)]) is None
    assert said([*pair, *answers(1, p2=UNSURE)]) is None


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (SettlesMost(0, 2, (6, 7)), "Two answers of A to each can decide #6 and #7."),
        (SettlesMost(1, 1, (6,)), "One answer of B can decide #6."),
        (SettlesMost(1, 12, (1, 2, 3, 4, 5), 3), "12 answers of B to each can decide #1, #2, #3, #4, #5 and 3 more."),
        (SettlesMost(0, 1, (6, 7), for_good=False), "One answer of A to each can show where A stands on #6 and #7."),
        (SettlesMost(None, 1, (6,)), "One more answer can decide #6."),
        (SettlesMost(None, 3, (6, 7)), "Three more answers to each can decide #6 and #7."),
    ],
)
def test_what_settles_most(most: SettlesMost, expected: str) -> None:
    assert settles_most(TERMINAL, most) == expected
