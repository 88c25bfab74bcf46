"""`python -m tests.store.freeze`: keep the data of the newest schema, before a newer one is made.

Writes `released/REVISION.sql` (the rows, as pg_dump says them) and `released/REVISION.DEBATE.json` (the ledgers), from
a database in which everything has happened that can happen.
"""

import asyncio
import subprocess
import sys
import tempfile
from datetime import time, timedelta
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from bot.actions.exports import export_ledger
from bot.embedded.binaries import binaries
from bot.embedded.server import EmbeddedPostgres
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Kind
from bot.ledger.estimates import Estimate, Phase
from bot.ledger.forums import Forum
from bot.ledger.house import Setting
from bot.ledger.pauses import PausedBy
from bot.ledger.rules.suggestions import Suggested, SuggestedOf
from bot.ledger.schedules import CadenceKind, Schedule
from bot.ledger.standing.debate_tag import DebateTag
from bot.render.front_ends import DISCORD
from bot.store import bars, forums, readers, servers
from bot.store.bars import Bar
from bot.store.prepared import execute_in
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions
from bot.store.setup import migrate
from bot.store.setup.engine import make_engine
from bot.store.tables import reminders, welcomes
from bot.store.waiting import (
    cards,
    channel_readings,
    drafts,
    estimate_tallies,
    estimates,
    posts,
    refused_forms,
    requests,
    schedules,
    server_digests,
    slots,
    suggestions,
)
from bot.store.waiting.slots import DueSlot
from bot.store.waiting.welcomes import begin_welcoming
from bot.store.writing import debate_rows, places
from tests.store.reading.test_events import DEBATE, LIFE, NOON, begin

RELEASED = Path(__file__).parent / "released"
DAY = timedelta(days=1)
WEEKLY = Schedule(CadenceKind.WEEKLY, time(18, 30), "Asia/Kathmandu", (1, 5))
CRON = Schedule(CadenceKind.CRON, None, "UTC", (), "0 9 * * 1")
OTHER, GUILD = DEBATE + 1, 77
SUGGESTED = Suggested(Kind.CLAIM, 0, "I think that it rains.", "I think that it rains.", "I think", "en")


async def fill(url: str) -> dict[int, str]:
    """Two debates with all that can be; gives their ledgers."""
    engine = make_engine(url)
    sessions = Sessions(engine)
    async with sessions.begin() as session:
        await begin(session)
        await begin(session, OTHER, LIFE[:12])
        await schedules.put(session, DEBATE, WEEKLY, NOON + 2 * DAY, 1)
        await schedules.put(session, OTHER, CRON, NOON + 3 * DAY, 1, quiet=False)
        await schedules.pause(session, OTHER, PausedBy.MODERATOR)
        await slots.claim_each(session, [DueSlot(DEBATE, NOON, NOON + 2 * DAY)], "one", NOON)
        await slots.record_posted(session, DEBATE, NOON, "one", 601)
        await slots.claim_each(session, [DueSlot(DEBATE, NOON + DAY, NOON + 2 * DAY)], "two", NOON)
        await drafts.keep(
            execute_in(session), drafts.Draft(DEBATE, 9001, 700, 9002, "ben", "A message that waits", NOON), NOON - DAY
        )
        await requests.write_down(execute_in(session), 800, NOON)
        form = refused_forms.RefusedForm(801, DEBATE, 9001, "tag:claim:700", {"statement": "Typed and refused"}, NOON)
        await refused_forms.keep(execute_in(session), form, NOON - DAY)
        await cards.put(session, DEBATE, NOON)
        await suggestions.add(session, GUILD, DEBATE, [SuggestedOf(702, 9002, "ben", (SUGGESTED,))], NOON)
        await channel_readings.begin(session, DEBATE, NOON)
        await servers.locked(session, GUILD)
        await servers.change(session, GUILD, 9001, NOON, Setting.EXPORTS, "moderators", "everybody")
        await readers.choose(session, 9001, "pt-BR")
        await places.keep(execute_in(session), [Place(OTHER, OTHER - 2, True)])
        kept = Bar(9003, NOON, 9001, "Tags everything")
        await bars.begin(session, GUILD, kept)
        await bars.lift(session, GUILD, 9003, 9001, NOON + DAY)
        await bars.begin(session, GUILD, kept)
        await debate_rows.mark_imported(session, OTHER)
        await server_digests.put(session, GUILD, DEBATE, WEEKLY, NOON + DAY, NOON)
        await server_digests.claim(session, GUILD, NOON, NOON + DAY, "one", NOON + DAY)
        await estimates.put(session, DEBATE, Estimate(1, Phase.BEFORE, 60, True, NOON), NOON)
        await estimate_tallies.put(session, DEBATE, 1, NOON)
        await forums.put(session, Forum(OTHER - 2, GUILD, 700, 31, True, {DebateTag.SETTLED: 32}))
        await posts.put(session, DEBATE, OTHER - 2, 12)
        await session.execute(sa.insert(welcomes).values(guild=GUILD, channels=[DEBATE], due_at=NOON))
        await begin_welcoming(session, NOON, DAY)
        await session.execute(sa.insert(reminders).values(debate=OTHER, day=NOON.date(), due_at=NOON))
    written = {
        debate: (await export_ledger(sessions, debate, Format.JSON, LedgerWriter(DISCORD))).decode()
        for debate in (DEBATE, OTHER)
    }
    await engine.dispose()
    return written


def rows_of(server: EmbeddedPostgres) -> str:
    """The rows as INSERTs, without what sets up a session."""
    command = [
        binaries() / "pg_dump",
        "--data-only",
        "--column-inserts",
        "--no-owner",
        "--exclude-table=alembic_version",
    ]
    address = server.url.replace("postgresql+asyncpg", "postgresql")
    told = subprocess.run([*command, f"--dbname={address}"], capture_output=True, text=True, check=True).stdout
    session = ("\\", "--", "SET ", "SELECT pg_catalog.set_config")
    return "".join(f"{line}\n" for line in told.splitlines() if line and not line.startswith(session))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        migrate.upgrade(server.url)
        revision = ScriptDirectory.from_config(migrate.alembic_config(server.url)).get_current_head()
        ledgers = asyncio.run(fill(server.url))
        (RELEASED / f"{revision}.sql").write_text(rows_of(server), encoding="utf-8")
    for debate, text in ledgers.items():
        (RELEASED / f"{revision}.{debate}.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
