"""Who counts, through all that people do: the tables say what the events do, and nobody stuffs the ballot."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import (
    concessions,
    cruxes,
    digests,
    entries,
    imports,
    parking,
    privacy,
    proposals,
    sides,
    stances,
    tags,
)
from bot.actions.exports import export_ledger
from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer, Degree, Kind, MovedFrom
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import ParkingNeedsASide
from bot.ledger.standing.cruxes import Settler, crux_findings
from bot.ledger.standing.standing import Standing, standing
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.digest import compose
from bot.render.front_ends import DISCORD
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.store.writing import debate_rows
from tests.outlines import status_of

GUILD, CHANNEL = 7, 70
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANA, BEN, CY, EVE = 1, 2, 3, 9


class Debate:
    """A debate in which people do things, one minute after the other."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions, self.minute = sessions, 0

    def by(self, person: int) -> Request:
        self.minute += 1
        return Request(GUILD, CHANNEL, "housing", person, f"person {person}", False, self.at)

    @property
    def at(self) -> datetime:
        return AT + timedelta(minutes=self.minute)

    async def claim(self, person: int, statement: str, kind: Kind = Kind.CLAIM) -> None:
        await tags.state(self.sessions, self.by(person), TagForm(kind, statement))

    async def answer(self, person: int, entry: int, answer: Answer) -> None:
        await stances.take_stance(self.sessions, self.by(person), entry, answer)

    async def join(self, person: int, side: str) -> None:
        await sides.join_side(self.sessions, self.by(person), side, open_it=True)

    async def ledger(self) -> Ledger:
        async with self.sessions() as session:
            ledger = await ledgers.load(session, CHANNEL)
        assert ledger is not None
        return ledger

    async def counted(self) -> Standing:
        """Where everything stands by the counts of the database, as a process sees it that has no look yet."""
        look = await look_now(Sessions(self.sessions.bind), CHANNEL)
        assert look is not None
        return look.standing


@pytest.fixture
async def there(committed_sessions: Sessions) -> Debate:
    """Two sides of one, who diverge on a crux."""
    debate = Debate(committed_sessions)
    await debate.claim(ANA, "Zoning is what holds us back", Kind.CRUX)
    await debate.join(ANA, "Build")
    await debate.join(BEN, "Wait")
    await debate.answer(BEN, 1, Answer.DISAGREE)
    await cruxes.mark_crux(debate.sessions, debate.by(BEN), 1, None, Degree.FULLY)
    return debate


async def test_one_person_who_votes_and_is_forgotten_five_times_has_changed_nothing(there: Debate) -> None:
    before, digest = await there.counted(), (await digests.preview(there.sessions, there.by(ANA))).digest
    status = await entries.status_here(there.sessions, there.by(ANA), 20)

    for _ in range(5):
        await there.join(EVE, "Wait")
        await there.answer(EVE, 1, Answer.AGREE)
        await cruxes.mark_crux(there.sessions, there.by(EVE), 1, None, Degree.FULLY)
        await parking.park(there.sessions, there.by(EVE), 1)
        await parking.revive(there.sessions, there.by(EVE), 1)
        assert (await there.counted()).entries != before.entries
        await privacy.forget_person(there.sessions, EVE, there.at)

    ledger = await there.ledger()
    assert len(ledger.participants) == 7
    assert [person.number for person in ledger.participants.values() if person.forgotten] == [3, 4, 5, 6, 7]
    assert await there.counted() == before == standing(ledger)
    now = (await digests.preview(there.sessions, there.by(ANA))).digest
    assert now == replace(digest, at=now.at) == compose(ledger, None, now.at)
    assert await entries.status_here(there.sessions, there.by(ANA), 20) == status == status_of(ledger)
    assert (await verify_debate(there.sessions, CHANNEL)).problems == ()


