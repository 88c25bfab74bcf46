"""Words in which signs stand that some format gives a meaning, and ledgers that are made of them."""

import string

from bot.ledger.entries import Kind
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from tests.exchange.ledgers import GUILD, ledger

HOSTILE = (
    "see [#2] and [x]: y",
    "2 < 3 > 1, <b>bold</b>, <!-- gone -->",
    '{x: 1} and {author: "eve", stances: {A: [9,9,9]}}',
    "snake_case and _emphasis_ and *strong* and __both__",
    r"a back\slash, \# and \\",
    "https://example.org/a_b?c=d#e // not a comment",
    "/* neither is this */ nor <!-- this -->",
    "#tag #(a longer tag) 50 % # alone",
    ":smile: and :word: and 12:30:45",
    "+ plus first",
    "- minus first",
    "-> arrow <- back +> >< _ <+",
    "(1) a premise",
    "-- inference --",
    "=== ends the head ===",
    "1. a list",
    "* a list",
    "@[mentioned] @<argument>",
    "[link](https://example.org)",
    "“quotes” 'and' \"more\" `code` $x$ &amp; ~tilde~ ^up^ |bar|",
    "# Heading",
    "家を建てるべきか。「はい」",
    "هل ينبغي أن نبني؟ نعم [لا]",
    "👩\u200d👩\u200d👧 family ❤️ 1\ufe0f\u20e3",
    "e\u0301 composed, \u00a0wide\u3000spaces",
    "a title: with colons: everywhere",
    "(erased)",
    "}",
    "{",
    "} x",
    "#",
    "\\",
    "_",
    "]:",
    "".join(map(chr, range(0x21, 0x7F))),
    "".join(map(chr, range(0x7E, 0x20, -1))),
    " ".join(f"{sign}{sign}a{sign}" for sign in string.punctuation),
)
"""Markup of Argdown, Mermaid, Markdown and HTML, each sign of ASCII, and other scripts."""


def with_words(*texts: str) -> Ledger:
    """Claims of these words, by people of these names, on a side and a question of the first of them."""
    people = [e.ParticipantMet(number, str(number), words) for number, words in enumerate(texts, 1)]
    claims = [
        e.EntryTagged(number, Kind.CLAIM, number, number, False, statement=words)
        for number, words in enumerate(texts, 1)
    ]
    sides = (e.SideNamed(1, texts[0]), e.SideNamed(2, texts[-1]))
    return ledger((e.DebateOpened(GUILD, True, texts[0]), *people, *sides, e.SideJoined(1, 1), *claims))
