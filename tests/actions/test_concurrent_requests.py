"""Requests made at the same time are written one after the other, and the ledger they leave replays."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import concessions, debates, parking, proposals, schedules, sides, stances, tags
from bot.actions.clock import digests
from bot.actions.request import DeliveredTwice, Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.actions.writing import was_done
from bot.ledger.entries import Answer, Kind, Status
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import GENESIS, broken_seal
from bot.ledger.refusals import Refusal
from bot.store.prepared import opened_pool
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine

CHANNEL, GUILD, MESSAGE = 70, 7, 500
ANA, BEN, CY, MOD = 1, 2, 3, 4
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "Rents fall when we build."


@pytest.fixture(params=["a pool", "no pool"])
async def committed_sessions(request: pytest.FixtureRequest, fresh_database: str) -> AsyncIterator[Sessions]:
    """Sessions that commit, as a process has them: with a pool of statements, or without one as behind PgBouncer."""
    engine = make_engine(fresh_database)
    async with opened_pool(fresh_database, 10) as pool:
        yield Sessions(engine, pool if request.param == "a pool" else None)
    await engine.dispose()


def by(user: int, *, request: int | None = None, channel: int = CHANNEL) -> Request:
    return Request(GUILD, channel, "housing", user, f"person {user}", user == MOD, NOON, request)


async def outcomes(*doing: Awaitable[object]) -> list[str]:
    """What became of things done at once: "done", or the name of the refusal. Anything else is raised."""
    results = await asyncio.gather(*doing, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Refusal | DeliveredTwice):
            raise result
    return sorted(type(r).__name__ if isinstance(r, BaseException) else "done" for r in results)


async def whole_ledger(sessions: Sessions) -> Ledger:
    """The ledger, after a look that its chain holds and that its events give its tables."""
    async with sessions() as session:
        before = GENESIS
        async for line in events.stream(session, CHANNEL):
            assert broken_seal(before, line) is None
            before = line.hash
        standing = await ledgers.load(session, CHANNEL)
        assert standing is not None
        assert await ledgers.replayed(session, CHANNEL) == standing
        return standing


async def claim(sessions: Sessions, user: int, words: str) -> None:
    await tags.state(sessions, by(user), TagForm(Kind.CLAIM, words))


async def propose(sessions: Sessions, *taggers: int) -> None:
    """These people each propose ben's message as a claim."""
    for user in taggers:
        await tags.keep_draft(sessions, by(user), Target(MESSAGE, BEN, "person 2", TEXT))
        await tags.tag_message(sessions, by(user), MESSAGE, TagForm(Kind.CLAIM, f"Rents fall, says {user}", TEXT))


async def test_many_first_tags_open_one_debate(committed_sessions: Sessions) -> None:
    said = [claim(committed_sessions, user, f"Claim of {user}") for user in range(1, 9)]

    assert await outcomes(*said) == ["done"] * 8
    ledger = await whole_ledger(committed_sessions)
    assert sorted(ledger.entries) == list(range(1, 9))
    assert sorted(person.user or 0 for person in ledger.participants.values()) == list(range(1, 9))


async def test_one_message_tagged_twice_with_the_same_words_is_one_entry(committed_sessions: Sessions) -> None:
    for user in (BEN, CY):
        await tags.keep_draft(committed_sessions, by(user), Target(MESSAGE, BEN, "person 2", TEXT))
    form = TagForm(Kind.CLAIM, "Rents fall", TEXT)

    done = await outcomes(*(tags.tag_message(committed_sessions, by(user), MESSAGE, form) for user in (BEN, BEN, CY)))

    assert done == ["AlreadyTagged", "AlreadyTagged", "done"]
    assert list((await whole_ledger(committed_sessions)).entries) == [1]


async def test_one_request_delivered_to_many_processes_is_done_once(committed_sessions: Sessions) -> None:
    form = TagForm(Kind.CLAIM, "Rents fall")

    done = await outcomes(*(tags.state(committed_sessions, by(ANA, request=9), form) for _ in range(4)))

    assert done == ["DeliveredTwice"] * 3 + ["done"]
    assert list((await whole_ledger(committed_sessions)).entries) == [1]


