"""The timeline in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.ledger.telling.progress import Conceded, progress
from bot.render.front_ends import DISCORD
from bot.words.picture.timeline import concession, timeline_in_words
from tests.render.picture.debates import EVENTS


def test_a_timeline_is_described_by_its_first_and_last_counts_and_its_concessions() -> None:
    seen = progress(EVENTS["two-people"])

    words = timeline_in_words(DISCORD, seen)

    assert words == (
        "How agreement grew in “Should we build?”. Jan 1, 2026: one side only: 1. "
        "Jan 1, 2026: both accept or reject: 2, still diverge: 1. 1 concession on the way."
    )
    assert "2 concessions on the way." in timeline_in_words(DISCORD, replace(seen, concessions=seen.concessions * 2))


@pytest.mark.parametrize(("sides", "label"), [(0, "most accept or reject"), (2, "both accept"), (3, "all accept")])
def test_what_is_shared_is_called_so_for_any_number_of_sides(sides: int, label: str) -> None:
    assert label in timeline_in_words(DISCORD, replace(progress(EVENTS["two-people"]), sides=sides))


def test_a_debate_without_entries_is_described_as_one() -> None:
    words = timeline_in_words(DISCORD, progress(EVENTS["empty"]))

    assert words == "How agreement grew: no claim or crux stands in the ledger yet."


def test_a_concession_of_a_merged_entry_says_what_that_was() -> None:
    conceded = Conceded(datetime(2026, 1, 1, tzinfo=UTC), 4, 2, was=1)

    assert concession(DISCORD, conceded) == "#4 concedes #2, was #1"
    assert concession(DISCORD, replace(conceded, was=None)) == "#4 concedes #2"
