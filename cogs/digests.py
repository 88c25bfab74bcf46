"""/digest: see it, post it, have it posted on a schedule."""

from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import digests, schedules, server_digests
from bot.actions.clock import obstacles
from bot.discord.client import CruxClient
from bot.discord.permissions import commands_alone, require_postable
from bot.discord.posting import SILENT
from bot.discord.retry import retried
from bot.ledger.pauses import PlacedObstacle
from bot.ledger.refusals import ChannelOfAllDebates, NotInADebateChannel
from bot.ledger.schedules import CadenceKind
from bot.ledger.text import folded
from bot.ledger.zones import zone_names
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words.answers import digests as answers
from bot.words.answers import server_digests as server_answers
from bot.words.front_end import FrontEnd
from bot.words.refusals import refused
from cogs import _digest_view
from cogs._answers import answer, button, follow_up
from cogs._digest_channels import ChannelOption, obstacles_to_digests
from cogs._posting import post_digest_now
from cogs._translate import Interaction, is_moderator, reader_front, request_from, server_front

Wanted = tuple[timedelta, str, str | None, str | None, str | None, str | None]
"""A schedule as somebody asks for it: the shortest cadence, the cadence, the time, the zone, the days, cron."""


PickedChannel = app_commands.Transform[app_commands.AppCommandChannel, ChannelOption]


