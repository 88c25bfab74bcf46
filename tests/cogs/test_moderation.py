"""/moderate, as moderators and the person whom they keep see it."""

from tests.cogs.conftest import World, button_labels, words


async def test_who_is_kept_from_writing_reads_whom_to_ask_and_may_read_and_be_forgotten(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    not_let = await world.ben.slash(world.channel, "moderate bar", person=world.ana)
    barred = await world.mod.slash(world.channel, "moderate bar", person=world.ben, reason="Tags *everything*")
    said = await world.ben.send(world.channel, "Rents rise")
    tried = [
        await world.ben.context_menu(world.channel, "Tag as claim", said),
        await world.ben.slash(world.channel, "claim", statement="Rents rise"),
        await world.ben.slash(world.channel, "stance", entry=1, answer="agree"),
        await world.ben.slash(world.channel, "side join", side="Yes"),
    ]
    read = await world.ben.slash(world.channel, "ledger entry", entry=1)
    privacy = await world.ben.slash(world.channel, "privacy show")
    listed = await world.mod.slash(world.channel, "moderate bars")

    assert "Only moderators can do that here" in words(not_let)
    assert barred.ephemeral
    assert "is kept from writing to this server's ledgers" in words(barred)
    for refused in tried:
        assert refused.ephemeral
        assert "Moderators keep you from writing to this server's ledgers: “Tags \\*everything\\*”." in words(refused)
        assert "ask somebody who has the permission Manage Messages" in words(refused)
    assert "Rents fall" in words(read)
    assert "1 note of who is or was kept from writing" in words(privacy)
    assert f"<@{world.ben.id}>, since" in words(listed)
    assert "Tags \\*everything\\*" in words(listed)


async def test_it_is_lifted_by_the_answers_button_or_by_command(world: World) -> None:
    barred = await world.mod.slash(world.channel, "moderate bar", person=world.ben)
    assert barred.response is not None
    assert button_labels(barred.response) == ["Undo"]
    again = await world.mod.slash(world.channel, "moderate bar", person=world.ben)
    lifted = await world.mod.click(barred.response, label="Undo")
    stated = await world.ben.slash(world.channel, "claim", statement="Rents rise")
    not_kept = await world.mod.slash(world.channel, "moderate unbar", person=world.ben)
    listed = await world.mod.slash(world.channel, "moderate bars")

    assert "kept from writing already" in words(again)
    assert "may write to this server's ledgers again" in words(lifted)
    assert "**#1**" in words(stated)
    assert "is not kept from writing" in words(not_kept)
    assert "Lifted" in words(listed)


async def test_where_nobody_was_ever_kept_it_says_so(world: World) -> None:
    assert "Nobody was ever kept" in words(await world.mod.slash(world.channel, "moderate bars"))


async def test_a_moderator_takes_back_several_of_one_person_or_of_anybody(world: World) -> None:
    for who in (world.ana, world.ben, world.ben):
        await world.claim(who, f"Reason of {who.name} {who.id}" if who is world.ana else "Another reason")
        await world.ben.slash(world.channel, "claim", statement=f"Said by ben after {who.id}")

    not_let = await world.ben.slash(world.channel, "moderate withdraw", person=world.ana)
    his = await world.mod.slash(world.channel, "moderate withdraw", person=world.ben)
    assert his.response is not None
    (menu,) = his.response.components[0]["components"]
    offered = {option["label"].split()[0] for option in menu["options"]}
    anybodys = await world.mod.slash(world.channel, "moderate withdraw")
    assert anybodys.response is not None
    done = await world.mod.select(anybodys.response, ["1", "2"], custom_id="crux:withdraw_some")

    assert "Only moderators can do that here" in words(not_let)
    assert "#1" not in offered
    assert "#2" in offered
    assert "Withdrawn: **#1**, **#2**" in words(done)
