"""What is new, in one line: those first who moved, by name and thanked."""

import pytest

from bot.ledger.entries import Answer
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.news import Cause, ClassMoved, News, PersonMoved
from bot.render.front_ends import TERMINAL
from bot.words.news import news

AGREE, DISAGREE, UNSURE = Answer.AGREE, Answer.DISAGREE, Answer.UNSURE
BEN = PersonMoved(2, "ben", 1, AGREE, DISAGREE)


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((BEN,), "Thanks to ben, who moved on #1 (agree → disagree)."),
        ((PersonMoved(2, "ben", 1, None, DISAGREE, conceded_in=9),), "Thanks to ben, who moved on #1 (now: disagree)."),
        ((PersonMoved(2, "ben", 1, AGREE, AGREE, (40, 80)),), "Thanks to ben, who moved on #1 (40 % → 80 %)."),
        (
            (BEN, PersonMoved(3, None, 4, UNSURE, AGREE)),
            "Thanks to ben, who moved on #1 (agree → disagree) and someone, who moved on #4 (unsure → agree).",
        ),
        (
            (BEN, PersonMoved(2, "ben", 4, UNSURE, AGREE), PersonMoved(2, "ben", 5, UNSURE, AGREE)),
            "Thanks to ben, who moved on #1 (agree → disagree), #4 (unsure → agree) and 1 more.",
        ),
        (
            (PersonMoved(2, "ben", 1, AGREE, DISAGREE, settles=True),),
            "Thanks to ben, who moved on #1 (agree → disagree). The crux #1 is settled.",
        ),
    ],
)
def test_who_moved_is_thanked(people: tuple[PersonMoved, ...], words: str) -> None:
    assert news(TERMINAL, News(people=people), 2) == f"New since last time: {words}"


def test_two_of_one_name_are_two_and_of_many_the_first_are_named() -> None:
    many = tuple(PersonMoved(number, "ben", 1, AGREE, DISAGREE) for number in range(1, 7))

    assert news(TERMINAL, News(people=many), 2).count("ben, who moved on #1") == 3
    assert news(TERMINAL, News(people=many), 2).endswith(" and 3 more people.")


@pytest.mark.parametrize(
    ("moved", "sides", "words"),
    [
        (
            ClassMoved(1, StandingClass.ONE_SIDED, StandingClass.COMMON_GROUND, Cause.NEW_ANSWERS),
            2,
            "Both now accept #1 (new answers).",
        ),
        (
            ClassMoved(1, StandingClass.OPEN, StandingClass.COMMON_GROUND_REJECTED, Cause.NEW_ANSWERS),
            3,
            "All sides now reject #1 (new answers).",
        ),
        (
            ClassMoved(1, StandingClass.OPEN, StandingClass.DIVERGING, Cause.SIDES_MOVED, (0, 1)),
            2,
            "The sides now diverge on #1 (A and B moved).",
        ),
        (
            ClassMoved(1, StandingClass.COMMON_GROUND, StandingClass.ONE_SIDED, Cause.NEW_WORDING),
            2,
            "Only one side is clear on #1 now (new wording).",
        ),
        (
            ClassMoved(1, StandingClass.OPEN, StandingClass.ROOM_HOLDS, Cause.NEW_ANSWERS),
            0,
            "Most now accept #1 (new answers).",
        ),
        (
            ClassMoved(1, StandingClass.OPEN, StandingClass.COMMON_GROUND, Cause.NEW_ANSWERS, settles=True),
            2,
            "Both now accept #1 (new answers). The crux #1 is settled.",
        ),
    ],
)
def test_what_stands_elsewhere_says_where_and_why(moved: ClassMoved, sides: int, words: str) -> None:
    assert news(TERMINAL, News(classes=(moved,)), sides) == f"New since last time: {words}"


def test_what_moved_alike_is_told_together() -> None:
    moved = tuple(
        ClassMoved(number, StandingClass.OPEN, StandingClass.COMMON_GROUND, Cause.NEW_ANSWERS) for number in range(1, 8)
    )

    assert news(TERMINAL, News(classes=moved), 2) == (
        "New since last time: Both now accept #1, #2, #3, #4 and 3 more (new answers)."
    )


def test_what_was_added_is_counted_last() -> None:
    assert news(TERMINAL, News(people=(BEN,), entries=1, answers=2), 2).endswith(". 1 new entry, 2 new answers.")


def test_where_nothing_is_new_nothing_is_said() -> None:
    assert news(TERMINAL, News(), 2) == ""
    assert news(TERMINAL, News(others=True), 2) == (
        "New since last time: only what stands around the entries has changed."
    )
