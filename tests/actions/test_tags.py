"""A tag is written from what its process has cached of the debate, and nobody sees a difference."""

import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import privacy, proposals, sources, stances, tags
from bot.actions.request import DeliveredTwice, Request
from bot.actions.tagging import TagForm, Tagged
from bot.actions.tags import Target
from bot.ledger.entries import Answer, Kind, Status
from bot.ledger.house import House, TagsAnHour
from bot.ledger.refusals import AlreadyTagged, DraftIsGone, Refusal, TooManyTags
from bot.store.prepared import Prepared, Row, Values, opened_pool
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.actions.test_concurrent_requests import whole_ledger
from tests.actions.test_writing import ANA, BEN, CHANNEL, CY, GUILD, MESSAGE, NOON, TEXT, by, elsewhere

FORM = TagForm(Kind.CLAIM, "They fall", TEXT)


class Counting(Sessions):
    """A process that counts the statements that stand alone."""

    asked = 0

    async def execute(self, statement: Prepared, values: Values) -> Sequence[Row]:
        self.asked += 1
        return await super().execute(statement, values)


@pytest.fixture
async def here(fresh_database: str) -> AsyncIterator[Counting]:
    """A process that has the debate cached: a few people have tagged in it."""
    engine = make_engine(fresh_database)
    async with opened_pool(fresh_database, 4) as pool:
        sessions = Counting(engine, pool)
        await tags.state(sessions, by(ANA), TagForm(Kind.CLAIM, "Rents fall"))
        for message in (1, 2):
            await tagged(sessions, BEN, message)
        yield sessions
    await engine.dispose()


async def opened(sessions: Sessions, user: int, message: int, text: str = TEXT, author: int | None = None) -> None:
    """Somebody opens the form of a tag."""
    whose = author or user
    await tags.keep_draft(sessions, by(user), Target(message, whose, f"person {whose}", text))


async def tagged(sessions: Sessions, user: int, message: int, request: Request | None = None) -> Tagged:
    """Somebody opens the form of a tag on a message of their own, and sends it."""
    await opened(sessions, user, message)
    return await tags.tag_message(sessions, request or by(user), message, FORM)


async def test_a_tag_in_a_debate_that_is_cached_takes_a_statement_when_its_form_opens_and_one_when_it_is_sent(
    here: Counting,
) -> None:
    await opened(here, BEN, MESSAGE)
    await stances.take_stance(here, by(BEN), 1, Answer.UNSURE)
    before = here.asked

    done = await tags.tag_message(here, by(BEN), MESSAGE, FORM)

    assert here.asked == before + 1
    ledger = await whole_ledger(here)
    assert done.entry == ledger.entries[4]
    assert done.author == ledger.participants[2]


@pytest.mark.parametrize("user", [ANA, CY, 9])
async def test_somebody_elses_message_is_proposed_to_its_author_whether_or_not_the_debate_has_met_them(
    here: Counting, user: int
) -> None:
    await opened(here, user, MESSAGE, author=8)

    done = await tags.tag_message(here, by(user), MESSAGE, FORM)

    ledger = await whole_ledger(here)
    assert (done.entry, done.entry.status) == (ledger.entries[4], Status.PROPOSED)
    assert (ledger.participants[done.entry.tagger].user, ledger.participants[done.entry.author].user) == (user, 8)


async def test_a_form_that_comes_back_to_another_process_is_written_there(here: Counting) -> None:
    await opened(here, BEN, MESSAGE)

    done = await tags.tag_message(elsewhere(here), by(BEN), MESSAGE, FORM)

    assert done.entry == (await whole_ledger(here)).entries[4]


@pytest.mark.parametrize("process", ["this one", "another one"])
async def test_a_message_that_is_deleted_while_its_form_is_open_is_not_tagged(here: Counting, process: str) -> None:
    await opened(here, BEN, MESSAGE)
    deleting = here if process == "this one" else elsewhere(here)
    await sources.messages_deleted(deleting, GUILD, CHANNEL, (MESSAGE,), NOON)

    with pytest.raises(DraftIsGone):
        await tags.tag_message(here, by(BEN), MESSAGE, FORM)

    assert len((await whole_ledger(here)).entries) == 3


async def test_a_deleted_message_is_cached_no_longer_even_where_nothing_waits_for_its_form(here: Counting) -> None:
    await opened(here, BEN, MESSAGE)
    later = replace(by(CY), channel=71, at=NOON + timedelta(hours=1))
    await tags.keep_draft(here, later, Target(1, CY, "cy", TEXT))

    await sources.messages_deleted(here, GUILD, CHANNEL, (MESSAGE,), NOON)

    cached = here.answers.of(CHANNEL)
    assert cached is not None
    assert not cached.tags.drafts


