"""What people are called: the name that they act under, told apart from others of that name, and forgotten wholly."""

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.actions import entries, privacy, sides, stances, tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import Ledger
from bot.ledger.people import told_apart
from bot.ledger.record.events import ParticipantMet, ParticipantRenamed
from bot.render.front_ends import DISCORD
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.words.answers import details
from bot.words.answers import history as histories
from bot.words.answers import sides as side_answers

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANNEL, GUILD = 70, 7
ANA, BEN, CY = 9001, 9002, 9003


def by(user: int, name: str) -> Request:
    return Request(GUILD, CHANNEL, "housing", user, name, False, NOON)


async def claim(sessions: Sessions, user: int, name: str, words: str) -> int:
    return (await tags.state(sessions, by(user, name), TagForm(Kind.CLAIM, words))).entry.number


async def called(sessions: Sessions) -> list[str | None]:
    """What everybody is called, from the tables; a replay of the events says the same."""
    async with sessions() as session:
        loaded, replayed = await ledgers.load(session, CHANNEL), await ledgers.replayed(session, CHANNEL)
    assert loaded is not None
    names = _names(loaded)
    assert names == _names(replayed)
    return names


def _names(ledger: Ledger) -> list[str | None]:
    return [ledger.name(number) for number in sorted(ledger.participants)]


async def test_whoever_acts_under_another_name_is_called_so_from_then_on(committed_sessions: Sessions) -> None:
    await claim(committed_sessions, ANA, "ana", "Rents fall")
    await stances.take_stance(committed_sessions, by(ANA, "ana"), 1, Answer.UNSURE)
    assert await called(committed_sessions) == ["ana"]

    await stances.take_stance(committed_sessions, by(ANA, "Ana B."), 1, Answer.AGREE)
    await stances.take_stance(committed_sessions, by(ANA, "Ana B."), 1, Answer.DISAGREE)

    assert await called(committed_sessions) == ["Ana B."]
    async with committed_sessions() as session:
        found = [line.event.change for line in await events.matching(session, CHANNEL, sa.true())]
    assert [change for change in found if isinstance(change, ParticipantMet | ParticipantRenamed)] == [
        ParticipantMet(1, str(ANA), "ana"),
        ParticipantRenamed(1, "Ana B."),
    ]


async def test_a_name_is_taken_over_with_an_action_and_not_by_reading(committed_sessions: Sessions) -> None:
    await claim(committed_sessions, ANA, "ana", "Rents fall")

    await entries.entry_here(committed_sessions, by(ANA, "Ana B."), 1)
    await entries.find_entries(committed_sessions, by(ANA, "Ana B."), "rents", 25)

    assert await called(committed_sessions) == ["ana"]


@pytest.mark.parametrize("nothing", ["", " ", "\u200f", "\u2800"])
async def test_a_name_that_shows_nothing_is_none(committed_sessions: Sessions, nothing: str) -> None:
    await claim(committed_sessions, ANA, "ana", "Rents fall")

    await stances.take_stance(committed_sessions, by(ANA, nothing), 1, Answer.UNSURE)

    assert await called(committed_sessions) == ["ana"]


async def test_two_of_one_name_are_told_apart_wherever_they_are_named(committed_sessions: Sessions) -> None:
    await claim(committed_sessions, ANA, "ana", "Rents fall")
    await claim(committed_sessions, BEN, "ana", "They rise")
    await claim(committed_sessions, CY, "cy", "They stay")
    for user, name in ((ANA, "ana"), (BEN, "ana")):
        await sides.join_side(committed_sessions, by(user, name), "yes", open_it=True)
        await stances.take_stance(committed_sessions, by(user, name), 3, Answer.AGREE)

    shown = await entries.entry_here(committed_sessions, by(CY, "cy"), 2)
    history = await entries.history(committed_sessions, by(CY, "cy"), 3, 10)
    status = await entries.status_here(committed_sessions, by(CY, "cy"), 10)

    assert await called(committed_sessions) == ["ana", "ana (2)", "cy"]
    assert "ana (2)" in details.in_full(DISCORD, shown.ledger, shown.entries)
    said = histories.history(DISCORD, history.entry, history.events, history.names, history.earlier)
    assert " ana: agree" in said
    assert " ana (2): agree" in said
    assert "ana, ana (2)" in side_answers.listed(DISCORD, status)


async def test_who_is_the_first_of_a_name_follows_from_who_bears_it(committed_sessions: Sessions) -> None:
    await claim(committed_sessions, ANA, "ana", "Rents fall")
    await claim(committed_sessions, BEN, "ana", "They rise")

    await stances.take_stance(committed_sessions, by(ANA, "Ana B."), 1, Answer.UNSURE)
    assert await called(committed_sessions) == ["Ana B.", "ana"]

    await stances.take_stance(committed_sessions, by(BEN, "Ana B."), 1, Answer.UNSURE)
    assert await called(committed_sessions) == ["Ana B.", "Ana B. (2)"]


@pytest.mark.parametrize(
    ("name", "namesake", "shown"),
    [("ana", 1, "ana"), ("ana", 2, "ana (2)"), ("ana (2)", 1, "ana (2) (1)"), ("ana (x)", 1, "ana (x)")],
)
def test_nobody_takes_on_what_another_is_called(name: str, namesake: int, shown: str) -> None:
    assert told_apart(name, namesake) == shown


async def test_all_names_of_somebody_are_forgotten(committed_sessions: Sessions) -> None:
    for name in ("zebra one", "zebra two", "zebra three"):
        await claim(committed_sessions, ANA, name, f"Claimed as {name}")
    await claim(committed_sessions, BEN, "ben", "They rise")
    own = json.loads(await privacy.words_of(committed_sessions, ANA, GUILD))

    await privacy.forget_person(committed_sessions, ANA, NOON)

    named = [text["words"] for text in own["debates"][0]["words"] if text["field"] == "name"]
    assert named == ["zebra one", "zebra two", "zebra three"]
    assert await called(committed_sessions) == [None, "ben"]
    async with committed_sessions() as session:
        kept = await session.scalars(sa.text("SELECT words FROM event_texts UNION SELECT name FROM participants"))
        assert not any("zebra" in words for words in kept if words is not None)
    verified = await verify_debate(committed_sessions, CHANNEL)
    assert verified.problems == ()
