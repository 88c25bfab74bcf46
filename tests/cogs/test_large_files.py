"""A ledger that is larger than Discord takes files: over sockets, in the multipart that Discord reads."""

import io
import zipfile
from collections.abc import AsyncIterator

import discord
import pytest
import yarl

from bot.discord import attachments
from bot.exchange import ledger_json
from bot.store.sessions import Sessions
from tests.cogs.test_retention import running
from tests.loopback import interactions
from tests.loopback.interactions import slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MODERATOR


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        yield server


async def test_its_parts_arrive_in_several_messages_and_make_the_ledger_again(
    there: LoopbackDiscord, committed_sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = there.world.add_person(50, "ana")
    monkeypatch.setattr(interactions, "UPLOAD_LIMIT", 400)
    monkeypatch.setattr(attachments, "MOST_FILES", 2)
    monkeypatch.setattr(attachments, "MOST_PARTS", 40)

    async with running(there, committed_sessions):
        await there.ask(slash(there.world, "/debate open", ana, permissions=MODERATOR, question="Build?"))
        await there.ask(asked := slash(there.world, "/ledger export", ana, permissions=MODERATOR, format="json"))
        last = await there.until(lambda: next((m for m in asked.followups if says_it_is_last(m)), None))

    carried = [(file.name, file.content) for sent in there.requests for file in sent.files]
    names = [name for name, _ in carried]
    assert last["content"] == f"Parts {len(names) - len(last['attachments']) + 1} to {len(names)} of {len(names)}."
    assert len(asked.followups) == (len(names) + 1) // 2 > 1
    assert names == sorted(names)
    assert all(len(content) <= 360 for _, content in carried)
    with zipfile.ZipFile(io.BytesIO(b"".join(content for _, content in carried))) as packed:
        assert ledger_json.loads(packed.read(names[0].removesuffix(".zip.001")).decode())


def says_it_is_last(message: dict[str, str]) -> bool:
    """Whether it says of its last part that there is none behind it."""
    words = message["content"].rstrip(".").split()
    return words[:1] == ["Parts"] and words[3] == words[5]
