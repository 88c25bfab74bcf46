"""Foreign keys looked at together: each of them finds what names nothing, as PostgreSQL would row by row."""

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Degree, Kind
from bot.ledger.record import events as e
from bot.ledger.record.replay import replay
from bot.store import tables as t
from bot.store.writing import copying, debate_rows, references
from tests.exchange.ledgers import DEBATE, EVERYTHING, GUILD, START, sealed

KEYS = {key.name: (table, key) for table in copying.WRITTEN for key in table.foreign_key_constraints}
NOBODY = 4242

CHANGES = (
    *EVERYTHING,
    e.EntryTagged(9, Kind.CRUX, 1, 2, True, crux_for=1, statement="It is far"),
    e.CruxMarked(2, 2, 1, Degree.PARTLY),
)
"""A ledger in which everything happened, and every reference that can be is there in the end."""


@pytest.fixture
async def written(session: AsyncSession) -> AsyncSession:
    """A transaction that has written a ledger in which everything happened."""
    await debate_rows.create(session, DEBATE, GUILD, START)
    await references.leave_out(session)
    lines = sealed(CHANGES)
    await copying.copy_in(session, lines, lambda: replay(line.event for line in lines))
    return session


async def role(session: AsyncSession) -> str:
    return str(await session.scalar(sa.text(f"SHOW {references.ROLE}")))


def test_every_table_of_a_ledger_is_looked_at() -> None:
    waiting = {t.drafts, t.refused_forms, t.requests, t.schedules, t.slots, t.cards, t.reminders}
    waiting |= {t.debate_places, t.estimates, t.estimate_tallies, t.suggestions, t.channel_readings}
    # An import is marked once the references are looked at row by row again.
    of_servers = {t.server_digests, t.server_settings, t.setting_changes, t.bars, t.forums, t.forum_posts}
    of_servers |= {t.welcomes, t.welcoming}
    outside = {t.debates, t.imports, t.reader_languages} | waiting | of_servers

    assert set(copying.WRITTEN) == set(t.metadata.sorted_tables) - outside


async def test_a_whole_ledger_passes_and_the_rows_to_come_are_looked_at_again(written: AsyncSession) -> None:
    assert await role(written) == "replica"

    await references.check_all(written, DEBATE, copying.WRITTEN)

    assert await role(written) == "origin"


@pytest.mark.parametrize("name", sorted(KEYS))
async def test_a_row_that_names_what_is_not_there_is_found(written: AsyncSession, name: str) -> None:
    table, key = KEYS[name]
    column = key.elements[-1].parent
    if column.name == "debate":
        await written.execute(sa.delete(t.debates))
    else:
        of_it: sa.Select[object] = (
            sa.select(sa.literal_column("ctid")).select_from(table).where(column.is_not(None)).limit(1)
        )
        one = sa.literal_column(f"{table.name}.ctid") == of_it.scalar_subquery()
        changed = await written.execute(sa.update(table).where(one).values({column: NOBODY}))
        assert changed.rowcount == 1  # type: ignore[attr-defined]

    with pytest.raises(LookupError, match=rf"a row of {table.name} names what is not there \({name}\)"):
        await references.check_all(written, DEBATE, [table])


async def test_who_may_not_leave_them_out_is_known(session: AsyncSession) -> None:
    assert await references.may_be_left_out(session)

    await session.execute(sa.text("CREATE ROLE crux_of_a_test"))
    await session.execute(sa.text("SET LOCAL ROLE crux_of_a_test"))

    assert not await references.may_be_left_out(session)
