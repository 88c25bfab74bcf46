"""What is said of a ledger that was verified."""

from bot.ledger.record.seals import KeptSeal, SealVerdict
from bot.render.front_ends import DISCORD, TERMINAL
from bot.words.answers import verification

SEAL = bytes.fromhex("ab12" * 16)


def test_a_ledger_that_is_what_was_written_shows_its_seal() -> None:
    assert verification.verified(DISCORD, 3, 0, SEAL, ()) == (
        "Nothing in this ledger was changed: it has 3 events, each one sealed together with those before it, and "
        "everything shown follows from them. No text of it is erased.\n"
        "Its seal is `3:ab12ab12ab12ab12`: a code made from all of it up to event 3. Note it: given to /ledger verify "
        "later, it tells whether any of that was changed."
    )


def test_erased_texts_are_counted() -> None:
    assert "1 text of it is erased, and said so." in verification.verified(DISCORD, 1, 1, SEAL, ())
    assert "2 texts of it are erased, and said so." in verification.verified(DISCORD, 1, 2, SEAL, ())


def test_a_terminal_gets_one_line() -> None:
    assert verification.verified_line(TERMINAL, 7, 1, 2, SEAL, ()) == (
        "debate 7: whole, 1 event, 2 texts erased, seal 1:ab12ab12ab12ab12"
    )


def test_what_a_kept_seal_says_comes_first_and_the_whole_fits_a_message() -> None:
    kept = KeptSeal(44, "7647f578f548")
    told = verification.verified_and_compared(DISCORD, "x" * 4_000, kept, SealVerdict.DIFFERS)
    assert told.startswith(
        "The seal `44:7647f578f548` does NOT match: the ledger was written anew, at event 44 or before"
    )
    assert len(told) <= DISCORD.dialect.limits.message


def test_each_verdict_of_a_seal_has_its_words() -> None:
    said = {verification.compared_line(TERMINAL, 7, KeptSeal(44, "7647f578"), verdict) for verdict in SealVerdict}
    assert len(said) == len(SealVerdict)
    assert all(line.startswith("debate 7: The seal 44:7647f578 ") for line in said)
