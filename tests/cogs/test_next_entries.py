"""/next: the entries that one's answer settles, one after the other, in one message."""

import simcord
from simcord.results import ResponseMessage

from bot.ledger.entries import Answer
from tests.cogs.conftest import World, button_labels, new_client, words


async def on_sides(world: World, *statements: str) -> None:
    """A debate with ana on one side, ben on the other, and claims of ana's."""
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    for statement in statements:
        await world.claim(world.ana, statement)


def response_of(result: simcord.results.InteractionResult) -> ResponseMessage:
    """What is shown: where it was waited for, it follows the answer."""
    shown = result.followups[-1] if result.followups else result.response
    assert shown is not None
    return shown


async def test_each_answer_is_followed_by_the_next_entry_in_the_same_message(world: World) -> None:
    await on_sides(world, "Rents fall", "Quality suffers", "Cranes are loud")

    told = []
    shown = await world.ben.slash(world.channel, "next")
    assert shown.ephemeral
    for label in ("Agree", "Skip", "Disagree", "Show the skipped ones", "Unsure"):
        told.append(words(shown))
        shown = await world.ben.click(response_of(shown), label=label)

    assert "Your answers can settle 3 entries, one after the other.\n**#1** Rents fall\n-# claim by ana" in told[0]
    assert "You agree with **#1** “Rents fall”.\n#1 is settled now.\nYour answers can settle 2 entries" in told[1]
    assert "Your answer can settle 1 entry.\n**#3** Cranes are loud" in told[2]
    assert "Nothing more is left that your answer would settle, but the one you skipped." in told[3]
    assert "**#2** Quality suffers" in told[4]
    assert "You are unsure about **#2** “Quality suffers”.\nNothing is left here that your answer" in words(shown)
    ben = next(p.number for p in (await world.ledger()).participants.values() if p.name == "ben")
    stances = {s.entry: s.answer for s in (await world.ledger()).stances.values() if s.person == ben}
    assert stances == {1: Answer.AGREE, 2: Answer.UNSURE, 3: Answer.DISAGREE}


async def test_after_five_it_stops_and_goes_on_when_asked_to_after_a_restart_too(world: World) -> None:
    await on_sides(world, *(f"Reason {number}" for number in range(1, 8)))

    shown = await world.ben.slash(world.channel, "next")
    for _ in range(5):
        shown = await world.ben.click(response_of(shown), label="Agree")
    assert words(shown).endswith("Those are 5 for now.")
    await world.env.restart_bot(new_client(world.client.sessions, world.clock))

    shown = await world.ben.click(response_of(shown), label="Go on")

    assert "Your answers can settle 2 entries, one after the other.\n**#6** Reason 6" in words(shown)


async def test_who_is_on_no_side_joins_one_first(world: World) -> None:
    await on_sides(world, "Rents fall")

    asked = await world.mod.slash(world.channel, "next")
    assert "You are on no side yet" in words(asked)
    assert button_labels(response_of(asked)) == ["Join: Yes", "Join: No"]

    joined = await world.mod.click(response_of(asked), label="Join: No")

    assert "You are on the side **No** now.\nYour answer can settle 1 entry.\n**#1** Rents fall" in words(joined)


async def test_the_nearest_is_shown_where_one_answer_settles_nothing(world: World) -> None:
    await on_sides(world)
    await world.claim(world.ben, "Quality suffers")
    await world.ben.slash(world.channel, "stance", entry=1, answer="unsure")

    nearest = await world.ana.slash(world.channel, "next")

    assert "Your answer can show where your side stands on 1 entry.\n**#1** Quality suffers" in words(nearest)


async def test_without_sides_everybody_is_asked_as_one_of_the_room(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")

    asked = await world.mod.slash(world.channel, "next")
    assert "Your answer can settle 1 entry.\n**#1** Rents fall" in words(asked)

    answered = await world.mod.click(response_of(asked), label="Agree")
    assert "#1 is settled now." in words(answered)


async def test_a_closed_debate_and_one_that_is_not_there_ask_for_nothing(world: World) -> None:
    nowhere = await world.ben.slash(world.channel, "next")
    await on_sides(world, "Rents fall")
    await world.close(world.mod)

    closed = await world.ben.slash(world.channel, "next")

    assert "There is no debate" in words(nowhere)
    assert "closed" in words(closed)
