"""An entry in full: what it says, where it stands, who answered, and where it comes from."""

from dataclasses import replace

from bot.ledger.entries import Source
from bot.render.front_ends import DISCORD
from bot.words.answers import details
from tests.transcript import debate
from tests.words.answers.rents import CRANES, LEDGER, QUALITY


def test_an_entry_that_was_answered() -> None:
    assert details.in_full(DISCORD, LEDGER, [QUALITY]) == (
        "**#2** “Quality \\*suffers\\*”\n"
        "Claim by ben · claim · both accept\n"
        "- **A** Build: 1 agree, 0 disagree, 0 unsure (accepts)\n"
        "- **B** Wait: 1 agree, 0 disagree, 0 unsure (accepts)\n"
        "https://discord.com/channels/7/70/5"
    )


def test_an_entry_that_awaits_a_side_says_what_would_settle_it() -> None:
    ledger = debate(
        """
        ana  claim  Rents fall
        ben  claim  Quality suffers
        """
    )

    assert details.in_full(DISCORD, ledger, [ledger.entries[1]]).splitlines()[2:] == [
        "- **A** ana: 1 agree, 0 disagree, 0 unsure (accepts)",
        "- **B** ben: no answer yet",
        "- One more answer of B would settle it, if it agrees or disagrees.",
        "https://discord.com/channels/7/70/1",
    ]


def test_without_sides_everybody_is_counted_together() -> None:
    ledger = debate(
        """
        ana  claim  Rents fall
        ben  claim  Quality suffers
        cy   disagrees #1
        """
    )

    assert details.in_full(DISCORD, ledger, [ledger.entries[1]]).splitlines()[2:] == [
        "- Everybody: 1 agree, 1 disagree, 0 unsure (undecided)",
        "- One more answer would settle it, if it agrees or disagrees.",
        "https://discord.com/channels/7/70/1",
    ]


def test_several_entries_stand_apart() -> None:
    told = details.in_full(DISCORD, LEDGER, [QUALITY, CRANES])

    assert told.count("\n\n") == 1
    assert "Claim by ana · claim · one side only · parked" in told


def test_links_and_cruxes_are_told_from_both_ends() -> None:
    ledger = debate(
        """
        ana  claim  Rents fall
        ben  crux  Quality suffers
        ben says #2 attacks #1
        """
    )

    assert "- #2 attacks it" in details.in_full(DISCORD, ledger, [ledger.entries[1]])
    assert "- Crux (marked)\n- Attacks #1" in details.in_full(DISCORD, ledger, [ledger.entries[2]])


def test_what_became_of_its_message() -> None:
    entry = replace(QUALITY, source=Source(8, 9), passage="quality\nsuffers", source_edited=True, orphaned=True)
    ledger = replace(LEDGER, entries={**LEDGER.entries, 2: entry})
    deleted = replace(LEDGER, entries={**LEDGER.entries, 2: replace(entry, source_deleted=True, passage=None)})

    assert details.in_full(DISCORD, ledger, [entry]).splitlines()[-2:] == [
        "> quality suffers",
        f"https://discord.com/channels/{LEDGER.debate.guild}/8/9 · edited since it was tagged · the passage is no "
        "longer in the message",
    ]
    assert details.in_full(DISCORD, deleted, [entry]).endswith(
        "-# Its message was deleted, and the words quoted from it are erased."
    )


def test_an_entry_that_stands_nowhere_says_what_became_of_it() -> None:
    ledger = debate("ana  claim  Rents fall\nana withdraws #1")

    assert details.in_full(DISCORD, ledger, [ledger.entries[1]]).splitlines()[1] == "Claim by ana · withdrawn"
