"""What everybody sees when a debate opens or closes."""

from dataclasses import replace
from datetime import date

from bot.ledger.estimates import Tally
from bot.ledger.outcomes import Mark, OutcomeLine
from bot.ledger.telling.outcome import ShownEstimates, ToldLine, ToldOutcome
from bot.render.front_ends import DISCORD
from bot.words.answers import debates
from tests.outlines import status_of
from tests.words.answers.rents import LEDGER

OUTCOME = ToldOutcome(
    settled=(
        ToldLine(OutcomeLine(entry=1, mark=Mark.ACCEPTED), "Rents *fall*"),
        ToldLine(OutcomeLine("We shook hands")),
    ),
    still_open=(ToldLine(OutcomeLine(entry=2)),),
    look_again=date(2027, 3, 1),
)
OUTCOME_SAID = "**Settled**\n- ✓ **#1** Rents \\*fall\\*\n- We shook hands\n**Still open**\n- **#2** (erased)"
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
    said = "The debate “Should we \\*build\\*?” is closed. Its ledger can still be read: /ledger show."
    again = "-# /debate open opens it again."
    assert debates.closed(DISCORD, DEBATE, ToldOutcome()) == f"{said}\n{again}"
    assert debates.closed(DISCORD, DEBATE, OUTCOME, "https://discord.com/channels/1/2/3") == (
        f"{said}\n{OUTCOME_SAID}\nTo be looked at again on <t:1803902400:D>.\n"
        f"Its last digest: https://discord.com/channels/1/2/3\n{again}"
    )


def test_a_closed_debate_tells_what_it_came_to_and_comes_back_with_it() -> None:
    closed = replace(DEBATE, closed_at=DEBATE.opened_at)
    status = replace(status_of(LEDGER), debate=closed, outcome=OUTCOME)
    assert OUTCOME_SAID in debates.status(DISCORD, status)
    assert debates.looked_at_again(DISCORD, closed, OUTCOME) == (
        "## Should we \\*build\\*?\n"
        "This debate was closed, to be looked at again today. Does its outcome still stand?\n"
        f"{OUTCOME_SAID}"
    )
    again = debates.comes_back(DISCORD, date(2027, 3, 1))
    assert again == "This debate stays closed, and comes back on <t:1803902400:D>."


def test_the_tally_of_a_closed_debate_is_told_with_the_numbers_that_people_let_be_shown() -> None:
    shown = tuple(ShownEstimates(f"ana_{number}", 20, 64) for number in range(12))
    outcome = replace(OUTCOME, tally=Tally(17, 1, 0, 15, 1, 1, 40, 65), shown=shown)
    said = debates.estimates_counted(DISCORD, DEBATE, outcome).splitlines()

    assert said[:8] == [
        "## Should we \\*build\\*?",
        "The estimates of this debate are counted, and the sealed numbers are deleted. "
        "/debate status tells what else it came to.",
        "**Before and after: how likely “yes” is**",
        "- 17 people put both estimates",
        "- towards yes: 15",
        "- towards no: 1",
        "- did not move: 1",
        "- the middle estimate: 40 % before, 65 % after",
    ]
    assert said[9] == "- ana\\_0, shown with leave: 20 % before, 64 % after"
    assert said[18:] == ["- ana\\_9, shown with leave: 20 % before, 64 % after", "-# and 2 more"]


def test_a_debate_is_opened_again_and_corrected() -> None:
    assert debates.reopened(DISCORD, DEBATE, ("Build", "Wait")) == (
        "## Should we \\*build\\*?\nThe debate is open again, with its question and its sides.\n"
        "Sides: **Build**, **Wait**. Take yours with /side join.\n-# /debate close closes it again."
    )
    assert debates.edited(DISCORD, DEBATE, ("Build", "Wait")) == (
        "The debate was corrected.\n## Should we \\*build\\*?\n"
        "Sides: **Build**, **Wait**. Take yours with /side join.\n"
        "-# /debate edit corrects it again."
    )


def test_a_debate_in_a_few_lines() -> None:
    assert debates.status(DISCORD, replace(status_of(LEDGER), debate=DEBATE, proposed=1, unsided=2)) == (
        "## Should we \\*build\\*?\n"
        "The debate is open since <t:1767268800:f>.\n"
        "4 claims, 0 cruxes, 2 concessions; 1 awaits its author.\n"
        "- Build: 1\n- Wait: 1\n"
        "2 people are on no side."
    )
