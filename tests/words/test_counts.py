"""How sides answered, in words that fit the counts."""

import pytest

from bot.ledger.entries import Answer
from bot.ledger.standing.verdicts import Tally, Verdict
from bot.ledger.telling import reasons as r
from bot.render.front_ends import TERMINAL
from bot.words.counts import counts, side_by_side, tally_in_words

AGREE, DISAGREE = Answer.AGREE, Answer.DISAGREE


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (r.Counts(AGREE, (Tally(4, 1, 0, 9), Tally(3, 0, 0, 3))), "A 4 of 5 · B 3 of 3"),
        (r.Counts(DISAGREE, (Tally(0, 1, 0, 1), Tally(0, 2, 1, 3))), "A 1 of 1 · B 2 of 3"),
        (r.Counts(AGREE, (Tally(2, 0, 0, 2), Tally(0, 3, 0, 3)), named=True), "agree: A 2 of 2 · B 0 of 3"),
        (r.Counts(AGREE, (Tally(0, 0, 0, 2), Tally(1, 0, 0, 1)), named=True), "agree: A no answer yet · B 1 of 1"),
        (r.Counts(AGREE, (Tally(5, 1, 0, 9),), is_room=True), "5 of 6 agree"),
        (r.Counts(DISAGREE, (Tally(1, 5, 0, 9),), is_room=True), "5 of 6 disagree"),
        (r.Counts(AGREE, (Tally(),), is_room=True), "no answer yet"),
    ],
)
def test_counts_are_written_in_one_way(why: r.Counts, words: str) -> None:
    assert counts(TERMINAL, why) == words


@pytest.mark.parametrize(
    ("verdict", "tally", "words"),
    [
        (Verdict.HOLDS, Tally(4, 1, 0, 9), "B accepts it, 4 of 5"),
        (Verdict.REJECTS, Tally(1, 4, 0, 9), "B rejects it, 4 of 5"),
        (Verdict.UNHEARD, Tally(0, 0, 0, 9), "nobody of B has answered"),
        (Verdict.UNHEARD, Tally(1, 0, 0, 2), "1 of 2 of B agrees so far"),
        (Verdict.UNHEARD, Tally(0, 2, 1, 9), "2 of 9 of B disagree so far"),
        (Verdict.UNSETTLED, Tally(0, 0, 1, 1), "B is unsure"),
        (Verdict.UNSETTLED, Tally(0, 0, 3, 3), "all 3 of B are unsure"),
        (Verdict.UNHEARD, Tally(0, 0, 2, 9), "2 of 9 of B are unsure so far"),
        (Verdict.UNSETTLED, Tally(1, 1, 0, 2), "B is split: 1 agrees, 1 disagrees"),
        (Verdict.UNSETTLED, Tally(1, 2, 3, 9), "B is split: 1 agrees, 2 disagree, 3 are unsure"),
    ],
)
def test_a_side_is_split_only_where_some_agree_and_some_disagree(verdict: Verdict, tally: Tally, words: str) -> None:
    assert side_by_side(TERMINAL, r.SideBySide((r.SideVerdict(1, verdict, tally),))) == words


def test_no_side_is_split_of_which_nobody_disagrees_however_it_answered() -> None:
    for agree in range(4):
        for unsure in range(4):
            for silent in range(4):
                tally = Tally(agree, 0, unsure, agree + unsure + silent)
                for verdict in (Verdict.UNSETTLED, Verdict.UNHEARD):
                    words = side_by_side(TERMINAL, r.SideBySide((r.SideVerdict(0, verdict, tally),)))
                    assert "split" not in words
                    assert "0" not in words


def test_without_sides_the_answers_are_counted_together() -> None:
    room = r.SideVerdict(None, Verdict.UNSETTLED, Tally(3, 2, 0, 6))

    assert side_by_side(TERMINAL, r.SideBySide((room,))) == "3 agree, 2 disagree"
    assert tally_in_words(TERMINAL, Tally(0, 1, 1, 2)) == "1 disagrees, 1 is unsure"
