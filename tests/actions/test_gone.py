"""What is gone asks for nothing: entries whose words were erased, and entries that go on as another one."""

from datetime import UTC, datetime

import pytest

from bot.actions import concessions, cruxes, entries, links, privacy, proposals, stances, tags
from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Kind, Relation
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import EntryGoesOn, WordsAreGone
from bot.ledger.standing.cruxes import CruxState, crux_findings
from bot.ledger.standing.standing import standing
from bot.render.front_ends import DISCORD
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.words.answers import details
from bot.words.answers import history as histories
from tests.exchange.ledgers import GUILD
from tests.outlines import outline_of, unanswered

CHANNEL, ANA, BEN, CY = 70, 5001, 5002, 5003
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def by(user: int) -> Request:
    return Request(GUILD, CHANNEL, "housing", user, f"person {user}", True, NOON)


async def ledger(sessions: Sessions) -> Ledger:
    """What stands in the ledger: its tables give what its events give."""
    async with sessions() as session:
        found, replayed = await ledgers.load(session, CHANNEL), await ledgers.replayed(session, CHANNEL)
    assert found == replayed
    return replayed


@pytest.fixture
async def erased(committed_sessions: Sessions) -> Sessions:
    """ANA, who was forgotten, claimed #1; BEN claimed #2; CY agreed with #1 alone."""
    await tags.state(committed_sessions, by(ANA), TagForm(Kind.CLAIM, "Rents fall when we build"))
    await tags.state(committed_sessions, by(BEN), TagForm(Kind.CLAIM, "Quality suffers"))
    await stances.take_stance(committed_sessions, by(CY), 1, Answer.AGREE)
    await privacy.forget_person(committed_sessions, ANA, NOON)
    return committed_sessions


async def test_what_was_erased_is_not_classed_and_awaits_nobody(erased: Sessions) -> None:
    now = await ledger(erased)

    assert [(line.entry.number, line.cls is None) for line in standing(now).entries] == [(2, False), (1, True)]
    assert [entry.number for entry in unanswered(now, 2)] == []
    waiting = await entries.waiting_here(erased, by(CY), 0)
    assert (waiting.first.number if waiting.first else None, waiting.number) == (2, 1)
    look = await look_now(erased, CHANNEL)
    assert look is not None
    assert look.standing.entries == standing(now).entries


async def test_the_outline_that_the_database_counts_is_that_of_the_whole_ledger(erased: Sessions) -> None:
    shown = await entries.entry_here(erased, by(CY), 1)

    assert standing(shown.ledger).entries[0].cls is None
    outline = outline_of(await ledger(erased))
    assert shown.ledger.counted is not None
    assert shown.ledger.counted.answered == outline.answered
    assert "its words were erased" in details.in_full(DISCORD, shown.ledger, shown.entries)


async def test_old_buttons_of_what_was_erased_answer_plainly(erased: Sessions) -> None:
    for press in (
        lambda: stances.take_stance(erased, by(CY), 1, Answer.DISAGREE, read=1),
        lambda: concessions.concede(erased, by(BEN), 1, "You are right"),
        lambda: proposals.merge(erased, by(BEN), 2, 1),
        lambda: proposals.merge(erased, by(BEN), 1, 2),
        lambda: proposals.to_merge(erased, by(BEN), 2, 1),
        lambda: proposals.to_merge(erased, by(BEN), 1, 2),
    ):
        with pytest.raises(WordsAreGone):
            await press()


@pytest.fixture
async def merged(committed_sessions: Sessions) -> Sessions:
    """ANA claims #1, #2 and #3; BEN marks #2 as his crux, concedes it as #4, and says #5 against it; #2 → #1 → #3."""
    s = committed_sessions
    for statement in ("Rents fall when we build", "Rents go down", "Rents fall"):
        await tags.state(s, by(ANA), TagForm(Kind.CLAIM, statement))
    for person in (ANA, BEN):
        await cruxes.mark_crux(s, by(person), 2, None)
    await concessions.concede(s, by(BEN), 2, "On rents you are right")
    await tags.state(s, by(BEN), TagForm(Kind.CLAIM, "Quality suffers"))
    await links.link(s, by(BEN), 5, Relation.ATTACKS, 2)
    await stances.take_stance(s, by(BEN), 3, Answer.DISAGREE)
    await proposals.merge(s, by(ANA), 2, 1)
    await proposals.merge(s, by(ANA), 1, 3)
    return s


async def in_full(sessions: Sessions, number: int) -> list[str]:
    shown = await entries.entry_here(sessions, by(CY), number)
    return details.in_full(DISCORD, shown.ledger, shown.entries).splitlines()


async def test_what_named_a_merged_entry_is_told_of_the_one_that_it_goes_on_as(merged: Sessions) -> None:
    crux, concession, against = [await in_full(merged, number) for number in (3, 4, 5)]

    assert "- #5 attacks it" in crux
    assert any(line.startswith("- Crux (") for line in crux)
    assert "- Concedes the point on #3, was #2" in concession
    assert "- Attacks #3, was #2" in against
    assert "merged into #3" in (await in_full(merged, 2))[1]
    shown = await entries.history(merged, by(CY), 5, 100)
    said = histories.history(DISCORD, shown.entry, shown.events, shown.names, survivor=shown.survivor)
    assert "attacks #3, was #2" in said


async def test_a_merged_entry_is_the_crux_that_it_was_in_every_look(merged: Sessions) -> None:
    now = await ledger(merged)
    look = await look_now(merged, CHANNEL)
    assert look is not None

    for told in (now, look.ledger):
        (finding,) = crux_findings(told, standing(told))
        assert (finding.entry.number, finding.target, finding.markers) == (3, None, (1, 2))
        assert finding.state is CruxState.DOUBLE


async def test_who_names_a_merged_entry_is_led_to_the_one_that_it_goes_on_as(merged: Sessions) -> None:
    for press in (
        lambda: stances.take_stance(merged, by(CY), 2, Answer.AGREE, read=1),
        lambda: cruxes.mark_crux(merged, by(CY), 2, None),
        lambda: links.link(merged, by(CY), 5, Relation.SUPPORTS, 2),
        lambda: concessions.concede(merged, by(CY), 2, "You are right"),
    ):
        with pytest.raises(EntryGoesOn) as gone:
            await press()
        assert (gone.value.entry, gone.value.into) == (2, 3)

    assert [entry.number for entry in await entries.find_entries(merged, by(CY), "#2", 25)] == [3]
    assert [entry.number for entry in await entries.find_entries(merged, by(CY), "1", 25)] == [3]
    assert [entry.number for entry in await entries.find_entries(merged, by(CY), "3", 25)] == [3]


async def test_ones_crux_mark_on_a_merged_entry_is_taken_back_on_the_one_that_it_goes_on_as(merged: Sessions) -> None:
    shown = await entries.entry_here(merged, by(BEN), 3)
    assert shown.ledger.is_crux_of(BEN, 3)

    await cruxes.unmark_crux(merged, by(BEN), 3)

    now = await ledger(merged)
    assert [mark.person for mark in now.marks.values()] == [1]
