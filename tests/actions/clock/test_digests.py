"""The digest of a slot: read in one look where the debate is small, and recorded once, whoever is faster."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.actions import parking, proposals, schedules, sides, stances, tags
from bot.actions.clock import digests
from bot.actions.clock.digests import DueDigest
from bot.actions.composing import ReadyDigest
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Kind
from bot.ledger.telling.digest import compose
from bot.store.prepared import opened_pool
from bot.store.reading import ledgers, small_debates
from bot.store.reading.small_debates import small_debate
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.tables import slots

CHANNEL, GUILD = 70, 7
ANA, BEN = 1, 2
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def by(user: int, at: datetime = NOON) -> Request:
    return Request(GUILD, CHANNEL, "housing", user, f"person {user}", True, at)


@pytest.fixture
async def here(fresh_database: str) -> AsyncIterator[Sessions]:
    """A process as it runs, and a debate with a daily digest."""
    engine = make_engine(fresh_database)
    async with opened_pool(fresh_database, 4) as pool:
        sessions = Sessions(engine, pool)
        for user, words in ((ANA, "Rents fall"), (BEN, "Quality suffers"), (BEN, "Streets fill")):
            await tags.state(sessions, by(user), TagForm(Kind.CLAIM, words))
        for user, side in ((ANA, "Build"), (BEN, "Wait")):
            await sides.join_side(sessions, by(user), side, open_it=True)
        await schedules.schedule_digest(sessions, by(ANA), HOUR, "daily", "18:00", "UTC", None, None)
        yield sessions
    await engine.dispose()


def elsewhere(here: Sessions) -> Sessions:
    """Another process on the same database, which has no pool of statements."""
    return Sessions(here.bind)


async def ready(sessions: Sessions, at: datetime) -> DueDigest:
    (claimed,) = await digests.claim(sessions, at, "one")
    found = await digests.ready(sessions, claimed, at)
    assert found is not None
    return found


async def as_the_events_tell(sessions: Sessions, upto: int, last_digest: int | None, ready: ReadyDigest) -> None:
    async with sessions() as session:
        now = await ledgers.replayed(session, CHANNEL, upto)
        before = await ledgers.replayed(session, CHANNEL, last_digest) if last_digest is not None else None
    assert ready.digest == compose(now, before, ready.digest.at)


async def test_a_small_debate_is_read_in_one_statement_as_its_tables_have_it(here: Sessions) -> None:
    await stances.take_stance(here, by(BEN), 1, Answer.DISAGREE, 30)
    await proposals.reword(here, by(ANA), 1, "Rents fall slowly")
    await parking.park(here, by(ANA), 2)
    async with here() as session:
        known = await ledgers.load(session, CHANNEL)

    for process in (here, elsewhere(here)):
        found = await small_debate(process.execute, CHANNEL)
        assert found is not None
        assert found.ledger == known
    assert await small_debate(here.execute, CHANNEL + 1) is None


async def test_each_slots_digest_tells_what_a_replay_of_the_events_tells(here: Sessions) -> None:
    due = await ready(here, NOON + A_DAY)
    first = due.digest
    await as_the_events_tell(here, first.upto, None, first)
    assert await digests.record(here, due, 900, NOON + A_DAY)

    await stances.take_stance(here, by(BEN, NOON + A_DAY), 1, Answer.DISAGREE)
    await stances.take_stance(here, by(ANA, NOON + A_DAY), 2, Answer.DISAGREE)
    second = (await ready(here, NOON + 2 * A_DAY)).digest

    await as_the_events_tell(here, second.upto, first.upto, second)
    assert second.digest.news.classes


async def test_a_debate_that_is_no_small_one_is_told_the_same(here: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    small = await ready(here, NOON + A_DAY)

    monkeypatch.setattr(small_debates, "MOST_EVENTS", 1)

    assert await small_debate(here.execute, CHANNEL) is None
    large = await digests.ready(here, small.claimed, NOON + A_DAY)
    assert large is not None
    assert large.digest.digest == small.digest.digest
    assert (large.digest.anchor, large.digest.upto) == (small.digest.anchor, small.digest.upto)
    assert large.head is None


@pytest.mark.parametrize("moved", [False, True], ids=["where nothing moved", "where the ledger went on"])
async def test_two_processes_that_record_a_slot_at_once_record_it_once(here: Sessions, moved: bool) -> None:
    found = await ready(here, NOON + A_DAY)
    if moved:
        await stances.take_stance(here, by(BEN, NOON + A_DAY), 1, Answer.DISAGREE)

    posted = {900: here, 901: elsewhere(here), 902: here}
    recorded = await asyncio.gather(
        *(digests.record(process, found, message, NOON + A_DAY) for message, process in posted.items())
    )

    (stands,) = (message for message, stands in zip(posted, recorded, strict=True) if stands)
    async with here() as session:
        ledger = await ledgers.load(session, CHANNEL)
        assert ledger is not None
        assert [(posted.message, posted.sequence) for posted in ledger.digests] == [(stands, found.digest.upto)]
        assert (await session.execute(sa.select(slots.c.state, slots.c.message))).one() == ("posted", stands)


async def test_what_is_posted_for_a_slot_that_is_over_is_not_recorded(here: Sessions) -> None:
    found = await ready(here, NOON + A_DAY)
    await digests.deleted(elsewhere(here), found.claimed)

    await digests.record(here, found, 900, NOON + A_DAY)

    async with here() as session:
        ledger = await ledgers.load(session, CHANNEL)
    assert ledger is not None
    assert ledger.digests == ()
