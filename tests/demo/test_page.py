"""The page of `crux play`, as browsers ask it: nobody is refused because of what happens at the same moment."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession
from yarl import URL

from bot.demo.page import MenuPage
from bot.demo.server import playing_back
from bot.exchange import debate_file
from bot.store.sessions import Sessions
from cogs import EXTENSIONS

WORDS = "Trams carry more people"
DEBATE = {
    "title": "Trams",
    "question": "Should the city build trams?",
    "sides": [{"key": "y", "name": "Yes"}, {"key": "n", "name": "No"}],
    "participants": [{"key": "ana", "side": "y"}],
    "messages": [{"key": "a", "author": "ana", "at": "2026-01-01T10:00:00Z", "text": WORDS}],
}


class Browser:
    """A browser that has read the page once, and acts on that."""

    def __init__(self, http: ClientSession, read: dict[str, Any]) -> None:
        self._http = http
        self._context = {"X-Simcord-Context": read["context"]["id"]}
        self.read = read

    async def read_again(self) -> dict[str, Any]:
        """What it would read now."""
        async with self._http.get("/api/state", headers=self._context) as answered:
            again: dict[str, Any] = await answered.json()
            return again

    async def do(self, kind: str, **what: object) -> dict[str, Any]:
        """Its first action; gives the answer."""
        asked = {
            "protocol_version": 3,
            "kind": kind,
            "sequence": 1,
            "request_id": uuid4().hex,
            "generation": self.read["context"]["generation"],
            "bot_generation": self.read["botGeneration"],
            "published_revision": self.read["publishedRevision"],
        }
        async with self._http.post("/api/action", json=asked | what, headers=self._context) as answered:
            assert answered.status == 200
            answer: dict[str, Any] = await answered.json()
            return answer

    async def send(self, words: str) -> dict[str, Any]:
        """Write a message."""
        return await self.do("send_message", content=words, target_id=self.read["targetId"], reply_to_id=None)

    async def choose(self, command: str) -> dict[str, Any]:
        """Choose a command in the menu of the debate's message."""
        (message,) = (key for key, shown in self.read["messages"].items() if shown["content"] == WORDS)
        return await self.do("message_command", command=command, message=message)


@asynccontextmanager
async def opened(sessions: Sessions, browsers: int = 1) -> AsyncIterator[tuple[MenuPage, list[Browser]]]:
    """The page of a debate, open in so many browsers."""
    debate = debate_file.read(json.dumps(DEBATE))
    async with playing_back(debate, sessions, EXTENSIONS) as run:
        viewers = tuple(run.people.values())
        async with MenuPage(run.env, run.channel, viewers, "UTC", 0, lambda: None) as page:
            address = URL(page.url)
            headers = {"X-Simcord-Capability": address.fragment}
            async with ClientSession(address.origin(), headers=headers) as http:
                yield page, [await _opening(http) for _ in range(browsers)]


async def _opening(http: ClientSession) -> Browser:
    async with http.post("/api/pages", json={}) as answered:
        return Browser(http, await answered.json())


def written(page: MenuPage) -> list[str]:
    return [message.content for message in page.channel.history()]


async def test_what_the_bot_posts_or_edits_meanwhile_takes_nothing_from_who_acts(committed_sessions: Sessions) -> None:
    async with opened(committed_sessions) as (page, [browser]):
        await page.show_what_changed()
        assert (await browser.read_again())["publishedRevision"] > browser.read["publishedRevision"]

        answer = await browser.send("Rents fall when we build")

        assert answer["settlement"] == "settled"
        assert written(page)[-1] == "Rents fall when we build"


async def test_a_press_on_what_is_not_there_is_refused(committed_sessions: Sessions) -> None:
    async with opened(committed_sessions) as (page, [browser]):
        await page.show_what_changed()
        target = browser.read["targetId"]

        answer = await browser.do("click", target_id=target, control_key=f"message:{target}:component:gone")

        assert answer["settlement"] == "rejected"
        assert [said["code"] for said in answer["diagnostics"]] == ["validation-failed"]


async def test_what_comes_while_something_else_is_done_waits_for_its_turn(committed_sessions: Sessions) -> None:
    async with opened(committed_sessions, browsers=3) as (page, [first, second, third]):
        chosen, *sent = await asyncio.gather(first.choose("Tag as claim"), second.send("One"), third.send("Two"))

        assert chosen == {"problem": None}
        assert (await first.read_again())["modal"] is not None
        assert [answer["settlement"] for answer in sent] == ["settled", "settled"]
        assert sorted(written(page)[-2:]) == ["One", "Two"]