async def test_a_request_that_was_given_up_is_done_by_nobody_and_one_that_was_done_is_known(
    committed_sessions: Sessions,
) -> None:
    form = TagForm(Kind.CLAIM, "Rents fall")
    await tags.state(committed_sessions, by(ANA, request=9), form)

    assert await was_done(committed_sessions, 9, NOON)
    assert not await was_done(committed_sessions, 10, NOON)
    assert not await was_done(committed_sessions, 10, NOON), "given up in two processes, it is still not done"
    with pytest.raises(DeliveredTwice):
        await tags.state(committed_sessions, by(BEN, request=10), form)


@pytest.mark.parametrize("other", [proposals.confirm, proposals.decline, proposals.withdraw])
async def test_a_proposal_is_answered_once(
    committed_sessions: Sessions, other: Callable[[Sessions, Request, int], Awaitable[object]]
) -> None:
    await propose(committed_sessions, ANA)

    await outcomes(proposals.confirm(committed_sessions, by(BEN), 1), other(committed_sessions, by(BEN), 1))

    ledger = await whole_ledger(committed_sessions)
    assert ledger.entries[1].status is not Status.PROPOSED
    assert ledger.entries[1].proposal is None


async def test_two_entries_merged_into_each_other_leave_one(committed_sessions: Sessions) -> None:
    await claim(committed_sessions, ANA, "Rents fall")
    await claim(committed_sessions, BEN, "Rents get lower")

    done = await outcomes(
        proposals.merge(committed_sessions, by(ANA), 1, 2), proposals.merge(committed_sessions, by(BEN), 2, 1)
    )

    assert done == ["EntryGoesOn", "done"]
    statuses = [entry.status for entry in (await whole_ledger(committed_sessions)).entries.values()]
    assert sorted(statuses) == [Status.LIVE, Status.MERGED]


async def test_everything_at_once_leaves_a_ledger_that_replays(committed_sessions: Sessions) -> None:
    await debates.open_debate(committed_sessions, by(MOD), "Should we build?", "Yes", "No")
    await claim(committed_sessions, ANA, "Rents fall")
    await claim(committed_sessions, BEN, "Quality suffers")
    await propose(committed_sessions, ANA, CY)
    # Ana ends on the other side than cy, who concedes to her: only the answers of other sides are conceded to.
    joining = ((ANA, "No"), (ANA, "Yes"), *((user, name) for user in (BEN, CY) for name in ("Yes", "No")))
    daily = ("daily", "18:00", "UTC", None, None)
    await schedules.schedule_digest(committed_sessions, by(MOD), timedelta(hours=1), *daily)
    later = NOON + timedelta(days=1)

    await outcomes(
        *(sides.join_side(committed_sessions, by(user), name) for user, name in joining),
        *(stances.take_stance(committed_sessions, by(user), 1, answer) for user in (BEN, CY) for answer in Answer),
        *(proposals.confirm(committed_sessions, by(BEN), number) for number in (3, 4, 3)),
        proposals.reword(committed_sessions, by(ANA), 1, "Rents fall a bit"),
        proposals.withdraw(committed_sessions, by(BEN), 2),
        proposals.merge(committed_sessions, by(MOD), 2, 1),
        parking.park(committed_sessions, by(CY), 1),
        parking.revive(committed_sessions, by(ANA), 1),
        concessions.concede(committed_sessions, by(CY), 1, "You are right"),
        schedules.schedule_digest(committed_sessions, by(MOD), timedelta(hours=1), *daily),
        *(digests.claim(committed_sessions, later, owner) for owner in ("one", "two", "three")),
    )

    ledger = await whole_ledger(committed_sessions)
    assert len(ledger.entries) == 5
    assert {(s.entry, s.person) for s in ledger.stances.values()} >= {(1, 2), (1, 3)}
