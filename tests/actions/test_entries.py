"""What readers are shown is counted for them alone, and is what the whole ledger says."""

from datetime import UTC, datetime

import pytest

from bot.actions import entries, privacy, proposals, sides, stances, tags, terms
from bot.actions.request import Request
from bot.actions.tags import TagForm
from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import NoDebate, NoSuchEntry
from bot.render.front_ends import DISCORD
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.words.answers import details
from bot.words.answers import ledger as ledger_answers
from tests.outlines import page_of, status_of, waiting_for

GUILD, CHANNEL = 7, 70
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANA, BEN, CY, DAN = 1, 2, 3, 4


def request(person: int, guild: int = GUILD) -> Request:
    return Request(guild, CHANNEL, "housing", person, f"person {person}", False, AT)


@pytest.fixture
async def debated(sessions: Sessions) -> Sessions:
    """Two sides of two, three claims of one person, and an answer."""
    for statement in ("Rents fall", "Quality suffers", "Streets fill"):
        await tags.state(sessions, request(ANA), TagForm(Kind.CLAIM, statement))
    for person, name in ((ANA, "Build"), (BEN, "Wait"), (CY, "Wait"), (DAN, "Build")):
        await sides.join_side(sessions, request(person), name, open_it=True)
    await stances.take_stance(sessions, request(BEN), 1, Answer.DISAGREE)
    return sessions


async def whole(sessions: Sessions) -> Ledger:
    async with sessions() as session:
        ledger = await ledgers.load(session, CHANNEL)
    assert ledger is not None
    return ledger


async def assert_all_is_as_in_the_whole_ledger(sessions: Sessions) -> None:
    ledger = await whole(sessions)
    status = await entries.status_here(sessions, request(ANA), named=1)
    assert status == status_of(ledger, named=1)
    for number in ledger.entries:
        one = await entries.entry_here(sessions, request(BEN), number)
        assert details.in_full(DISCORD, one.ledger, one.entries) == details.in_full(DISCORD, ledger, one.entries)
    shown, page = await entries.page_here(sessions, request(ANA), 9, 2), page_of(ledger, 9, 2)
    assert (shown.page, ledger_answers.page(DISCORD, shown.ledger, page)) == (
        page,
        ledger_answers.page(DISCORD, ledger, page),
    )
    person = next(person.number for person in ledger.participants.values() if person.user == BEN)
    assert await entries.waiting_here(sessions, request(BEN), 0) == waiting_for(ledger, person, 0)


async def test_what_is_shown_goes_on_with_the_ledger(debated: Sessions) -> None:
    await assert_all_is_as_in_the_whole_ledger(debated)
    await stances.take_stance(debated, request(CY), 1, Answer.DISAGREE)
    await assert_all_is_as_in_the_whole_ledger(debated)
    await tags.state(debated, request(BEN), TagForm(Kind.CLAIM, "Noise grows"))
    await assert_all_is_as_in_the_whole_ledger(debated)
    await terms.define(debated, request(BEN), "rent", "what people pay")
    await assert_all_is_as_in_the_whole_ledger(debated)
    await proposals.withdraw(debated, request(ANA), 2)
    await assert_all_is_as_in_the_whole_ledger(debated)


async def test_terms_that_were_erased_are_not_counted(committed_sessions: Sessions) -> None:
    await tags.state(committed_sessions, request(ANA), TagForm(Kind.CLAIM, "Rents fall"))
    for person, term in ((ANA, "rent"), (BEN, "home")):
        await terms.define(committed_sessions, request(person), term, "what people pay for")
    both = await entries.page_here(committed_sessions, request(ANA), 1, 2)

    await privacy.forget_person(committed_sessions, BEN, AT)

    left = await entries.page_here(committed_sessions, request(ANA), 1, 2)
    assert (both.page.terms, left.page.terms) == (2, 1)


async def test_an_outline_that_goes_on_is_not_counted_anew(debated: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    await entries.status_here(debated, request(ANA))
    await stances.take_stance(debated, request(CY), 2, Answer.AGREE)

    async def refuse(*_: object) -> None:
        raise AssertionError("all stances were looked at anew")

    monkeypatch.setattr("bot.store.reading.outlines.counted", refuse)

    assert (await entries.entry_here(debated, request(BEN), 2)).ledger.counted is not None


async def test_who_asks_is_told_what_is_theirs(debated: Sessions) -> None:
    assert (await entries.entry_here(debated, request(ANA), 1)).mine
    assert not (await entries.entry_here(debated, request(BEN), 1)).mine


@pytest.mark.parametrize("number", [0, -1, 4, 2**31, 2**70])
async def test_an_entry_that_is_not_there(debated: Sessions, number: int) -> None:
    with pytest.raises(NoSuchEntry):
        await entries.entry_here(debated, request(ANA), number)


async def test_a_debate_of_another_server_is_none(debated: Sessions) -> None:
    with pytest.raises(NoDebate):
        await entries.status_here(debated, request(ANA, GUILD + 1))


async def test_a_message_that_bears_none_has_none(debated: Sessions) -> None:
    assert (await entries.entries_of_message(debated, request(ANA), 12345)).entries == ()
