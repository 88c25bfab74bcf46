"""Small ledgers for the tests of the formats: changes sealed one behind the other, every kind of change among them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.estimates import Phase
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Change, Event
from bot.ledger.record.replay import replay

DEBATE = 2**60 + 1
GUILD = 2**60
MESSAGE = 2**59
START = datetime(2026, 1, 1, 12, tzinfo=UTC)

CHANGES: tuple[Change, ...] = (
    e.DebateOpened(GUILD, True, "Should we build? 家を"),
    e.ParticipantMet(1, "1234567890123456789", "ana"),
    e.SideNamed(1, "Yes"),
    e.SideJoined(1, 1),
    e.EntryTagged(1, Kind.CLAIM, 1, 1, False, DEBATE, MESSAGE, statement="=Rents fall", passage="rents fall\nhere"),
    e.StanceTaken(1, 1, 1, Answer.AGREE, 80),
)
"""The least of a ledger: one person's claim."""

EVERYTHING: tuple[Change, ...] = (
    *CHANGES,
    e.QuestionAsked("Should the city build?"),
    e.SideNamed(2, "No"),
    e.ParticipantMet(2, "2234567890123456789", "ben"),
    e.SideJoined(2, 2),
    e.ParticipantMet(3, None, None),
    e.SideJoined(3, 1),
    e.SideLeft(3),
    e.EntryTagged(2, Kind.CRUX, 2, 1, True, DEBATE, MESSAGE + 1, tagger_answer=Answer.DISAGREE, statement="It is dear"),
    e.EntryConfirmed(2),
    e.StanceTaken(2, 2, 1, Answer.AGREE),
    e.CruxMarked(2, 2, None, Degree.FULLY),
    e.CruxMarked(2, 1, 1, Degree.PARTLY),
    e.EntriesLinked(2, Relation.ATTACKS, 1),
    e.StanceTaken(1, 2, 1, Answer.DISAGREE, 30),
    e.EntryReworded(1, 2, "Rents fall when we build"),
    e.StanceTaken(1, 1, 2, Answer.AGREE, 80),
    e.StanceTaken(1, 3, 2, Answer.UNSURE),
    e.EntryTagged(
        3, Kind.CONCESSION, 1, 1, False, concedes=2, scope=Scope.POINT, conceded_answer=Answer.AGREE, statement="It is"
    ),
    e.StanceTaken(2, 1, 1, Answer.AGREE, None, 3),
    e.StanceWithdrawn(2, 1),
    e.StanceTaken(2, 1, 1, Answer.AGREE),
    e.EntryTagged(4, Kind.CLAIM, 2, 2, False, statement="Cranes are loud"),
    e.EntryParked(4, 2),
    e.ParkingAgreed(4, 1),
    e.EntryTagged(5, Kind.CLAIM, 2, 1, True, statement="Nobody asked"),
    e.EntryDeclined(5),
    e.EntryTagged(6, Kind.CLAIM, 2, 1, True, statement="Who asked?", tagger_answer=Answer.UNSURE),
    e.EntryTagged(7, Kind.CLAIM, 1, 1, False, statement="Never mind"),
    e.EntryWithdrawn(7),
    e.EntryTagged(8, Kind.CLAIM, 1, 1, False, statement="It costs a lot"),
    e.EntriesLinked(8, Relation.RESTATES, 2),
    e.EntryMerged(8, 2),
    e.EntryRestored(8),
    e.EntryMerged(8, 2),
    e.TermDefined(1, 1, 1, DEBATE, MESSAGE, "rent", "what people pay"),
    e.TermCredited(1, 2),
    e.TermAdopted(1, 1),
    e.CruxUnmarked(2, 1, 1),
    e.EntryParked(1, 1),
    e.EntryRevived(1, 2),
    e.SourceEdited(1),
    e.SourceDeleted(2),
    e.PassageLost(1),
    e.ParticipantRenamed(2, "benny"),
    e.ParticipantRenamed(2, "ben"),
    e.PersonForgotten(3),
    e.DigestPosted(40, MESSAGE + 9, told="1 2"),
    e.ParticipantCounted(2, False),
    e.ParticipantCounted(2, True),
    e.EntriesLinked(1, Relation.SUPPORTS, 2),
    e.EntriesUnlinked(1, Relation.SUPPORTS, 2),
    e.SideRenamed(2, "Never"),
    e.SideNamed(3, "Nope"),
    e.SideJoined(3, 3),
    e.SidesMerged(3, 2),
    e.SideLeft(3),
    e.SideRenamed(2, "No"),
    e.SideNamed(4, "lol"),
    e.SideRemoved(4),
    e.DebateClosed("2027-03-01", "✓ #1\nThe rest, too", "#4"),
    e.LookAgainSet(None),
    e.LookAgainSet("2027-05-01"),
    e.DebateReopened(),
    e.LedgerLocked("Tempers run high"),
    e.LedgerUnlocked(),
    e.EstimateGiven(1, Phase.BEFORE),
    e.EstimatesCounted(6, 1, 0, 3, 1, 2, 40, 65),
    e.EstimatesShown(1, "30", "60"),
    e.DigestSigned(53, 1, 1, True),
)
"""Every kind of change at least once."""


MERGED: tuple[Change, ...] = (
    *EVERYTHING,
    e.EntryTagged(9, Kind.CLAIM, 2, 2, False, statement="Rents fell in Vienna"),
    e.EntriesLinked(9, Relation.SUPPORTS, 8),
    e.CruxMarked(9, 2, 8, Degree.FULLY),
    e.EntryTagged(
        10, Kind.CONCESSION, 1, 1, False, concedes=8, scope=Scope.POINT, conceded_answer=Answer.AGREE, statement="Yes"
    ),
    e.EntryTagged(11, Kind.CRUX, 2, 1, True, tagger_answer=Answer.AGREE, crux_for=8, statement="So it is"),
    e.EntryMerged(2, 1),
)
"""What names #8, which goes on as #1: it was merged into #2, and #2 into #1."""


def sealed(changes: Sequence[Change] = CHANGES, debate: int = DEBATE) -> list[SealedEvent]:
    """The changes as events a second apart, each sealed behind the one before."""
    lines: list[SealedEvent] = []
    before = GENESIS
    for sequence, change in enumerate(changes, start=1):
        line = seal(before, Event(debate, sequence, START + timedelta(seconds=sequence), 1, change), bytes)
        lines.append(line)
        before = line.hash
    return lines


def ledger(changes: Sequence[Change] = EVERYTHING) -> Ledger:
    """What stands after the changes."""
    return replay(line.event for line in sealed(changes))
