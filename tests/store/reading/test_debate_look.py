"""The look of a request has what the request is about, of its own debate alone, and the head that it was read under."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Answer, CruxMark, Degree, Kind, Link, Relation, Scope, Stance
from bot.ledger.ledger import Debate
from bot.ledger.people import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import AmbiguousEntry, NoSuchEntry, NothingFits
from bot.store.prepared import execute_in
from bot.store.reading.debate_look import DebateLook, Quoting, Subject, debate_look, with_all_answers
from bot.store.waiting import drafts
from bot.store.waiting.drafts import Draft
from bot.store.writing import append, debate_rows

DEBATE, OTHER, GUILD, MESSAGE = 4001, 4002, 77, 501
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN, CY = 1, 2, 3
ANA_USER, BEN_USER, STRANGER = 9001, 9002, 9009
UNOPENED = Debate(DEBATE, GUILD, "rents", 0, NOON)

Looking = Callable[[Subject], Awaitable[DebateLook]]


def claim(number: int, statement: str, *, message: int | None = None, kind: Kind = Kind.CLAIM) -> e.EntryTagged:
    channel = DEBATE if message else None
    return e.EntryTagged(number, kind, ANA, ANA, False, channel, message, statement=statement)


async def write(session: AsyncSession, *changes: e.Change, debate: int = DEBATE) -> None:
    """A debate of two people with these changes."""
    opening = (e.DebateOpened(GUILD, False, "rents"), e.ParticipantMet(ANA, "9001", "ana"))
    head = await debate_rows.create(session, debate, GUILD, NOON)
    await append.record(session, head, ANA, (*opening, e.ParticipantMet(BEN, "9002", "ben"), *changes), NOON)


@pytest.fixture
async def noise(session: AsyncSession) -> None:
    """Another debate with the same numbers, the same message and the same words."""
    said = [claim(number, "Rents fall when we build", message=MESSAGE) for number in range(1, 31)]
    definition = e.TermDefined(1, BEN, BEN, None, None, "fall", "something else")
    marks = (e.StanceTaken(1, ANA, 1, Answer.UNSURE, 7), e.CruxMarked(1, ANA, None, Degree.PARTLY))
    sides = (e.SideNamed(1, "Later"), e.SideJoined(ANA, 1))
    links = (e.EntriesLinked(1, Relation.ATTACKS, 2),)
    await write(session, *said, *marks, *links, *sides, definition, e.TermAdopted(1, BEN), debate=OTHER)


@pytest.fixture
def look(session: AsyncSession) -> Looking:
    return lambda wanted: debate_look(execute_in(session), UNOPENED, wanted)


@pytest.mark.usefixtures("noise")
async def test_a_debate_that_is_not_opened_yet_is_as_it_would_be(look: Looking) -> None:
    seen = await look(Subject((ANA_USER,), (1,)))

    assert not seen.is_opened
    assert seen.ledger.debate == UNOPENED
    assert (seen.ledger.entries, seen.ledger.participants) == ({}, {})
    assert (seen.next_person, seen.next_entry, seen.next_definition) == (1, 1, 1)


@pytest.mark.usefixtures("noise")
async def test_who_asks_is_there_where_the_debate_has_met_them(look: Looking, session: AsyncSession) -> None:
    await write(session, e.SideNamed(1, "Yes"), e.SideNamed(2, "No"), e.SideJoined(BEN, 2))

    seen = await look(Subject((BEN_USER, STRANGER)))

    assert seen.is_opened
    assert seen.head.sequence == 6
    assert seen.person(BEN_USER) == Participant(BEN, BEN_USER, "ben", 2)
    assert seen.person(STRANGER) is None
    assert seen.ledger.participants.keys() == {BEN}
    assert seen.ledger.sides == {1: Side(1, "Yes"), 2: Side(2, "No")}
    assert seen.next_person == 3


@pytest.mark.usefixtures("noise")
async def test_entries_come_with_what_those_who_ask_said_of_them(look: Looking, session: AsyncSession) -> None:
    said = (claim(1, "a"), claim(2, "b"), claim(3, "c"), e.EntryReworded(1, 2, "A"))
    stances = (e.StanceTaken(1, ANA, 1, Answer.AGREE), e.StanceTaken(1, BEN, 1, Answer.DISAGREE, 30))
    marks = (e.CruxMarked(1, BEN, None, Degree.FULLY), e.CruxMarked(1, BEN, 2, Degree.PARTLY))
    others = (e.CruxMarked(1, ANA, None, Degree.FULLY), e.CruxMarked(3, BEN, None, Degree.FULLY))
    links = (e.EntriesLinked(2, Relation.SUPPORTS, 3), e.EntriesLinked(3, Relation.SUPPORTS, 2))
    await write(session, *said, *stances, *marks, *others, *links)

    seen = await look(Subject((BEN_USER,), (1, 2, 99)))

    assert seen.ledger.entries.keys() == {1, 2}
    assert [wording.statement for wording in seen.entry(1).wordings] == ["a", "A"]
    assert seen.ledger.stances == {(1, BEN): Stance(BEN, 1, 1, Answer.DISAGREE, 30, NOON)}
    assert set(seen.ledger.marks.values()) == {
        CruxMark(BEN, 1, None, Degree.FULLY),
        CruxMark(BEN, 1, 2, Degree.PARTLY),
    }
    assert seen.ledger.links == {Link(2, Relation.SUPPORTS, 3)}
    assert seen.next_entry == 4
    with pytest.raises(NoSuchEntry):
        seen.entry(99)


@pytest.mark.usefixtures("noise")
async def test_who_set_an_entry_aside_is_there(look: Looking, session: AsyncSession) -> None:
    await write(session, claim(1, "a"), e.EntryParked(1, ANA))

    seen = await look(Subject((BEN_USER,), (1,)))

    assert seen.ledger.participants[ANA].name == "ana"


@pytest.mark.usefixtures("noise")
async def test_what_an_entry_concedes_is_there_where_it_is_wanted(look: Looking, session: AsyncSession) -> None:
    conceding = e.EntryTagged(
        2, Kind.CONCESSION, BEN, BEN, False, concedes=1, scope=Scope.POINT, conceded_answer=Answer.AGREE, statement="b"
    )
    await write(session, claim(1, "a"), conceding)

    assert (await look(Subject((BEN_USER,), (2,)))).ledger.entries.keys() == {2}
    assert (await look(Subject((BEN_USER,), (2,), conceded=True))).ledger.entries.keys() == {1, 2}


@pytest.mark.usefixtures("noise")
async def test_an_entry_is_named_by_its_number_or_by_words_of_it(look: Looking, session: AsyncSession) -> None:
    await write(session, claim(1, "Rents fall"), claim(2, "Rents fall a lot"), claim(3, "Quality suffers"))

    seen = await look(Subject((ANA_USER,), names=("#2", "99", "RENTS FALL", "rents", "suff", "homes", "x" * 400)))

    assert [seen.entry_named(name).number for name in ("#2", "RENTS FALL", "suff")] == [2, 1, 3]
    with pytest.raises(NoSuchEntry):
        seen.entry_named("99")
    with pytest.raises(AmbiguousEntry):
        seen.entry_named("rents")
    for name in ("homes", "x" * 400):
        with pytest.raises(NothingFits):
            seen.entry_named(name)


@pytest.mark.usefixtures("noise")
async def test_a_message_comes_with_its_draft_its_author_and_what_was_tagged_in_it(
    look: Looking, session: AsyncSession
) -> None:
    said = [claim(number, f"said {number}", message=MESSAGE if number != 2 else 502) for number in (1, 2, 3)]
    await write(session, *said, e.EntryWithdrawn(3))
    draft = Draft(DEBATE, STRANGER, MESSAGE, BEN_USER, "ben", "Rents fall", NOON)
    await drafts.keep(execute_in(session), draft, NOON)

    seen = await look(Subject((STRANGER,), names=("2",), tags=MESSAGE))

    assert seen.draft == draft
    assert seen.person(BEN_USER) == Participant(BEN, BEN_USER, "ben", None)
    assert seen.quoting == (Quoting(1, Kind.CLAIM, "said 1"),)
    assert seen.ledger.entries.keys() == {2}
    assert (await look(Subject((ANA_USER,), tags=MESSAGE))).draft is None


async def test_a_draft_is_there_before_the_debate_is(look: Looking, session: AsyncSession) -> None:
    draft = Draft(DEBATE, STRANGER, MESSAGE, BEN_USER, "ben", "Rents fall", NOON)
    await drafts.keep(execute_in(session), draft, NOON)

    assert (await look(Subject((STRANGER,), tags=MESSAGE))).draft == draft


@pytest.mark.usefixtures("noise")
async def test_what_a_person_has_stated_before_is_found_in_any_case_of_letters(
    look: Looking, session: AsyncSession
) -> None:
    said = (claim(1, "Rents fall"), claim(2, "Rents fall", message=MESSAGE), claim(3, "RENTS FALL"), claim(4, "Else"))
    await write(session, *said, e.EntryWithdrawn(3))

    assert (await look(Subject((ANA_USER,), stated="rents FALL"))).stated == (1,)
    assert (await look(Subject((BEN_USER,), stated="rents FALL"))).stated == ()


@pytest.mark.usefixtures("noise")
async def test_a_definition_comes_with_who_adopted_it(look: Looking, session: AsyncSession) -> None:
    terms = (e.TermDefined(1, ANA, ANA, None, None, "fall", "real"), e.TermDefined(2, BEN, BEN, None, None, "x", "y"))
    await write(session, *terms, e.TermAdopted(1, BEN), e.TermAdopted(2, ANA))

    seen = await look(Subject((ANA_USER,), definition=1))

    assert seen.ledger.definitions.keys() == {1}
    assert seen.ledger.definitions[1].adopted_by == (BEN,)
    assert seen.next_definition == 3


@pytest.mark.usefixtures("noise")
async def test_all_answers_to_an_entry_come_with_who_gave_them(look: Looking, session: AsyncSession) -> None:
    stances = (e.StanceTaken(1, ANA, 1, Answer.AGREE), e.StanceTaken(1, BEN, 1, Answer.DISAGREE))
    await write(session, claim(1, "a"), claim(2, "b"), *stances, e.StanceTaken(2, ANA, 1, Answer.AGREE))

    seen = await with_all_answers(execute_in(session), await look(Subject((STRANGER,), (1,))), 1)

    assert {key: stance.answer for key, stance in seen.ledger.stances.items()} == {
        (1, ANA): Answer.AGREE,
        (1, BEN): Answer.DISAGREE,
    }
    assert seen.ledger.participants.keys() == {ANA, BEN}


FETCHED = sa.text("SELECT coalesce(sum(idx_tup_fetch), 0) FROM pg_stat_xact_user_tables WHERE relname = 'participants'")


async def test_who_asks_is_found_without_reading_thousands_of_people_where_debates_have_few_as_a_rule(
    session: AsyncSession, look: Looking
) -> None:
    await write(session, claim(1, "Rents fall"))
    few = "INSERT INTO debates (id, guild, opened_by, opened_at, head_hash) SELECT n, 77, 1, now(), '' FROM {some}"
    meet = 'INSERT INTO participants (debate, number, "user", name) SELECT {debate}, {number}, 9000 + n, n FROM {some}'
    others, crowd = "generate_series(1, 400) AS n", "generate_series(100, 2000) AS n"
    for statement in (
        few.format(some=others),
        meet.format(debate="n", number=1, some=others),
        meet.format(debate=DEBATE, number="n", some=crowd),
        "ANALYZE participants",
        "SET LOCAL plan_cache_mode = force_generic_plan",
        "SET LOCAL enable_seqscan = off",
    ):
        await session.execute(sa.text(statement))
    before = await session.scalar(FETCHED) or 0

    seen = await look(Subject((9_500,), (1,)))

    assert seen.ledger.participants[500].user == 9_500
    assert (await session.scalar(FETCHED) or 0) - before < 20
