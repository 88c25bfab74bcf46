"""Whatever somebody types, presses or forges on Discord shows nothing of a debate on the other side of a wall.

Commands, autocompletes, message commands, buttons and forms are listed from the running client: a new one takes part
by itself. An option or a field that is not known here fails until somebody has thought about it and added it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.cogs.conftest import World
from tests.walls import crafted, secret
from tests.walls.crafted import Wire
from tests.walls.secret import DEFINITION, ENTRY, FRAGMENT, MESSAGE, PROPOSED, everything, leaks

LEAVE_OUT = object()
THEMSELVES = object()
"""A person: whoever asks."""

OPTIONS: dict[str, tuple[object, ...]] = {
    "at": ("18:00",),
    "channel": (LEAVE_OUT,),
    "credence": (50,),
    "cron": (LEAVE_OUT,),
    "days": (LEAVE_OUT,),
    "entry": (ENTRY, PROPOSED, 1),
    "everyone": (True, False),
    "for": (ENTRY, LEAVE_OUT),
    "forum": (LEAVE_OUT,),
    "into": (1, ENTRY, FRAGMENT, "jabber"),
    "name": ("a new one",),
    "pseudonymous": (True, False),
    "meaning": ("an insect",),
    "note": ("", "Right"),
    "person": (THEMSELVES,),
    "reason": ("", "Right"),
    "percent": (60,),
    "question": ("Do bees sing?",),
    "revive": (True, False),
    "seal": ("3:0123456789ab", LEAVE_OUT),
    "server": (False, True),
    "show": (True, False),
    "shown": (True, False),
    "side": (FRAGMENT, "jabber"),
    "side_a": ("Yes",),
    "side_b": ("No",),
    "statement": ("Bees are fine",),
    "tag": (FRAGMENT, LEAVE_OUT),
    "target": (1, ENTRY),
    "term": ("bee",),
    "timezone": ("UTC",),
    "words": (FRAGMENT, str(ENTRY), f"#{ENTRY}"),
}
"""What each option of a command is given; where Discord offers choices, each of them is taken instead."""

FIELDS: dict[str, object] = {
    "answer": "agree",
    "concedes": f"#{ENTRY}",
    "crux_for": FRAGMENT,
    "degree": "fully",
    "entry": f"#{ENTRY}",
    "first": "Yes",
    "links": f"supports {ENTRY}",
    "owner": ["1"],
    "passage": "",
    "percent": "60",
    "question": "Do bees sing?",
    "residue": "But bees are fine",
    "scope": "whole",
    "second": "No",
    "shown": "shown",
    "settled": f"✓ #{ENTRY}",
    "still_open": "",
    "look_again": "",
    "statement": "Bees are fine",
}
"""What each field of a form is filled in with."""

ARGUMENTS = (
    f"{ENTRY}:1:agree",
    f"{PROPOSED}:proposal:ab",
    f"{DEFINITION}:ab",
    f"claim:{MESSAGE}:ab",
    "jabberwo",
    "1",
    "",
)
"""What a forged custom id carries after its verb: numbers and ids of the secret one, and none; tests/fuzz has worse."""


OWN_WORDS = {"forget", "mywords"}
"""What acts on a person's own words wherever they are, by intent: for these a stranger to the secret debate asks."""


@dataclass(frozen=True)
class Walls:
    """The secret debate in a private thread, and somebody who moderates everywhere but cannot see that thread."""

    world: World
    thread: int
    attacker: MemberActor
    outside: dict[str, tuple[MemberActor, ChannelHandle]]
    strangers: dict[str, MemberActor]
    wire: Wire
    before: dict[str, str]

    async def check(self, *attempt: object) -> None:
        """Nothing of the secret was sent since the last check, and it is as it was."""
        sent = self.wire.sent()
        assert leaks(crafted.text(sent)) == [], attempt
        # Asking Discord whether somebody is in it tells them nothing.
        asked = f"/{self.thread}/thread-members/{self.attacker.id}"
        there = [(method, path) for method, path, _ in sent if f"/{self.thread}/" in path]
        assert [one for one in there if one != ("GET", f"/channels{asked}")] == [], attempt
        assert crafted.faults(sent) == [], attempt
        assert await everything(self.world.client.sessions, self.thread) == self.before, attempt


