"""What is written without a lock is what would be written with one, whoever else writes meanwhile."""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import parking, privacy, proposals, sources, stances, tags
from bot.actions.clock import retention
from bot.actions.request import DeliveredTwice, Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.actions.writing import TRIES, looking, was_done, write
from bot.ledger.entries import Answer, Kind, Stance, Status
from bot.ledger.people import Participant
from bot.ledger.record.events import StanceTaken
from bot.ledger.refusals import DraftIsGone, EntryIsGone, NoSuchEntry, RewordedMeanwhile
from bot.ledger.rules import Changes
from bot.store import answer_cache
from bot.store.prepared import Execute, opened_pool
from bot.store.reading import debates
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.actions.test_concurrent_requests import whole_ledger

CHANNEL, GUILD, MESSAGE = 70, 7, 500
ANA, BEN, CY = 1, 2, 3
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "Rents fall when we build."


def by(user: int, *, request: int | None = None, guild: int = GUILD) -> Request:
    return Request(guild, CHANNEL, "housing", user, f"person {user}", False, NOON, request)


@pytest.fixture
async def here(fresh_database: str) -> AsyncIterator[Sessions]:
    """A process on a database of this test's own, as it runs."""
    engine = make_engine(fresh_database)
    async with opened_pool(fresh_database, 4) as pool:
        sessions = Sessions(engine, pool)
        for user, words in ((ANA, "Rents fall"), (BEN, "Quality suffers")):
            await tags.state(sessions, by(user), TagForm(Kind.CLAIM, words))
        yield sessions
    await engine.dispose()


def elsewhere(here: Sessions) -> Sessions:
    """Another process on the same database, with caches of its own."""
    return Sessions(here.bind)


def cached_debates(sessions: Sessions) -> list[int]:
    """The debates that a process has cached."""
    return sessions.answers.debates()


async def stance_of(sessions: Sessions, entry: int, user: int) -> Stance | None:
    ledger = await whole_ledger(sessions)
    person = next((p.number for p in ledger.participants.values() if p.user == user), None)
    return ledger.stances.get((entry, person)) if person is not None else None


async def test_each_answer_is_told_what_was_answered_before_whichever_process_it_came_to(here: Sessions) -> None:
    processes, chance = (here, elsewhere(here)), random.Random(7)
    said: dict[tuple[int, int], Answer] = {(1, ANA): Answer.AGREE, (2, BEN): Answer.AGREE}
    for _ in range(120):
        entry, user, answer = chance.choice((1, 2)), chance.randint(1, 12), chance.choice(list(Answer))
        process = chance.choices(processes, (5, 1))[0]

        taken = await stances.take_stance(process, by(user), entry, answer, read=1)

        assert (taken.before.answer if taken.before else None) is said.get((entry, user))
        said[entry, user] = answer
    ledger = await whole_ledger(here)
    of = {person.number: person.user for person in ledger.participants.values()}
    assert {(s.entry, of[s.person]): s.answer for s in ledger.stances.values()} == said


async def test_who_answers_for_the_first_time_is_met(here: Sessions) -> None:
    for user in (CY, 4, 5):
        await stances.take_stance(here, by(user), 1, Answer.DISAGREE)

    met = (await whole_ledger(here)).participants
    assert {number: person.user for number, person in met.items()} == {1: ANA, 2: BEN, 3: CY, 4: 4, 5: 5}
    assert met[5].name == "person 5"


async def test_a_wording_that_another_process_put_meanwhile_is_not_answered_unread(here: Sessions) -> None:
    for user in (BEN, CY):
        await stances.take_stance(here, by(user), 1, Answer.AGREE, read=1)
    await proposals.reword(elsewhere(here), by(ANA), 1, "Rents fall a lot")

    with pytest.raises(RewordedMeanwhile):
        await stances.take_stance(here, by(BEN), 1, Answer.DISAGREE, read=1)

    stance = await stance_of(here, 1, BEN)
    assert stance is not None
    assert (stance.wording, stance.answer) == (1, Answer.AGREE)


async def test_an_entry_that_another_process_took_back_meanwhile_is_not_answered(here: Sessions) -> None:
    for user in (BEN, CY):
        await stances.take_stance(here, by(user), 1, Answer.AGREE)
    await proposals.withdraw(elsewhere(here), by(ANA), 1)

    with pytest.raises(EntryIsGone):
        await stances.take_stance(here, by(4), 1, Answer.AGREE)


