"""The map as data: who moved stands at the entry that goes on."""

from bot.ledger.entries import Answer, Kind, Scope
from bot.ledger.record import events as e
from bot.ledger.telling.overview import overview
from tests.exchange.ledgers import GUILD, START, ledger

ANA, BEN = 1, 2
MOVED = (
    e.DebateOpened(GUILD, True, "Should we build?"),
    e.ParticipantMet(ANA, "11", "ana"),
    e.ParticipantMet(BEN, "12", "ben"),
    e.SideNamed(1, "Yes"),
    e.SideNamed(2, "No"),
    e.SideJoined(ANA, 1),
    e.SideJoined(BEN, 2),
    e.EntryTagged(1, Kind.CLAIM, ANA, ANA, False, statement="Rents fall"),
    e.EntryTagged(2, Kind.CLAIM, ANA, ANA, False, statement="Rents go down"),
    e.StanceTaken(1, ANA, 1, Answer.AGREE),
    e.StanceTaken(1, BEN, 1, Answer.AGREE),
    e.EntryTagged(
        3,
        Kind.CONCESSION,
        BEN,
        BEN,
        False,
        concedes=2,
        scope=Scope.POINT,
        conceded_answer=Answer.AGREE,
        statement="Yes",
    ),
    e.EntryMerged(2, 1),
)


def test_who_conceded_a_merged_entry_stands_at_the_one_that_it_goes_on_as() -> None:
    seen = overview(ledger(MOVED), START)

    rows = {row.line.entry: row for group in seen.groups for row in group.rows}
    assert [mover.concession for mover in rows[1].movers] == [3]
