"""Limits hold for tags, statements and concessions, are counted in the look of a tag, and never hold for moderators."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import concessions, tags
from bot.actions.debates import open_debate
from bot.actions.proposals import withdraw
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.ledger.entries import Kind
from bot.ledger.house import House, OpenEntries, TagsAnHour
from bot.ledger.record import events as e
from bot.ledger.refusals import TooManyEntries, TooManyTags
from bot.store.prepared import Execute, Prepared, Row, Values
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows

GUILD, CHANNEL, ANA, BEN = 7, 70, 1, 2
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUSE = House(tags_an_hour=TagsAnHour.TEN, open_entries=OpenEntries.HUNDRED)
UNLIMITED = House(tags_an_hour=TagsAnHour.UNLIMITED, open_entries=OpenEntries.UNLIMITED)


def by(user: int, minutes: int = 0, house: House = HOUSE, *, moderator: bool = False) -> Request:
    at = NOON + timedelta(minutes=minutes)
    return Request(GUILD, CHANNEL, "housing", user, f"person {user}", moderator, at, house=house)


async def state(sessions: Sessions, request: Request, number: int) -> None:
    await tags.state(sessions, request, TagForm(Kind.CLAIM, f"Reason {number}"))


async def test_one_person_makes_so_many_entries_within_an_hour_and_others_go_on(sessions: Sessions) -> None:
    await open_debate(sessions, by(ANA), "Should we build?")
    for number in range(10):
        await state(sessions, by(ANA, number), number)

    with pytest.raises(TooManyTags) as refused:
        await state(sessions, by(ANA, 20), 10)
    assert refused.value.again == NOON + timedelta(hours=1)
    await tags.keep_draft(sessions, by(ANA, 20), Target(700, BEN, "ben", "Rents rise"))
    with pytest.raises(TooManyTags):
        await tags.tag_message(sessions, by(ANA, 20), 700, TagForm(Kind.CLAIM, "Rents rise", "Rents rise"))
    await state(sessions, by(BEN, 20), 11)
    with pytest.raises(TooManyTags):
        await concessions.concede(sessions, by(ANA, 20), 11, "You are right")

    await state(sessions, by(ANA, 20, moderator=True), 12)
    await state(sessions, by(ANA, 20, UNLIMITED), 13)
    await state(sessions, by(ANA, 90), 14)


async def test_a_debate_has_so_many_open_entries_until_some_are_taken_back(sessions: Sessions) -> None:
    await open_debate(sessions, by(ANA), "Should we build?")
    await _fill(sessions, 100)

    with pytest.raises(TooManyEntries):
        await state(sessions, by(BEN), 101)
    await state(sessions, by(BEN, moderator=True), 102)
    await withdraw(sessions, by(ANA), 1)
    await withdraw(sessions, by(ANA), 2)
    await state(sessions, by(BEN), 103)


async def _fill(sessions: Sessions, count: int) -> None:
    """So many entries of the first person, made long ago."""
    tagged = [e.EntryTagged(n, Kind.CLAIM, 1, 1, False, statement=f"Old {n}") for n in range(1, count + 1)]
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, CHANNEL)
        assert head is not None
        await append.record(session, head, 1, tagged, NOON - timedelta(days=1))


async def test_a_limit_costs_no_statement(sessions: Sessions) -> None:
    await open_debate(sessions, by(ANA), "Should we build?")
    asked = {"limited": 0, "unlimited": 0}

    def counting(name: str, execute: Execute) -> Execute:
        async def counted(statement: Prepared, values: Values) -> Sequence[Row]:
            asked[name] += 1
            return await execute(statement, values)

        return counted

    execute = sessions.execute
    for number, (name, house) in enumerate((("limited", HOUSE), ("unlimited", UNLIMITED))):
        sessions.execute = counting(name, execute)  # type: ignore[method-assign]
        await state(sessions, replace(by(ANA), house=house), number)

    assert asked["limited"] == asked["unlimited"] > 0
