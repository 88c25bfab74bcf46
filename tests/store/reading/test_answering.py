"""What a click on an answer reads: the clicker's own stance, however many answers, entries and people there are."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise, product

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import Debate
from bot.ledger.record import events as e
from bot.store.answer_cache import AnswerCache
from bot.store.prepared import Prepared, Row, execute_in
from bot.store.reading import debates
from bot.store.reading.answering import LARGEST_CROWD, WORTH_A_LOOKUP, answer_look, cached_look
from bot.store.reading.debate_look import DebateLook
from bot.store.writing import append, debate_rows

DEBATE, GUILD = 4001, 77
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
UNOPENED = Debate(DEBATE, GUILD, "rents", 0, NOON)
STRANGER = 99_999
FIRST_USER = 9_000


class Here:
    """A process with its cache, and how many statements it has executed."""

    def __init__(self, session: AsyncSession) -> None:
        self.cache = AnswerCache()
        self.statements = 0
        self._execute = execute_in(session)

    async def execute(self, statement: Prepared, values: Mapping[str, object]) -> Sequence[Row]:
        self.statements += 1
        return await self._execute(statement, values)

    async def look(self, entry: int, user: int) -> DebateLook:
        """The look of somebody who clicks, as a request has it."""
        cached = await cached_look(self.cache, self.execute, DEBATE, entry, user)
        return cached or await answer_look(self.cache, self.execute, UNOPENED, entry, user)


@pytest.fixture
def here(session: AsyncSession) -> Here:
    return Here(session)


async def debate_of(session: AsyncSession, people: int, entries: int = 1) -> None:
    """A debate in which so many people have answered each of so many entries."""
    opening = (e.DebateOpened(GUILD, False, "rents"), e.ParticipantMet(1, str(FIRST_USER + 1), "1"))
    claims = [
        e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=f"Rents fall, {number}")
        for number in range(1, entries + 1)
    ]
    head = await debate_rows.create(session, DEBATE, GUILD, NOON)
    others = [e.ParticipantMet(person, str(FIRST_USER + person), str(person)) for person in range(2, people + 1)]
    answers = [
        e.StanceTaken(entry, person, 1, Answer.AGREE)
        for entry in range(1, entries + 1)
        for person in range(1, people + 1)
    ]
    await append.record(session, head, 1, (*opening, *claims, *others, *answers), NOON)


async def write_elsewhere(session: AsyncSession, number: int) -> None:
    """Another process writes to the debate."""
    head = await debates.head(session, DEBATE)
    assert head is not None
    await append.record(session, head, 1, (e.SideNamed(number + 1, f"side {number}"),), NOON)


async def followed(here: Here, *users: int) -> None:
    """Have people answer so that the debate is found unchanged by others."""
    for user in users:
        await here.look(1, FIRST_USER + user)


READ = sa.text(
    "SELECT coalesce(sum(idx_tup_fetch + seq_tup_read), 0)::int FROM pg_stat_xact_user_tables"
    " WHERE relname IN ('entries', 'wordings', 'participants', 'stances')"
)


OTHERS = (
    "INSERT INTO debates (id, guild, opened_by, opened_at, head_hash) SELECT n, 77, 1, now(), '' FROM {debates}",
    """INSERT INTO participants (debate, number, "user", name)
    SELECT n, each, 9000 + n * 4 + each, 'person ' || each FROM {debates}, {four}""",
    """INSERT INTO entries (debate, number, kind, author, tagger, status, tagged_at)
    SELECT n, each, 'claim', 1, 1, 'live', now() FROM {debates}, {four}""",
    """INSERT INTO wordings (debate, entry, number, statement, folded)
    SELECT n, each, 1, 'Rents fall', 'rents fall' FROM {debates}, {four}""",
    """INSERT INTO stances (debate, entry, person, wording, answer, at)
    SELECT n, each, person, 1, 'agree', now() FROM {debates}, {four}, generate_series(1, 4) AS person""",
    "ANALYZE participants, entries, wordings, stances",
    "SET LOCAL plan_cache_mode = force_generic_plan",
    "SET LOCAL enable_seqscan = off",
)
"""Many more debates, small as most are, by which PostgreSQL plans as it does for the pool of statements."""


@pytest.mark.parametrize(("people", "entries"), [(60, 1), (60, 40), (LARGEST_CROWD + 100, 1)])
async def test_a_click_reads_as_many_rows_however_many_people_and_entries_there_are(
    session: AsyncSession, here: Here, people: int, entries: int
) -> None:
    await debate_of(session, people, entries)
    for statement in OTHERS:
        some = {"debates": "generate_series(10000, 11000) AS n", "four": "generate_series(1, 4) AS each"}
        await session.execute(sa.text(statement.format(**some)))
    await followed(here, 1, 2)
    before, asked = await session.scalar(READ) or 0, here.statements

    seen = await here.look(entries, FIRST_USER + 50)

    assert seen.ledger.stances.keys() == {(entries, 50)}
    assert here.statements == asked + 1
    # One of each, and the person again, to tell those of one name apart.
    assert (await session.scalar(READ) or 0) - before == 5


async def test_a_look_under_the_head_that_is_cached_has_what_the_first_look_has(
    session: AsyncSession, here: Here
) -> None:
    await debate_of(session, 3, 2)
    await followed(here, 1, 2)
    for entry, user in product((1, 2), (FIRST_USER + 1, FIRST_USER + 3, STRANGER)):
        before = await answer_look(AnswerCache(), here.execute, UNOPENED, entry, user)
        after = await cached_look(here.cache, here.execute, DEBATE, entry, user)
        assert after is not None
        assert (after.head, after.next_person) == (before.head, before.next_person)
        assert after.ledger.entries == before.ledger.entries
        assert after.ledger.participants == before.ledger.participants
        assert after.ledger.stances == before.ledger.stances


async def test_what_was_looked_up_is_not_looked_up_again(session: AsyncSession, here: Here) -> None:
    await debate_of(session, LARGEST_CROWD + 1)
    await followed(here, 1, 2, 3)
    asked = here.statements

    seen = await here.look(1, FIRST_USER + 3)

    assert seen.ledger.stances.keys() == {(1, 3)}
    assert here.statements == asked


async def test_all_answers_are_read_once_looking_some_up_has_cost_as_much(session: AsyncSession, here: Here) -> None:
    people = 2 * WORTH_A_LOOKUP + 10
    await debate_of(session, people)
    await followed(here, 1, 2)
    asked = [here.statements]
    for user in (*range(3, people + 1), STRANGER):
        await here.look(1, FIRST_USER + user)
        asked.append(here.statements)

    each = [later - earlier for earlier, later in pairwise(asked)]
    # The second person was looked up too; then everybody and their answers are read by two statements.
    assert each == [1, 1, 2, *(0 for _ in range(people - 4))]


async def test_somebody_new_is_looked_up_as_such(session: AsyncSession, here: Here) -> None:
    await debate_of(session, 60)
    await followed(here, 1, 2)

    seen = await here.look(1, FIRST_USER + STRANGER)

    assert (seen.ledger.participants, seen.ledger.stances, seen.next_person) == ({}, {}, 61)


async def test_nothing_but_the_head_is_cached_of_a_debate_that_others_write_to(
    session: AsyncSession, here: Here
) -> None:
    await debate_of(session, 3)
    for number in range(3):
        await here.look(1, FIRST_USER + 1)
        await write_elsewhere(session, number)

    cached = here.cache.of(DEBATE)
    assert cached is not None
    assert (cached.is_followed, cached.size) == (False, 1)


async def test_an_entry_that_is_not_there_is_left_to_the_look_that_refuses(session: AsyncSession, here: Here) -> None:
    await debate_of(session, 3)
    await followed(here, 1, 2)

    for number in (99, 1 << 40, -1):
        assert await cached_look(here.cache, here.execute, DEBATE, number, FIRST_USER + 1) is None
