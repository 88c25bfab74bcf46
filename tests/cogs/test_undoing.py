"""Everything that can be undone says how: the answer to each verb that people write names the way back."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from simcord.results import InteractionResult, ResponseMessage

from bot.discord.custom_ids import custom_id
from bot.ledger.record import events as e
from bot.store.tables import events
from tests.cogs.conftest import World, shown, words
from tests.cogs.test_debates import fields_of

WAYS_BACK: Mapping[type[e.Change], str] = {
    e.QuestionAsked: "/debate edit",
    e.DebateClosed: "/debate open",
    e.DebateReopened: "/debate close",
    e.LedgerLocked: "/debate unlock",
    e.LedgerUnlocked: "/debate lock",
    e.SideNamed: "/side rename",
    e.SideRenamed: "/side rename",
    e.SideRemoved: "/side join",
    e.SidesMerged: "/side join",
    e.SideJoined: "crux:leave",
    e.SideLeft: "crux:join:1",
    e.EntryTagged: "crux:withdraw:1",
    e.EntryConfirmed: "/ledger withdraw",
    e.EntryWithdrawn: "crux:restore:1",
    e.EntryRestored: "crux:withdraw:1",
    e.EntryMerged: "crux:restore:2",
    e.EntryReworded: "/ledger history",
    e.StanceTaken: "crux:unstance:1:disagree",
    e.StanceWithdrawn: "crux:stance:1:2:agree",
    e.CruxMarked: "crux:uncrux:1",
    e.CruxUnmarked: "crux:crux:1",
    e.EntriesLinked: "crux:unlink:2:supports:1",
    e.EntriesUnlinked: "crux:relink:2:supports:1",
    e.EntryParked: "crux:core:1",
    e.ParkingAgreed: "crux:core:1",
    e.EntryRevived: "crux:park:1",
    e.TermCredited: "crux:credit:1",
}
"""What the answer names: a command, or a button by what it carries."""

NO_WAY_BACK: Mapping[type[e.Change], str] = {
    e.DebateOpened: "a debate is closed, not unmade",
    e.LookAgainSet: "the same buttons set another day",
    e.ParticipantMet: "nobody asks for it by itself",
    e.ParticipantCounted: "it follows from what the server has decided",
    e.ParticipantRenamed: "a name follows the platform's",
    e.PersonForgotten: "words that were erased are gone: it is asked about first",
    e.EntryDeclined: "a declined tag is made again",
    e.TermDefined: "one means something else by a further definition",
    e.TermAdopted: "one means something else by a definition of one's own",
    e.SourceEdited: "it happened to a message",
    e.SourceDeleted: "it happened to a message",
    e.PassageLost: "it happened to a message",
    e.DigestPosted: "a message that was read",
    e.DigestSigned: "another answer takes its place, as long as the digest can be signed",
    e.EstimateGiven: "another one takes its place, as long as they are sealed",
    e.EstimatesCounted: "the sealed numbers are deleted with it",
    e.EstimatesShown: "numbers that were read; being forgotten erases them",
}


def test_of_each_verb_it_is_said_whether_there_is_a_way_back() -> None:
    assert WAYS_BACK.keys() | NO_WAY_BACK.keys() == set(e.CHANGES.values())
    assert not WAYS_BACK.keys() & NO_WAY_BACK.keys()


class Steps:
    """What people do one after the other: each answer names the way back from what it wrote."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.named: set[type[e.Change]] = set()
        self._seen = 0

    async def wrote(self, verb: type[e.Change], answered: InteractionResult) -> ResponseMessage:
        """The answer, which wrote an event of that verb, and names the way back from it."""
        assert verb.verb in await self._new_verbs(), words(answered)
        told = [one for one in (answered.response, *answered.followups) if one is not None]
        ways = "\n".join((*map(shown, told), *(id for one in told for id in _custom_ids(one))))
        assert WAYS_BACK[verb] in ways, ways
        self.named.add(verb)
        return told[0]

    async def _new_verbs(self) -> set[str]:
        async with self.world.client.sessions() as session:
            later = sa.select(events.c.sequence, events.c.verb).where(events.c.sequence > self._seen)
            rows = (await session.execute(later.order_by(events.c.sequence))).all()
        self._seen = rows[-1].sequence if rows else self._seen
        return {row.verb for row in rows}


def _custom_ids(message: ResponseMessage) -> list[str]:
    return [id for component in message.components for id in _ids_in(component)]


def _ids_in(component: Any) -> list[str]:
    own = component if isinstance(component, dict) else component.to_dict()
    inner = [id for child in own.get("components", ()) for id in _ids_in(child)]
    return [own["custom_id"], *inner] if "custom_id" in own else inner


async def test_the_answer_to_each_of_them_names_it(world: World) -> None:
    steps = Steps(world)
    await _sides(world, steps)
    await _entries(world, steps)
    await _answers(world, steps)
    await _links_and_terms(world, steps)
    await _debate(world, steps)

    assert steps.named == WAYS_BACK.keys()


