"""How likely "yes" is: asked by a button before and after a debate, sealed, and told as a tally."""

from datetime import timedelta

from simcord.results import InteractionResult, ResponseMessage

from bot.discord.ticks.counting import Counting
from tests.cogs.conftest import World, button_labels, shown, words


def asked_again(closed: InteractionResult) -> ResponseMessage:
    """The message that everybody sees when a debate is closed."""
    assert closed.response is not None
    return closed.response


LABEL = "How likely is “yes”?"


async def test_an_estimate_is_put_before_and_after_and_the_status_tells_how_people_moved(world: World) -> None:
    opened = await world.ana.slash(world.channel, "debate open", question="Should we build?")
    assert opened.response is not None
    form = await world.ben.click(opened.response, label=LABEL)
    refused = await world.ben.submit_modal(form, {"percent": "a lot"})
    assert refused.response is not None
    again = await world.ben.click(refused.response, label="Edit and try again")
    before = await world.ben.submit_modal(again, {"percent": "20"})
    await world.ana.slash(world.channel, "debate estimate", percent=80, show=True)
    closing = await world.ana.slash(world.channel, "debate close")
    closed = await world.ana.submit_modal(closing, {"settled": "We shook hands"})
    message = asked_again(closed)
    form = await world.ben.click(message, label=LABEL)
    after = await world.ben.submit_modal(form, {"percent": "64 %", "shown": "shown"})
    await world.ana.slash(world.channel, "debate estimate", percent=75, show=True)
    waiting = await world.ben.slash(world.channel, "debate status")
    world.clock.at += timedelta(days=3)
    counting = Counting(world.client.sessions, world.clock)
    await counting.tick()
    status = await world.ben.slash(world.channel, "debate status")
    history = await world.mod.slash(world.channel, "debate history")
    late = await world.ben.slash(world.channel, "debate estimate", percent=50)
    pressed = await world.ben.click(message, label=LABEL)

    assert "“a lot” is no estimate" in words(refused)
    assert "from before is sealed: 20 %. Nobody sees it" in words(before)
    assert before.ephemeral
    assert "How likely is “yes” now?" in shown(message)
    assert LABEL in button_labels(message)
    assert "Your estimate now is sealed: 64 %" in words(after)
    assert "both of your numbers are shown with your name" in words(after)
    assert "estimates" not in words(waiting)
    assert "2 people put both estimates\n- towards yes: 1\n- towards no: 0\n- did not move: 1" in words(status)
    assert "- ben, shown with leave: 20 % before, 64 % after" in words(status)
    assert "showed both estimates: 20 % before, 64 % after" in words(history)
    assert "counted, and no more are taken" in words(late)
    assert "counted, and no more are taken" in words(pressed)


async def test_where_nobody_put_one_before_nobody_is_asked_again(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")
    closing = await world.ana.slash(world.channel, "debate close")
    closed = await world.ana.submit_modal(closing, {"settled": "We shook hands"})

    assert "How likely" not in words(closed)
    assert button_labels(asked_again(closed)) == []


async def test_a_number_is_nobody_elses_to_see_while_the_debate_is_open(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")
    await world.ben.slash(world.channel, "debate estimate", percent=37, show=True)
    others = [await world.ana.slash(world.channel, name) for name in ("debate status", "debate history")]
    own = await world.ben.slash(world.channel, "privacy show")

    assert not any("37" in words(answer) for answer in others)
    assert "Sealed until it is counted, then deleted: 1 estimate" in words(own)
