"""What happened to an entry, in a few words."""

import pytest

from bot.ledger.entries import Answer, Degree, Kind, PlainConcession, Relation, Scope
from bot.ledger.record import events as e
from bot.render.front_ends import TERMINAL
from bot.words.report.history import happened


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (e.EntryTagged(1, Kind.CRUX, 1, 1, False, statement="Rents  fall"), "tagged as crux: “Rents fall”"),
        (e.EntryTagged(1, Kind.CLAIM, 1, 2, True, statement=None), "proposed as claim: “(erased)”"),
        (e.EntryReworded(1, 2, "Rents halve"), "reworded: “Rents halve”"),
        (e.StanceTaken(1, 1, 1, Answer.AGREE), "answered: agree"),
        (
            e.StanceTaken(1, 1, 1, Answer.DISAGREE, 0, 4),
            "answered: disagree, 0 % likely to be true, conceding in #4",
        ),
        (e.CruxMarked(1, 1, None, Degree.FULLY), "marked it as a crux for the question, fully"),
        (e.CruxMarked(1, 1, 3, Degree.PARTLY), "marked it as a crux for #3, partly"),
        (e.CruxUnmarked(1, 1, None), "took back that it is a crux for the question"),
        (e.CruxUnmarked(1, 1, 3), "took back that it is a crux for #3"),
        (e.EntriesLinked(1, Relation.RESIDUE_OF, 3), "said that it is left open by #3"),
        (e.EntriesUnlinked(1, Relation.ATTACKS, 3), "took back that it attacks #3"),
        (e.EntryMerged(1, 3), "merged it into #3"),
        (e.EntryParked(1, 2), "set it aside"),
        (e.StanceWithdrawn(1, 2), "took the answer back"),
        (e.EntryConfirmed(1), "confirmed it as the author"),
        (e.EntryConfirmed(1, Answer.AGREE), "confirmed it as the author: now agree"),
        (
            e.EntryConfirmed(1, Answer.DISAGREE, Answer.UNSURE),
            "confirmed it as the author: now disagree (before: unsure)",
        ),
        (e.PassageLost(1), "its passage is no longer in the message"),
    ],
)
def test_a_change_is_said_in_a_few_words(change: e.Change, words: str) -> None:
    assert happened(TERMINAL, change) == words


def test_a_plain_concession_is_said_with_the_words_that_it_concedes() -> None:
    tag = e.EntryTagged(
        2,
        Kind.CONCESSION,
        1,
        1,
        False,
        concedes=1,
        scope=Scope.POINT,
        conceded_answer=Answer.AGREE,
        conceded_wording=1,
    )
    plain = PlainConcession(Answer.AGREE, "Rents fall")
    assert happened(TERMINAL, tag, plain) == (
        "tagged as concession: “Agreed: Rents fall”; concedes the point on #1: now agree"
    )
