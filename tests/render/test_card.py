"""A status card's message: a digest in short, within Discord's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.ledger.pauses import Obstacle, PlacedObstacle
from bot.ledger.telling.card import card
from bot.ledger.telling.digest import Anchor, compose
from bot.render.card import CardMessage, card_message
from bot.render.chat import digest_message
from bot.render.front_ends import DISCORD
from bot.render.room import MOST_BYTES, MOST_CHARACTERS
from tests.ledger.telling.test_card import ARGUED, SIDES
from tests.transcript import debate

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANCHOR = Anchor(31, bytes(range(32)))


def message(transcript: str, reference: str = "") -> CardMessage:
    return card_message(DISCORD, card(debate(transcript)), 7, anchor=ANCHOR, at=NOW, reference=reference)


def test_a_card_has_the_question_the_sides_where_they_stand_what_it_turns_on_and_what_would_settle_most() -> None:
    shown = message(ARGUED)

    assert "\n\n".join((*shown.texts, shown.footer)) == (
        "### Should we build?\n"
        "**A** Build (1) · **B** Wait (1)\n"
        "Both sides accept “Rents fall when we build” (#2). It turns on “Zoning is what holds us back” (#1).\n\n"
        "**It turns on**\n"
        "[#1](https://discord.com/channels/7/70/4) Zoning is what holds us back · double crux, named by both · "
        "agree: A 1 of 1 · B 0 of 1\n\n"
        "-# Also: 1 awaits one side, 1 awaits its author. One answer of B can decide \\#3.\n\n"
        "-# Crux card · as of <t:1767225600:R>\n"
        "-# Seal `31:000102030405` lets /ledger verify find changes."
    )


def test_it_says_it_in_the_words_of_the_digest_and_has_its_buttons() -> None:
    ledger = debate(ARGUED)
    digest = digest_message(DISCORD, compose(ledger, None, NOW), 7, anchor=ANCHOR)
    blocks = [block.text for block in digest.blocks]

    shown = message(ARGUED)

    assert set(shown.texts) <= set(blocks)
    assert shown.texts[0] == blocks[0]
    assert shown.buttons == digest.buttons
    assert digest.footer in shown.footer


def test_it_says_below_the_rest_what_stands_in_the_way_of_the_digest() -> None:
    locked = PlacedObstacle(Obstacle.THREAD_LOCKED)
    shown = card_message(DISCORD, card(debate(ARGUED)), 7, anchor=ANCHOR, at=NOW, obstacle=locked)

    assert shown.texts[-1] == (
        "-# Also: 1 awaits one side, 1 awaits its author. One answer of B can decide \\#3.\n"
        "The digest is paused: the thread is locked. A moderator can unlock it. "
        "Crux tries again by itself, and goes on once it may post."
    )


def test_a_closed_debate_s_card_says_so_and_only_shows() -> None:
    ledger = debate(ARGUED)
    closed = card(replace(ledger, debate=replace(ledger.debate, closed_at=NOW)))

    shown = card_message(DISCORD, closed, 7, anchor=ANCHOR, at=NOW)

    assert "This debate is closed." in shown.texts[1]
    assert [button.verb for row in shown.buttons for button in row] == ["map", "page"]


def test_what_a_closed_debate_came_to_stands_on_its_card_before_where_it_stands() -> None:
    ledger = debate(ARGUED)
    closed = replace(
        ledger.debate,
        closed_at=NOW,
        settled="✓ #2\nWe shook hands on *rents*",
        still_open="#1\n#9",
        look_again=date(2026, 4, 1),
    )

    shown = card_message(DISCORD, card(replace(ledger, debate=closed)), 7, anchor=ANCHOR, at=NOW)

    assert "\n\n".join((*shown.texts, shown.footer)) == (
        "### Should we build?\n"
        "**A** Build (1) · **B** Wait (1)\n"
        "Both sides accept “Rents fall when we build” (#2). It turns on “Zoning is what holds us back” (#1).\n\n"
        "**This debate is closed.** Its ledger can still be read: /ledger show.\n"
        "**Settled**\n"
        "- ✓ **#2** Rents fall when we build\n"
        "- We shook hands on \\*rents\\*\n"
        "**Still open**\n"
        "- **#1** Zoning is what holds us back\n"
        "- **#9**\n"
        "To be looked at again on <t:1775044800:D>.\n\n"
        "**It turns on**\n"
        "[#1](https://discord.com/channels/7/70/4) Zoning is what holds us back · double crux, named by both · "
        "agree: A 1 of 1 · B 0 of 1\n\n"
        "-# Also: 1 awaits one side, 1 awaits its author.\n\n"
        "-# Crux card · as of <t:1767225600:R>\n"
        "-# Seal `31:000102030405` lets /ledger verify find changes."
    )


def test_one_button_carries_the_reference_by_which_the_card_is_found_again() -> None:
    carried = [button for row in message(ARGUED, "ref").buttons for button in row if "ref" in button.arguments]

    assert len(carried) == 1
    assert "ref" not in "".join(message(ARGUED, "ref").texts)


def test_an_empty_debate_has_a_short_card() -> None:
    shown = message(SIDES)

    assert len(shown.texts) == 1
    assert "No claim or crux stands in the ledger yet." in shown.texts[0]


def test_long_words_of_many_bytes_keep_to_the_limits() -> None:
    long = "\u6f22*_" * 99
    crux = "\n".join(f"ana  crux  {long}{n}\nben disagrees #{n}\nben marks #{n}" for n in range(1, 6))

    shown = message(SIDES + crux)
    told = "".join((*shown.texts, shown.footer))

    assert len(told) <= MOST_CHARACTERS
    assert len(told.encode()) <= MOST_BYTES


def test_it_says_that_the_ledger_is_locked_and_how_it_is_unlocked() -> None:
    ledger = debate(ARGUED)
    locked = card(replace(ledger, debate=replace(ledger.debate, locked_at=NOW)))

    shown = card_message(DISCORD, locked, 7, anchor=ANCHOR, at=NOW)

    assert shown.texts[1] == (
        "**This ledger is locked by moderators.** It can be read; /debate unlock lets it be added to."
    )


def test_what_stands_in_the_way_in_the_channel_for_digests_is_told_with_that_channel() -> None:
    gone = PlacedObstacle(Obstacle.CHANNEL_GONE, 66)
    shown = card_message(DISCORD, card(debate(ARGUED)), 7, anchor=ANCHOR, at=NOW, obstacle=gone)

    assert "posted in <#66>, and there: the channel is gone. Who manages the server" in shown.texts[-1]