async def test_who_does_not_count_may_do_all_that_others_do_and_changes_nothing_until_they_count(there: Debate) -> None:
    def eve(*, counts: bool) -> Request:
        return replace(there.by(EVE), counts=counts)

    before = await there.counted()
    await sides.join_side(there.sessions, eve(counts=False), "Wait", open_it=True)
    await stances.take_stance(there.sessions, eve(counts=False), 1, Answer.AGREE)
    await cruxes.mark_crux(there.sessions, eve(counts=False), 1, None, Degree.FULLY)
    uncounted = await there.ledger()

    assert uncounted.participants[3].uncounted
    assert await there.counted() == before == standing(uncounted)
    without = replace(uncounted, marks={key: mark for key, mark in uncounted.marks.items() if mark.person != 3})
    assert len(without.marks) < len(uncounted.marks)
    assert crux_findings(uncounted, before) == crux_findings(without, before)
    assert await entries.status_here(there.sessions, there.by(ANA), 20) == status_of(uncounted)
    digest = (await digests.preview(there.sessions, there.by(ANA))).digest
    assert digest == compose(uncounted, None, digest.at)

    await stances.take_stance(there.sessions, eve(counts=False), 1, Answer.UNSURE)
    again = await entries.status_here(there.sessions, there.by(ANA), 20)
    assert again == status_of(await there.ledger())
    assert (again.uncounted, digest.rest.uncounted) == (1, 1)
    shown = (await entries.entry_here(there.sessions, there.by(ANA), 1)).ledger
    assert [line.tallies for line in standing(shown).entries] == [line.tallies for line in before.entries]

    await stances.take_stance(there.sessions, eve(counts=True), 1, Answer.AGREE)
    counted = await there.ledger()

    assert not counted.participants[3].uncounted
    assert await there.counted() == standing(counted) != before
    assert await entries.status_here(there.sessions, there.by(ANA), 20) == status_of(counted)
    assert (await verify_debate(there.sessions, CHANNEL)).problems == ()


async def test_a_ledger_that_goes_out_and_in_again_knows_who_was_forgotten(there: Debate) -> None:
    await there.join(EVE, "Wait")
    await there.answer(EVE, 1, Answer.AGREE)
    await privacy.forget_person(there.sessions, EVE, there.at)
    written, before = (
        (await export_ledger(there.sessions, CHANNEL, Format.JSON, LedgerWriter(DISCORD))).decode(),
        await there.ledger(),
    )
    async with there.sessions.begin() as session:
        await debate_rows.forget(session, CHANNEL)

    await imports.import_ledger(there.sessions, begun(written))

    assert await there.ledger() == before
    assert before.participants[3].forgotten
    assert (await verify_debate(there.sessions, CHANNEL)).problems == ()


async def test_the_tables_know_what_each_stance_moved_from(there: Debate) -> None:
    await there.answer(CY, 1, Answer.UNSURE)
    await there.answer(CY, 1, Answer.AGREE)
    moved_at = there.at
    await there.answer(CY, 1, Answer.AGREE)
    await there.join(CY, "Wait")
    await concessions.concede(there.sessions, there.by(BEN), 1, "")
    conceded_at = there.at

    ledger = await there.ledger()
    assert ledger.stances[1, 3].moved_from == MovedFrom(Answer.UNSURE, moved_at)
    assert ledger.stances[1, 2].moved_from == MovedFrom(Answer.DISAGREE, conceded_at)
    assert ledger.stances[1, 1].moved_from is None
    async with there.sessions() as session:
        assert await ledgers.replayed(session, CHANNEL) == ledger

    look = await look_now(Sessions(there.sessions.bind), CHANNEL)
    assert look is not None
    (found,) = crux_findings(look.ledger, look.standing)
    assert found.settled_on is Answer.AGREE
    assert found.settled_by == (Settler(3), Settler(2, ledger.entries[2]))

    await proposals.reword(there.sessions, there.by(ANA), 1, "Zoning holds us back")
    await there.answer(CY, 1, Answer.AGREE)
    assert (await there.ledger()).stances[1, 3].moved_from is None
    assert (await verify_debate(there.sessions, CHANNEL)).problems == ()


async def test_a_third_person_erases_nothing_of_what_two_had(committed_sessions: Sessions) -> None:
    debate = Debate(committed_sessions)
    await debate.claim(ANA, "Rents fall")
    await debate.claim(BEN, "Streets fill")
    await debate.answer(BEN, 1, Answer.AGREE)
    pair = await debate.counted()

    await debate.answer(CY, 1, Answer.AGREE)
    room = await debate.counted()

    assert not pair.is_room
    assert [line.cls for line in pair.entries] == [StandingClass.COMMON_GROUND, StandingClass.ONE_SIDED]
    assert room.is_room
    assert [(line.cls, line.tallies[0].answers) for line in room.entries] == [
        (StandingClass.ROOM_HOLDS, 3),
        (StandingClass.UNTESTED, 1),
    ]
    assert room == standing(await debate.ledger())


async def test_somebody_on_no_side_does_not_complete_what_both_set_aside(there: Debate) -> None:
    await parking.park(there.sessions, there.by(ANA), 1)

    with pytest.raises(ParkingNeedsASide):
        await parking.park(there.sessions, there.by(CY), 1)
    await there.join(CY, "Wait")
    parked = await parking.park(there.sessions, there.by(CY), 1)

    assert parked.parking is not None
    assert parked.parking.agreed_by == 3
