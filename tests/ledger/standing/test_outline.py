"""An outline goes on from event to event as one from the whole ledger would, and tells what waits for whom."""

from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.replay import Replay
from bot.ledger.standing.outline import Outline, Page
from tests.exchange.ledgers import EVERYTHING, sealed
from tests.outlines import outline_of
from tests.transcript import debate

SIDES = "sides Build / Wait\nana joins Build\nben joins Wait\n"


def waiting(ledger: Ledger, person: int | None, after: int = 0) -> tuple[int | None, int]:
    answered = {stance.entry: stance.wording for stance in ledger.stances.values() if stance.person == person}
    return outline_of(ledger).waiting_for(answered, after)


def test_what_waits_is_what_one_has_not_answered_in_the_wording_in_force() -> None:
    ledger = debate(
        SIDES
        + """
        ana  claim  Rents fall
        ana  claim  Quality suffers
        ana  claim  Cranes are loud
        ana parks #3
        ben agrees #1
        ben agrees #2
        ana rewords #2  Quality may suffer
        ben unsure #1
        ben concedes #1  You are right
        ana  claim  Never mind
        ana withdraws #5
        """
    )

    assert waiting(ledger, 2) == (2, 1)
    assert waiting(ledger, 1) == (None, 0)
    assert waiting(ledger, None) == (1, 2)


def test_the_walk_goes_on_behind_what_was_skipped_and_still_counts_it() -> None:
    ledger = debate("\n".join(f"ana  claim  Point {number}" for number in range(3)) + "\nben agrees #2")

    assert [waiting(ledger, 2, after) for after in (0, 1, 3)] == [(1, 2), (3, 2), (None, 2)]


def test_a_page_that_is_not_there_is_the_nearest_one() -> None:
    outline = outline_of(debate("\n".join(f"ana  claim  Point {number}" for number in range(12))))

    assert outline.page(0, 10) == Page(tuple(range(1, 11)), 1, 2)
    assert outline.page(99, 10) == Page((11, 12), 2, 2)
    assert outline_of(debate("sides Build / Wait")).page(1, 10) == Page((), 1, 1)


def test_behind_each_event_it_is_what_the_whole_ledger_gives_or_says_that_it_is_not() -> None:
    running, outline, went = Replay(), None, 0
    for event in (line.event for line in sealed(EVERYTHING)):
        running.take(event)
        now = outline_of(running.ledger(), event.sequence)
        if outline is not None and outline.goes_on((event.change,), event.sequence, b""):
            assert outline == now
            went += 1
        outline = now

    assert went > len(EVERYTHING) // 3


def test_what_a_newcomer_does_who_does_not_count_leaves_all_as_it_was_but_for_their_entries() -> None:
    now = debate(SIDES + "ana  claim  Rents fall")
    running, outline = Replay.onward(now), outline_of(now, 1)
    changes = (
        e.ParticipantMet(3, "9003", "eve"),
        e.ParticipantCounted(3, False),
        e.StanceTaken(1, 3, 1, Answer.DISAGREE),
        e.EntryTagged(2, Kind.CLAIM, 3, 3, False, statement="Rents rise"),
        e.StanceTaken(2, 3, 1, Answer.AGREE),
    )
    for sequence, change in enumerate(changes, start=2):
        running.take(e.Event(now.debate.id, sequence, now.debate.opened_at, 3, change))

    assert outline.goes_on(changes, 6, b"")
    assert outline == outline_of(running.ledger(), 6)
    assert (outline.answered, outline.unsided, outline.uncounted, outline.numbers) == ({1}, set(), {3}, [1, 2])


def test_who_counted_here_and_does_no_longer_is_counted_anew() -> None:
    outline = outline_of(debate(SIDES + "ana  claim  Rents fall"), 5)

    assert not outline.goes_on((e.ParticipantCounted(1, False),), 6, b"")


def test_what_it_cannot_go_on_behind_leaves_it_of_no_event() -> None:
    outline: Outline = outline_of(debate(SIDES + "ana  claim  Rents fall"), 5)
    withdrawn = next(change for change in EVERYTHING if change.verb == "entry withdrawn")

    assert not outline.goes_on((withdrawn,), 6, b"")
    assert outline.sequence == 0
