"""What is isolated in a line stands together, runs its own way inside, and turns nothing beside it round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.picture.typesetting.isolates import closed_on_each, parts, unmarked
from bot.render.picture.typesetting.lines import broken, set_lines

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
SIZE = 30


def seen(words: str) -> list[str]:
    """The words of a line from left to right."""
    (line,) = set_lines(words, SIZE, 10_000, most=1)
    return [text for run in line.runs if (text := run.text.strip(f"{RLM} "))]


def test_a_number_behind_an_isolated_name_stays_behind_it() -> None:
    assert seen("By עולם (3) moved") != ["By", "עולם", "(3) moved"]
    assert seen(f"By {FSI}עולם{PDI} (3) moved") == ["By", "עולם", "(3) moved"]


def test_two_isolated_names_keep_their_places() -> None:
    assert seen(f"By {FSI}שלום{PDI} and {FSI}עולם{PDI}") == ["By", "שלום", "and", "עולם"]
    assert seen(f"By {FSI}שלום{PDI}, {FSI}עולם{PDI}") == ["By", "שלום", ",", "עולם"]


def test_in_a_line_read_from_the_right_isolated_latin_words_stand_in_reading_order() -> None:
    assert seen(f"{RLM}{FSI}A{PDI} {FSI}Yes{PDI}: שלום") == ["שלום", ":", "Yes", "A"]


def test_a_mark_at_the_beginning_says_which_way_a_line_is_read() -> None:
    (line,) = set_lines(f"{RLM}Crux שלום", SIZE, 10_000, most=1)

    assert line.right_to_left


def test_what_is_isolated_within_something_isolated_runs_its_own_way_too() -> None:
    assert seen(f"By {FSI}שלום {FSI}Ana (1){PDI} עולם{PDI}.") == ["By", "עולם", "Ana (1)", "שלום", "."]


def test_a_line_that_is_broken_within_something_isolated_begins_it_again() -> None:
    words = f"They say {FSI}{'שלום עולם ' * 8}{PDI} often"

    lines = broken(words, SIZE, 300, most=20)

    assert len(lines) > 3
    assert all(line.count(FSI) == line.count(PDI) for line in lines)
    assert "".join(unmarked("".join(lines)).split()) == "".join(unmarked(words).split())


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"a{FSI}b{PDI}c", [("a", False), ("b", True), ("c", False)]),
        (f"{FSI}b{FSI}c{PDI}{PDI}", [("", False), (f"b{FSI}c{PDI}", True), ("", False)]),
        (f"a{PDI}b", [("ab", False)]),
        (f"a{FSI}b", [("a", False), ("b", True)]),
    ],
)
def test_the_parts_of_a_line(line: str, found: list[tuple[str, bool]]) -> None:
    assert list(parts(line)) == found


def test_each_of_several_lines_is_whole() -> None:
    assert list(closed_on_each([f"a{FSI}b", f"c{PDI}d", "e"])) == [f"a{FSI}b{PDI}", f"{FSI}c{PDI}d", "e"]


@given(st.text(alphabet=f"aש1 .{FSI}{PDI}{RLM}\ufffc", max_size=30), st.floats(60, 400))
def test_whatever_is_isolated_nothing_is_lost_and_lines_keep_to_their_room(words: str, room: float) -> None:
    lines = set_lines(words, SIZE, room, most=40)

    drawn = "".join(run.text for line in lines for run in line.runs)
    assert sorted(c for c in drawn if c in "aש1.") == sorted(c for c in words if c in "aש1.")
    assert all(line.width <= room + 0.1 for line in lines)
