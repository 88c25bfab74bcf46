"""Whatever is changed in a past event, it is found and its number named; a whole ledger and an erased one are whole."""

import asyncio
import json
import pickle
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice, zip_longest
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.verify import Verified, debates_kept, examine, verify_debate
from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.estimates import Phase
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.findings import Problem, RowsOfNothing, RowTwice
from bot.ledger.record.verify import KeptEvent, Verification
from bot.ledger.refusals import NoDebate
from bot.store.reading import debates, events
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows
from bot.words.catalogue import ENGLISH
from bot.words.findings import problem

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
        2, Kind.CRUX, BEN, ANA, True, DEBATE, 502, None, None, None, Answer.UNSURE, 1, "Demand is fixed", "demand"
    ),
    e.EntryConfirmed(2),
    e.CruxMarked(2, BEN, 1, Degree.PARTLY),
    e.CruxMarked(1, ANA, None, Degree.FULLY),
    e.CruxUnmarked(1, ANA, None),
    e.EntryTagged(
        3, Kind.CONCESSION, BEN, BEN, False, None, None, 1, Scope.POINT, Answer.AGREE, statement="They do, a bit"
    ),
    e.StanceTaken(1, BEN, 1, Answer.AGREE, None, 3),
    e.EntryTagged(4, Kind.CLAIM, BEN, BEN, False, statement="But slowly"),
    e.EntriesLinked(4, Relation.RESIDUE_OF, 3),
    e.EntryReworded(1, 2, "Rents fall when we build a lot"),
    e.EntryTagged(5, Kind.CLAIM, EVE, BEN, True, DEBATE, 503, statement="Nobody builds", passage="nobody"),
    e.EntryDeclined(5),
    e.EntryTagged(6, Kind.CLAIM, EVE, BEN, True, DEBATE, 503, crux_for=1, statement="Few build", passage="few"),
    e.EntryWithdrawn(6),
    e.EntryTagged(7, Kind.CLAIM, EVE, EVE, False, statement="But not fast"),
    e.EntryMerged(7, 4),
    e.EntryRestored(7),
    e.EntryWithdrawn(7),
    e.EntryRestored(7),
    e.EntryMerged(7, 4),
    e.EntryParked(4, ANA),
    e.ParkingAgreed(4, BEN),
    e.EntryRevived(4, BEN),
    e.TermDefined(1, ANA, ANA, DEBATE, 501, "fall", "in real terms"),
    e.TermCredited(1, BEN),
    e.TermAdopted(1, EVE),
    e.SourceEdited(1),
    e.SourceDeleted(2),
    e.PassageLost(1),
    e.ParticipantRenamed(BEN, "benny"),
    e.ParticipantRenamed(BEN, "ana"),
    e.PersonForgotten(EVE),
    e.DigestPosted(40, 601, told="1 2"),
    e.ParticipantCounted(BEN, False),
    e.EntriesLinked(4, Relation.SUPPORTS, 1),
    e.EntriesUnlinked(4, Relation.SUPPORTS, 1),
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
    e.EstimateGiven(ANA, Phase.BEFORE),
    e.EstimatesCounted(6, 1, 0, 3, 1, 2, 40, 65),
    e.EstimatesShown(ANA, "30", "60"),
    e.DigestSigned(47, ANA, 1, True),
    e.StanceTaken(4, ANA, 1, Answer.UNSURE),
    e.StanceWithdrawn(4, ANA),
)
"""A debate in which everything happens that can happen."""

WITH_REASON = {
    number
    for number, change in enumerate(LIFE, start=1)
    if isinstance(change, e.EntryTagged) and (EVE in (change.author, change.tagger) or change.entry == 2)
}
"""The events that a later one gives a reason to erase words of: EVE is forgotten, and the message of #2 deleted."""


