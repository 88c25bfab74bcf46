"""What a status card says: the same as the digest."""

from datetime import UTC, datetime

from bot.ledger.telling.card import card
from bot.ledger.telling.digest import DigestSide, compose
from bot.ledger.telling.settles_most import SettlesMost
from tests.transcript import debate

SIDES = "sides Build / Wait\nana joins Build\nben joins Wait\n"
ARGUED = (
    SIDES
    + """
    ana  crux  Zoning is what holds us back
    ben disagrees #1
    ben marks #1
    ana  claim  Rents fall when we build
    ben agrees #2
    ana  claim  Towers can be beautiful
    ben proposes for ana  claim  Supply matters
    """
)


def test_a_card_says_what_the_digest_says() -> None:
    ledger = debate(ARGUED)
    digest = compose(ledger, None, datetime(2026, 1, 1, tzinfo=UTC))

    shown = card(ledger)

    assert (shown.question, shown.sides, shown.unsided) == (digest.question, digest.sides, digest.unsided)
    assert (shown.summary, shown.rest, shown.settling) == (digest.summary, digest.rest, digest.settling)
    assert (shown.is_open, shown.waits, shown.room) == (digest.is_open, digest.waits, digest.room)


def test_a_card_says_what_it_turns_on_and_what_would_settle_most() -> None:
    shown = card(debate(ARGUED))

    assert shown.sides == (DigestSide("Build", 1, 1), DigestSide("Wait", 1, 2))
    assert shown.turns_on is not None
    assert [line.entry for line in shown.turns_on.lines] == [1]
    assert shown.settling == SettlesMost(1, 1, (3,))
    assert shown.waits


def test_a_crux_that_only_one_names_is_not_what_it_turns_on() -> None:
    assert card(debate(SIDES + "ana  crux  Zoning is what holds us back")).turns_on is None


def test_an_empty_debate_has_a_card_too() -> None:
    shown = card(debate("sides Build / Wait"))

    assert not shown.summary.is_tagged
    assert not shown.waits
