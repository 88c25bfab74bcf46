"""A concession in the database: what it moves, and how one press takes all of it back."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.actions import concessions, digests, entries, privacy, proposals, stances, tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.actions.verify import verify_debate
from bot.ledger.entries import Answer, Concession, Kind, Scope, Status
from bot.ledger.ledger import Ledger
from bot.ledger.record.replay import replay
from bot.ledger.refusals import AnsweredSoAlready, BuiltUponSince, EntryIsGone, NotYours, OthersAreSilent
from bot.ledger.telling.digest import compose
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from tests.exchange.ledgers import GUILD

CHANNEL, ANA, BEN, CY = 70, 5001, 5002, 5003
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def by(user: int) -> Request:
    return Request(GUILD, CHANNEL, "housing", user, f"person {user}", True, NOON)


@pytest.fixture
async def debated(committed_sessions: Sessions) -> Sessions:
    """ANA (person 1) claims #1."""
    await tags.state(committed_sessions, by(ANA), TagForm(Kind.CLAIM, "Rents fall when we build"))
    return committed_sessions


async def ledger(sessions: Sessions) -> Ledger:
    """What stands in the ledger: it is intact, and its tables give what its events give."""
    assert (await verify_debate(sessions, CHANNEL)).problems == ()
    async with sessions() as session:
        found, replayed = await ledgers.load(session, CHANNEL), await ledgers.replayed(session, CHANNEL)
    assert found == replayed
    return replayed


def given(found: Ledger, person: int) -> tuple[Answer, int | None, int] | None:
    stance = found.stances.get((1, person))
    return (stance.answer, stance.credence, stance.wording) if stance is not None else None


async def test_it_says_what_was_answered_before(debated: Sessions) -> None:
    await stances.take_stance(debated, by(BEN), 1, Answer.DISAGREE, 20)

    conceded = await concessions.concede(debated, by(BEN), 1, "You are right", Scope.WHOLE)

    assert conceded.entry.concession == Concession(1, Scope.WHOLE, Answer.AGREE, None, Answer.DISAGREE)
    assert (await ledger(debated)).entries[2].concession == conceded.entry.concession


async def test_what_concedes_nothing_is_refused_and_leaves_nothing(debated: Sessions) -> None:
    with pytest.raises(OthersAreSilent):
        await concessions.concede(debated, by(ANA), 1, "I was wrong")
    await stances.take_stance(debated, by(BEN), 1, Answer.AGREE)
    for person in (ANA, BEN):
        with pytest.raises(AnsweredSoAlready):
            await concessions.concede(debated, by(person), 1, "")

    assert list((await ledger(debated)).entries) == [1]


async def test_taken_back_from_silence_there_is_no_answer_again(debated: Sessions) -> None:
    await concessions.concede(debated, by(BEN), 1, "You are right")

    await concessions.take_back(debated, by(BEN), 2)

    now = await ledger(debated)
    assert (given(now, 2), now.entries[2].status) == (None, Status.WITHDRAWN)
    assert (await entries.waiting_here(debated, by(BEN), 0)).number == 1


async def test_taken_back_the_earlier_answer_stands_with_its_credence_and_its_wording(debated: Sessions) -> None:
    await stances.take_stance(debated, by(BEN), 1, Answer.DISAGREE, 20)
    await proposals.reword(debated, by(ANA), 1, "Rents fall a lot")
    await concessions.concede(debated, by(BEN), 1, "You are right")

    await concessions.take_back(debated, by(BEN), 2)

    assert given(await ledger(debated), 2) == (Answer.DISAGREE, 20, 1)


async def test_another_process_takes_it_back_and_only_once(debated: Sessions) -> None:
    await concessions.concede(debated, by(BEN), 1, "You are right")
    await concessions.take_back(Sessions(debated.bind), by(BEN), 2)

    with pytest.raises(EntryIsGone):
        await concessions.take_back(debated, by(BEN), 2)
    await concessions.concede(debated, by(BEN), 1, "You are right after all")
    await concessions.take_back(debated, by(BEN), 3)

    assert given(await ledger(debated), 2) is None


