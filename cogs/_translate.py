"""Discord's interactions, translated into requests."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

import discord

from bot.actions import sources
from bot.actions.request import Request
from bot.actions.tags import Target
from bot.discord.client import CruxClient
from bot.discord.permissions import cannot_post
from bot.ledger.entries import Answer
from bot.ledger.house import Membership
from bot.ledger.people import UnnamedSide
from bot.ledger.refusals import ButtonExpired, NothingToTag, NotInADebateChannel, WrittenByAnApp
from bot.ledger.rules.house import counts, everybody_counts
from bot.render.dialects.discord_message import Named
from bot.words import names
from bot.words.front_end import FrontEnd

Interaction = discord.Interaction[CruxClient]

_DEBATE_CHANNELS = {
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
}

_MODERATING = discord.Permissions(manage_messages=True, manage_threads=True, administrator=True)
_MANAGING = discord.Permissions(manage_guild=True, administrator=True)


def reader_front(interaction: Interaction) -> FrontEnd:
    """In whose words somebody is told what they alone see: their own language's."""
    return interaction.client.front_of_reader(interaction)


def server_front(interaction: Interaction) -> FrontEnd:
    """In whose words everybody in the channel is told: the server's language's."""
    return interaction.client.front_of_server(interaction.guild_id)


def front_in_place(interaction: Interaction) -> FrontEnd:
    """In whose words the message with the pressed button goes on: everybody's, unless one reader alone sees it."""
    bearing = interaction.message
    is_for_all = bearing is not None and not bearing.flags.ephemeral
    return server_front(interaction) if is_for_all else reader_front(interaction)


def request_from(interaction: Interaction) -> Request:
    """Who asks, where and when. Raises NotInADebateChannel."""
    channel = interaction.channel
    if interaction.guild_id is None or channel is None or channel.type not in _DEBATE_CHANNELS:
        raise NotInADebateChannel
    house, permissions = interaction.client.houses.of(interaction.guild_id), interaction.permissions
    can_post, now = cannot_post(interaction) is None, interaction.client.clock.now()
    return Request(
        guild=interaction.guild_id,
        channel=channel.id,
        channel_name=getattr(channel, "name", None) or "",
        user=interaction.user.id,
        user_name=interaction.user.display_name,
        moderator=is_moderator_with(interaction, permissions),
        at=now,
        id=interaction.id,
        can_post=can_post,
        private=channel.type is discord.ChannelType.private_thread,
        keeps_card=house.card_by_itself and can_post,
        unnamed_side=lambda number: names.side(reader_front(interaction), UnnamedSide(number)),
        house=house,
        counts=everybody_counts(house) or counts(house, _membership(interaction), now),
        manager=is_manager_with(permissions),
    )


def _membership(interaction: Interaction) -> Membership | None:
    """What who asks is in the server: it comes with each interaction."""
    person = interaction.user
    return Membership(person._roles, person.joined_at) if isinstance(person, discord.Member) else None


def is_moderator(interaction: Interaction) -> bool:
    """Whether who asks may moderate the channel, or holds the role that the server has made its moderators'."""
    return is_moderator_with(interaction, interaction.permissions)


def is_moderator_with(interaction: Interaction, permissions: discord.Permissions) -> bool:
    """The same for a channel in which who asks has these permissions."""
    if permissions.value & _MODERATING.value:
        return True
    role = interaction.client.houses.of(interaction.guild_id).moderator_role
    return role is not None and _holds(interaction.user, role)


def _holds(person: discord.User | discord.Member, role: int) -> bool:
    # discord.py's own look-up goes through the roles of the server, which are not kept.
    return isinstance(person, discord.Member) and person._roles.has(role)


def is_manager(interaction: Interaction) -> bool:
    """Whether who asks may manage the server, and so decide what holds in all of it."""
    return is_manager_with(interaction.permissions)


def is_manager_with(permissions: discord.Permissions) -> bool:
    """The same for who has these permissions."""
    return permissions.value & _MANAGING.value != 0


def target(message: discord.Message) -> Target:
    """The message that somebody right-clicked, if it holds a person's own words.

    Raises NothingToTag for a forward, a picture or a thread's starter, which come without words or without their
    author, and WrittenByAnApp for what no person can confirm.
    """
    # Before its type is looked at: what an app answers to a command has one of its own.
    if message.author.bot or message.webhook_id is not None:
        raise WrittenByAnApp
    if message.type not in (discord.MessageType.default, discord.MessageType.reply) or not message.content.strip():
        raise NothingToTag
    return Target(message.id, message.author.id, message.author.display_name, message.content)


def named_in(front: FrontEnd, message: discord.Message) -> Named:
    """What the mentions of a message are called. The people come with it; roles and channels are called what they are.

    Crux keeps neither roles nor channels of a server, and a form has to be there before either could be asked for.
    """
    people = {person.id: person.display_name for person in message.mentions}
    return Named(
        lambda person: names.person(front, people.get(person)),
        lambda _: front.say(names.ROLE),
        lambda _: front.say(names.CHANNEL),
    )


async def note_source(interaction: Interaction, message: discord.Message) -> None:
    """A message command brings its message as it is now: what of its entries' passages is lost, and that it was edited.

    Raises NotInADebateChannel.
    """
    where = request_from(interaction)
    await sources.message_seen(
        interaction.client.sessions,
        where.guild,
        where.channel,
        message.id,
        message.content,
        message.edited_at,
        where.at,
    )


Word = TypeVar("Word", bound=StrEnum)


def word_from(words: type[Word], value: str | None, default: Word | None = None) -> Word:
    """The word that a form or a custom id carries; the default where it carries none. Raises ButtonExpired."""
    if value is None and default is not None:
        return default
    if value not in set(words):
        raise ButtonExpired
    return words(value)


_ANSWERS: Mapping[str | None, Answer] = {answer.value: answer for answer in Answer}


def answer_from(value: str | None) -> Answer | None:
    """The answer that a choice names; None where nothing was chosen."""
    return _ANSWERS.get(value)
