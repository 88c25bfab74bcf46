"""`crux debates`: the debates of the database, for the commands that ask for one."""

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.actions.debate_list import debates_listed
from bot.cli.opening import server, settings_or_fail
from bot.exchange.import_marks import mark_out
from bot.opened import opened_database
from bot.render.front_ends import TERMINAL
from bot.store.reading.debate_list import ListedDebate
from bot.store.setup import migrate as migrations
from bot.words import debate_table as words
from bot.words import usage
from bot.words.pauses import pause_reason


def debates(as_json: Annotated[bool, typer.Option("--json", help=usage.AS_JSON)] = False) -> None:
    """The debates of the database: what THREAD_ID can be."""
    settings = settings_or_fail()

    async def listed() -> Sequence[ListedDebate]:
        async with opened_database(settings, url) as sessions:
            return await debates_listed(sessions)

    with server(settings) as url:
        migrations.upgrade(url)
        found = asyncio.run(listed())
    if as_json:
        typer.echo(json.dumps([_as_json(debate) for debate in found], ensure_ascii=False, indent=1))
    else:
        typer.echo(words.table(TERMINAL, [_row(debate) for debate in found]))


def _row(debate: ListedDebate) -> words.Row:
    return words.Row(
        thread_id=str(debate.id),
        question=debate.question,
        entries=debate.entries,
        people=debate.people,
        last_event=debate.last_event,
        is_open=debate.is_open,
        is_lost=debate.lost_since is not None,
        is_paused=debate.pause_reason is not None,
        is_imported=debate.imported is not None,
    )


def _as_json(debate: ListedDebate) -> dict[str, object]:
    """Ids are strings: they are larger than what JavaScript's numbers can tell apart."""
    return {
        "thread_id": str(debate.id),
        "server_id": str(debate.guild),
        "question": debate.question,
        "is_open": debate.is_open,
        "entries": debate.entries,
        "people": debate.people,
        "last_event": debate.last_event.isoformat() if debate.last_event else None,
        "lost_since": debate.lost_since.isoformat() if debate.lost_since else None,
        "pause_reason": pause_reason(TERMINAL, debate.pause_reason) if debate.pause_reason else None,
        "imported": mark_out(debate.imported) if debate.imported else None,
    }
