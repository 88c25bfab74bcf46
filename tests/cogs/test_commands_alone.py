"""A server to which Crux's commands alone were added: its ledger is kept, and one line says what is missing."""

from collections.abc import AsyncIterator

import discord
import pytest
import yarl

from bot.store.sessions import Sessions
from tests.cogs.test_retention import running
from tests.loopback.interactions import Asked, message_command, modal_submit, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD, MODERATOR

MISSING = (
    "Only Crux's commands were added to this server, not Crux itself, so it can post no digest and no status card by "
    "itself. Whoever manages the server can add it: https://discord.com/oauth2/authorize?client_id=2000"
    f"&scope=bot+applications.commands&permissions=274878024704&guild_id={GUILD}"
)


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        yield server


async def test_the_ledger_works_and_what_needs_crux_itself_says_what_is_missing_and_how_to_add_it(
    there: LoopbackDiscord, committed_sessions: Sessions
) -> None:
    ana = there.world.add_person(50, "ana")
    message = there.world.new_message(there.world.channels[CHANNEL], ana, "Rents fall when we build.")
    del there.world.guilds[GUILD]

    def asked(line: str, **options: object) -> Asked:
        return slash(there.world, line, ana, permissions=MODERATOR, **options)

    async with running(there, committed_sessions):
        await there.ask(opening := asked("/debate open", question="Should we build?"))
        told = await there.followup_to(opening)
        form = await there.ask(opened := message_command(there.world, "Tag as claim", message, ana))
        tagged = await there.ask(modal_submit(there.world, form, opened, ana, statement="Rents fall"))
        shown = await there.ask(asked("/ledger show"))
        await there.ask(exporting := asked("/ledger export", format="csv"))
        exported = await there.followup_to(exporting)
        status = await there.ask(asked("/digest status"))
        refused = [
            (await there.ask(one)).text
            for one in (
                asked("/digest schedule", cadence="daily"),
                asked("/digest now"),
                asked("/debate card"),
                asked("/debate close"),
            )
        ]

    assert there.created == [], "nothing was tried that cannot be"
    assert told["content"] == MISSING
    assert "**#1** “Rents fall”" in tagged.text
    assert "Rents fall" in shown.text
    assert [file["filename"].endswith(".csv") for file in exported["attachments"]] == [True]
    assert status.text.endswith(MISSING)
    assert refused == [MISSING] * 4
