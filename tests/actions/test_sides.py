"""Who names sides and puts them right, on a real database; and what a closed debate keeps of its outcome."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.actions import debates, sides, stances, tags
from bot.actions.privacy import forget_person
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.ledger.entries import Answer, Kind
from bot.ledger.house import House, Who
from bot.ledger.ledger import Ledger
from bot.ledger.outcomes import OutcomeForm
from bot.ledger.people import Side
from bot.ledger.refusals import (
    MayNotNameSides,
    MayNotOpenSides,
    NoSuchSide,
    OpenersOnly,
    Refusal,
    SideHasPeople,
    SideNameTaken,
)
from bot.store.reading import ledgers
from bot.store.sessions import Sessions

GUILD, CHANNEL = 7, 70
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA, BEN, EVE, MOD = 1, 2, 3, 4
PAIR = ("Yes", "No")


def by(user: int, minutes: int = 0) -> Request:
    return Request(GUILD, CHANNEL, "housing", user, f"person {user}", user == MOD, NOON + timedelta(minutes=minutes))


async def opened(sessions: Sessions, pair: tuple[str, str] = PAIR) -> None:
    await debates.open_debate(sessions, by(ANA), "Should we build?", *pair)


async def argued(sessions: Sessions, pair: tuple[str, str] = PAIR) -> None:
    """A debate that ana opened, with a claim that ben has answered."""
    await opened(sessions, pair)
    await tags.state(sessions, by(ANA), TagForm(Kind.CLAIM, "Rents fall"))
    await stances.take_stance(sessions, by(BEN), 1, Answer.AGREE)


async def ledger(sessions: Sessions) -> Ledger:
    async with sessions() as session:
        found = await ledgers.load(session, CHANNEL)
        assert found is not None
        assert await ledgers.replayed(session, CHANNEL) == found
    assert (await verify_debate(sessions, CHANNEL)).problems == ()
    return found


async def test_where_two_take_part_they_name_the_sides_and_nobody_else(sessions: Sessions) -> None:
    await argued(sessions, ("", ""))
    for user in (EVE,):
        for name in PAIR:
            with pytest.raises(MayNotNameSides):
                await sides.join_side(sessions, by(user), name, open_it=True)
        with pytest.raises(MayNotNameSides):
            await sides.name_sides(sessions, by(user), *PAIR)
    assert [side.name for side in await sides.name_sides(sessions, by(BEN), *PAIR)] == ["Yes", "No"]
    with pytest.raises(MayNotOpenSides):
        await sides.join_side(sessions, by(BEN), "Later", open_it=True)


async def test_who_is_waited_for_names_a_side(sessions: Sessions) -> None:
    await opened(sessions, ("", ""))
    await tags.state(sessions, by(ANA), TagForm(Kind.CLAIM, "Rents fall"))

    assert (await sides.join_side(sessions, by(BEN), "No", open_it=True)).new


async def test_whoever_joins_and_leaves_has_opened_nothing(sessions: Sessions) -> None:
    await argued(sessions)
    with pytest.raises(NoSuchSide) as refused:
        await sides.join_side(sessions, by(EVE), "lol")
    with pytest.raises(MayNotOpenSides):
        await sides.join_side(sessions, by(EVE), "lol", open_it=True)

    assert (refused.value.sides, refused.value.may_open) == ((Side(1, "Yes"), Side(2, "No")), False)
    for user, house in ((ANA, House()), (MOD, House()), (EVE, House(opens_sides=Who.EVERYBODY))):
        name, who = f"side of {user}", replace(by(user), house=house)
        with pytest.raises(NoSuchSide) as offered:
            await sides.join_side(sessions, who, name)
        assert offered.value.may_open
        assert (await sides.join_side(sessions, who, name, open_it=True)).new


async def test_only_opener_and_moderators_put_sides_right(sessions: Sessions) -> None:
    await argued(sessions)
    for refused in (
        sides.rename_side(sessions, by(BEN), "Yes", "Build"),
        sides.sides_to_merge(sessions, by(BEN), "Yes", "No"),
        sides.merge_sides(sessions, by(BEN), 1, 2),
        sides.remove_side(sessions, by(BEN), "Yes"),
        debates.debate_to_edit(sessions, by(BEN)),
        debates.edit_debate(sessions, by(BEN), "Should we bomb?", {}),
    ):
        with pytest.raises(OpenersOnly):
            await refused
    for user in (ANA, MOD):
        await sides.rename_side(sessions, by(user), "yes", f"Yes, says {user}")
        await sides.rename_side(sessions, by(user), f"Yes, says {user}", "Yes")


async def test_everybody_on_a_side_that_is_merged_moves_along(sessions: Sessions) -> None:
    await argued(sessions)
    await sides.join_side(sessions, by(ANA), "Nope", open_it=True)
    for user in range(10, 25):
        await sides.join_side(sessions, by(user), "Nope")
    asked = await sides.sides_to_merge(sessions, by(MOD), "nope", "NO")
    merged = await sides.merge_sides(sessions, by(MOD), 3, 2)
    late = await sides.join_numbered(sessions, by(BEN), 3)

    assert asked == merged
    assert (merged.side.name, merged.into.name, merged.people) == ("Nope", "No", 16)
    assert late.side == Side(2, "No")
    now = await ledger(sessions)
    assert list(now.sides) == [1, 2]
    assert {person.side for person in now.participants.values() if person.side is not None} == {2}


async def test_a_side_is_removed_once_nobody_is_on_it_but_who_was_forgotten(sessions: Sessions) -> None:
    await argued(sessions)
    await sides.join_side(sessions, by(ANA), "lol", open_it=True)
    await sides.join_side(sessions, by(EVE), "lol")
    await sides.leave_side(sessions, by(ANA))
    with pytest.raises(SideHasPeople):
        await sides.remove_side(sessions, by(ANA), "lol")
    await forget_person(sessions, EVE, NOON)
    await sides.remove_side(sessions, by(ANA), "lol")
    with pytest.raises(NoSuchSide):
        await sides.join_numbered(sessions, by(BEN), 3)
    again = await sides.join_side(sessions, by(ANA), "lol", open_it=True)

    assert again.side.number == 4
    assert all(person.side != 3 for person in (await ledger(sessions)).participants.values())


async def test_a_name_goes_with_who_wrote_it_and_is_given_anew(sessions: Sessions) -> None:
    await argued(sessions)
    await sides.rename_side(sessions, by(MOD), "Yes", "Build")
    await forget_person(sessions, ANA, NOON)
    after_ana = (await ledger(sessions)).sides
    await forget_person(sessions, MOD, NOON)
    after_both = (await ledger(sessions)).sides
    await debates.edit_debate(sessions, by(MOD), "Should we?", {1: "For", 2: "Against"})

    assert [side.name for side in after_ana.values()] == ["Build", None]
    assert [side.name for side in after_both.values()] == [None, None]
    assert [side.name for side in (await ledger(sessions)).sides.values()] == ["For", "Against"]


async def test_what_was_said_of_an_outcome_goes_with_who_said_it(sessions: Sessions) -> None:
    await argued(sessions)
    form = OutcomeForm("✓ #1 Rents fall\nWe shook hands", "How fast", "2026-04-01")
    await debates.close_debate(sessions, by(ANA), form)
    before = (await ledger(sessions)).debate
    await forget_person(sessions, ANA, NOON)
    after = (await ledger(sessions)).debate

    assert (before.settled, before.still_open, before.look_again) == (
        "✓ #1\nWe shook hands",
        "How fast",
        date(2026, 4, 1),
    )
    assert (after.settled, after.still_open, after.look_again) == (None, None, date(2026, 4, 1))


async def test_an_outcome_of_somebody_else_since_stays(sessions: Sessions) -> None:
    await argued(sessions)
    await debates.close_debate(sessions, by(ANA), OutcomeForm("We shook hands", "How fast"))
    await debates.open_debate(sessions, by(BEN))
    await debates.close_debate(sessions, by(MOD), OutcomeForm("They made peace"))
    await forget_person(sessions, ANA, NOON)

    debate = (await ledger(sessions)).debate
    assert (debate.settled, debate.still_open) == ("They made peace", None)


async def test_why_a_ledger_is_locked_goes_with_who_said_it_and_what_somebody_else_said_since_stays(
    sessions: Sessions,
) -> None:
    await argued(sessions)
    moderators = [replace(by(person), moderator=True) for person in (ANA, BEN)]
    await debates.lock_ledger(sessions, moderators[0], "Tempers run high")
    await debates.unlock_ledger(sessions, moderators[0])
    await debates.lock_ledger(sessions, moderators[1], "Until noon")

    await forget_person(sessions, ANA, NOON)
    first = (await ledger(sessions)).debate.lock_reason
    await forget_person(sessions, BEN, NOON)
    then = (await ledger(sessions)).debate

    assert (first, then.lock_reason, then.is_locked) == ("Until noon", None, True)


async def test_two_who_open_the_last_missing_side_open_one(committed_sessions: Sessions) -> None:
    await argued(committed_sessions, ("", ""))
    await sides.join_side(committed_sessions, by(ANA), "Yes", open_it=True)

    async def open_side(user: int, name: str) -> Refusal | None:
        try:
            await sides.join_side(committed_sessions, by(user), name, open_it=True)
        except Refusal as refused:
            return refused
        return None

    refused = await asyncio.gather(*(open_side(BEN, f"Side {number}") for number in range(4)))

    assert [type(one) for one in refused if one is not None] == [MayNotOpenSides] * 3
    assert len((await ledger(committed_sessions)).sides) == 2


async def test_a_side_that_is_being_removed_is_not_joined(committed_sessions: Sessions) -> None:
    await argued(committed_sessions)

    async def tried(doing: object) -> bool:
        try:
            await doing  # type: ignore[misc]
        except (NoSuchSide, SideHasPeople, SideNameTaken):
            return False
        return True

    done = await asyncio.gather(
        tried(sides.remove_side(committed_sessions, by(MOD), "No")),
        *(tried(sides.join_side(committed_sessions, by(user), "No")) for user in range(10, 16)),
    )

    now = await ledger(committed_sessions)
    assert done[0] == (2 not in now.sides)
    assert all(person.side is None or person.side in now.sides for person in now.participants.values())
