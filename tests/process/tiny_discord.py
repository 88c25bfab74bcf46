"""Just enough of Discord on a loopback socket for a bot process to log in, be asked, and answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

APPLICATION, GUILD, CHANNEL = "2000", "77", "99"
EPOCH = "2026-01-01T00:00:00+00:00"
HEARTBEAT_MILLISECONDS = 41_250
PERMISSIONS = str(1 << 10 | 1 << 11 | 1 << 16 | 1 << 31)


def user(number: str, name: str) -> dict[str, Any]:
    return {"id": number, "username": name, "discriminator": "0", "avatar": None, "global_name": name}


def as_json(value: object) -> web.Response:
    """discord.py parses JSON only where the content type is exactly this, without a charset."""
    return web.Response(body=json.dumps(value).encode(), headers={"Content-Type": "application/json"})


class TinyDiscord:
    """REST and gateway; keeps what it was told, and lets tests wait for it."""

    def __init__(self) -> None:
        self.address = ""
        self.commands: list[dict[str, Any]] = []
        self.identified: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._ids = count(10_000)
        self._sequence = count(1)
        self._socket: web.WebSocketResponse | None = None

    @property
    def api(self) -> str:
        return f"http://{self.address}/api/v10"

    @property
    def gateway(self) -> str:
        return f"ws://{self.address}/gateway"

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/api/v10/users/@me", self._me),
                web.get("/api/v10/oauth2/applications/@me", self._application),
                web.put("/api/v10/applications/{app}/commands", self._put_commands),
                web.post("/api/v10/interactions/{id}/{token}/callback", self._callback),
                web.get("/gateway/", self._gateway),
                web.get("/gateway", self._gateway),
            ]
        )
        return app

    async def ask(self, kind: int, data: dict[str, Any], who: dict[str, Any]) -> dict[str, Any]:
        """Send an interaction of a kind, and give what it was answered with."""
        number = str(next(self._ids))
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._dispatch("INTERACTION_CREATE", self._interaction(number, kind, data, who))
        return await asyncio.wait_for(self._answers[number], 10)

    def _interaction(self, number: str, kind: int, data: dict[str, Any], who: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": kind,
            "id": number,
            "application_id": APPLICATION,
            "token": f"token-{number}",
            "version": 1,
            "guild_id": GUILD,
            "channel_id": CHANNEL,
            "context": 0,
            "guild": {"id": GUILD, "locale": "en-US", "features": []},
            "locale": "en-US",
            "guild_locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": GUILD},
            "attachment_size_limit": 10_485_760,
            "app_permissions": PERMISSIONS,
            "channel": {"id": CHANNEL, "type": 0, "name": "housing", "guild_id": GUILD, "permissions": PERMISSIONS},
            "member": {
                "user": who,
                "roles": [],
                "flags": 0,
                "joined_at": EPOCH,
                "deaf": False,
                "mute": False,
                "permissions": PERMISSIONS,
            },
            "data": data,
        }

    async def _me(self, _: web.Request) -> web.Response:
        return as_json(user(APPLICATION, "crux") | {"bot": True})

    async def _application(self, _: web.Request) -> web.Response:
        return as_json(
            {"id": APPLICATION, "name": "crux", "description": "", "icon": None, "verify_key": "", "flags": 0}
            | {"bot_public": True, "bot_require_code_grant": False, "summary": "", "team": None}
            | {"owner": user("1", "owner")}
        )

    async def _put_commands(self, request: web.Request) -> web.Response:
        sent = await request.json()
        known = {"application_id": APPLICATION, "version": "1"}
        self.commands = [{**command, **known, "id": str(next(self._ids))} for command in sent]
        return as_json([{"description": "", **command} for command in self.commands])

    async def _callback(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            answer = json.loads(str(form["payload_json"]))
        else:
            answer = await request.json()
        self._answers[number].set_result(answer)
        return as_json({"interaction": {"id": number, "type": answer["type"]}})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": HEARTBEAT_MILLISECONDS}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            told = json.loads(message.data)
            if told["op"] == 1:
                await socket.send_json({"op": 11})
            elif told["op"] == 2:
                await self._welcome()
                self.identified.set_result(told["d"])
        return socket

    async def _welcome(self) -> None:
        ready = {
            "v": 10,
            "user": user(APPLICATION, "crux") | {"bot": True},
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "s",
            "resume_gateway_url": self.gateway,
            "application": {"id": APPLICATION, "flags": 0},
            "shard": [0, 1],
        }
        await self._dispatch("READY", ready)
        everyone = {"id": GUILD, "name": "@everyone", "permissions": PERMISSIONS, "position": 0}
        everyone |= {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
        channel = {"id": CHANNEL, "type": 0, "name": "housing", "position": 0, "permission_overwrites": []}
        guild: dict[str, Any] = {"id": GUILD, "name": "Debates", "owner_id": "1", "roles": [everyone]}
        guild |= {"channels": [channel], "threads": [], "members": [], "emojis": [], "features": [], "member_count": 2}
        await self._dispatch("GUILD_CREATE", guild | {"unavailable": False})

    async def _dispatch(self, name: str, data: dict[str, Any]) -> None:
        assert self._socket is not None
        await self._socket.send_json({"op": 0, "t": name, "s": next(self._sequence), "d": data})


@asynccontextmanager
async def tiny_discord() -> AsyncIterator[TinyDiscord]:
    """Serve it on a free port of the loopback."""
    discord = TinyDiscord()
    runner = web.AppRunner(discord.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    discord.address = f"127.0.0.1:{port}"
    try:
        yield discord
    finally:
        await runner.cleanup()
