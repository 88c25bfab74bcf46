"""The timeline in words."""

from dataclasses import replace

from bot.ledger.telling.progress import progress
from bot.render.front_ends import DISCORD
from bot.words.picture.timeline import timeline_in_words
from tests.render.picture.debates import EVENTS


def test_a_timeline_is_described_by_its_first_and_last_counts_and_its_concessions() -> None:
    seen = progress(EVENTS["two-people"])

    words = timeline_in_words(DISCORD, seen)

    assert "2 agreed, 1 still apart, 0 one side only, 0 not settled yet. 2 concessions on the way." in words
    assert "1 concession on the way." in timeline_in_words(DISCORD, replace(seen, concessions=seen.concessions[:1]))


def test_a_debate_without_entries_is_described_as_one() -> None:
    words = timeline_in_words(DISCORD, progress(EVENTS["empty"]))

    assert words == "How agreement grew: no claim or crux stands in the ledger yet."
