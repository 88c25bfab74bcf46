"""What is gone asks for nothing: entries whose words were erased, and entries that go on as another one."""

from datetime import UTC, datetime

import pytest

from bot.actions import concessions, digests, entries, privacy, proposals, stances, tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Kind, Ledger
from bot.ledger.refusals import WordsAreGone
from bot.ledger.standing.standing import standing
from bot.render.front_ends import DISCORD
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.words.answers import details
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
    ready = await digests.preview(erased, by(CY))
    assert standing(ready.ledger).entries == standing(now).entries


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
    ):
        with pytest.raises(WordsAreGone):
            await press()
