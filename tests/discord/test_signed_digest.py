"""Sides sign a digest that was posted by its slot, with its buttons, and the next one tells it: over sockets."""

from dataclasses import replace
from datetime import timedelta

from bot.actions import sides
from bot.actions.request import Request
from bot.store.reading import ledgers
from tests.discord.conftest import A_DAY, HOUR, Place
from tests.loopback.interactions import Answer, buttons, click, text_of
from tests.loopback.world import CHANNEL, EPHEMERAL, Json

FAIR, OTHERWISE = "Fair to my side", "Not how we’d say it"
ANA, BEN = 50, 60
BUILDERS, WAITERS = range(ANA, ANA + 4), range(BEN, BEN + 4)


def by(place: Place, user: int) -> Request:
    return replace(place.request(), user=user, user_name=f"person {user}")


async def take_sides(place: Place) -> None:
    """Four people are on each side."""
    await sides.name_sides(place.sessions, place.request(), "Build", "Wait")
    for user in (*BUILDERS, *WAITERS):
        place.discord.world.add_person(user, f"person {user}")
        await sides.join_side(place.sessions, by(place, user), "Build" if user in BUILDERS else "Wait")


async def digest(place: Place) -> Json:
    """A slot has come, and its digest is posted."""
    await place.tick()
    return place.discord.world.channels[CHANNEL].messages[place.shown[-1]]


async def press(place: Place, message: Json, label: str, user: int) -> Answer:
    """Press a button; the answer is for who pressed alone."""
    world = place.discord.world
    answer = await place.discord.ask(click(world, message, buttons(message)[label], world.people[user]))
    assert answer.data["flags"] & EPHEMERAL
    return answer


async def test_a_posted_digest_is_signed_and_the_next_one_says_by_how_many_of_each_side(place: Place) -> None:
    await take_sides(place)
    first = await digest(place)
    place.let_pass(A_DAY - HOUR)
    pressed = [await press(place, first, FAIR, user) for user in (*BUILDERS, *WAITERS[:3])]
    pressed.append(await press(place, first, OTHERWISE, WAITERS[3]))
    await place.claim("Quality suffers")
    place.let_pass(HOUR)
    late = await press(place, first, OTHERWISE, ANA)
    second = await digest(place)

    assert [answer.text.split(".")[0] for answer in pressed] == [
        *4 * ["Noted: fair to “Build”"],
        *3 * ["Noted: fair to “Wait”"],
        "Noted: not how “Wait” would say it",
    ]
    assert "is this fair to yours?" in text_of(first)
    assert "more than a day ago" in late.text
    assert second["id"] != first["id"]
    assert (
        "The last digest was found fair by A (4) and B (3). These would put the last digest otherwise: B (1)."
    ) in text_of(second)


async def test_whoever_pressed_twice_counts_once_and_who_is_on_no_side_not_at_all(place: Place) -> None:
    await take_sides(place)
    first = await digest(place)
    place.discord.world.add_person(70, "eve")
    stranger = await press(place, first, FAIR, 70)
    await press(place, first, FAIR, ANA)
    await press(place, first, OTHERWISE, ANA)
    await place.claim("Quality suffers")
    place.let_pass(timedelta(days=1))
    second = await digest(place)

    async with place.sessions() as session:
        ledger = await ledgers.load(session, CHANNEL)
    assert ledger is not None
    assert [signature.fair for signature in ledger.signatures.values()] == [False]
    assert "Only members of a side" in stranger.text
    assert "These would put the last digest otherwise: A (1)." in text_of(second)
    assert "found fair" not in text_of(second)
