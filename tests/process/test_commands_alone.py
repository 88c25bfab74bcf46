"""A server to which Crux's commands alone were added: its ledger is kept, and one line says what is missing."""

import asyncio
import signal
from pathlib import Path

from tests.loopback.interactions import Asked, message_command, modal_submit, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD, MODERATOR
from tests.process.bot_process import TOKEN, start_bot

PATIENCE = 30.0
MISSING = (
    "Only Crux's commands were added to this server, not Crux itself, so it can post no digest and no status card by "
    "itself. Whoever manages the server can add it: https://discord.com/oauth2/authorize?client_id=2000"
    f"&scope=bot+applications.commands&permissions=274878024704&guild_id={GUILD}"
)


async def test_the_ledger_works_and_what_needs_crux_itself_says_what_is_missing_and_how_to_add_it(
    fresh_database: str, tmp_path: Path
) -> None:
    async with LoopbackDiscord(TOKEN) as there:
        ana = there.world.add_person(50, "ana")
        message = there.world.new_message(there.world.channels[CHANNEL], ana, "Rents fall when we build.")
        del there.world.guilds[GUILD]
        process = await start_bot(there, fresh_database, tmp_path)
        await there.ready(PATIENCE)

        def asked(line: str, **options: object) -> Asked:
            return slash(there.world, line, ana, permissions=MODERATOR, **options)

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
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

        assert there.created == [], "nothing was tried that cannot be"
    assert told["content"] == MISSING
    assert "**#1** “Rents fall”" in tagged.text
    assert "Rents fall" in shown.text
    assert [file["filename"].endswith(".csv") for file in exported["attachments"]] == [True]
    assert status.text.endswith(MISSING)
    assert refused == [MISSING] * 4
    assert "Traceback" not in errors.decode()
