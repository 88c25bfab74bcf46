"""The first sentence of a text, and where a sentence that is too long is cut."""

from time import process_time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.sentences import ABBREVIATIONS, cut_at_a_word, first_sentence, sentences_in
from bot.ledger.statements import STATEMENT_LIMIT, suggested_statement
from bot.ledger.text import folded, one_line

LONG = " And so it goes on, for a long while." * 10


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Rents fall. Because we build.", "Rents fall."),
        ("Use tools, e.g. Crux. They help.", "Use tools, e.g. Crux."),
        ("Use tools, i.e. Crux. They help.", "Use tools, i.e. Crux."),
        ("See Dr. Smith. He knows.", "See Dr. Smith."),
        ("Das ist z. B. so. Sonst nicht.", "Das ist z. B. so."),
        ("Das ist z.B. So gedacht. Sonst nicht.", "Das ist z.B. So gedacht."),
        ("Rents, wages, etc. All of them fall. Then?", "Rents, wages, etc. All of them fall."),
        ("It is supply vs. Demand. No more.", "It is supply vs. Demand."),
        ("J. R. R. Tolkien wrote it. I read it.", "J. R. R. Tolkien wrote it."),
        ("The U.S. Senate voted. It failed.", "The U.S. Senate voted."),
        ("It costs 3.5 euros. That is much.", "It costs 3.5 euros."),
        ("Well… I think so. Yes.", "Well… I think so."),
        ("Wait... What is that? A cat.", "Wait... What is that?"),
        ("Am 3. Oktober war es. Ja.", "Am 3. Oktober war es."),
        ("It began in 1999. Then came more.", "It began in 1999."),
        ("I say no. Then I leave.", "I say no."),
        ("See No. 5. It is good. Yes.", "See No. 5. It is good."),
        ("Really?! Yes.", "Really?!"),
        ("“Really?” she asked. He nodded.", "“Really?” she asked."),
        ("He calls it “good”. I do not.", "He calls it “good”."),
        ("See example.com. There it is.", "See example.com."),
        ("第一句。第二句。", "第一句。"),
        ("「本当だ。」と言った。", "「本当だ。」"),
        ("यह सच है। वह नहीं।", "यह सच है।"),
        ("هل هذا صحيح؟ نعم.", "هل هذا صحيح؟"),
        ("A title\n\nand what it is about", "A title"),
        ("One line\nAnother line", "One line"),
        ("A line that was\nwrapped by an editor. Then more.", "A line that was wrapped by an editor."),
        ("They lack tools, e.g.\n\nCrux. That is all.", "They lack tools, e.g. Crux."),
        ("no stop at all", "no stop at all"),
    ],
)
def test_a_sentence_ends_where_its_author_ends_it(words: str, first: str) -> None:
    assert first_sentence(words) == first


@pytest.mark.parametrize("word", sorted(ABBREVIATIONS))
def test_no_sentence_ends_after_an_abbreviation(word: str) -> None:
    assert first_sentence(f"It is {word}. Thing here. More.") == f"It is {word}. Thing here."
    assert word == folded(word)


def test_what_fits_is_suggested_as_it_is() -> None:
    assert suggested_statement("One. Two.\nThree.") == "One. Two. Three."


def test_a_sentence_that_is_too_long_is_cut_behind_a_word() -> None:
    assert cut_at_a_word("one two three", 9) == "one two…"
    assert cut_at_a_word("one two, three", 10) == "one two…"
    assert cut_at_a_word("one (two three four", 10) == "one (two…"
    assert cut_at_a_word("tools, e.g. hammers", 13) == "tools…"
    assert cut_at_a_word("onetwothree", 6) == "onetw…"
    assert (
        cut_at_a_word("\U0001f468\u200d\U0001f469\u200d\U0001f467" * 3, 9)
        == "\U0001f468\u200d\U0001f469\u200d\U0001f467…"
    )
    assert cut_at_a_word("\U0001f468\u200d\U0001f469\u200d\U0001f467", 3) == ""


PIECES = (". ", " ", "\n", "\n\n", "e.g. ", "Dr. ", "…", "? ", "。", "\u0301", "\u200d", "\U0001f468", "क्षि", "words ")
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(codec="utf-8"), st.text(min_size=20)), max_size=300)


@given(texts.map("".join))
def test_a_suggestion_is_what_stands_there_first_in_whole_letters(words: str) -> None:
    line = one_line(words)

    suggested = suggested_statement(words)

    assert len(suggested) <= STATEMENT_LIMIT
    kept = suggested if suggested == line or line.startswith(suggested) else suggested.removesuffix("…")
    assert line.startswith(kept)
    ends = {0, *(cluster.end() for cluster in regex.finditer(r"\X", line))}
    assert len(kept) in ends
    assert len(line) > STATEMENT_LIMIT or suggested == line


@pytest.mark.parametrize("words", [". " * 2000, "a. " * 1300, "。" * 4000, "\n \n" * 1300, "x" * 4000, "(" * 4000])
def test_no_message_takes_long(words: str) -> None:
    assert len(suggested_statement(words)) <= STATEMENT_LIMIT


def test_long_texts_have_a_first_sentence() -> None:
    assert suggested_statement("Rents fall, e.g. In Vienna." + LONG) == "Rents fall, e.g. In Vienna."


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("Rents fall. See e.g. Berlin.  Why?", ["Rents fall.", "See e.g. Berlin.", "Why?"]),
        ("one\n\n  two\n", ["one", "two"]),
        ("本当だ。違う。", ["本当だ。", "違う。"]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences_are_told_by_their_places(words: str, sentences: list[str]) -> None:
    assert [words[start:end] for start, end in sentences_in(words)] == sentences


@pytest.mark.parametrize("piece", ["!?.", '!"', "。!", "\n ", "¿؟"])
def test_stops_that_end_no_sentence_are_looked_at_once(piece: str) -> None:
    """A form waits for this: of 4,000 such stops it once took a second."""

    def seconds(length: int) -> float:
        words = (piece * length)[:length] + "a"
        begun = process_time()
        first_sentence(words)
        return process_time() - begun

    seconds(1_000)
    short = min(seconds(4_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < 10 * max(short, 0.001)
