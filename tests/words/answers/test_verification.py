"""What is said of a ledger that was verified."""

from datetime import UTC, datetime

from bot.ledger.record.findings import Flaw, Problem, SchemaDiffers, SchemaLacks, SchemaPart
from bot.ledger.record.import_mark import ImportMark
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


MARK = ImportMark(datetime(2026, 3, 2, 12, tzinfo=UTC), 2, SEAL[::-1])


def test_that_its_beginning_was_imported_is_told() -> None:
    told = verification.verified(DISCORD, 3, 0, SEAL, (), imported=MARK)

    assert told.splitlines()[-1] == (
        "Its first 2 events came from a file on <t:1772452800:f>, up to the seal `2:12ab12ab12ab12ab`: "
        "Crux did not see them happen."
    )
    assert verification.verified_line(TERMINAL, 7, 3, 0, SEAL, (), MARK).endswith(
        "seal 3:ab12ab12ab12ab12, imported Mar 2, 2026, 12:00 PM UTC up to seal 2:12ab12ab12ab12ab"
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
    told = verification.compared_and_verified(DISCORD, kept, SealVerdict.DIFFERS, "x" * 4_000)
    assert told.startswith(
        "The seal `44:7647f578f548` does NOT match: the ledger was written anew, at event 44 or before"
    )
    assert len(told) <= DISCORD.dialect.limits.message


def test_what_only_the_schema_lacks_is_not_told_of_the_ledger() -> None:
    lacking = [Problem(None, SchemaLacks(SchemaPart.TRIGGER, "events", "events_stay"))]

    told = verification.verified(DISCORD, 3, 0, SEAL, (), lacking)

    assert told.startswith("Nothing in this ledger was changed")
    assert told.splitlines()[-2:] == [
        "**But what keeps the database from changing it by mistake is not all there.** Please tell who runs Crux here:",
        "- the table events lacks its trigger events\\_stay, or has it disabled",
    ]


def test_what_is_wrong_with_the_ledger_comes_before_the_schema() -> None:
    lacking = [Problem(None, SchemaLacks(SchemaPart.TRIGGER, "events", "events_stay"))]

    first, *listed = verification.verified(DISCORD, 3, 0, SEAL, [Problem(2, Flaw.MISSING)], lacking).splitlines()

    assert first.startswith("**This ledger is not what was written.**")
    assert [line[:16] for line in listed] == ["- event 2: it is", "- the table even"]


def test_what_is_otherwise_than_the_migrations_make_it_is_shown_on_one_line() -> None:
    differing = SchemaDiffers(SchemaPart.FUNCTION, "events", "refuse", "CREATE FUNCTION refuse()\n" + "x" * 4_000)

    told = verification.schema_line(TERMINAL, Problem(None, differing))

    assert told.startswith("schema: NOT WHOLE: the function refuse, which triggers of the table events call, is not as")
    assert ": CREATE FUNCTION refuse() xxx" in told
    assert len(told) < 400


def test_each_part_of_a_schema_has_its_words() -> None:
    for part in SchemaPart:
        assert verification.schema_line(TERMINAL, Problem(None, SchemaLacks(part, "events", "x")))
        if part is not SchemaPart.NOT_NULL:  # it is there or not
            assert verification.schema_line(TERMINAL, Problem(None, SchemaDiffers(part, "events", "x", "y")))


def test_what_was_looked_at_is_a_line_for_each_kind() -> None:
    assert verification.looked_at(TERMINAL, verification.LookedAt(2, 8, 6, 1, 20, 0, 260)).splitlines() == [
        "Looked at:",
        "- 2 debates, 8 events: the chain of hashes",
        "- 6 texts, 1 of them erased: against what their events say of them",
        "- 20 rows of the tables: against what the events give",
        "- 0 seals that somebody kept: against the hashes of their events",
        "- 260 parts of the schema: against what the migrations make",
    ]


def test_each_verdict_of_a_seal_has_its_words() -> None:
    said = {verification.compared_line(TERMINAL, 7, KeptSeal(44, "7647f578"), verdict) for verdict in SealVerdict}
    assert len(said) == len(SealVerdict)
    assert all(line.startswith("debate 7: The seal 44:7647f578 ") for line in said)
