"""The plainest bot on hikari: a button that is one row, and a private answer.

With CONNECTIONS=kept, connections to Discord are kept open between requests, which is not how hikari comes.
"""

import os

import asyncpg
import hikari

INSERT = "INSERT INTO floor_clicks (person, channel, words) VALUES ($1, $2, $3)"
NOTHING = hikari.impl.CacheSettings(components=hikari.api.CacheComponents.NONE)

bot = hikari.GatewayBot(
    os.environ["DISCORD_TOKEN"],
    banner=None,
    logs=None,
    intents=hikari.Intents.GUILDS | hikari.Intents.GUILD_MESSAGES,
    rest_url=os.environ["DISCORD_API_URL"],
    cache_settings=NOTHING if os.environ["CACHES"] == "smallest" else None,
    http_settings=hikari.impl.HTTPSettings(force_close_transports=os.environ.get("CONNECTIONS") != "kept"),
)
pools: list[asyncpg.Pool] = []


@bot.listen()
async def on_starting(_: hikari.StartingEvent) -> None:
    pools.append(await asyncpg.create_pool(os.environ["DATABASE_URL"]))


@bot.listen()
async def on_component(event: hikari.ComponentInteractionCreateEvent) -> None:
    pressed = event.interaction
    await pools[0].execute(INSERT, pressed.user.id, pressed.channel_id, pressed.custom_id)
    await pressed.create_initial_response(
        hikari.ResponseType.MESSAGE_CREATE, "Noted.", flags=hikari.MessageFlag.EPHEMERAL
    )


bot.run(check_for_updates=False)
