"""What is said of a ledger that was verified."""

from bot.render.front_ends import DISCORD, TERMINAL
from bot.words.answers import verification

SEAL = bytes.fromhex("ab12" * 16)


def test_a_ledger_that_is_what_was_written_shows_its_seal() -> None:
    assert verification.verified(DISCORD, 3, 0, SEAL, ()) == (
        "Nothing in this ledger was changed: it has 3 events, each one sealed together with those before it, and "
        "everything shown follows from them. No text of it is erased.\n"
        "Its seal is `ab12ab12ab12ab12`: a code made from all of it up to event 3. Note it, and you can check later: "
        "if any of that was changed, the seal of event 3 is another one."
    )


def test_erased_texts_are_counted() -> None:
    assert "1 text of it is erased, and said so." in verification.verified(DISCORD, 1, 1, SEAL, ())
    assert "2 texts of it are erased, and said so." in verification.verified(DISCORD, 1, 2, SEAL, ())


def test_a_terminal_gets_one_line() -> None:
    assert verification.verified_line(TERMINAL, 7, 1, 2, SEAL, ()) == (
        "debate 7: whole, 1 event, 2 texts erased, seal ab12ab12ab12ab12"
    )
