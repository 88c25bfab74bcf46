"""What the next digest says of who found the last one fair."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.ledger.ledger import Debate, Ledger, PostedDigest
from bot.ledger.people import FormerSide, Participant, Side
from bot.ledger.signatures import Signature
from bot.ledger.telling.news import News
from bot.ledger.telling.signed import SignedBy, signed
from bot.render.front_ends import DISCORD
from bot.words.news import news

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIDES = (1, 2)


def ledger(*said: tuple[int, int, bool], digest: int = 20) -> Ledger:
    """A ledger with two digests, of which people said that: who, of which side, whether it is fair."""
    return Ledger(
        Debate(70, 7, "Should we build?", 1, NOON),
        sides={number: Side(number, f"side {number}") for number in SIDES},
        participants={person: Participant(person, 9000 + person, f"person {person}") for person, *_ in said},
        digests=(PostedDigest(601, 9, NOON, 10), PostedDigest(602, 19, NOON, 20)),
        signatures={(digest, person): Signature(digest, person, side, fair, NOON) for person, side, fair in said},
    )


def test_each_side_is_counted_by_itself() -> None:
    told = signed(ledger((1, 1, True), (2, 1, True), (3, 2, True), (4, 2, False)), SIDES)

    assert told == (SignedBy(0, 2, 0), SignedBy(1, 1, 1))


def test_only_what_was_said_of_the_last_digest_counts_and_nothing_of_who_does_not() -> None:
    here = ledger((1, 1, True), (2, 1, True))
    gone = replace(here, participants={**here.participants, 2: Participant(2, None, None, forgotten=True)})

    outside = replace(here, participants={**here.participants, 2: Participant(2, 9002, "ben", uncounted=True)})

    assert signed(ledger((1, 1, True), digest=10), SIDES) == ()
    assert signed(outside, SIDES) == (SignedBy(0, 1, 0),)
    assert signed(gone, SIDES) == (SignedBy(0, 1, 0),)


def test_what_was_said_for_a_side_is_told_of_the_one_that_it_was_merged_into() -> None:
    merged = replace(ledger((1, 3, True)), former_sides={3: FormerSide(3, 2)})

    assert signed(merged, SIDES) == (SignedBy(1, 1, 0),)


def test_a_digest_says_who_found_the_last_one_fair_and_who_would_say_it_otherwise() -> None:
    told = news(DISCORD, News(signed=(SignedBy(0, 4, 0), SignedBy(1, 3, 2))), 2)

    assert told == (
        "New since last time: The last digest was found fair by A (4) and B (3). "
        "These would put the last digest otherwise: B (2)."
    )
