"""Every other refusal: it says what was wrong and what to do next, only to who asked, and nothing is written."""

from datetime import timedelta

import discord

from bot.discord.custom_ids import custom_id
from bot.store.waiting.drafts import DRAFT_LIFE
from tests.cogs.conftest import World, private, words


async def refused(world: World, *asked: tuple[str, dict[str, object], str]) -> None:
    before = await world.ledger()
    for command, options, complaint in asked:
        answer = await world.ben.slash(world.channel, command, **options)
        assert complaint in words(answer), (command, words(answer))
        assert answer.ephemeral
    after = await world.ledger()
    assert (after.entries, after.stances, after.sides, after.definitions) == (
        before.entries,
        before.stances,
        before.sides,
        before.definitions,
    )


async def test_commands_refuse_what_the_rules_forbid(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.claim(world.ana, "Rents fall")
    await world.claim(world.ana, "Rents rise")
    await world.ben.slash(world.channel, "concede", entry=1)

    await refused(
        world,
        ("stance", {"entry": 3, "answer": "agree"}, "#3 is a concession: it records a move"),
        ("stance", {"entry": 9, "answer": "agree"}, "There is no entry #9"),
        ("park", {"entry": 3}, "only claims and cruxes can be parked"),
        ("concede", {"entry": 3}, "#3 is itself a concession"),
        ("crux", {"statement": "Supply matters", "for": 3}, "#3 is a concession"),
        ("crux", {"statement": "Supply matters", "for": 4}, "There is no entry #4"),
        ("claim", {"statement": " \u200b "}, "A statement needs words"),
        ("claim", {"statement": "x" * 301}, "That statement has 301 characters; at most 300 fit"),
        ("define", {"term": " ", "meaning": "x"}, "A definition needs a term"),
        ("digest pause", {}, "No digest is scheduled here"),
        ("ledger withdraw", {"entry": 1}, "Only the author of #1"),
        ("debate close", {}, "Only who opened this debate and moderators can do that here"),
    )


async def test_opening_a_debate_refuses_no_question_and_twice_the_same_side(world: World) -> None:
    for options, complaint in (
        ({"question": "\u200b"}, "A debate needs a question"),
        ({"question": "Really?", "side_a": "Yes", "side_b": "yes"}, "There is already a side called “yes”"),
        ({"question": "Really?", "side_a": "Yes", "side_b": "x" * 81}, "A side needs a name of 1 to 80 characters"),
    ):
        answer = await world.ana.slash(world.channel, "debate open", **options)
        assert complaint in words(answer)

    none = await world.ana.slash(world.channel, "debate status")
    assert "There is no debate here yet" in words(none)


async def test_forms_refuse_what_the_rules_forbid(world: World) -> None:
    await world.claim(world.ana, "Rents fall in the city")
    await world.claim(world.ana, "Rents rise in the city")
    message = await world.ben.send(world.channel, "You are right")

    ambiguous = await world.tag(world.ben, "Tag as concession", message, statement="Right", concedes="rents")
    link = await world.tag(world.ben, "Tag as claim", message, statement="Right", links="loves 1")
    residue = await world.tag(world.ben, "Tag as claim", message, statement="Right", links="after 1")
    itself = await world.tag(world.ben, "Tag as crux", message, statement="Right", crux_for="3")
    form = await world.ben.context_menu(world.channel, "Tag as claim", message)
    world.clock.at += DRAFT_LIFE + timedelta(seconds=1)
    late = await world.ben.submit_modal(form, {"statement": "Right"})

    assert "fits more than one entry: #2, #1" in words(ambiguous)
    assert "“loves 1” is not a link" in words(link)
    assert "#1 is not a concession" in words(residue)
    assert "There is no entry #3" in words(itself)
    assert "stood open too long" in words(late)
    assert list((await world.ledger()).entries) == [1, 2]


async def test_a_definition_is_credited_only_by_who_wrote_it_down(world: World) -> None:
    defined = await world.ana.slash(world.channel, "define", term="rent", meaning="what tenants pay")
    assert defined.response is not None
    form = await world.ben.click(defined.response, custom_id=custom_id("credit", 1))

    answer = await world.ben.submit_modal(form, {"owner": [world.ben]})

    assert "Only who wrote that definition down" in words(answer)


async def test_a_digest_is_not_posted_where_crux_may_not_and_the_permission_is_named(world: World) -> None:
    closed = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    for role in world.guild.roles.values():
        if role.name == "TestBot":
            world.env.backend.get_guild(world.guild.id).roles[role.id].permissions = 1 << 10 | 1 << 16
    await world.mod.slash(closed, "debate open", question="Should we build?")

    answer = await world.mod.slash(closed, "digest now")

    assert "Crux cannot post in this channel. It needs: Send Messages" in words(answer)


async def test_a_button_that_is_no_more_says_so(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    tagged = await world.tag(world.ana, "Tag as claim", message, statement="Rents fall")
    await world.ana.slash(world.channel, "ledger withdraw", entry=1)

    answer = await world.ana.click(private(tagged), label="Undo")

    assert "#1 was withdrawn" in words(answer)
