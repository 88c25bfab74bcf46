"""Of a debate, no more is read for one person than may decide about their words, and no less."""

from collections.abc import Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.erasure import OwnWords, Text
from bot.ledger.record.events import EntryConfirmed, EntryReworded, EntryTagged, Event, StanceTaken
from bot.ledger.record.replay import replay
from bot.store.reading import privacy
from bot.store.writing import copying, debate_rows
from tests.exchange.ledgers import EVERYTHING, sealed
from tests.ledger.record.test_erasure import SPOKEN
from tests.transcript import events_of

ANA, BEN, EVE = 1, 2, 3


def sealed_transcript() -> list[SealedEvent]:
    lines: list[SealedEvent] = []
    for event in events_of(SPOKEN):
        lines.append(seal(lines[-1].hash if lines else GENESIS, event, bytes))
    return lines


def found(person: int, events: Sequence[Event]) -> list[Text]:
    own = OwnWords(person)
    for event in events:
        own.take(event)
    return own.found()


async def read_for(person: int, session: AsyncSession, lines: list[SealedEvent]) -> list[Event]:
    """What is read for a person of a debate with these events."""
    debate, at = lines[0].event.debate, lines[0].event.at
    await debate_rows.create(session, debate, 7, at)
    await copying.copy_in(session, lines, lambda: replay(line.event for line in lines))
    return [event async for event in privacy.decisive(session, debate, person, 0, len(lines))]


@pytest.mark.parametrize("person", [ANA, BEN, EVE])
@pytest.mark.parametrize("lines", [sealed_transcript(), sealed(EVERYTHING)], ids=["spoken", "everything"])
async def test_what_is_read_for_a_person_gives_all_of_their_words(
    session: AsyncSession, lines: list[SealedEvent], person: int
) -> None:
    events = [line.event for line in lines]
    read = await read_for(person, session, lines)

    assert found(person, read) == found(person, events)
    assert not any(isinstance(event.change, StanceTaken) for event in read)


async def test_of_what_others_say_only_what_may_repeat_or_reword_is_read(session: AsyncSession) -> None:
    read = await read_for(EVE, session, sealed_transcript())
    tagged = [event.change for event in read if isinstance(event.change, EntryTagged)]

    assert {type(event.change) for event in read} == {EntryTagged, EntryReworded, EntryConfirmed}
    assert [change.concedes for change in tagged] == [1, 1]
