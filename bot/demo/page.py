"""The simulator's page, with the menu of a message that it lacks: right-click, Apps, and the bot's five commands.

The page is the simulator's own; what is added uses parts of it that are not public, which its pinned version keeps.
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

import simcord
from aiohttp import web
from simcord.actors import MemberActor
from simcord.backend.errors import BackendError, SetupError
from simcord.builders import ChannelHandle
from simcord.enums import AppCommandType
from simcord.preview import Preview
from simcord.preview._server import PreviewServer
from simcord.results import ResponseMessage

ADDED = {"/apps.js": "application/javascript", "/apps.css": "text/css"}
_HEAD = '    <link rel="stylesheet" href="/apps.css">\n    <script src="/apps.js"></script>\n  </head>'


class MenuPage(Preview):
    """The page of a channel. `before_action` is called before anything that somebody does on it."""

    def __init__(
        self,
        env: simcord.Env,
        channel: ChannelHandle,
        viewers: tuple[MemberActor, ...],
        timezone: str,
        port: int,
        before_action: Callable[[], None],
    ) -> None:
        super().__init__(
            env,
            channel,
            viewers,
            layout="channel",
            display="responsive",
            width=960,
            height=720,
            locale="en-US",
            timezone=timezone,
            presentation_time=None,
            assets=None,
            port=port,
        )
        self._server = _PageServer(self, port)
        self._before_action = before_action
        self._turn = asyncio.Lock()
        self._shown: list[tuple[int, datetime | None]] = []

    async def show_what_changed(self) -> None:
        """Show what the bot has posted or edited by itself since the last time."""
        shown = [(message.id, message.edited_at) for message in self.channel.history()]
        if shown != self._shown:
            self._shown = shown
            self._publish_message_pages()

    async def _action(self, context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Do what somebody does, in its turn: the simulator refuses what comes while it does something else."""
        async with self._turn:
            self._before_action()
            match body:
                case {"kind": "message_commands"}:
                    return {"commands": self._message_commands(context_id)}
                case {"kind": "message_command", "command": str(command), "message": str(message)}:
                    return {"problem": await self._run_message_command(context_id, command, message)}
            return await super()._action(context_id, self._with_newest_revision(context_id, body))

    def _with_newest_revision(self, context_id: str | None, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What somebody does, as if their browser had read what was published since.

        The simulator refuses what was done on an older state, and here the bot changes that by itself at any time. As
        on Discord, a press counts where its control still is, which the simulator looks at too.
        """
        match body:
            case {"published_revision": int(seen)}:
                return {**body, "published_revision": max(seen, self._get_page(context_id).revision)}
        return body

    def _message_commands(self, context_id: str | None) -> list[str]:
        viewer = self._get_page(context_id).viewer
        commands = self.env.backend.visible_commands(
            user_id=viewer.id, channel_id=self.channel.id, type=AppCommandType.MESSAGE
        )
        return [command["name"] for command in commands]

    async def _run_message_command(self, context_id: str | None, command: str, message: str) -> str | None:
        """Run a command on a message, and show the form that it answers with; what went wrong, or None."""
        page = self._get_page(context_id)
        try:
            target = ResponseMessage(self.env, self._target_message(page, self._target_id(message, page.viewer)))
            result = await page.viewer.context_menu(self.channel, command, target)
        except (SetupError, BackendError) as wrong:
            return str(wrong)
        if result.modal is not None:
            page.modal, page.modal_handle = result, "m_" + secrets.token_urlsafe(12)
        self._publish_message_pages()
        return None


class _PageServer(PreviewServer):
    """Serves the simulator's files, and ours beside them."""

    _STATIC_FILES = PreviewServer._STATIC_FILES | {path: path[1:] for path in ADDED}

    async def _static(self, request: web.Request) -> web.Response:
        if request.path in ADDED:
            return self._added(request)
        response: web.Response = await super()._static(request)
        if request.path == "/":
            response.text = (response.text or "").replace("  </head>", _HEAD, 1)
        return response

    def _added(self, request: web.Request) -> web.Response:
        if request.headers.get("Host", "") not in self._allowed_hosts():
            raise web.HTTPForbidden
        text = (files("bot.demo") / "static" / request.path[1:]).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=ADDED[request.path], headers=self._SECURITY_HEADERS)