async def test_a_message_of_somebody_who_is_forgotten_is_cached_no_longer(here: Counting) -> None:
    await opened(here, BEN, MESSAGE, author=8)

    await privacy.forget_person(here, 8, NOON)

    assert here.answers.of(CHANNEL) is None
    with pytest.raises(DraftIsGone):
        await tags.tag_message(here, by(BEN), MESSAGE, FORM)


async def test_of_a_form_that_was_opened_twice_the_message_counts_as_it_was_then(here: Counting) -> None:
    await opened(here, BEN, MESSAGE)
    again = replace(by(BEN), at=NOON + timedelta(minutes=1))
    await tags.keep_draft(elsewhere(here), again, Target(MESSAGE, BEN, "ben", "They fall for some."))

    done = await tags.tag_message(here, again, MESSAGE, TagForm(Kind.CLAIM, "They fall", "They fall for some."))

    assert done.entry.passage == "They fall for some."
    assert done.entry == (await whole_ledger(here)).entries[4]


@pytest.mark.parametrize("process", ["this one", "another one"])
async def test_a_message_that_others_tag_meanwhile_is_tagged_once(here: Counting, process: str) -> None:
    await opened(here, CY, MESSAGE, author=BEN)
    await tagged(here if process == "this one" else elsewhere(here), BEN, MESSAGE)

    with pytest.raises(AlreadyTagged):
        await tags.tag_message(here, by(CY), MESSAGE, FORM)

    other = await tags.tag_message(here, by(CY), MESSAGE, TagForm(Kind.CLAIM, "They do not", TEXT))
    assert sorted((await whole_ledger(here)).entries) == [1, 2, 3, 4, other.entry.number]


async def test_a_tag_that_is_delivered_again_is_one_entry(here: Counting) -> None:
    await tagged(here, BEN, MESSAGE, by(BEN, request=9))

    for process in (here, elsewhere(here)):
        with pytest.raises(DeliveredTwice):
            await tags.tag_message(process, by(BEN, request=9), MESSAGE, FORM)

    assert len((await whole_ledger(here)).entries) == 4


async def test_a_form_that_is_sent_twenty_minutes_late_is_refused(here: Counting) -> None:
    await opened(here, BEN, MESSAGE)

    with pytest.raises(DraftIsGone):
        await tags.tag_message(here, replace(by(BEN), at=NOON + timedelta(minutes=21)), MESSAGE, FORM)


async def test_whoever_has_tagged_enough_is_told_so_whichever_process_their_tags_came_to(here: Counting) -> None:
    few = House(tags_an_hour=TagsAnHour.TEN)
    for number in range(8):
        process = here if number % 3 else elsewhere(here)
        await opened(process, BEN, 10 + number)
        await tags.tag_message(process, replace(by(BEN), house=few), 10 + number, FORM)
    await opened(here, BEN, MESSAGE)

    with pytest.raises(TooManyTags) as refused:
        await tags.tag_message(here, replace(by(BEN), house=few), MESSAGE, FORM)

    assert refused.value.again == NOON + timedelta(hours=1)
    later = replace(by(BEN), house=few, at=NOON + timedelta(minutes=61))
    await tags.keep_draft(here, later, Target(MESSAGE, BEN, "person 2", TEXT))
    assert (await tags.tag_message(here, later, MESSAGE, FORM)).entry.number == 12


async def test_whatever_else_happens_meanwhile_in_whichever_process_the_ledger_replays(here: Counting) -> None:
    processes, chance = (here, elsewhere(here)), random.Random(13)
    open_forms: list[tuple[int, int]] = []
    done = 0
    for _ in range(120):
        process, user = chance.choices(processes, (5, 1))[0], chance.randint(1, 9)
        try:
            match chance.randrange(6):
                case 0 | 1:
                    message = chance.randint(20, 40)
                    await opened(process, user, message, author=chance.choice((user, 1 + user % 9)))
                    open_forms.append((user, message))
                case 2 | 3 if open_forms:
                    who, message = open_forms.pop(chance.randrange(len(open_forms)))
                    await tags.tag_message(process, by(who), message, replace(FORM, statement=f"By {who % 3}"))
                    done += 1
                case 4:
                    await stances.take_stance(process, by(user), 1, chance.choice(list(Answer)))
                case _ if chance.random() < 0.3:
                    await proposals.withdraw(process, by(user), chance.randint(2, 9))
        except Refusal:
            continue

    entries = (await whole_ledger(here)).entries
    assert sorted(entries) == list(range(1, 4 + done))
    quoted = [
        (entry.source, entry.statement) for entry in entries.values() if entry.status in (Status.LIVE, Status.PROPOSED)
    ]
    assert len(set(quoted)) == len(quoted)
