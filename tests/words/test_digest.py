"""A digest's titles, sentences and lines, for two sides, for more, and for the room."""

import pytest

from bot.ledger.entries import Answer, Relation
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.verdicts import Tally
from bot.ledger.telling import reasons as r
from bot.ledger.telling.digest import Anchor, Summary
from bot.ledger.telling.lines import AnswersTo, Line, SectionKind
from bot.ledger.telling.rest import Rest
from bot.ledger.telling.sections import ShownSection
from bot.render.front_ends import DISCORD, TERMINAL
from bot.words.digest import anchor, heading, rest, said, summary, title

ONES = (Tally(1, 0, 0, 1), Tally(1, 0, 0, 1))


def section(kind: SectionKind, *entries: int, more: int = 0, statement: str = "Rents fall") -> ShownSection:
    lines = tuple(Line(entry, statement, r.Counts(Answer.AGREE, ONES)) for entry in entries)
    return ShownSection(kind, lines, more)


ACCEPT, REJECT = section(SectionKind.ACCEPT, 2), section(SectionKind.REJECT, 1)
DIVERGE, TURNS_ON = section(SectionKind.DIVERGE, 3), section(SectionKind.TURNS_ON, 10)


@pytest.mark.parametrize(
    ("sides", "sections", "words"),
    [
        (
            2,
            (ACCEPT, REJECT, DIVERGE, TURNS_ON),
            "Both sides accept #2; both reject #1. They still diverge on #3. It turns on #10.",
        ),
        (2, (ACCEPT,), "Both sides accept #2."),
        (2, (REJECT,), "Both sides reject #1."),
        (
            2,
            (TURNS_ON,),
            "There is nothing yet that both sides accept or reject, or on which they diverge. It turns on #10.",
        ),
        (3, (ACCEPT, REJECT), "All sides accept #2; all reject #1."),
        (3, (), "There is nothing yet that all sides accept or reject, or on which they diverge."),
        (0, (ACCEPT, REJECT), "Most accept #2; most reject #1."),
        (0, (section(SectionKind.CONTESTED, 4, 5),), "They are divided on #4 and #5."),
        (0, (), "There is nothing yet that most accept or reject."),
        (1, (), "Only one side has people yet, so that nothing can be compared."),
        (2, (section(SectionKind.ACCEPT, 2, 3, 4, more=7),), "Both sides accept #2, #3, #4 and 7 more."),
    ],
)
def test_a_summary_says_where_a_debate_stands(sides: int, sections: tuple[ShownSection, ...], words: str) -> None:
    assert summary(TERMINAL, Summary(sides, 2, True, sections), str, quoted=0) == words


def test_a_summary_quotes_the_first_of_each_kind_whole_or_as_much_as_there_is_room_for() -> None:
    stands = Summary(
        2,
        2,
        True,
        (
            section(SectionKind.ACCEPT, 2, more=7, statement="Rents fall where enough homes are built."),
            section(SectionKind.DIVERGE, 3, 4, 5, more=2),
        ),
    )

    assert summary(TERMINAL, stands, str) == (
        "Both sides accept “Rents fall where enough homes are built” (#2) and 7 more. "
        "They still diverge on “Rents fall” (#3) and 4 more."
    )
    assert summary(TERMINAL, stands, str, quoted=25) == (
        "Both sides accept “Rents fall where enough…” and 7 more. They still diverge on “Rents fall” and 4 more."
    )


def test_what_is_cut_from_one_quote_covers_or_uncovers_nothing_of_another() -> None:
    stands = Summary(
        2,
        2,
        True,
        (
            section(SectionKind.ACCEPT, 2, statement="It was ||the gardener, long before the guests||"),
            section(SectionKind.DIVERGE, 3, statement="||Bob|| was in the house"),
        ),
    )

    assert summary(DISCORD, stands, DISCORD.dialect.inert, quoted=30) == (
        "Both sides accept “It was ||the gardener, long…||”. They still diverge on “||Bob|| was in the house”."
    )


