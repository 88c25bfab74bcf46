"""What everybody sees when a debate opens or closes."""

from dataclasses import replace

from bot.render.front_ends import DISCORD
from bot.words.answers import debates
from tests.outlines import status_of
from tests.words.answers.rents import LEDGER

DEBATE = replace(LEDGER.debate, question="Should we *build*?")
HOW_TO_TAG = (
    "Right-click a message → Apps → **Tag as claim**, **Tag as crux** or **Tag as concession**. /help tells more."
)


def test_an_opened_debate_names_its_sides() -> None:
    assert debates.opened(DISCORD, DEBATE, ("Yes", "No_")) == (
        f"## Should we \\*build\\*?\nSides: **Yes**, **No\\_**. Take yours with /side join.\n{HOW_TO_TAG}"
    )


def test_an_opened_debate_without_sides_says_how_they_come() -> None:
    assert debates.opened(DISCORD, replace(DEBATE, question=None), ()) == (
        "## (the question was erased)\n"
        f"No sides are named: with two participants, each is a side. /side join names one.\n{HOW_TO_TAG}"
    )


def test_a_closed_debate_can_be_read() -> None:
    assert debates.closed(DISCORD, DEBATE) == (
        "The debate “Should we \\*build\\*?” is closed. Its ledger can still be read: /ledger show."
    )


def test_a_debate_in_a_few_lines() -> None:
    assert debates.status(DISCORD, replace(status_of(LEDGER), debate=DEBATE, proposed=1, unsided=2)) == (
        "## Should we \\*build\\*?\n"
        "The debate is open since <t:1767268800:f>.\n"
        "4 claim(s), 0 crux(s), 2 concession(s); 1 await(s) the author.\n"
        "- Build: 1\n- Wait: 1\n"
        "2 not on a side."
    )
