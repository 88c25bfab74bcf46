"""A real bot process on a German server answers a French reader in French, and everybody in German."""

import signal
from pathlib import Path

from bot.ledger.entries import Answer, Kind
from bot.ledger.refusals import NoSuchEntry
from bot.render.front_ends import discord_in
from bot.words import buttons as labels
from bot.words import forms
from bot.words.refusals import refused as said
from tests.loopback.interactions import buttons, message_command, modal_submit, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, EPHEMERAL
from tests.process.bot_process import TOKEN, start_bot

PATIENCE = 60.0
GERMAN, FRENCH = discord_in("de"), discord_in("fr")


async def test_everybody_reads_the_servers_language_and_who_asks_their_own(fresh_database: str, tmp_path: Path) -> None:
    async with LoopbackDiscord(TOKEN) as there:
        ana = there.world.add_person(50, "ana")
        french = ana | {"locale": "fr"}
        process = await start_bot(there, fresh_database, tmp_path, CRUX_LANGUAGE="de")
        await there.ready(PATIENCE)
        message = await there.say(CHANNEL, ana, "Rents fall when we build.")

        opened = message_command(there.world, "Tag as claim", message, french)
        form = await there.ask(opened)
        filled = modal_submit(there.world, form, opened, french, statement="Rents fall when we build")
        line = await there.ask(filled)
        receipt = await there.followup_to(filled)
        refused = await there.ask(slash(there.world, "/ledger entry", french, entry=9))
        process.send_signal(signal.SIGTERM)
        await process.communicate()

    assert form.data["title"] == forms.tag_title(FRENCH, Kind.CLAIM)
    assert {labels.answer(GERMAN, answer) for answer in Answer} <= buttons(line.data).keys()
    assert receipt["flags"] & EPHEMERAL
    assert FRENCH.say(labels.UNDO) in buttons(receipt)
    assert refused.data["flags"] & EPHEMERAL
    assert refused.text == said(FRENCH, NoSuchEntry(entry=9))
