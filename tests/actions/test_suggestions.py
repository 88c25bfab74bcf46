"""Suggestions: kept until a moderator decides, then proposed to their authors; forgotten with their messages."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from bot.actions import debates, privacy, proposals, sources, tags
from bot.actions.clock import retention
from bot.actions.exports import export_ledger
from bot.actions.request import Request
from bot.actions.suggestions import Added, accept, begin_reading, drop, review, suggest, suggestion, take_in
from bot.actions.tagging import TagForm, Tagged
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Kind, Status
from bot.ledger.file_problems import FileError
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import (
    AlreadyTagged,
    ConcessionNeedsEntry,
    ModeratorsOnly,
    PassageIsGone,
    ReadLately,
    Refusal,
    SuggestionDecided,
)
from bot.ledger.rules.suggestions import Suggested, SuggestedOf
from bot.render.dialects.discord_export import DiscordChat, suggestions_from
from bot.render.front_ends import DISCORD
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.store.tables import channel_readings
from bot.store.waiting.suggestions import MOST_WAITING, SUGGESTION_LIFE
from tests.render.dialects.exported import ANA, BEN, CHANNEL, CLAIM, CONCESSION, CRUX, GUILD, chat

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MODERATOR = Request(GUILD, CHANNEL, "housing", 90, "mod", True, NOON)
OTHER_MODERATOR = replace(MODERATOR, user=91, user_name="mad")
HERS = Request(GUILD, CHANNEL, "housing", ANA, "ana", False, NOON)
RENTS = (701, 6)
"""Where the claim of the file stands: its message, and the place in it."""


async def read(sessions: Sessions, *files: bytes) -> Added:
    into = DiscordChat()
    found = (one for data in files for one in suggestions_from(BytesIO(data), into))
    return await take_in(sessions, into, found, NOON)


async def ledger_of(sessions: Sessions) -> Ledger:
    async with sessions() as session:
        ledger = await ledgers.load(session, CHANNEL)
    assert ledger is not None
    return ledger


@pytest.fixture
async def waiting(sessions: Sessions) -> Sessions:
    """Three suggestions wait."""
    assert await read(sessions, chat(CLAIM, CRUX, CONCESSION)) == Added(3, 3)
    return sessions


async def test_the_same_is_suggested_once_whatever_became_of_it(waiting: Sessions) -> None:
    assert await read(waiting, chat(CLAIM), chat(CRUX)) == Added(0, 3)

    await drop(waiting, MODERATOR, *RENTS)

    assert await read(waiting, chat(CLAIM)) == Added(0, 2)


async def test_a_damaged_file_brings_nothing(sessions: Sessions) -> None:
    with pytest.raises(FileError):
        await read(sessions, chat(CLAIM), chat(CRUX)[:-9])

    assert (await review(sessions, MODERATOR, 0, 0)).waiting == 0


async def test_no_more_wait_than_somebody_looks_through(sessions: Sessions) -> None:
    one = Suggested(Kind.CLAIM, 0, "I think it rains", "I think it rains", "I think", "en")
    many = [SuggestedOf(number, ANA, "ana", (one,)) for number in range(1, MOST_WAITING + 10)]

    added = await suggest(sessions, MODERATOR, many)

    assert (added.new, added.is_full) == (MOST_WAITING, True)


async def test_they_are_looked_at_one_by_one_as_they_were_written(waiting: Sessions) -> None:
    seen = []
    at = (0, 0)
    while (shown := (await review(waiting, MODERATOR, *at)).shown) is not None:
        seen.append((shown.kind, shown.author_name, shown.marker))
        at = (shown.message, shown.place)

    assert seen == [
        (Kind.CLAIM, "Ana", "I still think"),
        (Kind.CRUX, "Ben", "Our crux"),
        (Kind.CONCESSION, "Ben", "You're right"),
    ]


async def test_what_is_accepted_is_proposed_and_counts_once_its_author_confirms(waiting: Sessions) -> None:
    tagged = await accept(waiting, MODERATOR, *RENTS, None, None)

    assert tagged.opened == "housing"
    entry = (await ledger_of(waiting)).entries[tagged.entry.number]
    assert (entry.status, entry.kind, entry.statement) == (
        Status.PROPOSED,
        Kind.CLAIM,
        "I still think that rents fall.",
    )
    assert (entry.passage, entry.source and entry.source.message) == ("I still think that rents fall.", 701)

    confirmed = await proposals.confirm(waiting, HERS, entry.number)
    assert confirmed.status is Status.LIVE


async def test_a_moderators_own_message_is_their_own_tag(waiting: Sessions) -> None:
    own = replace(HERS, moderator=True)

    tagged = await accept(waiting, own, *RENTS, None, None)

    assert not tagged.proposed
    assert tagged.entry.status is Status.LIVE


async def test_other_words_are_proposed_with_the_same_passage_and_a_concession_says_what_it_concedes(
    waiting: Sessions,
) -> None:
    await tags.state(waiting, HERS, TagForm(Kind.CLAIM, "Taxes drive people away"))
    tagged = await accept(waiting, MODERATOR, *RENTS, TagForm(Kind.CLAIM, "Rents fall"), None)
    assert (tagged.entry.statement, tagged.entry.passage) == ("Rents fall", "I still think that rents fall.")

    with pytest.raises(ConcessionNeedsEntry):
        await accept(waiting, MODERATOR, 703, 0, None, None)
    conceded = await accept(waiting, MODERATOR, 703, 0, TagForm(Kind.CONCESSION, "Right", concedes="1"), None)
    assert conceded.entry.concession is not None
    assert conceded.entry.concession.entry == 1


async def test_of_two_moderators_one_decides_and_the_other_is_told(committed_sessions: Sessions) -> None:
    await read(committed_sessions, chat(CLAIM))

    async def accepted(request: Request) -> Tagged | Refusal:
        try:
            return await accept(committed_sessions, request, *RENTS, None, None)
        except Refusal as refusal:
            return refusal

    both = await asyncio.gather(accepted(MODERATOR), accepted(OTHER_MODERATOR))

    assert {type(one) for one in both} == {Tagged, SuggestionDecided}
    assert len((await ledger_of(committed_sessions)).entries) == 1
    with pytest.raises(SuggestionDecided):
        await drop(committed_sessions, MODERATOR, *RENTS)


async def test_what_cannot_be_written_waits_on(waiting: Sessions) -> None:
    await tags.keep_draft(waiting, HERS, tags.Target(701, ANA, "ana", "I still think that rents fall."))
    form = TagForm(Kind.CLAIM, "I still think that rents fall.", "I still think that rents fall.")
    await tags.tag_message(waiting, HERS, 701, form)

    with pytest.raises(AlreadyTagged):
        await accept(waiting, MODERATOR, *RENTS, None, None)

    assert (await suggestion(waiting, MODERATOR, *RENTS)).statement == "I still think that rents fall."


async def test_a_passage_that_is_not_in_its_message_any_more_is_told(waiting: Sessions) -> None:
    with pytest.raises(PassageIsGone):
        await accept(waiting, MODERATOR, *RENTS, None, "I no longer think so.")

    assert (await accept(waiting, MODERATOR, *RENTS, None, "Well. I still think that rents fall. Ok?")).proposed


@pytest.mark.parametrize("ask", [review, suggestion, drop])
async def test_only_moderators_see_them_and_decide(waiting: Sessions, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(ModeratorsOnly):
        await ask(waiting, HERS, *RENTS)


async def test_no_other_channel_and_no_other_server_sees_them(waiting: Sessions) -> None:
    for elsewhere in (replace(MODERATOR, channel=CHANNEL + 1), replace(MODERATOR, guild=GUILD + 1)):
        assert (await review(waiting, elsewhere, 0, 0)).waiting == 0
        with pytest.raises(SuggestionDecided):
            await accept(waiting, elsewhere, *RENTS, None, None)


async def test_who_is_forgotten_is_suggested_no_more(waiting: Sessions) -> None:
    assert (await privacy.stored_about(waiting, BEN, GUILD)).suggestions == 2

    assert (await privacy.forget_person(waiting, BEN, NOON)).suggestions == 2

    assert (await privacy.stored_about(waiting, BEN, GUILD)).suggestions == 0
    assert await read(waiting, chat(CRUX, CONCESSION)) == Added(0, 1)


async def test_a_message_that_is_deleted_takes_its_suggestions_along(waiting: Sessions) -> None:
    await sources.messages_deleted(waiting, GUILD, CHANNEL, [701], NOON)

    with pytest.raises(SuggestionDecided):
        await suggestion(waiting, MODERATOR, *RENTS)
    assert (await review(waiting, MODERATOR, 0, 0)).waiting == 2


async def test_they_end_after_their_time_and_with_their_channel(waiting: Sessions) -> None:
    await retention.forget_passing(waiting, NOON + SUGGESTION_LIFE - timedelta(hours=1))
    assert (await review(waiting, MODERATOR, 0, 0)).waiting == 3

    await retention.forget_passing(waiting, NOON + SUGGESTION_LIFE + timedelta(hours=1))
    assert (await review(waiting, MODERATOR, 0, 0)).waiting == 0

    await read(waiting, chat(CLAIM))
    await retention.channel_left(waiting, CHANNEL, NOON)
    assert (await review(waiting, MODERATOR, 0, 0)).waiting == 0


async def test_exports_have_none_of_them(waiting: Sessions) -> None:
    await debates.open_debate(waiting, MODERATOR, "Should we build?")

    written = await export_ledger(waiting, CHANNEL, Format.JSON, LedgerWriter(DISCORD))

    assert b"rents fall" not in written


async def test_a_channel_is_read_once_a_minute_whichever_process_is_asked(committed_sessions: Sessions) -> None:
    another = Sessions(committed_sessions.bind)
    later = replace(OTHER_MODERATOR, at=NOON + timedelta(seconds=59))
    await begin_reading(committed_sessions, MODERATOR)
    await begin_reading(another, replace(later, channel=CHANNEL + 1))

    with pytest.raises(ReadLately):
        await begin_reading(another, later)
    await begin_reading(another, replace(later, at=NOON + timedelta(minutes=1)))


async def test_only_moderators_have_a_channel_read(sessions: Sessions) -> None:
    with pytest.raises(ModeratorsOnly):
        await begin_reading(sessions, HERS)
    await begin_reading(sessions, MODERATOR)


async def test_a_channel_that_was_read_by_a_clock_that_was_set_back_since_is_read(sessions: Sessions) -> None:
    await begin_reading(sessions, replace(MODERATOR, at=NOON + timedelta(days=1)))

    await begin_reading(sessions, MODERATOR)


async def test_when_a_channel_was_read_is_forgotten_once_it_matters_no_more(sessions: Sessions) -> None:
    await begin_reading(sessions, MODERATOR)
    await retention.forget_passing(sessions, NOON + timedelta(minutes=1))

    async with sessions() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(channel_readings)) == 0
