"""What a demo prints, and the files it leaves to be read."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.actions import exports as exporting
from bot.demo.outcome import standing_rows, thread_text
from bot.demo.server import played_back
from bot.exchange import ledger_json
from bot.exchange.debate_parts import DebateFile
from bot.exchange.formats import ENDINGS, STREAMED, Format, LedgerWriter, is_installed
from bot.ledger.telling.digest import Anchor
from bot.ledger.telling.overview import Overview, overview
from bot.ledger.telling.progress import Progress, progress
from bot.render import discord_page
from bot.render.chat import digest_message
from bot.render.front_ends import discord_in, plain_in
from bot.render.picture.map import debate_map
from bot.render.picture.png import png
from bot.render.picture.svg import svg
from bot.render.picture.timeline import timeline
from bot.render.plain import digest_text
from bot.store.sessions import Sessions
from bot.store.setup import migrate as migrations
from bot.store.setup.scratch import scratch_database
from bot.words.front_end import FrontEnd
from cogs import EXTENSIONS

Opened = Callable[[str], AbstractAsyncContextManager[Sessions]]
"""Sessions on the database of that address."""


async def demo_outcome(url: str, debate: DebateFile, opened: Opened, language: str) -> tuple[str, dict[str, bytes]]:
    """What a playback prints, and the files it leaves, in the language of that tag.

    It has a database of its own on the server of that address.
    """
    chat, printed = discord_in(language), plain_in(language)
    async with scratch_database(url) as scratch:
        await asyncio.to_thread(migrations.upgrade, scratch)
        async with opened(scratch) as sessions:
            playback, shown = await played_back(debate, sessions, EXTENSIONS, language)
            digest = digest_text(printed, shown.digest)
            ledger = await playback.ledger()
            written: dict[str, bytes] = {"digest.txt": digest.encode()}
            for form, ending in ENDINGS.items():
                if form in STREAMED or not is_installed(form):
                    continue
                name = "report" if form is Format.HTML else "ledger"
                written[f"{name}.{ending}"] = await exporting.export_ledger(
                    sessions, playback.channel.id, form, LedgerWriter(chat)
                )
            events = ledger_json.loads(written["ledger.json"].decode())
            shown_now = overview(ledger, shown.digest.at, digest=shown.digest)
            written |= _pictures(chat, shown_now, progress([line.event for line in events]))
            last = events[-1]
            anchor = Anchor(last.event.sequence, last.hash)
            in_chat = digest_message(chat, shown.digest, ledger.debate.guild, anchor=anchor)
            written["digest.html"] = discord_page.page(chat, in_chat).encode()
            written["standing.json"] = (json.dumps(standing_rows(ledger), ensure_ascii=False, indent=2) + "\n").encode()
    rule = "─" * 60
    return f"{thread_text(printed, debate, playback.entries)}\n\n{rule}\n{digest}{rule}", written


def _pictures(front: FrontEnd, seen: Overview, grown: Progress) -> dict[str, bytes]:
    """The pictures that there are: a debate without entries has none."""
    pictures: dict[str, bytes] = {}
    if not seen.is_empty:
        drawn = debate_map(front, seen)
        pictures |= {"map.svg": svg(drawn).encode(), "map.png": png(drawn)}
    if not grown.is_empty:
        pictures["timeline.png"] = png(timeline(front, grown))
    return pictures
