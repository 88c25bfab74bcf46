"""Stances: by command, by right-click, by button, and what happens after a rewording."""

import gc

import discord

from bot.discord.custom_ids import custom_id
from bot.ledger.entries import Answer, Degree
from tests.cogs.conftest import World, button_labels, new_client, words


async def test_a_stance_by_command_can_carry_a_credence(world: World) -> None:
    await world.claim(world.ana, "Rents fall")

    answered = await world.ben.slash(world.channel, "stance", entry=1, answer="disagree", credence=20)

    assert answered.ephemeral
    assert "You disagree with **#1** “Rents fall”: 20 % likely to be true" in words(answered)
    stance = next(s for s in (await world.ledger()).stances.values() if s.answer is Answer.DISAGREE)
    assert stance.credence == 20


async def test_a_credence_that_speaks_against_the_answer_is_asked_about_and_a_press_answers(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    before = await world.ledger()

    asked = await world.ben.slash(world.channel, "stance", entry=1, answer="disagree", credence=90)

    assert asked.response is not None
    assert "you think it 90 % likely to be true. Which do you mean?" in words(asked)
    assert button_labels(asked.response) == ["Disagree, 90 % likely", "Agree, 90 % likely", "Disagree, no number"]
    assert await world.ledger() == before

    for pressed, answer, credence in (
        ("crux:meant:1:1:disagree:90", Answer.DISAGREE, 90),
        ("crux:meant:1:1:agree:90", Answer.AGREE, 90),
        ("crux:meant:1:1:disagree", Answer.DISAGREE, None),
    ):
        again = await world.ben.slash(world.channel, "stance", entry=1, answer="disagree", credence=90)
        assert again.response is not None
        await world.ben.click(again.response, custom_id=pressed)
        stance = (await world.ledger()).stances[1, 2]
        assert (stance.answer, stance.credence) == (answer, credence)


async def test_an_answer_is_undone_where_it_was_given(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    first = await world.ben.slash(world.channel, "stance", entry=1, answer="agree", credence=80)
    assert first.response is not None
    changed = await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")
    assert changed.response is not None
    same = await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")
    assert same.response is not None

    assert button_labels(same.response) == []
    back = await world.ben.click(changed.response, label="Undo")

    assert "Taken back: you agree with **#1** “Rents fall” again." in words(back)
    stance = (await world.ledger()).stances[1, 2]
    assert (stance.answer, stance.credence) == (Answer.AGREE, 80)


async def test_an_interaction_is_freed_once_a_press_is_answered_without_a_look_for_garbage(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    answered = await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    assert answered.response is not None
    gc.collect()
    gc.disable()
    try:
        before = _interactions()
        await world.ben.click(answered.response, label="Undo")
        await world.env.settle()
        assert _interactions() == before
    finally:
        gc.enable()


def _interactions() -> int:
    """How many there are in memory."""
    return sum(isinstance(one, discord.Interaction) for one in gc.get_objects())


async def test_a_first_answer_is_undone_and_then_there_is_none(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    first = await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    assert first.response is not None

    back = await world.ben.click(first.response, label="Undo")

    assert "Taken back: you have not answered **#1** “Rents fall”." in words(back)
    assert set((await world.ledger()).stances) == {(1, 1)}


async def test_right_click_stance_shows_the_entries_of_a_message_with_buttons(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall")

    menu = await world.ben.context_menu(world.channel, "Stance", message)
    assert menu.response is not None
    answered = await world.ben.click(menu.response, label="#1 Unsure")

    assert "You are unsure about **#1**" in words(answered)


async def test_a_message_without_entries_has_no_stance_to_take(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    message = await world.ana.send(world.channel, "hello")

    menu = await world.ben.context_menu(world.channel, "Stance", message)
    looked = await world.ben.context_menu(world.channel, "Show in ledger", message)

    assert "has no entry that can be answered" in words(menu)
    assert "has no entry that can be answered" in words(looked)


async def test_a_button_for_an_earlier_wording_gives_no_assent_to_the_new_one(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall")
    menu = await world.ben.context_menu(world.channel, "Stance", message)
    card = await world.ana.slash(world.channel, "ledger entry", entry=1)
    assert menu.response is not None
    assert card.response is not None
    form = await world.ana.click(card.response, label="Reword")
    reworded = await world.ana.submit_modal(form, {"statement": "Rents fall everywhere"})

    stale = await world.ben.click(menu.response, label="#1 Agree")

    assert "reworded **#1**" in words(reworded)
    assert "#1 was reworded since" in words(stale)
    ledger = await world.ledger()
    assert [(s.answer, s.wording) for s in ledger.stances.values()] == [(Answer.AGREE, 2)]


async def test_marking_somebody_elses_entry_as_ones_crux(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    card = await world.ben.slash(world.channel, "ledger entry", entry=1)
    assert card.response is not None

    form = await world.ben.click(card.response, label="This is my crux")
    marked = await world.ben.submit_modal(form, {"degree": "partly"})

    assert "you would change it partly on the question" in words(marked)
    ledger = await world.ledger()
    (mark,) = ledger.marks_on(1)
    assert (ledger.name(mark.person), mark.degree, mark.target) == ("ben", Degree.PARTLY, None)


async def test_a_crux_mark_is_taken_back_after_a_restart_too(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    card = await world.ben.slash(world.channel, "ledger entry", entry=1)
    assert card.response is not None
    form = await world.ben.click(card.response, label="This is my crux")
    marked = await world.ben.submit_modal(form, {"degree": "fully"})
    assert marked.response is not None

    await world.env.restart_bot(new_client(world.client.sessions, world.clock))
    taken_back = await world.ben.click(marked.response, label="Take it back")

    assert words(taken_back) == "Taken back: **#1** “Rents fall” is not your crux any more."
    assert (await world.ledger()).marks_on(1) == ()


async def test_an_entry_offers_to_take_a_mark_back_to_whoever_made_it(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    card = await world.ben.slash(world.channel, "ledger entry", entry=1)
    assert card.response is not None
    form = await world.ben.click(card.response, label="This is my crux")
    await world.ben.submit_modal(form, {"degree": "fully"})

    own = await world.ben.slash(world.channel, "ledger entry", entry=1)
    others = await world.ana.slash(world.channel, "ledger entry", entry=1)

    assert own.response is not None
    assert others.response is not None
    assert "Not my crux" in button_labels(own.response)
    assert "Not my crux" not in button_labels(others.response)
    await world.ben.click(own.response, label="Not my crux")
    assert (await world.ledger()).marks_on(1) == ()


async def test_buttons_work_after_a_restart(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall")
    menu = await world.ben.context_menu(world.channel, "Stance", message)
    assert menu.response is not None

    await world.env.restart_bot(new_client(world.client.sessions, world.clock))
    answered = await world.ben.click(menu.response, custom_id=custom_id("stance", 1, 1, "agree"))

    assert "You agree with **#1**" in words(answered)


async def test_a_right_click_on_cruxs_own_line_finds_the_entry_that_it_tells_of(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    line = world.channel.history()[-1]
    assert line.author.id == world.client.user.id  # type: ignore[union-attr]

    looked = await world.ben.context_menu(world.channel, "Show in ledger", line)
    asked = await world.ben.context_menu(world.channel, "Stance", line)
    tagged = await world.ben.context_menu(world.channel, "Tag as claim", line)

    assert "Rents fall when we build" in words(looked)
    assert asked.response is not None
    await world.ben.click(asked.response, label="#1 Disagree")
    assert (await world.ledger()).stances[1, 2].answer is Answer.DISAGREE
    assert "written by an app" in words(tagged)


async def test_a_message_whose_entry_is_only_proposed_says_so_and_its_author_confirms_it(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build")
    await world.tag(world.ben, "Tag as claim", message, statement="Rents fall", passage="Rents fall")

    by_ben = await world.ben.context_menu(world.channel, "Stance", message)
    by_ana = await world.ana.context_menu(world.channel, "Stance", message)

    assert "#1 still awaits its author's confirmation" in words(by_ben)
    assert by_ben.response is not None
    assert not button_labels(by_ben.response)
    assert by_ana.response is not None
    assert button_labels(by_ana.response) == ["Confirm", "Reword", "Decline"]


async def test_a_stage_channel_keeps_a_ledger_as_a_voice_channel_does(world: World) -> None:
    for channel in (world.guild.create_stage_channel("stage"), world.guild.create_voice_channel("voice")):
        stated = await world.ana.slash(channel, "claim", statement="Rents fall when we build")
        assert "**#1**" in words(stated)
