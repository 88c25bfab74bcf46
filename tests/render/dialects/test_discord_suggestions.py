"""What of a message of Discord is suggested: its author's own words, as a tag's form would offer them."""

import pytest

from bot.ledger.entries import Kind
from bot.render.dialects.discord_message import LONGEST_MESSAGE, Named, with_blanks
from bot.render.dialects.discord_suggestions import suggestions_in

NAMED = Named(person=lambda _: "ana", role=lambda _: "builders", channel=lambda _: "housing")


def test_passage_and_statement_are_the_sentence_with_the_phrase() -> None:
    (one,) = suggestions_in("Well. **I still think** that <@7> builds too little. Bye.", NAMED)
    assert (one.kind, one.marker, one.language, one.place) == (Kind.CLAIM, "I still think", "en", 6)
    assert one.passage == "**I still think** that <@7> builds too little."
    assert one.statement == "I still think that @ana builds too little."


@pytest.mark.parametrize(
    "message",
    [
        "> I still think that rents fall",
        "ok\n>>> no\nI still think that rents fall",
        "```\nI still think that rents fall\n```",
        "`I still think that rents fall`",
        "``I still think `that` rents fall``",
        "x" * LONGEST_MESSAGE + " I still think that rents fall",
    ],
)
def test_nothing_is_suggested_of_quotes_and_code(message: str) -> None:
    assert list(suggestions_in(message, NAMED)) == []


def test_what_is_covered_stays_covered_and_is_quoted_whole() -> None:
    (one,) = suggestions_in("I still think that ||the butler did. He had the key||", NAMED)
    assert one.passage == "I still think that ||the butler did. He had the key||"
    assert "||" in one.statement


@pytest.mark.parametrize("message", ["a\n> b\nc `d` e", ">>> a\r\nb", "```a\n> b```\n> c"])
def test_blanks_keep_every_character_in_its_place(message: str) -> None:
    blank = with_blanks(message)
    assert len(blank) == len(message)
    assert all(character in (" ", message[place]) for place, character in enumerate(blank))
