"""Moderators keep a person from writing to a server's ledgers: in force at once, everywhere there, and lifted again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions import sides, stances, tags
from bot.actions.debates import open_debate
from bot.actions.moderation import bar, bars_here, unbar
from bot.actions.privacy import forget_person, stored_about
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.ledger.entries import Answer, Kind
from bot.ledger.refusals import AlreadyBarred, Barred, ModeratorsOnly, NobodyChosen, NotBarred
from bot.store.houses import Houses
from bot.store.sessions import Sessions

GUILD, OTHER, CHANNEL, MOD, EVE = 7, 8, 70, 90, 5
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MODERATOR = Request(GUILD, CHANNEL, "housing", MOD, "mod", True, NOON)
HERS = Request(GUILD, CHANNEL, "housing", EVE, "eve", False, NOON)
CLAIM = TagForm(Kind.CLAIM, "Rents fall")


async def test_whoever_is_kept_writes_nothing_until_it_is_lifted(sessions: Sessions) -> None:
    houses = Houses()
    await open_debate(sessions, MODERATOR, "Should we build?", "Yes", "No")
    await tags.state(sessions, MODERATOR, CLAIM)

    await bar(sessions, MODERATOR, houses, EVE, "Tags everything")

    kept = replace(HERS, house=houses.of(GUILD))
    for asking in (
        lambda: tags.state(sessions, kept, CLAIM),
        lambda: tags.keep_draft(sessions, kept, Target(700, EVE, "eve", "Rents rise")),
        lambda: stances.take_stance(sessions, kept, 1, Answer.AGREE),
        lambda: sides.join_side(sessions, kept, "Yes"),
        lambda: open_debate(sessions, replace(kept, channel=71), "Why?"),
    ):
        with pytest.raises(Barred):
            await asking()
    await unbar(sessions, MODERATOR, houses, EVE)
    await stances.take_stance(sessions, replace(HERS, house=houses.of(GUILD)), 1, Answer.AGREE)
    (was,) = await bars_here(sessions, MODERATOR, 5)
    assert (was.user, was.by, was.reason, was.lifted_by) == (EVE, MOD, "Tags everything", MOD)


async def test_it_holds_in_that_server_alone_and_other_processes_know_it_within_a_minute(sessions: Sessions) -> None:
    here, elsewhere = Houses(), Houses()

    await bar(sessions, MODERATOR, here, EVE, "")
    await elsewhere.read(sessions.execute)

    assert here.of(GUILD).barred == elsewhere.of(GUILD).barred == {EVE: None}
    assert here.of(OTHER).barred == {}


async def test_moderators_alone_do_it_and_once(sessions: Sessions) -> None:
    houses = Houses()
    for asking in (
        lambda: bar(sessions, HERS, houses, 2, ""),
        lambda: unbar(sessions, HERS, houses, 2),
        lambda: bars_here(sessions, HERS, 5),
    ):
        with pytest.raises(ModeratorsOnly):
            await asking()
    with pytest.raises(NobodyChosen):
        await bar(sessions, MODERATOR, houses, 0, "")
    with pytest.raises(NotBarred):
        await unbar(sessions, MODERATOR, houses, 2**70)
    await bar(sessions, MODERATOR, houses, EVE, "")
    with pytest.raises(AlreadyBarred):
        await bar(sessions, MODERATOR, houses, EVE, "")


async def test_to_be_forgotten_does_not_lift_it(sessions: Sessions) -> None:
    houses = Houses()
    await bar(sessions, MODERATOR, houses, EVE, "Tags everything")
    assert (await stored_about(sessions, EVE, GUILD)).bars == 1

    assert (await forget_person(sessions, EVE, NOON)).bars == 1

    assert houses.of(GUILD).barred == {EVE: "Tags everything"}
    await houses.read(sessions.execute)
    assert houses.of(GUILD).barred == {EVE: None}
    (still,) = await bars_here(sessions, MODERATOR, 5)
    assert (still.user, still.reason) == (EVE, None)
