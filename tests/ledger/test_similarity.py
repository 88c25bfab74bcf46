"""How alike two statements are: as pg_trgm has it, and other numbers say something else."""

import pytest

from bot.ledger.similarity import longest_stems, say_nearly_the_same, similarity, trigrams


def test_groups_of_three_are_those_of_the_padded_words() -> None:
    assert trigrams("cat, cat") == {"  c", " ca", "cat", "at "}
    assert similarity("word", "two words") == pytest.approx(4 / 11)
    assert similarity("", "cat") == 0


@pytest.mark.parametrize(
    ("one", "other", "nearly"),
    [
        ("rents fall when we build", "rents fall when we build more", True),
        ("rents fall when we build", "rents will fall when we build", True),
        ("rents fall when we build", "quality suffers when we build", False),
        ("rents fell by 5 percent", "rents fell by 50 percent", False),
        ("家賃は下がる", "家賃は下がる。", True),
    ],
)
def test_nearly_the_same_is_not_just_about_the_same(one: str, other: str, nearly: bool) -> None:
    assert say_nearly_the_same(one, other) is nearly


def test_the_beginnings_of_the_longest_words_are_so_many_in_any_case() -> None:
    assert longest_stems("rents fall when buildings rise", 3) == ("build", "rents", "fall")
    assert longest_stems("家賃は下がる", 3) == ("家賃は下が",) * 3
    assert longest_stems("!", 2) == ("!", "!")
