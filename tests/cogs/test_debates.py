"""Debates, sides, definitions and parking by command."""

from tests.cogs.conftest import World, words


async def test_opening_a_debate_names_its_question_and_sides(world: World) -> None:
    opened = await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    again = await world.ben.slash(world.channel, "debate open", question="Really?")
    status = await world.ben.slash(world.channel, "debate status")

    assert "Should we build?" in words(opened)
    assert not opened.ephemeral
    assert "already open here" in words(again)
    assert "Should we build?" in words(status)


async def test_one_side_alone_is_refused(world: World) -> None:
    refused = await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes")

    assert "Name both sides" in words(refused)


async def test_a_closed_debate_is_read_but_not_added_to_and_opens_again(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    refused = await world.ben.slash(world.channel, "debate close")
    await world.ana.slash(world.channel, "debate close")
    closed = await world.ben.slash(world.channel, "claim", statement="Rents fall")
    shown = await world.ben.slash(world.channel, "ledger show")
    await world.ben.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")

    stated = await world.ben.slash(world.channel, "claim", statement="Rents fall")

    assert "Only moderators" in words(refused)
    assert "This debate is closed" in words(closed)
    assert "No entries yet" in words(shown)
    assert "**#1**" in words(stated)


async def test_sides_are_joined_by_name_left_and_listed(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    offered = await world.ana.autocomplete(world.channel, "side join", "side", "y")
    await world.ana.slash(world.channel, "side join", side="yes")
    moved = await world.ana.slash(world.channel, "side join", side="No")
    listed = await world.ben.slash(world.channel, "side list")
    left = await world.ana.slash(world.channel, "side leave")
    refused = await world.ben.slash(world.channel, "side leave")

    assert [choice["value"] for choice in offered] == ["Yes"]
    assert "**No** now (before: Yes)" in words(moved)
    assert "**No** (1): ana" in words(listed)
    assert "You left the side **No**" in words(left)
    assert "You are on no side" in words(refused)


async def test_a_new_side_opens_only_when_asked_for(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    asked = await world.ana.slash(world.channel, "side join", side="Later")
    before = (await world.ledger()).sides
    assert asked.response is not None

    await world.ana.click(asked.response, label="Open it as a new side")

    assert "There is no side “Later” here yet" in words(asked)
    assert len(before) == 2
    assert [side.name for side in (await world.ledger()).sides.values()] == ["Yes", "No", "Later"]


async def test_where_there_is_no_debate_the_answer_says_how_to_open_one(world: World) -> None:
    for command, options in (
        ("debate status", {}),
        ("side list", {}),
        ("ledger show", {}),
        ("digest preview", {}),
        ("digest status", {}),
        ("stance", {"entry": 1, "answer": "agree"}),
        ("park", {"entry": 1}),
    ):
        refused = await world.ana.slash(world.channel, command, **options)
        assert "There is no debate here yet" in words(refused), command
        assert refused.ephemeral


async def test_definitions_are_adopted_or_credited(world: World) -> None:
    defined = await world.ana.slash(world.channel, "define", term="rent", meaning="what a tenant pays a month")
    assert defined.response is not None
    own = await world.ana.click(defined.response, label="Use this term too")
    await world.ben.click(defined.response, label="Use this term too")
    second = await world.ana.slash(world.channel, "define", term="cost", meaning="rent and heating")
    assert second.response is not None
    form = await world.ana.click(second.response, label="It is somebody else's term")
    await world.ana.submit_modal(form, {"owner": [world.ben]})

    assert "That is your own term already" in words(own)
    ledger = await world.ledger()
    first, credited = ledger.definitions.values()
    assert [ledger.name(person) for person in first.adopted_by] == ["ben"]
    assert ledger.name(credited.owner) == "ben"
    assert [ledger.name(person) for person in credited.adopted_by] == ["ana"]


async def test_parking_is_proposed_agreed_and_undone(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")
    parked = await world.ana.slash(world.channel, "park", entry=1)
    assert parked.response is not None
    agreed = await world.ben.click(parked.response, label="Also park")
    mutual = (await world.ledger()).entries[1].parking
    revived = await world.ben.click(parked.response, label="No, core")
    refused = await world.ben.click(parked.response, label="No, core")

    assert "Both sides set **#1**" in words(agreed)
    assert mutual is not None
    assert mutual.agreed_by is not None
    assert "brings **#1**" in words(revived)
    assert "is not parked" in words(refused)
    assert (await world.ledger()).entries[1].parking is None


async def test_help_tells_where_to_begin(world: World) -> None:
    told = await world.ana.slash(world.channel, "help")

    assert "Tag as claim" in words(told)
    assert told.ephemeral
