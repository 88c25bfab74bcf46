"""A digest that somebody posts by a command."""

from bot.actions import digests
from bot.discord.digest_messages import told_in
from bot.discord.posters import post_digest
from bot.ledger.entries import Source
from bot.ledger.house import Spoken
from cogs._digest_view import digest_view
from cogs._translate import Interaction, request_from, server_front


async def post_digest_now(interaction: Interaction) -> Source:
    """Post the digest here, and record it. Raises NoDebate and what `post_digest` raises."""
    who, client = request_from(interaction), interaction.client
    ready = await digests.preview(client.sessions, who)
    front = server_front(interaction)
    message = await post_digest(client.own_messages, front, ready, digest_view)
    client.metrics.digests_on_demand.inc()
    told = told_in(front, ready)
    await digests.record_posted_now(client.sessions, ready, message, who.at, Spoken(front.language.tag), told)
    return Source(who.channel, message)
