"""The debates of a server fit into a message, whatever they ask and whatever their entries say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions.clock.server_digests import ClaimedServerDigest, DueServerDigest
from bot.actions.overviews import DebateLine, EntryLine, ServerOverview
from bot.ledger.entries import Source
from bot.ledger.schedules import CadenceKind, Schedule
from bot.ledger.standing.verdicts import Tally
from bot.ledger.telling.in_counts import Awaited, InCounts, RankedEntry
from bot.render.front_ends import DISCORD, discord_in
from bot.render.room import MOST_BYTES
from bot.store.reading.server_debates import Called, Place, SaidEntry, ServerDebate
from bot.store.waiting.server_digests import StoredServerDigest
from bot.words.answers import overviews, server_digests
from bot.words.language import LANGUAGES

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LARGE = 2**63 - 1
HOSTILE = ("*" * 300, "家" * 300, "|| spoiler ||" * 25, "[x](http://y) @everyone " * 13)
MOST_CHARACTERS = 3950


def line(words: str, debate: int = LARGE, **numbers: int) -> DebateLine:
    awaited = tuple(Awaited(place, place + 1, None, 9 - place) for place in range(5))
    counts = InCounts(debate, 9, b"", entries=99, awaited=awaited, **numbers)
    return DebateLine(
        ServerDebate(debate, 9, b"", NOON, None, NOON, Place(debate)),
        counts,
        Called(words, dict.fromkeys(range(1, 6), words), {}),
    )


def entry(words: str) -> EntryLine:
    ranked = RankedEntry((0, 0.0), LARGE, 7, (Tally(999, 1, 0, 1000),) * 20, False)
    return EntryLine(ranked, SaidEntry(words, Source(LARGE, LARGE)), words)


def full(words: str) -> ServerOverview:
    lines = (line(words, agreed=10, rejected=20, diverging=30, turns_on=40, proposed=50),) * overviews.PAGE_LINES
    three = (entry(words),) * 3
    return ServerOverview(LARGE, 1, 9, 999, 99, 99, 99, lines, three, three, 99)


def texts(said: overviews.SaidOverview | server_digests.SaidServerDigest) -> str:
    return "".join((said.head, *said.entries, *said.debates, said.foot))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
@pytest.mark.parametrize("words", HOSTILE, ids=["stars", "wide", "spoilers", "links"])
def test_a_page_and_a_digest_fit_in_each_language_whatever_people_wrote(words: str, language: object) -> None:
    front = discord_in(getattr(language, "tag", "en"))
    page = texts(overviews.page(front, full(words)))
    digest = texts(server_digests.said(front, due(full(words))))

    for text in (page, digest):
        assert len(text) <= MOST_CHARACTERS
        assert len(text.encode()) <= MOST_BYTES


def due(told: ServerOverview) -> DueServerDigest:
    schedule = Schedule(CadenceKind.DAILY, None, "UTC")
    before = {LARGE: (1, 2, 3, 4)}
    stored = StoredServerDigest(LARGE, 1, schedule, NOON, None, None, NOON, None, None, 0, before, NOON)
    return DueServerDigest(ClaimedServerDigest(stored, NOON, "me", 1), told, before, NOON, 5, 6, 99)


def test_a_debate_says_what_stands_where_who_is_awaited_and_what_changed() -> None:
    told = line("Should we build?", 70, agreed=2, diverging=1, proposed=1)

    assert overviews.debate(DISCORD, 7, told, (1, 0, 3, 1)) == (
        "**[Should we build?](https://discord.com/channels/7/70)**\n"
        "agreed: 2 (+1) · diverging: 1 (-2) · turns on: 0 (-1) · "
        "awaited: A Should we build? on 9, B Should we build? on 8 · 1 awaits its author · <t:1767268800:R>"
    )


def test_a_closed_one_awaits_nobody_and_one_without_a_verdict_says_how_many_entries_it_has() -> None:
    told = line("Should we build?", 70)
    closed = replace(told, debate=replace(told.debate, closed_at=NOON))

    assert overviews.debate(DISCORD, 7, closed).partition("\n")[2] == "closed · 99 entries · <t:1767268800:R>"


def test_a_digest_says_what_is_new_since_the_last_and_how_many_debates_it_does_not_show_or_know() -> None:
    said = server_digests.said(DISCORD, due(full("Should we build?")))

    assert said.head.splitlines()[1:] == [
        "Since <t:1767268800:f>: something happened in: 99 · new: 5 · closed: 6",
        "999 debates · open: 99 · agreed: 99 · diverging: 99",
    ]
    assert said.foot.splitlines() == [
        "-# and 94 more",
        "-# Left out for now, in archived threads that Crux is looking up: 99.",
    ]