async def timezone_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The time zones whose name holds what was typed so far; those that begin with it first."""
    typed = folded(current).replace(" ", "_")
    fitting = [zone for zone in zone_names() if typed in folded(zone)]
    fitting.sort(key=lambda zone: (not folded(zone).rpartition("/")[2].startswith(typed), "/" not in zone, zone))
    return [app_commands.Choice(name=zone, value=zone) for zone in fitting[:25]]


class Digests(commands.GroupCog, name="digest", description=described.DIGEST):
    """The digest and its schedule."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("post_digest", self.post_again)
        client.on_answered(self._tell_obstacle)

    @app_commands.command(description=described.DIGEST_PREVIEW.description)
    async def preview(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        ready = await digests.preview(self.client.sessions, request_from(interaction))
        view = _digest_view.digest_view(server_front(interaction), ready, "")
        view.stop()
        await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=SILENT)

    @app_commands.command(description=described.DIGEST_NOW.description)
    async def now(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        require_postable(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        before = await digests.before_posting(self.client.sessions, request_from(interaction))
        if before is None:
            await self._post(interaction)
            return
        text = answers.before_posting(front, before.at, nothing_moved=before.nothing_moved)
        await answer(interaction, text, button(front.say(labels.POST_DIGEST), "post_digest"))

    async def post_again(self, interaction: Interaction, _: list[str]) -> None:
        require_postable(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await digests.before_posting(self.client.sessions, request_from(interaction))
        await self._post(interaction)

    async def _post(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        posted = await post_digest_now(interaction)
        await answer(interaction, answers.posted(front, request_from(interaction).guild, posted))

    @app_commands.command(description=described.DIGEST_SCHEDULE.description)
    @app_commands.describe(**described.DIGEST_SCHEDULE.options)
    @app_commands.choices(cadence=[app_commands.Choice(name=c.value, value=c.value) for c in CadenceKind])
    @app_commands.autocomplete(timezone=timezone_choices)
    async def schedule(
        self,
        interaction: Interaction,
        cadence: app_commands.Choice[str],
        at: str | None = None,
        timezone: str | None = None,
        days: str | None = None,
        cron: str | None = None,
        server: bool = False,
        channel: PickedChannel | None = None,
    ) -> None:
        front = reader_front(interaction)
        wanted = (self.client.shortest_cadence, cadence.value, at, timezone, days, cron)
        if server:
            await answer(interaction, await self._schedule_of_all(interaction, front, wanted, channel))
            return
        if channel is not None:
            raise ChannelOfAllDebates
        require_postable(interaction)
        set_up = await schedules.schedule_digest(self.client.sessions, request_from(interaction), *wanted)
        await answer(interaction, answers.scheduled(front, set_up.schedule, set_up.next_slot))

    @app_commands.command(description=described.DIGEST_PAUSE.description)
    @app_commands.describe(**described.DIGEST_PAUSE.options)
    async def pause(self, interaction: Interaction, server: bool = False) -> None:
        front = reader_front(interaction)
        if server:
            who = request_from(interaction)
            stopped = await server_digests.pause_server_digest(self.client.sessions, who, self.client.houses)
            await answer(interaction, server_answers.of_all_debates(front, stopped.channel, answers.paused(front)))
            return
        await schedules.pause_digest(self.client.sessions, request_from(interaction))
        await answer(interaction, answers.paused(front))

    @app_commands.command(description=described.DIGEST_STATUS.description)
    @app_commands.describe(**described.DIGEST_STATUS.options)
    async def status(self, interaction: Interaction, server: bool = False) -> None:
        front = reader_front(interaction)
        if server:
            await answer(interaction, await self._of_all_debates(interaction, front))
            return
        stored = await schedules.schedule_here(self.client.sessions, request_from(interaction))
        if stored is None:
            told = answers.not_scheduled(front)
        else:
            told = answers.status(front, stored.schedule, stored.next_slot, stored.pause_reason, stored.obstacle)
        alone = commands_alone(interaction)
        await answer(interaction, f"{told}\n{refused(front, alone)}" if alone is not None else told)

    async def _schedule_of_all(
        self, interaction: Interaction, front: FrontEnd, wanted: Wanted, channel: app_commands.AppCommandChannel | None
    ) -> str:
        """Have all debates of the server told of in a channel, or else here, on a schedule."""
        client, who = self.client, request_from(interaction)
        if channel is None:
            require_postable(interaction)
        where = who.channel if channel is None else channel.id
        set_up = await server_digests.schedule_server_digest(client.sessions, who, client.houses, where, *wanted)
        told = answers.scheduled(front, set_up.schedule, set_up.next_slot)
        return await self._with_obstacles(interaction, front, set_up.channel, told)

    async def _with_obstacles(self, interaction: Interaction, front: FrontEnd, channel: int, told: str) -> str:
        """What is answered of the server's digest, with what Crux lacks in its channel."""
        obstacles = await obstacles_to_digests(interaction, front, (channel,))
        return "\n".join((server_answers.of_all_debates(front, channel, told), *obstacles))

    async def _of_all_debates(self, interaction: Interaction, front: FrontEnd) -> str:
        """When the server's digest comes, or why none does."""
        of_all = await server_digests.server_digest_of(self.client.sessions, request_from(interaction))
        if of_all is None:
            return answers.not_scheduled(front)
        obstacle = PlacedObstacle(of_all.obstacle) if of_all.obstacle is not None else None
        told = answers.status(front, of_all.schedule, of_all.next_slot, of_all.pause_reason, obstacle)
        return await self._with_obstacles(interaction, front, of_all.channel, told)

    @commands.Cog.listener()
    async def on_rights_changed(self, guild: int) -> None:
        """What stood in the way of a message may be gone."""
        at = self.client.clock.now()
        await retried("rights changed", lambda: obstacles.retry_in_server(self.client.sessions, guild, at))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.on_rights_changed(guild.id)

    async def _tell_obstacle(self, interaction: Interaction) -> None:
        """Tell a moderator who was answered here, once, what stands in the way of the digest."""
        # Before a request is made of it: nearly nobody is one.
        if not is_moderator(interaction):
            return
        if not interaction.response.is_done() or interaction.response.type is discord.InteractionResponseType.modal:
            return
        try:
            asked = request_from(interaction)
        except NotInADebateChannel:
            return
        obstacle = await schedules.obstacle_to_tell(self.client.sessions, asked)
        if obstacle is not None:
            await follow_up(interaction, answers.obstructed(reader_front(interaction), obstacle))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Digests(client))
