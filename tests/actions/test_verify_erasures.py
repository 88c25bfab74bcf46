"""Every text that is gone has its own reason, and every text that an event says is gone is gone."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.actions import concessions, privacy, sources, tags
from bot.actions.exports import export_ledger
from bot.actions.imports import import_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Kind
from bot.ledger.record.findings import Problem, TextBack, TextErased
from bot.render.front_ends import DISCORD
from bot.store import tables as t
from bot.store.sessions import Sessions
from tests.actions.test_sources import CHANNEL, GUILD, MESSAGE, tagged
from tests.databases import unmark

ANA, BEN = 11, 12
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def by(user: int) -> Request:
    return Request(GUILD, CHANNEL, "housing", user, f"person {user}", True, NOON)


async def place_of(sessions: Sessions, words: str) -> tuple[int, str]:
    async with sessions() as session:
        wanted = sa.select(t.event_texts.c.sequence, t.event_texts.c.field).where(t.event_texts.c.words == words)
        sequence, field = (await session.execute(wanted)).one()
    return sequence, field


async def put(sessions: Sessions, place: tuple[int, str], words: str | None, salt: bytes | None) -> None:
    """Let a text be that in all that the database keeps of its event."""
    c = t.event_texts.c
    here = (c.debate == CHANNEL) & (c.sequence == place[0]) & (c.field == place[1])
    async with sessions.begin() as session:
        await session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        await session.execute(sa.update(t.event_texts).where(here).values(words=words, salt=salt))


async def salt_of(sessions: Sessions, place: tuple[int, str]) -> bytes:
    c = t.event_texts.c
    async with sessions() as session:
        wanted = sa.select(c.salt).where(c.debate == CHANNEL, c.sequence == place[0], c.field == place[1])
        return (await session.execute(wanted)).scalar_one()


async def problems(sessions: Sessions) -> tuple[Problem, ...]:
    return (await verify_debate(sessions, CHANNEL)).problems


@pytest.fixture
async def debated(committed_sessions: Sessions) -> Sessions:
    """Ana claims, ben concedes it and goes on with a claim of his own."""
    await tags.state(committed_sessions, by(ANA), TagForm(Kind.CLAIM, "Rents fall"))
    await concessions.concede(committed_sessions, by(BEN), 1, "Yes, rents do fall")
    await tags.state(committed_sessions, by(BEN), TagForm(Kind.CLAIM, "Quality suffers"))
    return committed_sessions


async def test_who_was_forgotten_is_no_reason_for_what_others_said(debated: Sessions) -> None:
    """Ben's concession names Ana's claim, so that her going may have taken its words along."""
    conceding = await place_of(debated, "Yes, rents do fall")
    await privacy.forget_person(debated, ANA, NOON)
    assert await problems(debated) == ()
    await put(debated, conceding, None, None)
    assert Problem(conceding[0], TextErased(conceding[1])) in await problems(debated)


async def test_words_that_are_put_back_after_a_forgetting_are_named(debated: Sessions) -> None:
    claimed = await place_of(debated, "Rents fall")
    salt = await salt_of(debated, claimed)
    await privacy.forget_person(debated, ANA, NOON)
    await put(debated, claimed, "Rents fall", salt)
    assert Problem(claimed[0], TextBack(claimed[1])) in await problems(debated)


async def test_the_same_is_so_of_a_deleted_message(committed_sessions: Sessions) -> None:
    await tagged(committed_sessions, "Rents are lower then", "Rents fall")
    stays = await place_of(committed_sessions, "Rents are lower then")
    goes = await place_of(committed_sessions, "Rents fall")
    salt = await salt_of(committed_sessions, goes)
    await sources.messages_deleted(committed_sessions, GUILD, CHANNEL, [MESSAGE], NOON)
    assert await problems(committed_sessions) == ()

    await put(committed_sessions, stays, None, None)
    assert Problem(stays[0], TextErased(stays[1])) in await problems(committed_sessions)

    await put(committed_sessions, goes, "Rents fall", salt)
    assert Problem(goes[0], TextBack(goes[1])) in await problems(committed_sessions)


@pytest.mark.parametrize("form", [Format.JSON, Format.LINES])
async def test_what_went_is_in_the_files_and_comes_back_with_them(debated: Sessions, form: Format) -> None:
    await privacy.forget_person(debated, ANA, NOON)
    file = (await export_ledger(debated, CHANNEL, form, LedgerWriter(DISCORD))).decode()
    assert '"erased":"name 2; ' in file.replace('": ', '":')
    async with debated.begin() as session:
        await session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for table in reversed(t.metadata.sorted_tables):
            await session.execute(sa.delete(table))
    await import_ledger(debated, begun(file))
    await unmark(debated)
    assert (await export_ledger(debated, CHANNEL, form, LedgerWriter(DISCORD))).decode() == file
    assert await problems(debated) == ()