async def test_only_its_author_takes_it_back_while_nothing_was_built_on_it(debated: Sessions) -> None:
    await concessions.concede(debated, by(BEN), 1, "You are right")
    with pytest.raises(NotYours):
        await concessions.take_back(debated, by(ANA), 2)
    await stances.take_stance(debated, by(BEN), 1, Answer.UNSURE)

    with pytest.raises(BuiltUponSince):
        await concessions.take_back(debated, by(BEN), 2)

    now = await ledger(debated)
    assert (given(now, 2), now.entries[2].status) == ((Answer.UNSURE, None, 1), Status.LIVE)


async def test_what_was_said_to_remain_goes_with_it(debated: Sessions) -> None:
    form = TagForm(Kind.CONCESSION, "You are right", concedes="1", residue="Quality suffers")
    await tags.keep_draft(debated, by(BEN), Target(501, BEN, "ben", "You are right"))
    await tags.tag_message(debated, by(BEN), 501, form)

    await concessions.take_back(debated, by(BEN), 2)

    now = await ledger(debated)
    assert [now.entries[number].status for number in (2, 3)] == [Status.WITHDRAWN, Status.WITHDRAWN]


async def proposed_of_ana(sessions: Sessions) -> None:
    """BEN tags a message of ANA's as her concession of #1."""
    await tags.keep_draft(sessions, by(BEN), Target(501, ANA, "ana", "Yes, not always"))
    await tags.tag_message(sessions, by(BEN), 501, TagForm(Kind.CONCESSION, "Not always", concedes="1"))


async def test_a_proposed_one_is_judged_when_it_is_confirmed(debated: Sessions) -> None:
    await proposed_of_ana(debated)
    with pytest.raises(OthersAreSilent):
        await proposals.confirm(debated, by(ANA), 2)
    await stances.take_stance(debated, by(BEN), 1, Answer.DISAGREE)

    confirmed = await proposals.confirm(debated, by(ANA), 2)

    now = await ledger(debated)
    assert confirmed.concession == now.entries[2].concession
    assert confirmed.concession == Concession(1, Scope.POINT, Answer.DISAGREE, None, Answer.AGREE)
    assert given(now, 1) == (Answer.DISAGREE, None, 1)

    await concessions.take_back(debated, by(ANA), 2)

    assert given(await ledger(debated), 1) == (Answer.AGREE, None, 1)


async def test_the_others_are_those_who_were_not_forgotten(debated: Sessions) -> None:
    await stances.take_stance(debated, by(BEN), 1, Answer.DISAGREE)
    await privacy.forget_person(debated, BEN, NOON)

    with pytest.raises(OthersAreSilent):
        await concessions.concede(debated, by(ANA), 1, "I was wrong")


@pytest.mark.parametrize(
    "happens",
    [
        lambda sessions: concessions.take_back(sessions, by(BEN), 2),
        lambda sessions: stances.take_stance(sessions, by(CY), 1, Answer.DISAGREE),
    ],
    ids=["the concession is taken back", "somebody else answers"],
)
async def test_a_digest_compares_with_what_stood_at_the_last_one(
    debated: Sessions, happens: Callable[[Sessions], Awaitable[object]]
) -> None:
    await concessions.concede(debated, by(BEN), 1, "You are right")
    await digests.record_posted_now(debated, await digests.preview(debated, by(ANA)), 901, NOON)

    await happens(debated)

    cached = await digests.preview(debated, by(ANA))
    assert (await digests.preview(Sessions(debated.bind), by(ANA))).digest == cached.digest
    async with debated() as session:
        now = await ledgers.replayed(session, CHANNEL)
        told = [line.event async for line in events.stream(session, CHANNEL, now.digests[-1].sequence)]
    assert cached.digest == compose(now, replay(told), NOON)
