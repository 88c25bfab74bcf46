"""Links between entries: said by command or in the tag's form, shown, taken back, and merged."""

from bot.ledger.entries import Link, Relation, Status
from tests.cogs.conftest import World, button_labels, words


async def test_a_link_is_said_shown_and_taken_back_by_who_said_it(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.claim(world.ana, "Vacancy halves rents")

    said = await world.ben.slash(world.channel, "link", entry=2, relation="supports", target=1)
    supported = await world.ana.slash(world.channel, "ledger entry", entry=1)
    history = await world.ana.slash(world.channel, "ledger history", entry=2)
    taken_back = await world.ben.slash(world.channel, "unlink", entry=2, relation="supports", target=1)

    assert "**#2** “Vacancy halves rents” supports **#1** “Rents fall”" in words(said)
    assert "#2 supports it" in words(supported)
    assert "ben: supports #1" in words(history)
    assert "Taken back: #2 supports #1" in words(taken_back)
    assert (await world.ledger()).links == frozenset()
    assert "ben: taken back: supports #1" in words(await world.ana.slash(world.channel, "ledger history", entry=2))


async def test_a_stranger_to_a_link_cannot_take_it_back(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.claim(world.ana, "Vacancy halves rents")
    await world.ana.slash(world.channel, "link", entry=2, relation="attacks", target=1)

    refused = await world.ben.slash(world.channel, "unlink", entry=2, relation="attacks", target=1)

    assert "Only who linked them" in words(refused)
    assert (await world.ledger()).links == {Link(2, Relation.ATTACKS, 1)}


async def test_the_form_of_a_tag_takes_links_of_every_kind(world: World) -> None:
    for said in ("Rents fall", "Quality suffers"):
        await world.claim(world.ana, said)
    message = await world.ben.send(world.channel, "Rents go down")

    await world.tag(
        world.ben, "Tag as claim", message, statement="Rents go down", links="restates 1, attacks quality suffers"
    )

    assert (await world.ledger()).links == {Link(3, Relation.RESTATES, 1), Link(3, Relation.ATTACKS, 2)}


async def test_what_restates_another_entry_is_merged_with_one_click_and_keeps_its_history(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.claim(world.ben, "Rents go down")
    said = await world.ben.slash(world.channel, "link", entry=2, relation="restates", target=1)
    assert said.response is not None

    merged = await world.ben.click(said.response, label="Merge #2 into #1")

    assert "please answer #1" in words(merged)
    entry = (await world.ledger()).entries[2]
    assert (entry.status, entry.merged_into) == (Status.MERGED, 1)
    assert merged.response is not None
    await world.ben.click(merged.response, label="Undo the merge")
    ledger = await world.ledger()
    assert (ledger.entries[2].status, ledger.entries[2].merged_into) == (Status.LIVE, None)
    assert Link(2, Relation.RESTATES, 1) in ledger.links
    history = words(await world.ana.slash(world.channel, "ledger history", entry=2))
    assert "restates #1" in history
    assert "merged into #1" in history


async def test_who_may_not_merge_is_offered_no_button(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.claim(world.ana, "Rents go down")

    said = await world.ben.slash(world.channel, "link", entry=2, relation="restates", target=1)

    assert said.response is not None
    assert button_labels(said.response) == ["Undo"]


async def test_a_link_is_undone_where_it_was_made(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.claim(world.ana, "Rents go down")
    said = await world.ben.slash(world.channel, "link", entry=2, relation="supports", target=1)
    assert said.response is not None

    undone = await world.ben.click(said.response, label="Undo")

    assert (await world.ledger()).links == frozenset()
    assert undone.response is not None
    await world.ben.click(undone.response, label="Undo")
    assert (await world.ledger()).links == {Link(2, Relation.SUPPORTS, 1)}
