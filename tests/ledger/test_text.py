"""Words on one line, of which none hides, floods or turns those beside it; and words without their case."""

import sys
from unicodedata import is_normalized, normalize

import pytest

from bot.ledger.text import MOST_MARKS, folded, one_line, printable


@pytest.mark.parametrize(
    "words", ["\u034f", "\ufe0f", "\U000e0100", "\u17b4", "\u180b", "\u3164", "\u2800", "\u200b \ufeff"]
)
def test_marks_and_fillers_that_show_nothing_are_no_words(words: str) -> None:
    assert one_line(words) == ""


def test_marks_that_pile_up_are_cut_and_joiners_between_them_do_not_help() -> None:
    flood = one_line("Z" + "\u0301\u200d" * 100)

    assert flood.count("\u0301") == MOST_MARKS
    assert one_line("q\u0301\u0323") == "q\u0323\u0301"


@pytest.mark.parametrize("words", ["Caf\u00e9", "Cafe\u0301", "Cafe\u202e\u0301", "Cafe\ufdd0\u0301"])
def test_letters_are_composed(words: str) -> None:
    assert one_line(words) == "Caf\u00e9"


def test_a_sign_that_is_another_by_definition_becomes_that_one() -> None:
    assert one_line("5 \u2126, 3 \u212b, 300 \u212a") == "5 \u03a9, 3 \u00c5, 300 K"


def test_what_is_composed_stays_so_when_it_is_read_again() -> None:
    composing = [c for c in map(chr, range(sys.maxunicode + 1)) if not is_normalized("NFC", f"x{c}\u0323")]
    assert len(composing) > 1000

    for character in composing:
        line = one_line(f"x{character}\u0301{character}y")
        assert is_normalized("NFC", line), ascii(character)
        assert one_line(line) == line, ascii(character)


@pytest.mark.parametrize("newer", ["\U0001fa77", "\U0001fae8", "\U0001fadf", "\u1c89", "\ue000", "\U000f0000"])
def test_characters_that_this_unicode_does_not_know_are_kept_and_seen(newer: str) -> None:
    assert one_line(f"We {newer} rents") == f"We {newer} rents"
    assert one_line(newer) == newer
    assert printable(newer) == newer


@pytest.mark.parametrize("nothing", ["\ufdd0", "\ufffe", "\U0010ffff", "\ud800", "\u2065", "\U000e0080", "\ufff0"])
def test_what_is_no_character_or_will_show_nothing_is_no_words(nothing: str) -> None:
    assert one_line(nothing) == ""


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert printable("one\x1b[2J\ntwo\u202e\tthree\r") == "one[2J\ntwo\tthree"


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Rents fall", "RENTS FALL"),
        ("Die Straße", "DIE STRASSE"),
        ("Die Straße", "die straẞe"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
        ("Café", "CAFE\u0301"),
        ("Việt", "VIE\u0302\u0323T"),
        ("ᾷδω", "Α\u0342\u0345ΔΩ"),
        ("istanbul", "İSTANBUL"),
        ("Istanbul", "i\u0307stanbul"),
        ("ısparta", "ISPARTA"),
        ("j\u0307i\u0307\u0301", "J\u0307Í"),
    ],
)
def test_words_are_the_same_whatever_the_case_of_their_letters(words: str, others: str) -> None:
    assert folded(words) == folded(others)


@pytest.mark.parametrize(("words", "others"), [("cafe", "café"), ("x2", "x²"), ("Ⅳ", "IV"), ("σ", "s"), ("и", "й")])
def test_accents_and_what_only_looks_alike_tell_words_apart(words: str, others: str) -> None:
    assert folded(words) != folded(others)


def test_each_character_has_one_form_and_that_is_its_own() -> None:
    for character in map(chr, range(sys.maxunicode + 1)):
        form = folded(character)
        variants = {form, character.upper(), character.lower(), character.title(), normalize("NFD", character.upper())}
        assert {folded(variant) for variant in variants} == {form}, ascii(character)


def test_no_character_gives_a_space_that_would_divide_a_word() -> None:
    odd = [c for c in map(chr, range(sys.maxunicode + 1)) if not c.isspace() and len(folded(c).split()) != 1]

    assert odd == []