async def begin(sessions: Sessions, debate: int = DEBATE) -> list[SealedEvent]:
    """The debate, each event a minute after the one before; gives its events."""
    lines: list[SealedEvent] = []
    before = GENESIS
    for number, change in enumerate(LIFE, start=1):
        actor = number % 3
        salted = seal(before, e.Event(debate, number, NOON + timedelta(minutes=number), actor, change), _salt)
        lines.append(salted)
        before = salted.hash
    async with sessions.begin() as session:
        await debate_rows.create(session, debate, GUILD, NOON)
        await append.insert_sealed(session, lines)
    return lines


def _salt(length: int) -> bytes:
    return bytes(range(65, 65 + length))


PLACE = {"debate", "sequence"}
"""The columns which say that a row belongs to an event: with another value it is among other rows."""


class Changes:
    """Changes of a ledger, each of the event with the number `n`, and each to be made alone."""

    def __init__(self) -> None:
        self._by_event: dict[int, list[tuple[str, dict[str, Any]]]] = {}

    def add(self, statement: str, **values: Any) -> None:
        """One more change."""
        self._by_event.setdefault(values["n"], []).append((statement, values))

    def rounds(self) -> Iterable[list[tuple[str, dict[str, Any]]]]:
        """All of them, in as few parts as there may be with one change of an event in each."""
        for together in zip_longest(*self._by_event.values()):
            yield [change for change in together if change is not None]


class Unchanged:
    """The events of a whole debate. What is found up to each of them is worked out once, not for each change of it."""

    def __init__(self, kept: Sequence[KeptEvent], head: tuple[int, bytes] | None) -> None:
        self._kept, self._head = kept, head
        self._before: list[bytes] = []
        found = Verification()
        for event in kept:
            self._before.append(pickle.dumps(found))
            found.take(event)

    def found_with(self, changed: KeptEvent) -> Problem:
        """What is found first with this event in place of the one of its number."""
        place = changed.sequence - 1
        assert self._kept[place].sequence == changed.sequence
        found: Verification = pickle.loads(self._before[place])
        found.take_all([changed, *self._kept[place + 1 :]])
        return found.end(self._head)[0]


