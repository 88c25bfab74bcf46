"""What happened since a look is read by itself, however much happened before it."""

from datetime import UTC, datetime

import pytest

from bot.actions.imports import import_ledger
from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.actions.stances import take_stance
from bot.exchange import ledger_json
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer, Kind
from bot.ledger.record import events as e
from bot.store.reading.since import since
from bot.store.sessions import Sessions
from tests.exchange.ledgers import DEBATE, GUILD, sealed
from tests.store.writing.plans import rows_met

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
PEOPLE, ENTRIES = 100, 200


def a_debate_in_which_everybody_answered_everything() -> tuple[e.Change, ...]:
    people = range(1, PEOPLE + 1)
    return (
        e.DebateOpened(GUILD, False, "rents"),
        *(e.ParticipantMet(person, f"{9000 + person}", f"person {person}") for person in people),
        *(
            e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=f"No. {number}")
            for number in range(1, ENTRIES + 1)
        ),
        *(
            e.StanceTaken(number, person, 1, Answer.AGREE)
            for number in range(1, ENTRIES + 1)
            for person in people
            if person > 1
        ),
    )


@pytest.fixture
async def debated(committed_sessions: Sessions) -> Sessions:
    await import_ledger(
        committed_sessions, begun(ledger_json.dumps(sealed(a_debate_in_which_everybody_answered_everything())))
    )
    return committed_sessions


async def test_what_came_since_a_look_is_read_without_the_answers_from_before(
    debated: Sessions, fresh_database: str
) -> None:
    look = await look_now(debated, DEBATE)
    assert look is not None
    for person in range(2, 7):
        request = Request(GUILD, DEBATE, "rents", 9000 + person, f"person {person}", False, NOON)
        await take_stance(debated, request, person, Answer.DISAGREE)

    met = await rows_met(fresh_database, lambda sessions: since(sessions.execute, DEBATE, look.upto, look.hash))

    # Of the answers to an entry on which a stance changed, the one that it followed is looked for.
    assert met < PEOPLE * ENTRIES / 5
