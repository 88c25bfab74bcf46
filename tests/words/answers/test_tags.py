"""What is answered to a tag, and what everybody sees of it."""

from dataclasses import replace

from bot.ledger.entries import Source
from bot.render.front_ends import DISCORD
from bot.words.answers import tags
from tests.words.answers.rents import ANA, BEN, CONCEDED, GRANTED, QUALITY, RENTS


def test_a_tag_of_ones_own_message() -> None:
    assert tags.tagged(DISCORD, QUALITY, None, None, None) == "Tagged as claim: **#2** “Quality \\*suffers\\*”"


def test_a_tag_that_concedes_leaves_a_claim_and_opens_a_debate() -> None:
    assert tags.tagged(DISCORD, CONCEDED, RENTS, QUALITY, "Should we *build*?") == (
        "Tagged as concession: **#3** “You are right about rents”\n"
        "You concede the point on **#1** “Rents fall when we build”.\n"
        "You now agree with #1.\n"
        "What you still disagree about is a claim of yours now: **#2** “Quality \\*suffers\\*”\n"
        "-# This opened a debate here: “Should we \\*build\\*?”. /debate open gives it a question and sides."
    )


def test_a_tag_that_concedes_for_the_arguments_sake_moves_nothing() -> None:
    told = tags.tagged(DISCORD, GRANTED, RENTS, None, None)

    assert told.splitlines()[1:] == [
        "You grant **#1** “Rents fall when we build” for the argument's sake.",
        "Your answer to #1 stays.",
    ]


def test_a_proposal_asks_its_author_who_may_be_nobody_any_more() -> None:
    assert tags.proposed(DISCORD, RENTS, ANA, "ben_", None) == (
        "ben\\_ proposes to tag a message of <@101> as **claim**: **#1** “Rents fall when we build”\n"
        "<@101>, is that what you say? It counts nowhere until you confirm it.\n"
        "-# /ledger withdraw takes it back."
    )
    assert tags.proposed(DISCORD, RENTS, None, "ben", None).splitlines()[1].startswith("Is that what its author says?")


def test_everybody_sees_what_a_proposal_quotes_and_where_it_stands() -> None:
    quoting = replace(RENTS, passage="rents *do* fall", source=Source(7, 11))

    assert tags.proposed(DISCORD, quoting, ANA, "ben", None, guild=3).splitlines()[1:] == [
        "> rents \\*do\\* fall",
        "https://discord.com/channels/3/7/11",
        "<@101>, is that what you say? It counts nowhere until you confirm it.",
        "-# /ledger withdraw takes it back.",
    ]
    assert tags.seen(DISCORD, quoting, ANA, guild=3).splitlines() == [
        "**Claim** by <@101>: **#1** “Rents fall when we build”",
        "https://discord.com/channels/3/7/11",
        "-# Everybody here may answer, and change their answer later.",
    ]


def test_a_proposed_concession_says_what_confirming_it_does() -> None:
    said = tags.proposed(DISCORD, CONCEDED, ANA, "ben", None).splitlines()

    assert "Confirmed, it takes over what most of the others answer to #1." in said


def test_what_everybody_sees_of_an_entry() -> None:
    assert tags.stated(DISCORD, RENTS, ANA, None) == (
        "**Claim** by <@101>: **#1** “Rents fall when we build”\n-# /ledger withdraw takes it back."
    )
    assert tags.reworded(DISCORD, RENTS, ANA) == (
        "<@101> reworded **#1** “Rents fall when we build”\n"
        "Answers to the earlier wording do not count any more: please answer again.\n"
        "-# /ledger history has the earlier wording; its author can reword it again: /ledger entry."
    )
    assert tags.merged(DISCORD, QUALITY, RENTS) == (
        "#2 says what **#1** “Rents fall when we build” says, and was merged into it.\n"
        "Answers to #2 are not carried over: please answer #1.\n"
        "-# /ledger unmerge undoes the merge."
    )


def test_what_becomes_of_an_entry() -> None:
    assert tags.confirmed(DISCORD, CONCEDED, BEN).splitlines()[1] == "<@102> now agrees with #1."
    assert tags.confirmed(DISCORD, RENTS, ANA) == (
        "Confirmed by its author as claim: **#1** “Rents fall when we build”\n"
        "-# Everybody here may answer, and change their answer later.\n-# /ledger withdraw takes it back."
    )
    assert tags.declined(DISCORD, RENTS) == "The author declined #1. It counts nowhere."
    assert tags.withdrawn(DISCORD, RENTS) == "#1 is withdrawn. Its history stays: /ledger history."
