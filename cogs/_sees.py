"""Which debates of a server somebody sees, from where they are: what Crux asks Discord for them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import discord

from bot.actions.seeing import Seen, Sees
from bot.discord.visibility import (
    MOST_FETCHED,
    Located,
    Member,
    ServerRights,
    Visible,
    located,
    seen_by,
    seen_by_all_of,
    threads_with,
)
from bot.ledger.refusals import NotInADebateChannel
from bot.store.reading.server_debates import Place
from cogs._translate import Interaction


def reader_sees(interaction: Interaction, within: int | None = None) -> Sees:
    """What who asks sees; with `within`, of that channel alone."""
    member, here = _member(interaction), {_channel(interaction).id}
    return _sees(interaction, lambda rights: seen_by(rights, member, here), within)


def all_here_see(interaction: Interaction, within: int | None = None) -> Sees:
    """What everybody sees who sees the channel where somebody asks."""
    audience = place_here(interaction)
    return _sees(interaction, lambda rights: seen_by_all_of(rights, audience), within)


def participant_sees(interaction: Interaction) -> Sees:
    """What who asks sees of debates that they take part in: of private threads, those too that they are in."""
    member, here = _member(interaction), {_channel(interaction).id}
    client = interaction.client

    async def sees(places: Sequence[Place]) -> Seen:
        located = await _located(interaction, places)
        if located is None:
            return Seen(here)
        visible = seen_by(located.rights, member, here)
        seen = located.seen(visible)
        beneath = located.seen(lambda place: visible(replace(place, private=False)))
        private = sorted(set(beneath.debates).difference(seen.debates))
        theirs = await threads_with(client, client.limit, member.id, private[:MOST_FETCHED])
        return replace(seen, debates={*seen.debates, *theirs})

    return sees


def _sees(interaction: Interaction, visible: Callable[[ServerRights], Visible], within: int | None) -> Sees:
    here = _channel(interaction).id

    async def sees(places: Sequence[Place]) -> Seen:
        located = await _located(interaction, places)
        return Seen({here}) if located is None else located.seen(visible(located.rights), within)

    return sees


async def _located(interaction: Interaction, places: Sequence[Place]) -> Located | None:
    """Where these debates are; None where Crux is not on the server: Discord tells it of no other channel then."""
    guild = interaction.guild_id
    if guild is None or not interaction.client.is_on(guild):
        return None
    client = interaction.client
    there = await located(client, client.limit, guild, (*places, place_here(interaction)))
    client.lookups.begin(guild, there.later)
    return there


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