async def test_an_answer_that_was_given_up_is_not_written(here: Sessions) -> None:
    for number in range(3):
        await stances.take_stance(here, by(CY, request=number), 1, list(Answer)[number])
    assert not await was_done(here, 9, NOON)

    with pytest.raises(DeliveredTwice):
        await stances.take_stance(here, by(CY, request=9), 1, Answer.AGREE)

    stance = await stance_of(here, 1, CY)
    assert stance is not None
    assert stance.answer is Answer.UNSURE
    assert (await stances.take_stance(here, by(CY, request=10), 1, Answer.AGREE)).before == stance


async def test_an_answer_that_is_delivered_again_is_neither_written_nor_refused(here: Sessions) -> None:
    await stances.take_stance(here, by(CY, request=9), 1, Answer.AGREE, read=1)
    await stances.take_stance(here, by(BEN, request=10), 1, Answer.AGREE, read=1)
    await proposals.reword(here, by(ANA), 1, "Rents fall a lot")

    for process in (here, elsewhere(here)):
        with pytest.raises(DeliveredTwice):
            await stances.take_stance(process, by(CY, request=9), 1, Answer.AGREE, read=1)


async def test_an_answer_that_changes_nothing_is_decided_once(here: Sessions) -> None:
    await stances.take_stance(here, by(CY, request=9), 1, Answer.AGREE)
    again = await stances.take_stance(here, by(CY, request=10), 1, Answer.AGREE)
    await stances.take_stance(elsewhere(here), by(CY, request=11), 1, Answer.DISAGREE)

    for process in (here, elsewhere(here)):
        with pytest.raises(DeliveredTwice):
            await stances.take_stance(process, by(CY, request=10), 1, Answer.AGREE)

    assert again.before is not None
    assert again.before.answer is Answer.AGREE
    assert await was_done(here, 10, NOON)
    stance = await stance_of(here, 1, CY)
    assert stance is not None
    assert stance.answer is Answer.DISAGREE


async def test_a_request_that_was_refused_is_not_done(here: Sessions) -> None:
    with pytest.raises(NoSuchEntry):
        await stances.take_stance(here, by(CY, request=9), 99, Answer.AGREE)

    assert not await was_done(here, 9, NOON)


async def test_a_stance_that_only_the_cache_has_is_taken_all_the_same(here: Sessions) -> None:
    for user in (BEN, CY):
        await stances.take_stance(here, by(user), 1, Answer.AGREE)
    await stances.take_stance(elsewhere(here), by(CY), 1, Answer.DISAGREE)

    taken = await stances.take_stance(here, by(CY), 1, Answer.AGREE)

    assert taken.before is not None
    assert taken.before.answer is Answer.DISAGREE
    stance = await stance_of(here, 1, CY)
    assert stance is not None
    assert stance.answer is Answer.AGREE


@pytest.mark.parametrize("faster", [0, 1, TRIES - 1, TRIES])
async def test_however_often_others_are_faster_it_is_written_once(here: Sessions, faster: int) -> None:
    """So many looks are out of date before their changes are appended; after the last try, the debate is locked."""
    looks: list[DebateLook] = []

    async def look(execute: Execute) -> DebateLook:
        looks.append(await looking(by(CY), 1)(execute))
        if len(looks) <= faster:
            await stances.take_stance(elsewhere(here), by(100 + len(looks)), 1, Answer.AGREE)
        return looks[-1]

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return (StanceTaken(1, writer.number, 1, Answer.UNSURE),)

    written = await write(here, by(CY), look, decide)

    assert len(looks) == faster + 1
    assert written.before.next_person == 3 + faster
    assert written.after.stances[1, written.writer.number].answer is Answer.UNSURE
    ledger = await whole_ledger(here)
    assert ledger.stances[1, written.writer.number].answer is Answer.UNSURE
    async with here() as session:
        head = await debates.head(session, CHANNEL)
    assert head is not None
    assert head.sequence == written.before.head.sequence + len(written.changes)


async def test_a_tag_that_is_delivered_again_is_one_entry(here: Sessions) -> None:
    await tags.keep_draft(here, by(BEN), Target(MESSAGE, BEN, "ben", TEXT))
    form = TagForm(Kind.CLAIM, "They fall", TEXT)
    await tags.tag_message(here, by(BEN, request=9), MESSAGE, form)

    for process in (here, elsewhere(here)):
        with pytest.raises(DeliveredTwice):
            await tags.tag_message(process, by(BEN, request=9), MESSAGE, form)

    assert sorted((await whole_ledger(here)).entries) == [1, 2, 3]


