"""Where many debates stand is counted by one statement, as it is counted from each whole ledger."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Status
from bot.ledger.ledger import Ledger
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.standing.debate_tag import debate_tag
from bot.ledger.standing.standing import standing
from bot.ledger.telling.in_counts import Counts, InCounts, in_counts
from bot.store.prepared import execute_in
from bot.store.reading.in_counts import counts_of, rows_of
from bot.store.writing import append, debate_rows
from tests.transcript import GUILD, events_of

SIDES = """
sides Build / Wait
ana joins Build
ben joins Wait
"""
TRANSCRIPTS = {
    "nothing in it": "",
    "one person": "ana  claim  Rents fall",
    "two people": """
ana  claim  Rents fall
ana  claim  Streets fill
ben  agrees #1
ben  disagrees #2
""",
    "a room": """
ana  claim  Rents fall
ana  claim  Streets fill
ben  agrees #1
cy  agrees #1
cy  disagrees #2
dan  agrees #1
""",
    "two sides": f"""{SIDES}
cy joins Wait
ana  claim  Rents fall
ana  claim  Streets fill
ana  claim  Noise grows
ben  agrees #1
cy  agrees #1
ben  disagrees #2
cy  disagrees #2
dan  agrees #3
""",
    "a side that nobody is on": """
sides Build / Wait / Neither
ana joins Build
ben joins Wait
ana  claim  Rents fall
ben  agrees #1
""",
    "reworded, parked, withdrawn and proposed": f"""{SIDES}
ana  claim  Rents fall
ana  claim  Streets fill
ana  claim  Noise grows
ben  agrees #1
ben  agrees #2
ana  rewords #1  Rents fall a lot
ben  parks #2
ana  withdraws #3
ben  proposes for ana  claim  Supply matters
""",
    "a double crux": f"""{SIDES}
ana  crux  Zoning is what holds us back
ben  disagrees #1
ben  marks #1
""",
    "a crux for an entry": f"""{SIDES}
ana  claim  Rents fall
ben  disagrees #1
ana  crux for #1  Zoning is what holds us back
ben  disagrees #2
ben  marks #2 for #1
""",
    "a crux that is settled": f"""{SIDES}
ana  crux  Zoning is what holds us back
ben  marks #1
ben  concedes the whole of #1  Right
""",
    "somebody was forgotten": f"""{SIDES}
cy joins Wait
ana  crux  Zoning is what holds us back
ben  disagrees #1
ben  marks #1
cy  agrees #1
ben is forgotten
""",
}


@pytest.fixture
async def written(session: AsyncSession) -> AsyncSession:
    """Each of the debates, in one database."""
    for place, text in enumerate(TRANSCRIPTS.values(), start=1):
        events = events_of(text)
        head = await debate_rows.create(session, place, GUILD, events[0].at)
        for event in events:
            await append.record(session, head, event.actor, (event.change,), event.at)
            locked = await debate_rows.lock(session, place)
            assert locked is not None
            head = locked
    return session


def from_the_ledger(debate: int, events: Sequence[Event], counted: InCounts) -> InCounts:
    ledger = replay(events)
    asking = [entry.number for entry in ledger.entries.values() if entry.asks_for_stances and entry.parking is None]
    told = Counts(
        _numbered(ledger, debate),
        len(events),
        counted.hash,
        asking,
        sum(entry.status is Status.LIVE for entry in ledger.entries.values()),
        sum(entry.status is Status.PROPOSED for entry in ledger.entries.values()),
    )
    return in_counts(told)


def _numbered(ledger: Ledger, debate: int) -> Ledger:
    return replace(ledger, debate=replace(ledger.debate, id=debate))


async def test_debates_of_every_kind_are_counted_at_once_as_each_is_alone(written: AsyncSession) -> None:
    rows = await rows_of(execute_in(written), [*range(1, len(TRANSCRIPTS) + 1), 999])

    found = [in_counts(told) for row in rows if (told := counts_of(row)) is not None]
    counted = {told.debate: told for told in found}
    whole = {
        place: from_the_ledger(place, events_of(text), counted[place])
        for place, text in enumerate(TRANSCRIPTS.values(), start=1)
    }
    assert counted == whole
    ledgers = {place: replay(events_of(text)) for place, text in enumerate(TRANSCRIPTS.values(), start=1)}
    assert {place: one.tag for place, one in counted.items()} == {
        place: debate_tag(ledger.debate, standing(ledger)) for place, ledger in ledgers.items()
    }
    by_name = dict(zip(TRANSCRIPTS, whole.values(), strict=True))
    assert (by_name["two sides"].agreed, by_name["two sides"].diverging) == (1, 1)
    assert by_name["a double crux"].turns_on == by_name["a crux for an entry"].turns_on == 1
    assert by_name["a crux that is settled"].turns_on == 0
