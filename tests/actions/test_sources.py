"""Messages that entries quote: deleted ones are erased, edited ones flagged, lost passages said, all others ignored."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.actions import concessions, privacy, sources, tags, terms
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.actions.verify import verify_debate
from bot.ledger.entries import Kind, Scope
from bot.ledger.ledger import Ledger
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from bot.ledger.refusals import DraftIsGone
from bot.store import tables as t
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows
from tests.databases import debates_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, CHANNEL = 7, 70
ANA, BEN = 5001, 5002
MESSAGE, LATER_MESSAGE = 101, 102
TEXT = "Rents fall   when we build. Quality may suffer,\nthough."


def by(user: int, minutes: int = 0, channel: int = CHANNEL) -> Request:
    at = NOON + timedelta(minutes=minutes)
    return Request(GUILD, channel, "housing", user, f"person {user}", False, at)


async def tagged(sessions: Sessions, statement: str, passage: str, message: int = MESSAGE, tagger: int = ANA) -> int:
    """A message of ANA's is tagged; gives the entry's number."""
    await tags.keep_draft(sessions, by(tagger), Target(message, ANA, "ana", TEXT))
    form = TagForm(Kind.CLAIM, statement, passage)
    return (await tags.tag_message(sessions, by(tagger), message, form)).entry.number


async def deleted(sessions: Sessions, *messages: int, guild: int = GUILD, channel: int = CHANNEL) -> None:
    await sources.messages_deleted(sessions, guild, channel, messages, NOON + timedelta(hours=1))


async def seen(sessions: Sessions, text: str | None, edited_after: int | None = 5, message: int = MESSAGE) -> None:
    edited_at = NOON + timedelta(minutes=edited_after) if edited_after is not None else None
    await sources.message_seen(sessions, GUILD, CHANNEL, message, text, edited_at, NOON + timedelta(hours=1))


async def ledger(sessions: Sessions) -> Ledger:
    """What stands in the ledger, which is whole and what its events give."""
    assert (await verify_debate(sessions, CHANNEL)).problems == ()
    async with sessions() as session:
        found = await ledgers.load(session, CHANNEL)
    assert found is not None
    return found


async def by_crux_itself(sessions: Sessions) -> Sequence[Change]:
    """What nobody did, in its order."""
    async with sessions() as session:
        told = [line.event async for line in events.stream(session, CHANNEL)]
    return [event.change for event in told if event.actor == CRUX_ITSELF]


async def test_a_deleted_message_takes_its_passages_and_its_own_words_along(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "rents fall when we BUILD", "Rents fall   when we build.")
    await tagged(committed_sessions, "Building has its price", "Quality may suffer,\nthough.")
    await tagged(committed_sessions, "Quality may suffer…", "Rents fall")
    await tagged(committed_sessions, "Another message", "Rents fall", LATER_MESSAGE)

    await deleted(committed_sessions, MESSAGE, 999)

    now = await ledger(committed_sessions)
    assert [now.entries[n].statement for n in (1, 2, 3, 4)] == [None, "Building has its price", None, "Another message"]
    assert [now.entries[n].passage for n in (1, 2, 3, 4)] == [None, None, None, "Rents fall"]
    assert [now.entries[n].source_deleted for n in (1, 2, 3, 4)] == [True, True, True, False]
    gone = [
        e.SourceDeleted(1, "passage 3; statement 3"),
        e.SourceDeleted(2, "passage 5"),
        e.SourceDeleted(3, "passage 7; statement 7"),
    ]
    assert await by_crux_itself(committed_sessions) == gone
    async with committed_sessions() as session:
        kept = await session.scalars(sa.select(t.event_texts.c.words).where(t.event_texts.c.words.ilike("%suffer%")))
        assert kept.all() == []
        assert await session.scalar(sa.select(sa.func.count()).select_from(t.drafts)) == 1


async def test_what_was_conceded_in_its_words_goes_too(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall when we build", "Rents fall when we build.")
    await concessions.concede(committed_sessions, by(BEN), 1, "")
    await concessions.concede(committed_sessions, by(BEN), 1, "On rents you are right", Scope.ARGUMENT)
    await deleted(committed_sessions, MESSAGE)
    now = await ledger(committed_sessions)
    assert [now.entries[n].statement for n in (1, 2, 3)] == [None, None, "On rents you are right"]
    assert not now.entries[2].source_deleted


async def test_a_definition_of_the_message_loses_a_meaning_that_is_its_words(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall when we build.")
    async with committed_sessions.begin() as session:
        head = await debate_rows.lock(session, CHANNEL)
        assert head is not None
        meanings = ("rents fall", "what a tenant pays")
        changes = [e.TermDefined(n, 1, 1, CHANNEL, MESSAGE, "rent", m) for n, m in enumerate(meanings, 1)]
        await append.record(session, head, 1, changes, NOON)
    await terms.define(committed_sessions, by(BEN), "rents", "rents fall")

    await deleted(committed_sessions, MESSAGE)

    known = (await ledger(committed_sessions)).definitions
    assert [known[n].meaning for n in (1, 2, 3)] == [None, "what a tenant pays", "rents fall"]
    assert known[1].term == "rent"


async def test_a_deletion_told_twice_or_at_once_is_said_once(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall")
    await asyncio.gather(*(deleted(committed_sessions, MESSAGE) for _ in range(4)))
    await deleted(committed_sessions, MESSAGE)
    assert await by_crux_itself(committed_sessions) == [e.SourceDeleted(1, "passage 3; statement 3")]


async def test_messages_that_bear_nothing_do_nothing(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall")
    before = await ledger(committed_sessions)
    await deleted(committed_sessions, 999)
    await deleted(committed_sessions, MESSAGE, guild=8)
    await deleted(committed_sessions, MESSAGE, channel=71)
    await seen(committed_sessions, "Anything", message=999)
    await sources.message_seen(committed_sessions, 8, CHANNEL, MESSAGE, "x", NOON + timedelta(hours=1), NOON)
    assert await ledger(committed_sessions) == before
    async with committed_sessions() as session:
        assert await debates_in(session) == [CHANNEL]


async def test_a_message_that_bears_nothing_costs_one_statement(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall")
    said: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    async with committed_sessions() as session:
        engine = session.get_bind().engine
    sa.event.listen(engine, "before_cursor_execute", listen)
    await deleted(committed_sessions, *range(900, 1000))
    first, said[:] = len(said), []
    await seen(committed_sessions, None, message=999)
    assert (first, len(said)) == (1, 1)


async def test_a_form_that_is_open_on_a_deleted_message_comes_back_too_late(committed_sessions: Sessions) -> None:
    await tags.keep_draft(committed_sessions, by(BEN), Target(MESSAGE, ANA, "ana", TEXT))
    await deleted(committed_sessions, MESSAGE)
    with pytest.raises(DraftIsGone):
        await tags.tag_message(committed_sessions, by(BEN), MESSAGE, TagForm(Kind.CLAIM, "Rents fall"))


async def test_a_deletion_while_somebody_tags_leaves_no_words_of_it(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall", LATER_MESSAGE)
    for message in range(200, 220):
        await tags.keep_draft(committed_sessions, by(ANA), Target(message, ANA, "ana", TEXT))
        form = TagForm(Kind.CLAIM, "Quality may suffer", "Quality may suffer")
        tagging = tags.tag_message(committed_sessions, by(ANA), message, form)
        await asyncio.gather(tagging, deleted(committed_sessions, message), return_exceptions=True)
    for entry in (await ledger(committed_sessions)).entries.values():
        assert entry.number == 1 or (entry.source_deleted and entry.statement is None and entry.passage is None)


async def test_a_real_edit_is_flagged_once(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall")
    await seen(committed_sessions, None, edited_after=None)
    await seen(committed_sessions, None, edited_after=-5)
    assert await by_crux_itself(committed_sessions) == []

    await asyncio.gather(*(seen(committed_sessions, None) for _ in range(3)))
    await seen(committed_sessions, None, edited_after=9)

    assert await by_crux_itself(committed_sessions) == [e.SourceEdited(1)]
    now = await ledger(committed_sessions)
    assert (now.entries[1].source_edited, now.entries[1].orphaned) == (True, False)


async def test_a_passage_that_is_no_longer_there_is_said_and_not_looked_for(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall when we build")
    await tagged(committed_sessions, "Quality suffers", "Quality may suffer")
    await tagged(committed_sessions, "It is so", "")

    await seen(committed_sessions, "Rents fall  when\nwe build a lot.")
    await seen(committed_sessions, TEXT)

    now = await ledger(committed_sessions)
    assert [now.entries[n].orphaned for n in (1, 2, 3)] == [False, True, False]
    assert [now.entries[n].source_edited for n in (1, 2, 3)] == [True, True, True]
    assert (await by_crux_itself(committed_sessions)).count(e.PassageLost(2)) == 1


async def test_of_a_deleted_message_nothing_more_is_said(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall")
    await deleted(committed_sessions, MESSAGE)
    await seen(committed_sessions, "else")
    assert await by_crux_itself(committed_sessions) == [e.SourceDeleted(1, "passage 3; statement 3")]


async def test_deleting_and_forgetting_go_together(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents fall", "Rents fall")
    await tagged(committed_sessions, "My own words", "Quality may suffer", tagger=BEN)
    await asyncio.gather(deleted(committed_sessions, MESSAGE), privacy.forget_person(committed_sessions, ANA, NOON))
    now = await ledger(committed_sessions)
    assert [now.entries[n].statement for n in (1, 2)] == [None, None]
    assert now.entries[2].source_deleted