@pytest.mark.parametrize("kind", [Kind.CLAIM, Kind.CRUX])
async def test_a_tag_tells_the_entry_as_the_ledger_has_it(here: Sessions, kind: Kind) -> None:
    await tags.keep_draft(here, by(CY), Target(MESSAGE, BEN, "ben", TEXT))
    await tags.keep_draft(here, by(BEN), Target(MESSAGE + 1, BEN, "ben", TEXT))

    proposed = await tags.tag_message(here, by(CY), MESSAGE, TagForm(kind, "They fall", "Rents fall", Answer.UNSURE))
    own = await tags.tag_message(here, by(BEN), MESSAGE + 1, TagForm(kind, "They fall", "Rents fall"))

    ledger = await whole_ledger(here)
    assert (proposed.entry, own.entry) == (ledger.entries[3], ledger.entries[4])
    assert (proposed.author, own.author) == (ledger.participants[2], ledger.participants[2])
    assert [entry.status for entry in (proposed.entry, own.entry)] == [Status.PROPOSED, Status.LIVE]


async def test_answers_go_on_behind_a_tag(here: Sessions) -> None:
    for user in (BEN, CY):
        await stances.take_stance(here, by(user), 1, Answer.AGREE)
    await tags.keep_draft(here, by(CY), Target(MESSAGE, CY, "cy", TEXT))
    await tags.tag_message(here, by(CY), MESSAGE, TagForm(Kind.CLAIM, "They fall", TEXT))

    on_the_tag = await stances.take_stance(here, by(CY), 3, Answer.UNSURE)
    parked = await parking.park(here, by(BEN), 3)
    after = await stances.take_stance(here, by(ANA), 1, Answer.UNSURE)

    assert on_the_tag.before is not None
    assert on_the_tag.before.answer is Answer.AGREE
    assert parked.number == 3
    assert after.before is not None
    assert (await stance_of(here, 1, ANA)) is not None


async def test_a_message_that_was_deleted_while_its_form_was_open_is_not_tagged(here: Sessions) -> None:
    await tags.keep_draft(here, by(BEN), Target(MESSAGE, BEN, "ben", TEXT))
    await sources.messages_deleted(elsewhere(here), GUILD, CHANNEL, (MESSAGE,), NOON)

    with pytest.raises(DraftIsGone):
        await tags.tag_message(here, by(BEN), MESSAGE, TagForm(Kind.CLAIM, "They fall", TEXT))


async def test_a_message_that_waits_anew_is_kept_though_it_had_been_given_up(here: Sessions) -> None:
    late = Request(GUILD, CHANNEL, "housing", BEN, "ben", False, NOON + timedelta(hours=1))
    for request in (by(BEN), late):
        await tags.keep_draft(here, request, Target(MESSAGE, BEN, "ben", TEXT))

    tagged = await tags.tag_message(here, late, MESSAGE, TagForm(Kind.CLAIM, "They fall", TEXT))

    assert tagged.entry.passage == TEXT


async def test_whoever_tags_is_told_whether_the_message_bears_entries(here: Sessions) -> None:
    target = Target(MESSAGE, BEN, "ben", TEXT)
    assert not await tags.keep_draft(here, by(BEN), target)
    await tags.tag_message(here, by(BEN), MESSAGE, TagForm(Kind.CLAIM, "They fall", TEXT))

    assert await tags.keep_draft(here, by(CY), target)


async def test_words_that_were_erased_are_cached_no_longer(here: Sessions) -> None:
    async def answered_by_two() -> None:
        for user in (BEN, CY):
            await stances.take_stance(here, by(user), 1, Answer.DISAGREE)
            await stances.take_stance(here, by(user), 1, Answer.AGREE)
        cached = here.answers.of(CHANNEL)
        assert cached is not None
        assert cached.entries[1].entry.statement == "Rents fall"

    await answered_by_two()
    await privacy.forget_person(here, CY, NOON)
    assert CHANNEL not in cached_debates(here)

    await answered_by_two()
    await privacy.forget_person(elsewhere(here), BEN, NOON)
    await retention.forget_passing(here, NOON)
    assert CHANNEL not in cached_debates(here)


async def test_who_counts_no_longer_is_cached_as_such_with_the_debate(here: Sessions) -> None:
    for user in (BEN, CY):
        await stances.take_stance(here, by(user), 1, Answer.AGREE)

    await stances.take_stance(here, replace(by(CY), counts=False), 1, Answer.UNSURE)

    cached = here.answers.of(CHANNEL)
    assert cached is not None
    assert cached.people is not None
    assert [user for user, person in cached.people.items() if person.uncounted] == [CY]
    assert [person.user for person in (await whole_ledger(here)).participants.values() if person.uncounted] == [CY]


async def test_the_cache_is_bounded(here: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "MOST", 20)
    for channel in (71, 72, 73):
        for user in range(1, 9):
            request = Request(GUILD, channel, "housing", user, f"person {user}", False, NOON)
            if user == 1:
                await tags.state(here, request, TagForm(Kind.CLAIM, "Rents fall"))
            await stances.take_stance(here, request, 1, Answer.UNSURE)

    assert cached_debates(here) == [73]
