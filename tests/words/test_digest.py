"""A digest's headline, its lines and what stands around them."""

import pytest

from bot.ledger.telling import headline as h
from bot.ledger.telling import reasons as r
from bot.ledger.telling.lines import Line, SectionKind
from bot.render.front_ends import DISCORD, TERMINAL
from bot.words.digest import and_more, footer, headline, said, title


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (h.NothingTagged(), "No claim or crux stands in the ledger yet."),
        (r.NobodyOnASide(), "Nobody is on a side yet: /side join takes one."),
        (h.NothingShared(), "The sides neither agree nor diverge on anything yet."),
        (h.Points(1, 0), "1 point agreed, 0 still apart."),
        (h.TurnsOn(4, h.Points(2, 1)), "It turns on #4: 2 points agreed, 1 still apart."),
    ],
)
def test_the_headline_says_where_the_debate_stands(state: h.Headline, words: str) -> None:
    assert headline(DISCORD, state) == words


def test_every_section_has_a_title_of_its_own() -> None:
    assert len({title(TERMINAL, kind) for kind in SectionKind}) == len(SectionKind)


def test_what_was_erased_says_so_and_a_line_about_no_entry_has_no_statement() -> None:
    assert said(TERMINAL, Line(3, None, r.AllHold(2))).statement == "(erased)"
    assert said(TERMINAL, Line(None, None, r.NewAnswers(2))).statement == ""


def test_a_term_stands_before_its_meaning() -> None:
    defined = r.TermDefined("rent", "what one pays", "ana", False, r.People(()), 1)

    assert said(TERMINAL, Line(None, None, defined)).statement == "rent: what one pays"


def test_notes_follow_the_reason() -> None:
    line = Line(3, "Rents fall", r.AllHold(2), (r.SourceNote.EDITED, r.SourceNote.PASSAGE_LOST))

    assert said(TERMINAL, line).reason == (
        "Both sides hold this; edited since it was tagged; its passage is no longer in the message"
    )


def test_the_last_lines_name_the_front_ends_ways() -> None:
    assert and_more(DISCORD, 3) == "and 3 more: /ledger show"
    assert footer(DISCORD, "ref", has_buttons=True) == "Crux digest ref · take a stance with the buttons or /stance"
    assert footer(DISCORD, "ref", has_buttons=False) == "Crux digest ref · take a stance with /stance"
