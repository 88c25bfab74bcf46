"""Events are written once, sealed in a chain, and the tables stand where their replay stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.estimates import Phase
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, broken_seal
from bot.ledger.record.replay import replay
from bot.store import tables as t
from bot.store.prepared import execute_in
from bot.store.reading import debates, events, ledgers
from bot.store.reading.histories import history
from bot.store.sessions import Sessions
from bot.store.writing import append, copying, debate_rows

DEBATE, OTHER, GUILD = 4001, 4002, 77
NOON = datetime(2026, 11, 23, 12, 0, 0, 123456, UTC)
ANA, BEN, EVE = 1, 2, 3

LIFE: tuple[e.Change, ...] = (
    e.DebateOpened(GUILD, False, "rents"),
    e.ParticipantMet(ANA, "9001", "ana"),
    e.ParticipantMet(BEN, "9002", "ben"),
    e.ParticipantMet(EVE, None, None),
    e.QuestionAsked("Do rents fall when we build?"),
    e.SideNamed(1, "yes"),
    e.SideNamed(2, "no"),
    e.SideJoined(ANA, 1),
    e.SideJoined(BEN, 2),
    e.SideJoined(EVE, 2),
    e.SideLeft(EVE),
    e.EntryTagged(1, Kind.CLAIM, ANA, ANA, False, DEBATE, 501, statement="Rents fall", passage="rents do fall"),
    e.StanceTaken(1, ANA, 1, Answer.AGREE, 90),
    e.StanceTaken(1, BEN, 1, Answer.DISAGREE),
    e.EntryTagged(
        *(2, Kind.CRUX, BEN, ANA, True, DEBATE, 502),
        tagger_answer=Answer.UNSURE,
        crux_for=1,
        statement="Demand is fixed",
        passage="demand",
    ),
    e.EntryConfirmed(2),
    e.StanceTaken(2, BEN, 1, Answer.AGREE, 0),
    e.CruxMarked(2, BEN, 1, Degree.PARTLY),
    e.CruxMarked(2, BEN, 1, Degree.FULLY),
    e.CruxMarked(2, ANA, None, Degree.PARTLY),
    e.CruxMarked(2, ANA, None, Degree.FULLY),
    e.CruxMarked(1, ANA, None, Degree.FULLY),
    e.CruxUnmarked(1, ANA, None),
    e.CruxMarked(1, ANA, 2, Degree.FULLY),
    e.CruxMarked(1, BEN, 2, Degree.FULLY),
    e.CruxUnmarked(1, BEN, 2),
    e.EntryTagged(
        3, Kind.CONCESSION, BEN, BEN, False, None, None, 1, Scope.POINT, Answer.AGREE, statement="They do, a bit"
    ),
    e.StanceTaken(1, BEN, 1, Answer.AGREE, None, 3),
    e.StanceWithdrawn(1, BEN),
    e.StanceTaken(1, BEN, 1, Answer.AGREE),
    e.EntryTagged(4, Kind.CLAIM, BEN, BEN, False, statement="But slowly"),
    e.EntriesLinked(4, Relation.RESIDUE_OF, 3),
    e.EntriesLinked(4, Relation.ATTACKS, 1),
    e.EntriesLinked(4, Relation.ATTACKS, 1),
    e.EntryReworded(1, 2, "Rents fall when we build a lot"),
    e.StanceTaken(1, ANA, 2, Answer.AGREE, 80),
    e.EntryTagged(5, Kind.CLAIM, EVE, BEN, True, DEBATE, 503, statement="Nobody builds", passage="nobody"),
    e.EntryDeclined(5),
    e.EntryTagged(6, Kind.CLAIM, EVE, BEN, True, DEBATE, 503, crux_for=1, statement="Few build", passage="few"),
    e.EntryWithdrawn(6),
    e.EntryTagged(7, Kind.CLAIM, EVE, EVE, False, statement="But not fast"),
    e.EntriesLinked(7, Relation.RESTATES, 4),
    e.EntryMerged(7, 4),
    e.EntryRestored(7),
    e.EntryWithdrawn(7),
    e.EntryRestored(7),
    e.EntryMerged(7, 4),
    e.EntriesLinked(4, Relation.SUPPORTS, 1),
    e.EntriesUnlinked(4, Relation.SUPPORTS, 1),
    e.EntryParked(4, ANA),
    e.ParkingAgreed(4, BEN),
    e.EntryRevived(4, BEN),
    e.EntryParked(4, BEN),
    e.TermDefined(1, ANA, ANA, DEBATE, 501, "fall", "in real terms"),
    e.TermDefined(2, BEN, BEN, None, None, "build", "finish a home"),
    e.TermCredited(1, BEN),
    e.TermAdopted(1, EVE),
    e.TermAdopted(1, ANA),
    e.TermAdopted(1, ANA),
    e.SourceEdited(1),
    e.SourceDeleted(2),
    e.PassageLost(1),
    e.ParticipantRenamed(BEN, "benny"),
    e.ParticipantRenamed(BEN, "ana"),
    e.PersonForgotten(EVE),
    e.DigestPosted(40, 601, told="1 2"),
    e.DigestPosted(50, None),
    e.ParticipantCounted(BEN, False),
    e.SideRenamed(2, "never"),
    e.SideNamed(3, "nope"),
    e.SideJoined(EVE, 3),
    e.SidesMerged(3, 2),
    e.SideNamed(4, "lol"),
    e.SideRemoved(4),
    e.DebateClosed("2027-03-01", "✓ #1\nThe rest, too", "#4"),
    e.LookAgainSet(None),
    e.LookAgainSet("2027-05-01"),
    e.DebateReopened(),
    e.LedgerLocked("Tempers run high"),
    e.LedgerUnlocked(),
    e.LedgerLocked(),
    e.DebateClosed(),
    e.EstimateGiven(1, Phase.BEFORE),
    e.EstimatesCounted(6, 1, 0, 3, 1, 2, 40, 65),
    e.EstimatesShown(1, "30", "60"),
    e.DigestSigned(67, 1, 1, True),
)
"""A debate in which everything happens that can happen."""


async def begin(session: AsyncSession, debate: int = DEBATE, changes: tuple[e.Change, ...] = LIFE) -> debates.Head:
    """A debate with these changes, all at once."""
    head = await debate_rows.create(session, debate, GUILD, NOON)
    return await append.record(session, head, ANA, changes, NOON)


async def sealed(session: AsyncSession, debate: int = DEBATE) -> list[SealedEvent]:
    """The events of a debate, in their order."""
    return [line async for line in events.stream(session, debate)]


async def check_keys(session: AsyncSession) -> None:
    """Look at the deferred foreign keys now, as a commit would."""
    await session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_the_life_of_a_debate_has_every_kind_of_change() -> None:
    assert {change.verb for change in LIFE} == set(e.CHANGES)


async def test_after_each_change_the_tables_stand_where_the_replay_stands(session: AsyncSession) -> None:
    await begin(session, OTHER)
    head = await debate_rows.create(session, DEBATE, GUILD, NOON)
    seen: list[e.Event] = []
    for number, change in enumerate(LIFE, start=1):
        at = NOON + timedelta(minutes=number)
        head = await append.record(session, head, CRUX_ITSELF if number % 7 == 0 else BEN, (change,), at)
        seen.append(e.Event(DEBATE, number, at, CRUX_ITSELF if number % 7 == 0 else BEN, change))
        loaded = await ledgers.load(session, DEBATE)
        assert loaded == replay(seen), change
        assert loaded is not None
        assert head.debate == loaded.debate
    assert await ledgers.replayed(session, DEBATE) == replay(seen)
    await check_keys(session)


async def test_changes_of_one_call_do_what_they_do_one_by_one(session: AsyncSession) -> None:
    head = await begin(session)
    await begin(session, OTHER)
    expected = replay(e.Event(DEBATE, number, NOON, ANA, change) for number, change in enumerate(LIFE, start=1))
    assert await ledgers.load(session, DEBATE) == expected
    assert head.sequence == len(LIFE)
    await check_keys(session)


async def test_an_earlier_moment_is_replayed_up_to_its_last_event(session: AsyncSession) -> None:
    await begin(session)
    for upto in (1, 20, len(LIFE)):
        then = replay(e.Event(DEBATE, number, NOON, ANA, change) for number, change in enumerate(LIFE[:upto], 1))
        assert await ledgers.replayed(session, DEBATE, upto) == then


async def test_nothing_is_replayed_before_the_first_event(session: AsyncSession) -> None:
    await begin(session)
    with pytest.raises(ValueError, match="first event"):
        await ledgers.replayed(session, DEBATE, 0)
    assert await ledgers.load(session, OTHER) is None


async def test_the_stored_chain_is_whole_wherever_the_clock_stood(session: AsyncSession) -> None:
    head = await debate_rows.create(session, DEBATE, GUILD, NOON)
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    head = await append.record(session, head, ANA, LIFE, tokyo)
    await begin(session, OTHER)
    before = GENESIS
    for line in await sealed(session):
        assert broken_seal(before, line) is None
        before = line.hash
    assert (head.sequence, head.hash) == (len(LIFE), before)
    assert await debate_rows.lock(session, DEBATE) == head


async def test_a_long_ledger_is_read_in_parts_and_in_order(session: AsyncSession) -> None:
    head = await begin(session)
    edits = (e.SourceEdited(1),) * (2 * events.BATCH - len(LIFE))
    await append.record(session, head, CRUX_ITSELF, edits, NOON)
    for upto in (None, events.BATCH - 1, events.BATCH, events.BATCH + 1, 2 * events.BATCH, 9 * events.BATCH):
        numbers = [line.event.sequence async for line in events.stream(session, DEBATE, upto)]
        assert numbers == list(range(1, min(upto or 9999, 2 * events.BATCH) + 1))


async def test_the_history_of_an_entry_is_its_own(session: AsyncSession) -> None:
    await begin(session, OTHER)
    await begin(session)
    execute = execute_in(session)

    found = await history(execute, DEBATE, 4, 99)

    assert found is not None
    entry, told = found
    ledger = await ledgers.load(session, DEBATE)
    assert ledger is not None
    assert entry == ledger.entries[4]
    assert [event.change for event in told.events] == [change for change in LIFE if getattr(change, "entry", None) == 4]
    assert {event.debate for event in told.events} == {DEBATE}
    assert told.earlier == 0
    assert set(told.names) <= {event.actor for event in told.events}
    latest = replace(told, events=told.events[-2:], earlier=len(told.events) - 2)
    assert await history(execute, DEBATE, 4, 2) == (entry, latest)
    assert await history(execute, DEBATE, 99, 99) is None


async def test_no_change_is_no_event(session: AsyncSession) -> None:
    head = await begin(session)
    assert await append.record(session, head, ANA, (), NOON) == head
    assert len(await sealed(session)) == len(LIFE)


async def test_a_ledger_taken_in_elsewhere_keeps_its_seals(session: AsyncSession, committed_sessions: Sessions) -> None:
    await begin(session)
    lines = await sealed(session)
    async with committed_sessions.begin() as elsewhere:
        await debate_rows.create(elsewhere, DEBATE, GUILD, NOON)
        await copying.copy_in(elsewhere, lines, lambda: replay(line.event for line in lines))
    async with committed_sessions() as elsewhere:
        assert await sealed(elsewhere) == lines
        assert await ledgers.load(elsewhere, DEBATE) == await ledgers.load(session, DEBATE)
        assert await debates.find(elsewhere, DEBATE) == await debates.find(session, DEBATE)


async def test_an_erased_text_leaves_the_chain_whole(session: AsyncSession) -> None:
    await begin(session)
    await session.execute(sa.update(t.event_texts).where(t.event_texts.c.sequence == 12).values(words=None, salt=None))
    before = GENESIS
    for line in await sealed(session):
        assert broken_seal(before, line) is None
        before = line.hash
    tagged = (await sealed(session))[11].event.change
    assert isinstance(tagged, e.EntryTagged)
    assert (tagged.statement, tagged.passage) == (None, None)


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(t.events).values(actor=9),
        sa.delete(t.events),
        sa.text("TRUNCATE events CASCADE"),
        sa.update(t.event_texts).values(words="others"),
        sa.update(t.event_texts).values(commitment=b"other"),
        sa.update(t.event_texts).values(words=None, salt=None, field="other"),
        sa.delete(t.event_texts),
        sa.text("TRUNCATE event_texts"),
    ],
    ids=str,
)
async def test_what_was_written_stays(session: AsyncSession, statement: sa.Executable) -> None:
    await begin(session, changes=LIFE[:1])
    await check_keys(session)
    with pytest.raises(IntegrityError, match="what was written stays"):
        await session.execute(statement)


async def test_a_stale_head_cannot_fork_the_chain(session: AsyncSession) -> None:
    head = await begin(session, changes=LIFE[:4])
    await append.record(session, head, ANA, (e.SideNamed(1, "yes"),), NOON)
    with pytest.raises(append.HeadMoved):
        await append.record(session, head, ANA, (e.SideLeft(ANA),), NOON)
    with pytest.raises(IntegrityError, match="pk_events"):
        await append.insert_sealed(session, append.sealed_behind(head, ANA, (e.SideLeft(ANA),), NOON))
