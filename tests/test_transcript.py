"""A transcript says what people did, through the rules, and nothing that they could not do."""

import pytest

from bot.ledger.entries import Answer, Degree, Kind, Link, Relation, Scope, Status
from bot.ledger.refusals import NotYours
from tests import transcript
from tests.transcript import TranscriptError, before_and_now, debate


def test_every_line_that_the_docs_name_can_be_written() -> None:
    told = (transcript.__doc__ or "").split("brackets):")[1].split("Whatever")[0]

    ledger = debate(told)

    assert {side.name for side in ledger.sides.values()} == {"Build", "Wait"}
    assert {entry.kind for entry in ledger.entries.values()} == set(Kind)
    assert ledger.entries[1].wording.number == 2
    assert {ledger.entries[8].status, ledger.entries[9].status} == {Status.WITHDRAWN, Status.DECLINED}
    assert {entry.concession.scope for entry in ledger.entries.values() if entry.concession} == set(Scope)
    assert ledger.links == {Link(7, Relation.RESIDUE_OF, 4), Link(7, Relation.ATTACKS, 1)}
    assert {(mark.target, mark.degree) for mark in ledger.marks_on(2) if mark.person == 2} == {
        (None, Degree.FULLY),
        (1, Degree.PARTLY),
    }
    assert ledger.definitions[1].owner == 2
    assert ledger.definitions[1].adopted_by == (1, 3)
    assert (ledger.entries[1].source_edited, ledger.entries[1].orphaned) == (True, True)
    assert ledger.entries[2].source_deleted
    assert ledger.participants[1].side is None
    assert len(ledger.digests) == 1


def test_an_author_may_state_a_crux_that_they_reject() -> None:
    ledger = debate("ana  crux but disagrees  We can build fast")

    assert ledger.stances[1, 1].answer is Answer.DISAGREE
    assert [mark.person for mark in ledger.marks_on(1)] == [1]


def test_what_the_last_digest_saw_is_kept_apart() -> None:
    before, now = before_and_now(
        """
        ana  claim  Rents fall
        digest
        ben  agrees #1
        """
    )

    assert before is not None
    assert set(before.stances) == {(1, 1)}
    assert set(now.stances) == {(1, 1), (1, 2)}
    assert before_and_now("ana  claim  Rents fall")[0] is None


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("ana sings", "no line of a transcript: 'ana sings'"),
        ("ana agrees #9", "there is no entry #9 yet"),
        ("ana joins Nowhere", "no side is called 'Nowhere'"),
        ("ana adopts rent", "nobody has defined 'rent'"),
    ],
)
def test_a_line_that_says_nothing_is_named(line: str, complaint: str) -> None:
    with pytest.raises(TranscriptError, match=complaint):
        debate(f"ana  claim  Rents fall\n{line}")


def test_the_rules_hold_in_a_transcript_too() -> None:
    with pytest.raises(NotYours):
        debate("ana  claim  Rents fall\nben  rewords #1  Rents rise")