def test_a_debate_that_has_hardly_begun_has_a_summary_too() -> None:
    assert summary(DISCORD, Summary(0, 0, False, ()), str) == "No claim or crux stands in the ledger yet."
    assert summary(DISCORD, Summary(2, 0, True, ()), str) == "Nobody is on a side yet: /side join takes one."


def test_every_section_has_a_title_of_its_own_and_says_how_much_it_leaves_out() -> None:
    for sides in (0, 1, 2, 3):
        assert len({title(TERMINAL, kind, sides) for kind in SectionKind}) == len(SectionKind)
    assert [title(TERMINAL, SectionKind.ACCEPT, sides) for sides in (0, 2, 3)] == [
        "Most accept",
        "Both accept",
        "All accept",
    ]
    assert heading(TERMINAL, section(SectionKind.ACCEPT, 1, 2, 3, more=9), 2) == "Both accept (3 of 12)"
    assert heading(TERMINAL, ACCEPT, 2) == "Both accept"


def test_what_was_erased_says_so() -> None:
    assert said(TERMINAL, Line(3, None, r.Counts(Answer.AGREE, ONES))).statement == "(erased)"


def test_what_a_line_answers_stands_before_its_counts_and_notes_behind_them() -> None:
    line = Line(
        3,
        "There is no evidence of that",
        r.Counts(Answer.AGREE, ONES),
        (r.SourceNote.EDITED,),
        answers_to=AnswersTo(
            Relation.ATTACKS, 12, "Rents fall when we build more homes than there are people to live in them"
        ),
    )

    assert said(TERMINAL, line).beside(TERMINAL) == (
        "against #12 “Rents fall when we build more homes than there are people…” · A 1 of 1 · B 1 of 1 "
        "· edited since it was tagged"
    )


def test_a_line_says_what_the_entry_was_that_it_answers() -> None:
    known, quoted = AnswersTo(Relation.ATTACKS, 12, was=4), AnswersTo(Relation.ATTACKS, 12, "Rents fall", was=4)
    lines = [Line(3, "No", r.Counts(Answer.AGREE, ONES), answers_to=answered) for answered in (known, quoted)]

    assert [said(TERMINAL, line).answers_to for line in lines] == [
        "against #12, was #4",
        "against #12 “Rents fall”, was #4",
    ]


def test_a_best_reason_says_what_it_was() -> None:
    best = r.BestReason(0, Relation.SUPPORTS, 12, "Rents fall", Tally(1, 0, 0, 1), was=4)
    why = r.CruxReason(CruxState.MARKED, None, r.NamedBy((0,), 2), r.Counts(Answer.AGREE, ONES), best=(best,))

    (told,) = said(TERMINAL, Line(3, "Zoning", why)).best
    assert (told.entry, told.beside) == (12, "was #4 · 1 of 1 agree")


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        (Relation.ATTACKS, "against #12"),
        (Relation.SUPPORTS, "for #12"),
        (Relation.RESIDUE_OF, "left open by the concession #12"),
    ],
)
def test_what_stands_in_the_digest_is_named_by_number(relation: Relation, words: str) -> None:
    line = Line(3, "Rents fall", r.Counts(Answer.AGREE, ONES), answers_to=AnswersTo(relation, 12))

    assert said(TERMINAL, line).answers_to == words


@pytest.mark.parametrize(
    ("numbers", "sides", "words"),
    [
        (Rest(), 2, ""),
        (
            Rest(await_side=4, parked=2, terms=2, proposed=1),
            2,
            "Also: 4 await one side, 2 parked, 2 terms, 1 awaits its author.",
        ),
        (Rest(await_side=1, one_sided=1), 3, "Also: 1 awaits a side, 1 that only one side is clear on."),
        (Rest(few_answers=3, undecided=1), 0, "Also: 3 with too few answers, 1 undecided."),
    ],
)
def test_the_rest_is_told_in_numbers(numbers: Rest, sides: int, words: str) -> None:
    assert rest(TERMINAL, numbers, sides) == words


def test_the_last_line_is_an_anchor_of_the_ledger_and_says_what_it_is_for() -> None:
    assert anchor(DISCORD, Anchor(31, bytes(range(32)))) == ("Seal `31:000102030405` lets /ledger verify find changes.")
