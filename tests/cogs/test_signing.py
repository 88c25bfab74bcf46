"""The members of sides say under a digest whether it is fair to theirs; the next one counts it."""

from datetime import timedelta

from bot.ledger.entries import Relation
from tests.cogs.conftest import World, button_labels, shown, words

FAIR, OTHERWISE = "Fair to my side", "Not how we’d say it"


async def debated(world: World) -> None:
    """A debate with two sides, and a digest of it."""
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    await world.claim(world.ana, "Rents fall")
    await world.ana.slash(world.channel, "digest now")


async def test_each_side_signs_the_digest_and_the_next_one_says_so(world: World) -> None:
    await debated(world)
    digest = world.channel.history()[-1]
    fair = await world.ana.click(digest, label=FAIR)
    other = await world.ben.click(digest, label=FAIR)
    changed = await world.ben.click(digest, label=OTHERWISE)
    stranger = await world.mod.click(digest, label=FAIR)
    world.clock.at += timedelta(hours=23)
    await world.claim(world.ben, "Quality suffers")
    await world.ana.slash(world.channel, "digest now")
    next_one = world.channel.history()[-1]
    world.clock.at += timedelta(hours=1)
    late = await world.ana.click(digest, label=OTHERWISE)
    history = await world.mod.slash(world.channel, "ledger history")

    assert "Noted: fair to “Yes”" in words(fair)
    assert fair.ephemeral
    assert "Noted: fair to “No”" in words(other)
    assert "Noted: not how “No” would say it" in words(changed)
    assert "Only members of a side" in words(stranger)
    assert "is this fair to yours?" in shown(digest)
    assert "found fair by A (1). These would put the last digest otherwise: B (1)." in shown(next_one)
    assert "more than a day ago" in words(late)
    assert history.response is not None
    assert "found the digest fair to their side" in shown(history.response)
    assert [(one.person, one.fair) for one in (await world.ledger()).signatures.values()] == [(1, True), (2, False)]


async def test_a_better_wording_is_offered_to_the_entrys_author_as_a_proposal(world: World) -> None:
    await debated(world)
    digest = world.channel.history()[-1]
    pressed = await world.ben.click(digest, label=OTHERWISE)
    assert pressed.response is not None
    form = await world.ben.click(pressed.response, label="Say it better")
    offered = await world.ben.submit_modal(form, {"entry": "1", "statement": "Rents fall where we build"})
    proposal = world.channel.history()[-1]
    pressed = await world.ana.click(digest, label=OTHERWISE)
    assert pressed.response is not None
    form = await world.ana.click(pressed.response, label="Say it better")
    own = await world.ana.submit_modal(form, {"entry": "1", "statement": "Rents fall a lot"})
    ledger = await world.ledger()
    confirmed = await world.ana.click(proposal, label="Confirm")

    assert not offered.ephemeral
    assert "Rents fall where we build" in shown(proposal)
    assert {"Confirm", "Reword", "Decline"} <= set(button_labels(proposal))
    assert (ledger.entries[2].author, ledger.entries[2].tagger) == (1, 2)
    assert {(link.entry, link.relation, link.target) for link in ledger.links} == {(2, Relation.RESTATES, 1)}
    assert "#1 is yours, so reword it yourself" in words(own)
    assert "#2" in words(confirmed)


async def test_where_there_are_no_sides_nobody_is_asked(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")
    await world.claim(world.ana, "Rents fall")
    await world.ana.slash(world.channel, "digest now")

    assert FAIR not in button_labels(world.channel.history()[-1])