class Forger:
    """Somebody whom no trigger and no foreign key stops; what they do is undone after each look."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def found_after(self, *statements: str, **values: Any) -> Verified:
        """What is found once these statements are done; each of them changes something."""
        async with self._session.begin_nested() as undone:
            for statement in statements:
                done = await self._session.execute(sa.text(statement), values)
                assert done.rowcount != 0, statement  # type: ignore[attr-defined]
            found = await examine(self._session, DEBATE)
            await undone.rollback()
        return found

    async def found_after_each(self, changes: "Changes") -> AsyncIterator[tuple[dict[str, Any], Problem]]:
        """What is found first in the events after each of these changes alone.

        The database makes a change of each event, and gives all of them at once; then each is put among the unchanged.
        """
        unchanged = Unchanged(*await self.kept())
        for together in changes.rounds():
            async with self._session.begin_nested() as undone:
                for statement, values in together:
                    done = await self._session.execute(sa.text(statement), values)
                    assert done.rowcount == 1, (statement, values)  # type: ignore[attr-defined]
                changed = {event.sequence: event for event in (await self.kept())[0]}
                await undone.rollback()
            for statement, values in together:
                yield values | {"change": statement}, unchanged.found_with(changed[values["n"]])

    async def kept(self) -> tuple[list[KeptEvent], tuple[int, bytes] | None]:
        """The events of the debate as they are kept, and its head."""
        kept = [event async for some in events.kept(self._session, DEBATE) for event in some]
        return kept, await debates.kept_head(self._session, DEBATE)

    async def rows(self, table: str, numbered: str = "sequence") -> list[dict[str, Any]]:
        """The rows of the debate, as they are."""
        wanted = sa.text(f"SELECT * FROM {table} WHERE debate = {DEBATE} ORDER BY {numbered}")
        return [dict(row) for row in (await self._session.execute(wanted)).mappings()]


@pytest.fixture
async def forger(committed_sessions: Sessions) -> AsyncIterator[Forger]:
    await begin(committed_sessions)
    await begin(committed_sessions, OTHER)
    async with committed_sessions() as session:
        await session.execute(sa.text("SET session_replication_role = replica"))
        yield Forger(session)


def named(found: Verified) -> int | None:
    """The number of the event that is named first; a ledger found whole fails the test."""
    assert found.problems
    return found.problems[0].event


def flipped(value: str | bytes) -> Iterable[str | bytes]:
    """The value with one thing changed: at its beginning, in its middle, at its end, cut, longer."""
    for place in {0, len(value) // 2, len(value) - 1} - {-1}:
        if isinstance(value, bytes):
            yield value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
        else:
            yield value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    yield value[:-1]
    yield value + (b"!" if isinstance(value, bytes) else "!")  # type: ignore[operator]


async def test_a_whole_ledger_is_whole_beside_others(committed_sessions: Sessions) -> None:
    await begin(committed_sessions, OTHER)
    lines = await begin(committed_sessions)
    found = await verify_debate(committed_sessions, DEBATE)
    assert (found.problems, found.events, found.erased, found.seal) == ((), len(LIFE), 0, lines[-1].hash)
    assert await debates_kept(committed_sessions) == [DEBATE, OTHER]
    with pytest.raises(NoDebate):
        await verify_debate(committed_sessions, 5)


def test_the_life_of_the_debate_has_every_kind_of_change() -> None:
    assert {change.verb for change in LIFE} == set(e.CHANGES)


async def test_every_column_of_every_event(forger: Forger) -> None:
    """Each value is tried in an event of each verb and set of fields; in one like an earlier one, a value a column."""
    changes = Changes()
    earlier = set[tuple[object, ...]]()
    for row in await forger.rows("events"):
        like = row["verb"], row["entry"] is None, *sorted(row["data"])
        for column, values in other_values(row).items():
            for value in values[:1] if like in earlier else values:
                statement = f"UPDATE events SET {column} = {value} WHERE debate = {DEBATE} AND sequence = :n"
                if column in PLACE:
                    found = await forger.found_after(statement, n=row["sequence"])
                    assert named(found) == row["sequence"], (row["sequence"], column, value, found.problems)
                else:
                    changes.add(statement, n=row["sequence"])
        earlier.add(like)
    async for change, found in forger.found_after_each(changes):
        assert found.event == change["n"], (change, found)


async def test_every_value_of_every_event_s_data(forger: Forger) -> None:
    """What the database gave is changed in memory: there are a thousand such values, and it would give each of them."""
    kept, head = await forger.kept()
    unchanged = Unchanged(kept, head)
    for event in kept:
        for data in other_data(json.loads(event.data or "null")):
            found = unchanged.found_with(replace(event, data=json.dumps(data)))
            assert found.event == event.sequence, (event.sequence, data)


def other_values(row: dict[str, Any]) -> dict[str, list[str]]:
    """What each column of an event could be changed to, as SQL."""
    verbs = [v for v in ("entry parked", "debate closed", "participant met", "nonsense") if v != row["verb"]]
    return {
        "debate": [str(DEBATE + 5)],
        "sequence": ["1000", "2147483647"],
        "at": [
            "at + interval '1 microsecond'",
            "at - interval '1 day'",
            "'infinity'",
            "'20000-01-01'",
            "'4000-01-01 BC'",
        ],
        "actor": ["actor + 1", "actor - 7", "2147483647"],
        "verb": [f"'{verb}'" for verb in verbs] + ["upper(verb)", "verb || ' '", "''"],
        "entry": [str((row["entry"] or 0) + 1), *(["NULL"] if row["entry"] is not None else [])],
        "hash": [
            "''",
            "'\\x00'",
            *(f"'\\x{other.hex()}'" for other in flipped(row["hash"]) if isinstance(other, bytes)),
        ],
        "data": [f"'{json.dumps(data)}'" for data in islice(other_data(row["data"]), 3)]
        + [f"'{odd}'" for odd in ("[]", "1", "null", '"x"', "{}" if row["data"] else '{"": 0}')]
        + ["""('{"entry": ' || repeat('9', 6000) || '}')::jsonb""", "(repeat('[', 3000) || repeat(']', 3000))::jsonb"],
    }


def other_data(data: dict[str, Any]) -> Iterable[dict[str, Any]]:
    yield data | {"more": 1}
    yield data | {"statement": "smuggled"}
    for name, value in data.items():
        yield {key: kept for key, kept in data.items() if key != name}
        for other in (None, True, 0, 2, -1, 1.5, "agree", [], {}, str(value)):
            if other != value or type(other) is not type(value):
                yield data | {name: other}


async def test_every_column_of_every_text(forger: Forger) -> None:
    changes = Changes()
    here = f"WHERE debate = {DEBATE} AND sequence = :n AND field = :field"
    for row in await forger.rows("event_texts", "sequence, field"):
        here_now = {"n": row["sequence"], "field": row["field"]}
        for column in ("words", "salt", "commitment"):
            for value in flipped(row[column]):
                changes.add(f"UPDATE event_texts SET {column} = :value {here}", value=value, **here_now)
        for change in (
            "words = '', salt = ''",
            "words = substr(words, 2), salt = salt || convert_to(left(words, 1), 'UTF8')",
            "words = 'A' || words, salt = substr(salt, 1, 15)",
            "words = chr(80) || words, salt = substr(salt, 1, 15)",
            "commitment = ''",
        ):
            changes.add(f"UPDATE event_texts SET {change} {here}", **here_now)
    async for made, found in forger.found_after_each(changes):
        assert found.event == made["n"], (made, found)
        assert made["field"] in problem(ENGLISH, found), made


async def test_every_text_that_is_gone_or_elsewhere(forger: Forger) -> None:
    here = f"WHERE debate = {DEBATE} AND sequence = :n AND field = :field"
    for row in await forger.rows("event_texts", "sequence, field"):
        for change in (
            f"UPDATE event_texts SET words = NULL, salt = NULL {here}",
            f"UPDATE event_texts SET field = field || 's' {here}",
            f"UPDATE event_texts SET field = 'kind' {here}",
            f"UPDATE event_texts SET sequence = 999 {here}",
            f"UPDATE event_texts SET debate = {DEBATE + 5} {here}",
            f"DELETE FROM event_texts {here}",
        ):
            found = await forger.found_after(change, n=row["sequence"], field=row["field"])
            erased_with_reason = "words = NULL" in change and row["sequence"] in WITH_REASON
            # Their words may be gone, but then the tables may not have them either.
            expected = None if erased_with_reason else row["sequence"]
            assert named(found) == expected, (row, change, found.problems)


async def test_events_that_are_missing_added_or_swapped(forger: Forger) -> None:
    last = len(LIFE)
    here = f"WHERE debate = {DEBATE} AND sequence"
    for number in range(1, last + 1):
        gone = f"DELETE FROM events {here} = {number}"
        assert named(await forger.found_after(gone)) == number
        cut_off = f"DELETE FROM events {here} >= {number}"
        assert named(await forger.found_after(cut_off)) == number
        if number < last:
            swapped = (
                f"UPDATE events SET sequence = 9000 {here} = {number}",
                f"UPDATE events SET sequence = {number} {here} = {number + 1}",
                f"UPDATE events SET sequence = {number + 1} {here} = 9000",
            )
            assert named(await forger.found_after(*swapped)) == number
    copied = (
        "INSERT INTO events SELECT debate, sequence + 1, at, actor, verb, entry, data, hash FROM events "
        f"{here} = {last}"
    )
    assert named(await forger.found_after(copied)) == last + 1


async def test_a_gap_that_is_closed_up_again(forger: Forger) -> None:
    for number in range(1, len(LIFE), 3):
        here = f"WHERE debate = {DEBATE} AND sequence"
        found = await forger.found_after(
            f"DELETE FROM events {here} = {number}",
            f"UPDATE events SET sequence = sequence + 5000 {here} > {number}",
            f"UPDATE events SET sequence = sequence - 5001 {here} > 5000",
            f"UPDATE debates SET head_sequence = head_sequence - 1 WHERE id = {DEBATE}",
        )
        assert named(found) == number


async def test_an_event_that_is_sealed_behind_the_last_one_is_one_too_many(
    forger: Forger, committed_sessions: Sessions
) -> None:
    forged = await forger.found_after(f"UPDATE debates SET head_sequence = head_sequence - 1 WHERE id = {DEBATE}")
    assert problem(ENGLISH, forged.problems[0]).startswith(f"event {len(LIFE)}: it is one too many")


def an_added_passage(event: int) -> str:
    columns = "words, salt, commitment FROM event_texts WHERE sequence = 12 AND field = 'passage'"
    return f"INSERT INTO event_texts SELECT debate, {event}, 'passage', {columns}"


def more_data(event: int, more: str) -> str:
    return f"UPDATE events SET data = data || '{more}' WHERE sequence = {event}"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE events SET actor = 2 WHERE sequence = 12", "event 12: its actor was changed: it was 0"),
        ("UPDATE events SET hash = sha256('x') WHERE sequence = 12", "event 12: its hash was changed"),
        ("UPDATE events SET hash = sha256('x') WHERE sequence = 43", "event 43: its hash was changed"),
        (more_data(13, '{"credence": 91}'), "event 13: its “credence” was changed: it was 90"),
        (more_data(14, '{"answer": "agree"}'), "event 14: its “answer” was changed: it was disagree"),
        ("UPDATE events SET at = at + interval '1 hour' WHERE sequence = 14", "event 14: it was changed: its moment"),
        ("UPDATE events SET entry = 2 WHERE sequence = 13", "event 13: its column “entry” was changed"),
        ("UPDATE events SET verb = 'nonsense' WHERE sequence = 13", "event 13: unknown verb 'nonsense'"),
        ("UPDATE event_texts SET words = 'x' WHERE sequence = 6", "event 6: its text “name”"),
        (an_added_passage(22), "event 22: its text “passage” was added"),
        (an_added_passage(13), "event 13: stance taken: unknown field"),
        ("UPDATE debates SET head_hash = sha256('x')", f"event {len(LIFE)}: it is not the one"),
        (f"UPDATE debates SET head_sequence = {len(LIFE) + 2}", f"event {len(LIFE) + 1}: it is missing"),
        ("DELETE FROM debates", "the debate's row is missing"),
    ],
)
async def test_what_was_changed_is_told_in_words(forger: Forger, change: str, told: str) -> None:
    found = await forger.found_after(change)
    assert problem(ENGLISH, found.problems[0]).startswith(told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE wordings SET statement = 'Rents rise' WHERE entry = 1 AND number = 2", "entry #1: statement"),
        ("UPDATE entries SET passage = NULL WHERE number = 1", "entry #1: passage"),
        ("UPDATE entries SET status = 'live' WHERE number = 5", "entry #5: status"),
        ("UPDATE entries SET scope = 'whole' WHERE number = 3", "entry #3: concession"),
        ("DELETE FROM entries WHERE number = 4", "the tables lack entry #4"),
        ("DELETE FROM wordings WHERE entry = 4", "entry #4: statement"),
        ("UPDATE wordings SET folded = 'rents rise' WHERE entry = 1 AND number = 2", "entry #1: folded"),
        ("UPDATE wordings SET folded = statement WHERE entry = 6", "entry #6: folded"),
        ("INSERT INTO wordings VALUES (4001, 77, 1, 'x', 'x')", "the table of wordings has rows"),
        ("INSERT INTO adoptions (debate, definition, person) VALUES (4001, 77, 1)", "the table of adoptions has rows"),
        ("UPDATE stances SET credence = 1 WHERE entry = 1 AND person = 1", "stance on #1 by person 1: credence"),
        ("DELETE FROM stances WHERE entry = 1 AND person = 2", "the tables lack stance on #1 by person 2"),
        ("UPDATE stances SET at = 'infinity' WHERE entry = 1", "the tables"),
        ("UPDATE stances SET at = '20000-01-01' WHERE entry = 1", "the tables"),
        ("UPDATE crux_marks SET degree = 'fully'", "crux mark on #2 by person 2 for #1: degree"),
        ("DELETE FROM links", "the tables lack link"),
        ("UPDATE participants SET name = 'eva' WHERE number = 1", "participant #1: name"),
        ('UPDATE participants SET "user" = 5 WHERE number = 1', "participant #1: user"),
        ("UPDATE sides SET name = 'maybe' WHERE number = 2", "side #2: name"),
        ("UPDATE definitions SET meaning = 'x'", "definition #1: meaning"),
        ("DELETE FROM adoptions", "definition #1: adopted_by"),
        ("UPDATE digests SET seen = 1", "digest #1: sequence"),
        ("UPDATE debates SET question = 'Is it so?'", "debate: question"),
        ("UPDATE debates SET closed_at = now()", "debate: closed_at"),
    ],
)
async def test_tables_that_differ_from_the_events_are_named_with_the_row(
    forger: Forger, change: str, told: str
) -> None:
    found = await forger.found_after(change)
    assert told in problem(ENGLISH, found.problems[0]), found.problems


@pytest.mark.parametrize(
    ("table", "key"),
    [
        *(("stances", "1 1"), ("entries", "1"), ("wordings", "1 1"), ("participants", "1"), ("crux_marks", "2 2 1")),
        *(
            ("debates", "4001"),
            ("events", "1"),
            ("event_texts", "1 question"),
            ("digests", "47"),
            ("links", "4 residue of 3"),
        ),
    ],
)
async def test_a_row_that_is_there_twice_is_named(forger: Forger, table: str, key: str) -> None:
    """Whoever drops a constraint can write a row again, and counts somebody's answer twice."""
    dropped = (
        f"DO $$ DECLARE k record; BEGIN FOR k IN SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u') "
        f"AND conrelid = '{table}'::regclass LOOP "
        f"EXECUTE 'ALTER TABLE {table} DROP CONSTRAINT ' || k.conname || ' CASCADE'; END LOOP; END $$"
    )
    own = "id" if table == "debates" else "debate"
    again = f"INSERT INTO {table} SELECT * FROM {table} WHERE {own} = {DEBATE}"
    found = await forger.found_after(dropped, again)
    assert any(
        isinstance(wrong.finding, RowTwice) and wrong.finding.table == table and wrong.finding.key.startswith(key)
        for wrong in found.problems
    ), found.problems


