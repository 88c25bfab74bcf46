"""Files are named after their debate, in a way that every system takes."""

import unicodedata
from datetime import UTC, datetime
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.front_ends import TERMINAL
from bot.words.file_names import LONGEST, file_name, map_name, plain, timeline_name

DAY = datetime(2026, 11, 26, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Should the city build?", "should-the-city-build"),
        ("Don’t we? Can't they!", "dont-we-cant-they"),
        ("  Rents — up 5 %  ", "rents-up-5"),
        ("Ist die Straße zu laut?", "ist-die-straße-zu-laut"),
        ("İstanbul’da kira", "istanbulda-kira"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("家を建てるべきか", "家を建てるべきか"),
        ("किराया", "किराया"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\CON", "c-con"),
        ("-rf *", "rf"),
        (".hidden", "hidden"),
        ("nul", "nul"),
        ("Is ||Rosebud|| a sled?", "is-spoiler-a-sled"),
        ("👨‍👩‍👧 ?!", "debate"),
        ("", "debate"),
        (None, "debate"),
    ],
)
def test_a_file_is_called_by_the_question_and_the_day(question: str | None, name: str) -> None:
    assert file_name(TERMINAL, question, DAY, "csv") == f"{name}-2026-11-26.csv"


def test_a_long_question_ends_with_a_word() -> None:
    question = "Does open-ended reinforcement learning lead to unsafe systems, compared with others?"

    assert file_name(TERMINAL, question, DAY, "json") == (
        "does-open-ended-reinforcement-learning-lead-to-unsafe-2026-11-26.json"
    )


def test_pictures_say_what_they_are() -> None:
    assert map_name(TERMINAL, "Build?", DAY) == "build-map-2026-11-26.png"
    assert timeline_name(TERMINAL, "Build?", DAY, "svg") == "build-timeline-2026-11-26.svg"
    assert map_name(TERMINAL, None, DAY) == "debate-map-2026-11-26.png"


@pytest.mark.parametrize(
    ("question", "name"),
    [("Ist Öl laut?", "ist-ol-laut"), ("Straße", "strasse"), ("家を build", "build"), ("Зачем?", "")],
)
def test_where_a_message_refers_to_its_file_the_name_is_ascii(question: str, name: str) -> None:
    assert plain(map_name(TERMINAL, question, DAY)) == f"{name}-map-2026-11-26.png".lstrip("-")


@given(st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=300))
def test_whatever_is_asked_the_name_is_one_that_every_system_takes(question: str) -> None:
    name = file_name(TERMINAL, question, DAY, "csv")
    slug = name.removesuffix("-2026-11-26.csv")

    assert 0 < len(slug) <= LONGEST
    assert len(name.encode()) <= 255
    assert slug[0].isalnum()
    assert all(c.isalnum() or c == "-" or unicodedata.category(c)[0] in "MN" for c in slug)
    assert not PureWindowsPath(name).is_reserved()
    assert unicodedata.normalize("NFC", name) == name
    assert set(plain(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