async def _sides(world: World, steps: Steps) -> None:
    channel, ana, mod = world.channel, world.ana, world.mod
    await ana.slash(channel, "debate open", question="Should we build?")
    named = await mod.click(await _with(world, "crux:name_sides"), custom_id="crux:name_sides")
    await steps.wrote(e.SideNamed, await mod.submit_modal(named, {"first": "Yes", "second": "No"}))
    joined = await steps.wrote(e.SideJoined, await ana.slash(channel, "side join", side="Yes"))
    await steps.wrote(e.SideLeft, await ana.click(joined, label="Undo"))
    await steps.wrote(e.SideRenamed, await mod.slash(channel, "side rename", side="No", name="Not yet"))
    await _open_side(world, "Never")
    await mod.slash(channel, "side leave")
    await steps.wrote(e.SideRemoved, await mod.slash(channel, "side remove", side="Never"))
    await _open_side(world, "Later")
    asked = await mod.slash(channel, "side join-into", side="Later", into="Not yet")
    assert asked.response is not None
    await steps.wrote(e.SidesMerged, await mod.click(asked.response, label="Merge: Later → Not yet"))


async def _with(world: World, pressed: str) -> ResponseMessage:
    """An answer with a button that names sides."""
    offered = await world.mod.slash(world.channel, "side join", side="Yes")
    assert offered.response is not None
    assert pressed in _custom_ids(offered.response)
    return offered.response


async def _open_side(world: World, name: str) -> None:
    offered = await world.mod.slash(world.channel, "side join", side=name)
    assert offered.response is not None
    await world.mod.click(offered.response, label="Open it as a new side")


async def _entries(world: World, steps: Steps) -> None:
    channel, ana, ben = world.channel, world.ana, world.ben
    said = await ana.send(channel, "Rents fall")
    tagged = await world.tag(ana, "Tag as claim", said, statement="Rents fall")
    await steps.wrote(e.EntryTagged, tagged)
    withdrawn = await steps.wrote(e.EntryWithdrawn, await ana.slash(channel, "ledger withdraw", entry=1))
    await steps.wrote(e.EntryRestored, await ana.slash(channel, "ledger restore", entry=1))
    assert "Bring" not in shown(withdrawn)
    other = await ben.send(channel, "Rents get lower")
    proposed = await world.tag(ana, "Tag as claim", other, statement="Rents get lower")
    assert proposed.response is not None
    assert "/ledger withdraw takes it back" in words(proposed)
    await steps.wrote(e.EntryConfirmed, await ben.click(proposed.response, label="Confirm"))
    asked = await ben.slash(channel, "ledger merge", entry=2, into=1)
    assert asked.response is not None
    await steps.wrote(e.EntryMerged, await ben.click(asked.response, label="Merge #2 into #1"))
    apart = await ben.slash(channel, "ledger unmerge", entry=2)
    assert apart.response is not None
    assert "Brought back: **#2**" in words(apart)
    assert _custom_ids(apart.response) == [custom_id("merge", 2, 1)]
    form = await ana.click(await _entry(world, 1), label="Reword")
    await steps.wrote(e.EntryReworded, await ana.submit_modal(form, {"statement": "Rents fall a lot"}))


async def _entry(world: World, number: int) -> ResponseMessage:
    detail = await world.ana.slash(world.channel, "ledger entry", entry=number)
    assert detail.response is not None
    return detail.response


async def _answers(world: World, steps: Steps) -> None:
    channel, ana, ben = world.channel, world.ana, world.ben
    taken = await steps.wrote(e.StanceTaken, await ben.slash(channel, "stance", entry=1, answer="disagree"))
    await steps.wrote(e.StanceWithdrawn, await ben.click(taken, label="Undo"))
    form = await ana.click(await _entry(world, 1), label="This is my crux")
    marked = await steps.wrote(e.CruxMarked, await ana.submit_modal(form, {}))
    await steps.wrote(e.CruxUnmarked, await ana.click(marked, label="Take it back"))
    await ana.slash(channel, "side join", side="Yes")
    await ben.slash(channel, "side join", side="Not yet")
    await steps.wrote(e.EntryParked, await ana.slash(channel, "park", entry=1))
    await steps.wrote(e.ParkingAgreed, await ben.slash(channel, "park", entry=1))
    await steps.wrote(e.EntryRevived, await ben.slash(channel, "unpark", entry=1))


async def _links_and_terms(world: World, steps: Steps) -> None:
    channel, ana, ben = world.channel, world.ana, world.ben
    linked = await ben.slash(channel, "link", entry=2, relation="supports", target=1)
    link = await steps.wrote(e.EntriesLinked, linked)
    await steps.wrote(e.EntriesUnlinked, await ben.click(link, label="Undo"))
    defined = await ana.slash(channel, "define", term="rent", meaning="what tenants pay")
    assert defined.response is not None
    form = await ana.click(defined.response, label="It is somebody else's term")
    await steps.wrote(e.TermCredited, await ana.submit_modal(form, {"owner": [ben]}))


async def _debate(world: World, steps: Steps) -> None:
    channel, ana, mod = world.channel, world.ana, world.mod
    form = await ana.slash(channel, "debate edit")
    question, *_ = fields_of(form)
    await steps.wrote(e.QuestionAsked, await ana.submit_modal(form, {question: "Should we build more?"}))
    await steps.wrote(e.LedgerLocked, await mod.slash(channel, "debate lock"))
    await steps.wrote(e.LedgerUnlocked, await mod.slash(channel, "debate unlock"))
    await steps.wrote(e.DebateClosed, await world.close(ana))
    await steps.wrote(e.DebateReopened, await ana.slash(channel, "debate open"))