@pytest.fixture
async def walls(world: World) -> Walls:
    env, sessions = world.env, world.client.sessions
    parent = await world.client.fetch_channel(world.channel.id)
    assert isinstance(parent, discord.TextChannel)
    thread = await parent.create_thread(name="secret", type=discord.ChannelType.private_thread)
    await secret.make(sessions, world.guild.id, thread.id, world.mod.id)
    elsewhere = env.create_guild("Elsewhere")
    moderators = elsewhere.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    there = elsewhere.add_member(world.mod.user, roles=[moderators])
    outside = {
        "another thread": (world.mod, world.channel),
        "a channel without a debate": (world.mod, world.guild.create_text_channel("empty")),
        "another server": (there, elsewhere.create_text_channel("bees")),
    }
    for name in ("another thread", "another server"):
        who, channel = outside[name]
        await who.slash(channel, "debate open", question="Do bees sing?")
        await who.slash(channel, "claim", statement="Bees are loud")
        await who.slash(channel, "define", term="bee", meaning="an insect")
    strangers = dict.fromkeys(outside, world.ana) | {"another server": elsewhere.add_member(world.ana.user)}
    return Walls(world, thread.id, world.mod, outside, strangers, Wire(env), await everything(sessions, thread.id))


def given(parameter: app_commands.Parameter) -> tuple[object, ...]:
    if parameter.choices:
        return tuple(choice.value for choice in parameter.choices)
    known = OPTIONS.get(parameter.display_name)
    assert known is not None, f"add to OPTIONS what {parameter.display_name!r} could be given across a wall"
    words = parameter.type is discord.AppCommandOptionType.string
    return tuple(value for value in known if value is LEAVE_OUT or isinstance(value, str) == words) or known


def invocations(command: app_commands.Command[Any, ..., Any], who: MemberActor) -> Iterator[dict[str, object]]:
    """What somebody asks a command with: each round takes the next value of every option."""
    values = {parameter.display_name: given(parameter) for parameter in command.parameters}
    for place in range(max((len(known) for known in values.values()), default=1)):
        options = {name: known[place % len(known)] for name, known in values.items()}
        given_now = {name: who if value is THEMSELVES else value for name, value in options.items()}
        yield {name: value for name, value in given_now.items() if value is not LEAVE_OUT}


async def test_no_command_and_no_autocomplete_reaches_over_a_wall(walls: Walls) -> None:
    every = list(crafted.slash_commands(walls.world.client))
    # What is for who manages threads Discord lets nobody else use; and they see every private thread.
    commands = [one for one in every if not crafted.needed_for(one) & discord.Permissions(manage_threads=True).value]
    assert len(commands) > 20

    for who, channel in walls.outside.values():
        for command in commands:
            for options in invocations(command, who):
                answered = await who.slash(channel, command.qualified_name, **options)
                assert crafted.answers(answered) == 1, (command.qualified_name, options)
            for parameter in command.parameters:
                if parameter.autocomplete:
                    for typed in (FRAGMENT, str(ENTRY), "jabber", ""):
                        await who.autocomplete(channel, command.qualified_name, parameter.display_name, typed)
            await walls.check(command.qualified_name, channel.name)


async def test_no_message_command_reaches_over_a_wall(walls: Walls) -> None:
    names = crafted.menus(walls.world.client)
    assert len(names) >= 5

    for who, channel in walls.outside.values():
        for name in names:
            answered = await crafted.right_click(who, channel, name, MESSAGE, walls.attacker.id, "Bees")
            known_fields(answered.modal)
            await walls.check(name, channel.name)


@pytest.mark.parametrize("where", ["another thread", "a channel without a debate", "another server"])
async def test_no_forged_button_and_no_forged_form_reaches_over_a_wall(walls: Walls, where: str) -> None:
    verbs = crafted.verbs(walls.world.client)
    assert len(verbs) > 10
    author, channel = walls.outside[where]
    fields = crafted.fields(FIELDS | {"owner": [str(author.id)]})
    person = {"users": {str(author.id): {"id": str(author.id), "username": "x"}}}

    for verb in [*verbs, "no-such-verb"]:
        who = walls.strangers[where] if verb in OWN_WORDS else author
        for arguments in ARGUMENTS:
            forged = crafted.custom_id(verb, arguments)
            pressed = await crafted.press(who, channel, forged)
            known_fields(pressed.modal)
            assert crafted.answers(pressed) == 1, forged
            assert crafted.answers(await crafted.submit(who, channel, forged, fields, person)) == 1, forged
        await walls.check(verb)


def known_fields(modal: Any) -> None:
    """A form asks for nothing that FIELDS does not fill in."""
    for part in (modal or {}).get("components", ()):
        name = part["component"]["custom_id"].rpartition("-")[0] or part["component"]["custom_id"]
        assert name in FIELDS, f"add to FIELDS what {name!r} could be filled in with across a wall"
