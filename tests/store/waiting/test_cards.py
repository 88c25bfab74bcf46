"""Cards: due once for the changes of a minute, claimed by one, recorded by who holds the claim."""

import asyncio
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Kind
from bot.ledger.record import events as e
from bot.store.prepared import execute_in
from bot.store.reading import debates
from bot.store.sessions import Sessions
from bot.store.waiting import cards
from bot.store.writing import append, debate_rows
from tests.store.locks import somebody_waits
from tests.store.reading.test_events import DEBATE, GUILD, LIFE, NOON, begin

MINUTE = timedelta(minutes=1)
OTHER = DEBATE + 1


async def change(session: AsyncSession, debate: int, words: str, seconds: int) -> None:
    head = await debate_rows.lock(session, debate)
    assert head is not None
    number = 100 + seconds
    tagged = e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=words)
    await append.record(session, head, 1, (tagged,), NOON + timedelta(seconds=seconds))


async def shown(session: AsyncSession, at: int = 0) -> cards.StoredCard:
    """A card that is up to date, beside another one that is due."""
    await begin(session)
    await begin(session, OTHER)
    await cards.put(session, OTHER, NOON)
    await cards.put(session, DEBATE, NOON)
    (claimed,) = await cards.claim(execute_in(session), NOON, MINUTE, "one", 5, DEBATE)
    head = await debates.head(session, DEBATE)
    assert head is not None
    assert await cards.record_shown(session, DEBATE, "one", 700, head.sequence, NOON)
    known = await cards.get(execute_in(session), DEBATE)
    assert known is not None
    assert claimed.message is None
    return known


async def test_the_first_change_makes_a_card_due_a_minute_later_and_the_next_ones_do_not_put_it_off(
    session: AsyncSession,
) -> None:
    card = await shown(session)
    assert (card.message, card.due_at, card.owner) == (700, None, None)

    await change(session, DEBATE, "Rents fall", 10)
    await change(session, DEBATE, "Quality suffers", 50)

    known = await cards.get(execute_in(session), DEBATE)
    assert known is not None
    assert known.due_at == NOON + timedelta(seconds=70)


async def test_the_cards_of_a_server_are_said_anew_once_every_process_knows(session: AsyncSession) -> None:
    up_to_date, being_shown, closed = DEBATE, OTHER, DEBATE + 2
    for debate in (up_to_date, being_shown, closed):
        await begin(session, debate, LIFE[:7] if debate != closed else LIFE)
        await cards.put(session, debate, NOON)
    await cards.claim(execute_in(session), NOON, MINUTE, "one", 5)
    for debate in (up_to_date, closed):
        await cards.rest(session, debate, "one")

    await cards.say_anew(session, GUILD + 1, NOON)
    await cards.say_anew(session, GUILD, NOON)

    known = {debate: await cards.get(execute_in(session), debate) for debate in (up_to_date, being_shown, closed)}
    assert {debate: card and (card.due_at, card.owner) for debate, card in known.items()} == {
        up_to_date: (NOON + cards.KNOWN_EVERYWHERE, None),
        being_shown: (NOON + MINUTE, None),
        closed: (None, None),
    }


async def test_that_a_digest_was_posted_changes_nothing_on_a_card(session: AsyncSession) -> None:
    await shown(session)
    head = await debate_rows.lock(session, DEBATE)
    assert head is not None

    await append.record(session, head, 0, (e.DigestPosted(head.sequence, 601),), NOON)

    known = await cards.get(execute_in(session), DEBATE)
    assert known is not None
    assert known.due_at is None


async def test_a_debate_without_a_card_is_written_to_as_before(session: AsyncSession) -> None:
    await begin(session)

    await change(session, DEBATE, "Rents fall", 10)

    assert await cards.get(execute_in(session), DEBATE) is None


