"""The database refuses what no ledger may hold."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.record import events as e
from bot.store import tables as t
from bot.store.reading import debates
from bot.store.writing import append, debate_rows

DEBATE, OTHER, GUILD, ANA = 4001, 4002, 77, 1
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
async def head(session: AsyncSession) -> debates.Head:
    """The head of a debate with one person and two claims; another debate has many of everything."""
    for debate, many in ((OTHER, 9), (DEBATE, 2)):
        opened = await debate_rows.create(session, debate, GUILD, NOON)
        people = [e.ParticipantMet(n, f"90{n}", "x") for n in range(1, many)]
        claims = [e.EntryTagged(n, Kind.CLAIM, ANA, ANA, False, statement="x") for n in range(1, many + 1)]
        first = e.DebateOpened(GUILD, False, "rents")
        written = await append.record(session, opened, ANA, (first, *people, *claims), NOON)
        await session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        await session.execute(sa.text("SET CONSTRAINTS ALL DEFERRED"))
    return written


def tag(number: int = 3, kind: Kind = Kind.CLAIM, **more: object) -> e.EntryTagged:
    values: dict[str, object] = {"author": ANA, "tagger": ANA, "proposed": False, "statement": "x"}
    return e.EntryTagged(number, kind, **(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (tag(2), "pk_entries|pk_wordings"),
        (tag(author=2), "fk_entries_debate_author"),
        (tag(tagger=2), "fk_entries_debate_tagger"),
        (tag(statement=""), "ck_wordings_statement_length"),
        (tag(statement="x" * 301), "ck_wordings_statement_length"),
        (tag(proposed=True, crux_for=7), "fk_entries_debate_crux_for"),
        (tag(proposed=True, crux_for=3), "ck_entries_crux_for_another"),
        (tag(kind=Kind.CONCESSION), "ck_entries_concession_names_entry"),
        (tag(concedes=1, scope=Scope.POINT, conceded_answer=Answer.AGREE), "ck_entries_concession_names_entry"),
        (
            tag(kind=Kind.CONCESSION, concedes=3, scope=Scope.POINT, conceded_answer=Answer.AGREE),
            "ck_entries_concedes_another",
        ),
        (
            tag(kind=Kind.CONCESSION, concedes=7, scope=Scope.POINT, conceded_answer=Answer.AGREE),
            "fk_entries_debate_concedes",
        ),
        (e.EntryReworded(1, 1, "y"), "pk_wordings"),
        (e.EntryReworded(7, 2, "y"), "fk_(events|wordings)_debate_entry"),
        (e.SourceEdited(7), "fk_events_debate_entry"),
        (e.ParticipantMet(1, "99", "y"), "pk_participants"),
        (e.ParticipantMet(2, "901", "y"), "uq_participants_debate_user"),
        (e.SideJoined(1, 7), "fk_participants_debate_side"),
        (e.StanceTaken(1, 1, 1, Answer.AGREE, 101), "ck_stances_credence"),
        (e.StanceTaken(1, 1, 1, Answer.AGREE, -1), "ck_stances_credence"),
        (e.StanceTaken(1, 1, 2, Answer.AGREE), "fk_stances_debate_entry_wording"),
        (e.StanceTaken(1, 2, 1, Answer.AGREE), "fk_stances_debate_person"),
        (e.CruxMarked(1, 1, 1, Degree.FULLY), "ck_crux_marks_target_another"),
        (e.CruxMarked(1, 1, 7, Degree.FULLY), "fk_crux_marks_debate_target"),
        (e.CruxMarked(1, 2, None, Degree.FULLY), "fk_crux_marks_debate_person"),
        (e.EntriesLinked(1, Relation.ATTACKS, 1), "ck_links_target_another"),
        (e.EntriesLinked(1, Relation.ATTACKS, 7), "fk_links_debate_target"),
        (e.EntryParked(1, 2), "fk_entries_debate_parked_by"),
        (e.ParkingAgreed(1, 1), "ck_entries_parking_begins_with_one"),
        (e.TermDefined(1, 1, 2), "fk_definitions_debate_owner"),
        (e.TermAdopted(7, 1), "fk_adoptions_debate_definition"),
    ],
)
async def test_a_change_that_cannot_be_is_refused(
    session: AsyncSession, head: debates.Head, change: e.Change, rule: str
) -> None:
    with pytest.raises(IntegrityError, match=rule):  # noqa: PT012  (some rules wait for the end of a transaction)
        await append.record(session, head, ANA, (change,), NOON)
        await session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.mark.parametrize(
    ("table", "values", "rule"),
    [
        (t.entries, {"kind": "rumour"}, "ck_entries_kind"),
        (t.entries, {"status": "gone"}, "ck_entries_status"),
        (t.entries, {"status": "proposed"}, "ck_entries_proposal_while_proposed"),
        (t.entries, {"tagger_answer": "maybe"}, "ck_entries_tagger_answer"),
        (t.entries, {"channel": 5}, "ck_entries_source_is_whole"),
        (t.entries, {"kind": "concession", "concedes": 2}, "ck_entries_concession_says_how_far"),
        (t.wordings, {"statement": None}, "ck_wordings_folded_with_statement"),
        (t.wordings, {"folded": None}, "ck_wordings_folded_with_statement"),
    ],
)
async def test_a_row_that_cannot_be_is_refused(
    session: AsyncSession, head: debates.Head, table: sa.Table, values: dict[str, object], rule: str
) -> None:
    with pytest.raises(IntegrityError, match=rule):
        await session.execute(sa.update(table).where(table.c.debate == head.debate.id).values(values))


@pytest.mark.parametrize(
    ("table", "values", "rule"),
    [
        (t.entries, {"number": 1}, "pk_entries"),
        (t.wordings, {"entry": 1}, "pk_wordings"),
        (t.wordings, {"entry": 7}, "fk_wordings_debate_entry"),
        (t.events, {"sequence": 1}, "pk_events"),
        (t.events, {"sequence": 99, "entry": 7}, "fk_events_debate_entry"),
    ],
)
async def test_a_row_beside_the_others_is_refused_by_its_own_table(
    session: AsyncSession, head: debates.Head, table: sa.Table, values: dict[str, object], rule: str
) -> None:
    one = (await session.execute(sa.select(table).where(table.c.debate == head.debate.id).limit(1))).mappings().one()
    with pytest.raises(IntegrityError, match=rule):  # noqa: PT012  (some rules wait for the end of a transaction)
        await session.execute(sa.insert(table).values(**(dict(one) | values)))
        await session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.fixture
async def signed(session: AsyncSession, head: debates.Head) -> debates.Head:
    """A digest that ana, who is on a side, signed when it was posted."""
    digest = head.sequence + 3
    changes = (
        e.SideNamed(1, "yes"),
        e.SideJoined(ANA, 1),
        e.DigestPosted(1, 601),
        e.DigestSigned(digest, ANA, 1, True),
    )
    return await append.record(session, head, ANA, changes, NOON)


@pytest.mark.parametrize("role", ["origin", "replica"])
async def test_a_digest_is_signed_within_a_day_of_its_posting(
    session: AsyncSession, signed: debates.Head, role: str
) -> None:
    """Also where references are left out, as in an import."""
    await session.execute(sa.text(f"SET LOCAL session_replication_role = {role}"))
    digest, day = signed.sequence - 1, timedelta(days=1)
    again = e.DigestSigned(digest, ANA, 1, False)
    last = await append.record(session, signed, ANA, (again,), NOON + day - timedelta(seconds=1))
    await session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
    with pytest.raises(IntegrityError, match="signed_within_a_day"):
        await append.record(session, last, ANA, (again,), NOON + day)


async def test_a_digest_that_was_signed_keeps_its_moment(session: AsyncSession, signed: debates.Head) -> None:
    with pytest.raises(IntegrityError, match="what was written stays"):
        await session.execute(sa.update(t.digests).values(at=NOON - timedelta(days=2)))


TALLY: dict[str, object] = {
    "estimated_both": 5,
    "estimated_before_only": 1,
    "estimated_after_only": 0,
    "moved_towards_yes": 2,
    "moved_towards_no": 2,
    "estimated_unmoved": 1,
    "median_before": 40,
    "median_after": 60,
}


@pytest.mark.parametrize("role", ["origin", "replica"])
@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"settled": "yes"}, "outcome_once_closed"),
        ({"still_open": "all of it"}, "outcome_once_closed"),
        ({"look_again": NOON.date()}, "outcome_once_closed"),
        ({"closed_at": NOON, "settled": "yes", "still_open": "some", "look_again": NOON.date()}, None),
        ({"lock_reason": "too hot"}, "reason_while_locked"),
        ({"locked_at": NOON, "lock_reason": "too hot"}, None),
        ({"locked_at": NOON}, None),
        (TALLY, None),
        ({name: value for name, value in TALLY.items() if name.startswith("estimated_") and name[-1] != "d"}, None),
        (TALLY | {"estimated_before_only": None}, "tally_is_whole"),
        (TALLY | {"estimated_unmoved": None}, "ways_go_together"),
        (TALLY | {"median_after": None}, "ways_go_together"),
        (TALLY | {"estimated_unmoved": 2}, "each_moved_one_way"),
        (TALLY | {"median_before": -1}, "medians"),
        (TALLY | {"median_after": 101}, "medians"),
    ],
)
async def test_what_a_debate_came_to_fits_together(
    session: AsyncSession, head: debates.Head, values: dict[str, object], rule: str | None, role: str
) -> None:
    """Where a debate is changed and where it is made; also where references are left out, as in an import."""
    await session.execute(sa.text(f"SET LOCAL session_replication_role = {role}"))
    one = dict((await session.execute(sa.select(t.debates).where(t.debates.c.id == head.debate.id))).mappings().one())
    changed = sa.update(t.debates).where(t.debates.c.id == head.debate.id).values(values)
    for written in (changed, sa.insert(t.debates).values(one | values | {"id": 77})):
        if rule is None:
            await session.execute(written)
            continue
        async with session.begin_nested() as undone:
            with pytest.raises(IntegrityError, match=rule):
                await session.execute(written)
            await undone.rollback()


async def test_a_mark_for_the_question_stands_once(session: AsyncSession, head: debates.Head) -> None:
    mark = {"debate": head.debate.id, "entry": 1, "person": 1, "target": None, "degree": "fully"}
    await session.execute(sa.insert(t.crux_marks).values(mark))
    with pytest.raises(IntegrityError, match="uq_crux_marks"):
        await session.execute(sa.insert(t.crux_marks).values(mark))


async def test_words_and_their_salt_are_erased_together(session: AsyncSession, head: debates.Head) -> None:
    with pytest.raises(IntegrityError, match="ck_event_texts_erased_together"):
        await session.execute(
            sa.insert(t.event_texts).values(debate=DEBATE, sequence=1, field="x", words="x", commitment=b"")
        )
