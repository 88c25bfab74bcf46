"""Which debates of a server somebody sees, from where they are: what Crux asks Discord for them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import discord

from bot.actions.seeing import Seen, Sees
from bot.discord.client import CruxClient
from bot.discord.visibility import (
    MOST_FETCHED,
    Member,
    ServerRights,
    found,
    rights_of,
    seen_by,
    seen_by_all_of,
)
from bot.ledger.refusals import NotInADebateChannel
from bot.store.reading.server_debates import Place
from cogs._translate import Interaction

Visible = Callable[[ServerRights, Place], bool]


def reader_sees(interaction: Interaction, within: int | None = None) -> Sees:
    """What who asks sees; with `within`, of that channel alone."""
    member, here = _member(interaction), {_channel(interaction).id}
    return _sees(interaction, lambda rights, place: seen_by(rights, member, here, place), within)


def participant_sees(interaction: Interaction) -> Sees:
    """What who asks sees of debates that they take part in: they were in a private one of a channel that they see."""
    member, here = _member(interaction), {_channel(interaction).id}
    return _sees(interaction, lambda rights, place: seen_by(rights, member, here, replace(place, private=False)))


def all_here_see(interaction: Interaction, within: int | None = None) -> Sees:
    """What everybody sees who sees the channel where somebody asks."""
    audience = place_here(interaction)
    return _sees(interaction, lambda rights, place: seen_by_all_of(rights, audience, place), within)


def _sees(interaction: Interaction, visible: Visible, within: int | None = None) -> Sees:
    client, guild = interaction.client, interaction.guild_id
    here = place_here(interaction)
    if guild is None:
        raise NotInADebateChannel

    async def sees(places: Sequence[Place]) -> Seen:
        # Where only its commands are, Discord tells Crux of no other channel.
        if client.get_guild(guild) is None:
            return Seen({here.debate})
        rights = await rights_of(client, client.limit, guild)
        return await seen_of(client, rights, visible, {place.debate: place for place in (*places, here)}, within)

    return sees


async def seen_of(
    client: CruxClient, rights: ServerRights, visible: Visible, places: Mapping[int, Place], within: int | None = None
) -> Seen:
    """Which of these are visible; some that nobody has told where they are are looked up."""
    known = {number: rights.threads.get(number, place) for number, place in places.items()}
    unknown = [number for number, place in known.items() if place.parent is None and number not in rights.channels]
    looked_up = await found(client, client.limit, unknown[:MOST_FETCHED])
    known |= {place.debate: place for place in looked_up}
    visible_ones = {n for n, place in known.items() if _is_within(place, within) and visible(rights, place)}
    return Seen(visible_ones, max(0, len(unknown) - MOST_FETCHED), looked_up)


def _is_within(place: Place, channel: int | None) -> bool:
    return channel is None or channel in (place.debate, place.parent)


def place_here(interaction: Interaction) -> Place:
    """Where somebody asks."""
    channel = _channel(interaction)
    if isinstance(channel, discord.Thread):
        return Place(channel.id, channel.parent_id, channel.type is discord.ChannelType.private_thread)
    return Place(channel.id)


def _channel(interaction: Interaction) -> discord.abc.Snowflake:
    if interaction.channel is None:
        raise NotInADebateChannel
    return interaction.channel


def _member(interaction: Interaction) -> Member:
    user = interaction.user
    # Discord.py gives roles that it keeps, and Crux keeps none; their numbers come with each interaction.
    roles: Collection[int] = user._roles if isinstance(user, discord.Member) else ()
    return Member(user.id, tuple(roles), interaction.permissions.administrator)