async def test_rows_that_belong_to_nothing_are_named(forger: Forger) -> None:
    alone = "INSERT INTO stances (debate, entry, person, answer, wording, at) VALUES (4001, 77, 1, 'agree', 1, now())"
    found = await forger.found_after(alone)
    assert Problem(None, RowsOfNothing("stances", "wordings", 1)) in found.problems
    gone = await forger.found_after(f"DELETE FROM debates WHERE id = {DEBATE}")
    assert {wrong.finding.table for wrong in gone.problems if isinstance(wrong.finding, RowsOfNothing)} >= {
        *("stances", "entries", "sides", "events")
    }


async def test_a_look_while_somebody_writes_sees_one_moment(committed_sessions: Sessions) -> None:
    await begin(committed_sessions)

    enough = asyncio.Event()

    async def write() -> int:
        written = 0
        while not enough.is_set():
            async with committed_sessions.begin() as session:
                head = await debate_rows.lock(session, DEBATE)
                assert head is not None
                await append.record(session, head, ANA, (e.EntryReworded(4, head.sequence, "Slowly"),), NOON)
            written += 1
        return written

    writing = asyncio.create_task(write())
    for _ in range(5):
        assert (await verify_debate(committed_sessions, DEBATE)).problems == ()
    enough.set()
    assert await writing > 0