async def test_what_changed_while_it_was_shown_makes_it_due_again(session: AsyncSession) -> None:
    card = await shown(session)
    await cards.put(session, DEBATE, NOON)
    await cards.claim(execute_in(session), NOON, MINUTE, "one", 5, DEBATE)
    await change(session, DEBATE, "Rents fall", 1)

    await cards.record_shown(session, DEBATE, "one", 700, card.shown, NOON + 4 * MINUTE)

    known = await cards.get(execute_in(session), DEBATE)
    assert known is not None
    assert known.due_at == NOON + 5 * MINUTE


async def test_a_change_that_is_still_being_written_while_the_card_is_recorded_makes_it_due_again(
    committed_sessions: Sessions,
) -> None:
    async with committed_sessions.begin() as session:
        card = await shown(session)
        await cards.put(session, DEBATE, NOON)
        await cards.claim(execute_in(session), NOON, MINUTE, "one", 5, DEBATE)

    async def record() -> None:
        async with committed_sessions.begin() as session:
            assert await cards.record_shown(session, DEBATE, "one", 700, card.shown, NOON + 4 * MINUTE)

    async with committed_sessions.begin() as session:
        await change(session, DEBATE, "Rents fall", 1)
        recording = asyncio.ensure_future(record())
        await somebody_waits(committed_sessions)
    await recording

    known = await cards.get(committed_sessions.execute, DEBATE)
    assert known is not None
    assert (known.owner, known.due_at) == (None, NOON + 5 * MINUTE)


async def test_a_claim_that_was_not_finished_is_taken_over_after_its_lease_and_its_owner_records_nothing(
    session: AsyncSession,
) -> None:
    await begin(session)
    await cards.put(session, DEBATE, NOON)
    await cards.claim(execute_in(session), NOON, MINUTE, "one", 5)

    assert await cards.claim(execute_in(session), NOON, MINUTE, "two", 5) == []
    (taken,) = await cards.claim(execute_in(session), NOON + MINUTE, MINUTE, "two", 5)

    assert (taken.owner, taken.attempts) == ("two", 2)
    assert not await cards.record_shown(session, DEBATE, "one", 700, 1, NOON)
    assert not await cards.begin_posting(session, DEBATE, "one", NOON, NOON + MINUTE)


async def test_since_when_a_message_may_be_there_is_told_from_the_first_attempt_on(session: AsyncSession) -> None:
    await begin(session)
    await cards.put(session, DEBATE, NOON)
    await cards.claim(execute_in(session), NOON, MINUTE, "one", 5)

    assert await cards.begin_posting(session, DEBATE, "one", NOON, NOON + 2 * MINUTE)
    assert await cards.claim(execute_in(session), NOON + MINUTE, MINUTE, "two", 5) == [], "its lease began anew"
    (taken,) = await cards.claim(execute_in(session), NOON + 2 * MINUTE, MINUTE, "two", 5)

    assert (taken.message, taken.posting_since) == (None, NOON)


async def test_what_was_claimed_by_a_clock_that_was_set_back_since_is_taken_over(session: AsyncSession) -> None:
    await begin(session)
    await cards.put(session, DEBATE, NOON)
    assert await cards.claim(execute_in(session), NOON + 60 * MINUTE, MINUTE, "one", 5, patience=16) != []

    assert await cards.claim(execute_in(session), NOON + 55 * MINUTE, MINUTE, "two", 5, patience=16) == []
    assert await cards.claim(execute_in(session), NOON, MINUTE, "two", 5, patience=16) != []
    assert await cards.claim(execute_in(session), NOON, MINUTE, "one", 5, patience=16) == []


async def test_a_card_that_is_due_later_than_it_can_be_put_off_was_put_off_by_a_wrong_clock(
    session: AsyncSession,
) -> None:
    await shown(session)
    await change(session, DEBATE, "Rents fall", 3600)

    assert await cards.claim(execute_in(session), NOON + 40 * MINUTE, MINUTE, "one", 5, DEBATE, patience=16) == []
    assert await cards.claim(execute_in(session), NOON, MINUTE, "one", 5, DEBATE, patience=16) != []
