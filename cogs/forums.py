"""/forum: have a forum's new posts be debates; and the posts that become some."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import forums
from bot.actions.clock import posts
from bot.actions.clock.due import CannotPost
from bot.actions.request import Request
from bot.discord.client import CruxClient
from bot.discord.forums import Forums as DiscordForums
from bot.discord.permissions import missing_in_forum
from bot.discord.rate_limit import Priority
from bot.discord.retry import retried
from bot.ledger.forums import Forum, Post
from bot.ledger.rules.forums import chosen_tag
from bot.words import commands as described
from bot.words.answers import forums as answers
from cogs._answers import answer, follow_up
from cogs._forum_tags import made_tags
from cogs._forums import ForumOption, NamedForum, forum_tag_choices, named_forum
from cogs._translate import Interaction, is_moderator_with, reader_front, request_from, server_front
from cogs.retention import is_ours


class Forums(commands.GroupCog, name="forum", description=described.FORUM):
    """Forums whose posts are debates: set up by moderators, and listened to."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        self._behind = DiscordForums(client, client.limit, Priority.LAST)
        """What is asked behind everything else."""
        self.looked = asyncio.Event()
        """Set once the posts are known that were made or changed while nobody listened."""

    @app_commands.command(name="set", description=described.FORUM_SET.description)
    @app_commands.describe(**described.FORUM_SET.options)
    @app_commands.autocomplete(tag=forum_tag_choices)
    async def set_up(
        self,
        interaction: Interaction,
        forum: app_commands.Transform[app_commands.AppCommandChannel, ForumOption] | None = None,
        tag: str | None = None,
        revive: bool = False,
    ) -> None:
        named = named_forum(interaction, forum)
        asked = _request(interaction, named)
        known = await forums.forum_here(self.client.sessions, asked, named.id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        there = await self.client.forums.tags_of(named.id)
        chosen = chosen_tag(there, tag or "")
        tags = await made_tags(interaction, named, there, known)
        decided = Forum(named.id, asked.guild, interaction.id, chosen, revive, tags)
        await forums.set_forum(self.client.sessions, asked, decided)
        await answer(interaction, answers.set_up(reader_front(interaction), decided, tag, _missing(named)))
        await self._show_guidelines(interaction, decided)
        await self._look_in(asked.guild)

    @app_commands.command(description=described.FORUM_STOP.description)
    @app_commands.describe(**described.FORUM_STOP.options)
    async def stop(
        self,
        interaction: Interaction,
        forum: app_commands.Transform[app_commands.AppCommandChannel, ForumOption] | None = None,
    ) -> None:
        named = named_forum(interaction, forum)
        await forums.stop_forum(self.client.sessions, _request(interaction, named), named.id)
        await answer(interaction, answers.stopped(reader_front(interaction)))

    @app_commands.command(description=described.FORUM_STATUS.description)
    @app_commands.describe(**described.FORUM_STATUS.options)
    async def status(
        self,
        interaction: Interaction,
        forum: app_commands.Transform[app_commands.AppCommandChannel, ForumOption] | None = None,
    ) -> None:
        named, front = named_forum(interaction, forum), reader_front(interaction)
        known = await forums.forum_here(self.client.sessions, _request(interaction, named), named.id)
        if known is None:
            await answer(interaction, answers.no_debate_forum(front))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        there = await self.client.forums.tags_of(named.id)
        chosen = next((tag.name for tag in there if tag.id == known.chosen), None)
        await answer(interaction, answers.status(front, known, chosen, _missing(named)))
        await self._show_guidelines(interaction, known)

    async def _show_guidelines(self, interaction: Interaction, forum: Forum) -> None:
        """What everybody reads, so in the server's language; in a block, which keeps it as it is to be copied."""
        await follow_up(
            interaction, f"```\n{answers.guidelines(server_front(interaction).with_typed_commands(), forum.tags)}\n```"
        )

    # Posts

    @commands.Cog.listener()
    async def on_post_open(self, post: Post) -> None:
        """A thread is open that may be a post of a forum: a new one, or one that was changed."""
        await retried("post seen", lambda: self._see(post))

    async def _see(self, post: Post) -> None:
        client = self.client
        await client.know_choices()
        house = client.houses.of(post.guild)
        await posts.post_seen(client.sessions, post, house, client.forums, client.clock.now())

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """What was posted and changed while nobody listened: in the servers of this process's shards."""
        await retried("posts there", self._look_around)
        self.looked.set()

    async def _look_around(self) -> None:
        """Those first that are open: the others may be many."""
        ours = [guild for guild in await posts.servers_with_forums(self.client.sessions) if self._is_ours(guild)]
        for guild in ours:
            await self._look_in(guild)
        for guild in ours:
            await self._look_in_archives(guild)

    def _is_ours(self, guild: int) -> bool:
        client = self.client
        return is_ours(guild, client.shards, client.shard_count or 1) and client.get_guild(guild) is not None

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._came(guild.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._came(guild.id)

    async def _came(self, guild: int) -> None:
        # Those that come at the start are looked at together once they are there.
        if self.client.is_ready() and await posts.forums_of(self.client.sessions, guild):
            await retried("server's posts", lambda: self._look_in(guild))
            await retried("server's archived posts", lambda: self._look_in_archives(guild))

    async def _look_in(self, guild: int) -> None:
        for post in await self.client.forums.open_posts(guild):
            await self._see(post)

    async def _look_in_archives(self, guild: int) -> None:
        """Posts that were made or renamed, and archived since: of a forum that Crux does not see, none."""
        for forum in await posts.forums_of(self.client.sessions, guild):
            with suppress(CannotPost):
                async for archived in self._behind.archived_posts(forum):
                    for post in await posts.unseen(self.client.sessions, forum, archived):
                        await self._see(post)


def _request(interaction: Interaction, named: NamedForum) -> Request:
    """Who asks, as a moderator where they moderate the forum itself, wherever they ask."""
    return replace(request_from(interaction), moderator=is_moderator_with(interaction, named.permissions))


def _missing(named: NamedForum) -> tuple[str, ...]:
    """What Crux lacks in the forum, as far as Discord tells."""
    return missing_in_forum(named.own_permissions) if named.own_permissions is not None else ()


async def setup(client: CruxClient) -> None:
    await client.add_cog(Forums(client))
