"""What is said of a ledger that was verified."""

from bot.render.front_ends import DISCORD, TERMINAL
from bot.words.answers import verification

SEAL = bytes.fromhex("ab12" * 16)


def test_a_ledger_that_is_what_was_written_shows_its_seal() -> None:
    assert verification.verified(DISCORD, 3, 0, SEAL, ()) == (
        "This ledger is whole: 3 events, each sealed behind the one before it, and everything shown follows from them. "
        "No text of it is erased.\n"
        "Its seal is `ab12ab12ab12ab12`. Note it: whatever is changed before event 3 later on, the seal of that event "
        "would no longer be this one."
    )


def test_erased_texts_are_counted() -> None:
    assert "1 text of it is erased, and said so." in verification.verified(DISCORD, 1, 1, SEAL, ())
    assert "2 texts of it are erased, and said so." in verification.verified(DISCORD, 1, 2, SEAL, ())


def test_a_terminal_gets_one_line() -> None:
    assert verification.verified_line(TERMINAL, 7, 1, 2, SEAL, ()) == (
        "debate 7: whole, 1 event, 2 texts erased, seal ab12ab12ab12ab12"
    )
