"""Entries are read as they stand, and found by number, by words and by misspelt words."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Answer, Degree, Kind, Source, Status, Wording
from bot.ledger.record.events import (
    Change,
    CruxMarked,
    DebateOpened,
    EntryReworded,
    EntryTagged,
    EntryWithdrawn,
    ParticipantMet,
    StanceTaken,
    TermAdopted,
    TermDefined,
)
from bot.store.prepared import execute_in
from bot.store.reading import entries
from bot.store.reading.searching import search
from bot.store.writing import append, debate_rows

DEBATE, OTHER, GUILD = 4001, 4002, 77
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 1, 2


def claim(number: int, statement: str, message: int | None = None) -> EntryTagged:
    channel = DEBATE if message else None
    return EntryTagged(number, Kind.CLAIM, ANA, ANA, False, channel, message, statement=statement)


async def write(session: AsyncSession, *changes: Change, debate: int = DEBATE) -> None:
    """A debate of two people with these changes."""
    opening = (DebateOpened(GUILD, False, "rents"), ParticipantMet(ANA, "9001", "ana"))
    head = await debate_rows.create(session, debate, GUILD, NOON)
    await append.record(session, head, ANA, (*opening, ParticipantMet(BEN, "9002", "ben"), *changes), NOON)


async def numbers(session: AsyncSession, words: str, limit: int = 25) -> Sequence[int]:
    found = await search(execute_in(session), DEBATE, words, limit)
    assert found is not None
    return [entry.number for entry in found[1]]


@pytest.fixture
async def noise(session: AsyncSession) -> None:
    """Another debate with the same numbers, the same message and the same words."""
    said = [claim(number, "Rents fall when we build", 501) for number in range(1, 31)]
    definition = TermDefined(1, BEN, BEN, None, None, "fall", "something else")
    marks = (StanceTaken(1, BEN, 1, Answer.UNSURE, 7), CruxMarked(1, BEN, None, Degree.PARTLY))
    await write(session, *said, *marks, definition, TermAdopted(1, BEN), debate=OTHER)


@pytest.mark.usefixtures("noise")
async def test_an_entry_is_read_with_all_its_wordings(session: AsyncSession) -> None:
    await write(session, claim(1, "Rents fall", 501), claim(2, "They rise"), EntryReworded(1, 2, "Rents fall a bit"))
    found = await entries.get(session, DEBATE, 1)
    assert found is not None
    assert found.wordings == (Wording(1, "Rents fall"), Wording(2, "Rents fall a bit"))
    assert (found.status, found.source, found.tagged_at) == (Status.LIVE, Source(DEBATE, 501), NOON)
    assert await entries.get(session, DEBATE, 3) is None


@pytest.mark.usefixtures("noise")
async def test_a_number_finds_itself_first_then_what_begins_with_it_or_names_it(session: AsyncSession) -> None:
    said = [claim(number, f"Claim with {'2030' if number == 5 else 'words'}") for number in range(1, 24)]
    await write(session, *said)
    assert await numbers(session, "2") == [2, 23, 22, 21, 20, 5]
    assert await numbers(session, " #2 ", limit=3) == [2, 23, 22]
    assert await numbers(session, "2030") == [5]


@pytest.mark.usefixtures("noise")
async def test_words_are_looked_for_in_the_wording_in_force(session: AsyncSession) -> None:
    said = (claim(1, "Rents fall when we build"), claim(2, "Wages FALL, rents do not"), claim(3, "Rents fall"))
    await write(session, *said, claim(4, "Straße und Мир"), EntryReworded(1, 2, "Rents drop"), EntryWithdrawn(3))
    assert await numbers(session, "rents fall") == [2]
    assert await numbers(session, "RENTS") == [2, 1]
    assert await numbers(session, "мир") == [4]
    assert await numbers(session, "") == [4, 2, 1]
    assert await numbers(session, "homes") == []


@pytest.mark.usefixtures("noise")
@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("Die Straße ist laut", "DIE STRASSE"),
        ("DIE STRASSE IST LAUT", "straße"),
        ("Σίσυφος rolls", "ΣΊΣΥΦΟΣ"),
        ("Istanbul grows", "istanbul"),
        ("İSTANBUL grows", "istanbul"),
        ("istanbul grows", "İSTANBUL"),
        ("Isparta büyür, ısparta", "ISPARTA büyür"),
        ("Cafe\u0301s close", "CAFÉ"),
        ("Up by 100% in the STRASSE", "100% straße"),
    ],
)
async def test_words_are_found_whatever_their_case_and_language(
    session: AsyncSession, statement: str, words: str
) -> None:
    await write(session, claim(1, "Cafe, strand, sisyphos"), claim(2, statement))
    assert await numbers(session, words) == [2]


@pytest.mark.usefixtures("noise")
async def test_signs_that_sql_gives_a_meaning_are_mere_signs(session: AsyncSession) -> None:
    await write(session, claim(1, "Up by 100%"), claim(2, "snake_case"), claim(3, r"back\slash / slash"), claim(4, "x"))
    assert await numbers(session, "%") == [1]
    assert await numbers(session, "_") == [2]
    assert await numbers(session, "\\") == [3]
    assert await numbers(session, "/") == [3]
    assert await numbers(session, "' OR 1=1 --") == []
