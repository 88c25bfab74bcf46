"""What somebody takes part in and wrote is told to them, with what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import debates, digests, own_page, parking, privacy, proposals, sides, stances, tags
from bot.actions.own_page import OwnPage
from bot.actions.request import Request
from bot.actions.seeing import Seen
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Kind, Source, Status
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import StandingClass
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions

GUILD = 7
ANA, BEN = 1, 2
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def by(user: int, channel: int = 1, minute: int = 0, guild: int = GUILD) -> Request:
    at = AT + timedelta(minutes=minute)
    return Request(guild, channel, f"channel {channel}", user, f"person {user}", True, at)


async def sees_all(places: Sequence[Place]) -> Seen:
    return Seen({place.debate for place in places})


async def page_of(sessions: Sessions, user: int, number: int = 1, length: int = 5) -> OwnPage:
    return await own_page.page_of(sessions, by(user, 9), sees_all, number, length)


@pytest.fixture
async def debated(committed_sessions: Sessions) -> Sessions:
    """Two claims of ana's, which ben answers, and one of ben's; a debate of ana's alone; one in another server."""
    sessions = committed_sessions
    await debates.open_debate(sessions, by(ANA), "Should we build?", "Build", "Wait")
    await sides.join_side(sessions, by(ANA), "Build", open_it=False)
    await sides.join_side(sessions, by(BEN), "Wait", open_it=False)
    for minute, (person, words) in enumerate(((ANA, "Rents fall"), (ANA, "Streets fill"), (BEN, "Noise grows")), 1):
        await tags.state(sessions, by(person, minute=minute), TagForm(Kind.CLAIM, words))
    await stances.take_stance(sessions, by(BEN, minute=5), 1, Answer.DISAGREE)
    await stances.take_stance(sessions, by(BEN, minute=6), 1, Answer.AGREE)
    await tags.state(sessions, by(ANA, 2, minute=9), TagForm(Kind.CLAIM, "Parks are loud"))
    await tags.state(sessions, by(ANA, 3, minute=9, guild=8), TagForm(Kind.CLAIM, "Elsewhere"))
    return sessions


async def test_each_debate_says_the_side_what_awaits_an_answer_and_how_often_one_moved(debated: Sessions) -> None:
    of_ana, of_ben = await page_of(debated, ANA), await page_of(debated, BEN)

    told = [(one.id, one.question, one.side, one.awaiting, one.moved) for one in (*of_ana.debates, *of_ben.debates)]
    assert told == [
        (2, "channel 2", None, 0, 0),
        (1, "Should we build?", "Build", 1, 0),
        (1, "Should we build?", "Wait", 1, 1),
    ]


async def test_each_entry_says_where_it_stands_and_in_how_many_digests_it_had_a_line(debated: Sessions) -> None:
    ready = await digests.preview(debated, by(ANA, minute=10))
    elsewhere = replace(ready, elsewhere=77)
    for digest, message, told in ((ready, 900, {1, 2}), (ready, 901, {12}), (ready, 902, None), (elsewhere, 903, {1})):
        await digests.record_posted_now(debated, digest, message, AT + timedelta(minutes=10), told=told)
    await tags.state(debated, by(ANA, minute=11), TagForm(Kind.CLAIM, "Later"))

    told = (await page_of(debated, ANA)).entries

    entries = [(own.debate, own.entry, own.digests, own.digest) for own, _ in told]
    assert entries == [(1, 4, 0, None), (2, 1, 0, None), (1, 2, 1, Source(1, 900)), (1, 1, 2, Source(77, 903))]
    (line,) = [line for line in standing(told[-1][1]).entries if line.entry.number == 1]
    assert line.cls is StandingClass.COMMON_GROUND


async def test_pages_go_through_all_that_was_written(debated: Sessions) -> None:
    pages = [await page_of(debated, ANA, number, 2) for number in (1, 2, 3, -1)]

    assert [(one.page, one.pages) for one in pages] == [(1, 2), (2, 2), (2, 2), (1, 2)]
    assert [[own.entry for own, _ in one.entries] for one in pages[:2]] == [[1, 2], [1]]


async def test_what_is_parked_reworded_withdrawn_or_in_a_closed_debate_awaits_as_a_debate_has_it(
    debated: Sessions,
) -> None:
    await parking.park(debated, by(ANA, minute=12), 2)
    await proposals.reword(debated, by(ANA, minute=13), 1, "Rents fall a lot")
    await proposals.withdraw(debated, by(BEN, minute=14), 3)

    (for_ben,) = (await page_of(debated, BEN)).debates
    assert for_ben.awaiting == 1
    (_, withdrawn) = (await page_of(debated, BEN)).entries[0]
    assert withdrawn.entries[3].status is Status.WITHDRAWN

    await debates.close_debate(debated, by(ANA, minute=15))
    (closed,) = (await page_of(debated, BEN)).debates
    assert (closed.awaiting, closed.closed_at) == (0, AT + timedelta(minutes=15))


async def test_debates_that_cannot_be_seen_are_left_out_and_who_was_forgotten_has_none(debated: Sessions) -> None:
    async def sees_one(places: Sequence[Place]) -> Seen:
        return Seen({2}, 1)

    shown = await own_page.page_of(debated, by(ANA, 9), sees_one, 1, 5)
    assert ([one.id for one in shown.debates], [own.debate for own, _ in shown.entries]) == ([2], [2])
    assert shown.unknown == 1

    await privacy.forget_person(debated, ANA, AT + timedelta(minutes=20))

    gone = await page_of(debated, ANA)
    assert (gone.debates, gone.entries) == ((), ())
