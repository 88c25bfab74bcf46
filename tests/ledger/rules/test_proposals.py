"""What becomes of a proposal, and of an entry that its author says anew or takes back."""

from dataclasses import replace

import pytest

from bot.ledger.entries import Answer, Concession, Degree, Entry, Kind, Link, Relation, Scope, Status, Wording
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    AwaitsItsAuthor,
    EntryIsGone,
    MergedWithItself,
    NothingToRestore,
    NotProposed,
    NotYours,
    OthersAreSilent,
    Refusal,
    WordsAreGone,
)
from bot.ledger.rules.proposals import (
    Removal,
    confirmed,
    declined,
    merged,
    restored,
    reworded,
    reworded_and_confirmed,
    withdrawn,
)
from tests.transcript import debate

ANA, BEN = 1, 2


def test_only_the_author_confirms_and_from_then_on_it_counts() -> None:
    ledger = debate("ana  claim  Rents fall\nben  proposes for ana  claim  Supply matters")

    assert confirmed(ledger, ledger.entries[2], ledger.participants[ANA]) == (
        e.EntryConfirmed(2),
        e.StanceTaken(2, ANA, 1, Answer.AGREE),
    )
    with pytest.raises(NotYours):
        confirmed(ledger, ledger.entries[2], ledger.participants[BEN])


def test_a_confirmed_crux_is_the_authors_crux_for_what_its_tagger_said() -> None:
    ledger = debate("ana  claim  Rents fall\nben  proposes for ana  crux for #1  Supply matters")

    assert confirmed(ledger, ledger.entries[2], ledger.participants[ANA])[-1] == e.CruxMarked(2, ANA, 1, Degree.FULLY)


def test_a_proposal_is_answered_once() -> None:
    ledger = debate("ben  proposes for ana  claim  Supply matters\nana  declines #1")

    author = ledger.participants[2]
    for answer in (lambda: confirmed(ledger, ledger.entries[1], author), lambda: declined(ledger.entries[1], 2)):
        with pytest.raises(NotProposed):
            answer()


def test_the_author_declines_and_nobody_else() -> None:
    ledger = debate("ana  claim  Rents fall\nben  proposes for ana  claim  Supply matters")

    assert declined(ledger.entries[2], ANA) == (e.EntryDeclined(2),)
    with pytest.raises(NotYours):
        declined(ledger.entries[2], BEN)


def test_a_rewording_carries_its_authors_own_stance_along_and_nobody_elses() -> None:
    ledger = debate("ana  claim  Rents fall\nben  agrees #1")
    own = ledger.stances[1, ANA]

    assert reworded(ledger.entries[1], ANA, "Rents fall a lot", own) == (
        e.EntryReworded(1, 2, "Rents fall a lot"),
        e.StanceTaken(1, ANA, 2, Answer.AGREE),
    )


def test_a_stance_that_waits_already_is_not_carried_along() -> None:
    ledger = debate("ana  claim  Rents fall\nana  rewords #1  Rents fall a lot")
    earlier = debate("ana  claim  Rents fall").stances[1, ANA]

    assert reworded(ledger.entries[1], ANA, "Rents fall in time", earlier) == (
        e.EntryReworded(1, 3, "Rents fall in time"),
    )


def test_the_same_words_are_no_rewording_and_only_the_author_rewords() -> None:
    entry = debate("ana  claim  Rents fall").entries[1]

    assert reworded(entry, ANA, " Rents  fall ", None) == ()
    with pytest.raises(NotYours):
        reworded(entry, BEN, "Rents rise", None)


def test_what_is_gone_is_neither_reworded_nor_withdrawn_again() -> None:
    entry = debate("ana  claim  Rents fall\nana  withdraws #1").entries[1]

    with pytest.raises(EntryIsGone):
        reworded(entry, ANA, "Rents rise", None)
    with pytest.raises(EntryIsGone):
        withdrawn(entry, ANA, moderator=False)


def test_an_entry_is_taken_back_by_its_author_and_by_moderators() -> None:
    entry = debate("ana  claim  Rents fall").entries[1]

    assert withdrawn(entry, ANA, moderator=False) == (e.EntryWithdrawn(1),)
    assert withdrawn(entry, BEN, moderator=True) == (e.EntryWithdrawn(1),)
    with pytest.raises(NotYours):
        withdrawn(entry, BEN, moderator=False)


def test_a_proposal_is_taken_back_by_its_tagger_too_until_it_is_confirmed() -> None:
    told = "ana  claim  Rents fall\nben  proposes for ana  claim  Supply matters"

    assert withdrawn(debate(told).entries[2], BEN, moderator=False) == (e.EntryWithdrawn(2),)
    with pytest.raises(NotYours):
        withdrawn(debate(f"{told}\nana  confirms #2").entries[2], BEN, moderator=False)


def test_an_entry_goes_on_as_another_one_and_says_so() -> None:
    ledger = debate("ana  claim  Rents fall\nben  claim  Rents go down")

    assert merged(ledger.entries[1], ledger.entries[2], ANA, False, ()) == (
        e.EntriesLinked(1, Relation.RESTATES, 2),
        e.EntryMerged(1, 2, linked=True),
    )
    assert merged(ledger.entries[1], ledger.entries[2], BEN, True, ledger.links)[-1] == e.EntryMerged(1, 2, linked=True)
    linked_before = (Link(1, Relation.RESTATES, 2),)
    assert merged(ledger.entries[1], ledger.entries[2], BEN, True, linked_before) == (e.EntryMerged(1, 2),)
    with pytest.raises(NotYours):
        merged(ledger.entries[1], ledger.entries[2], BEN, False, ())
    with pytest.raises(MergedWithItself):
        merged(ledger.entries[1], ledger.entries[1], ANA, False, ())


def test_what_nobody_can_read_any_more_neither_goes_on_as_another_entry_nor_is_gone_on_as() -> None:
    entries = debate("ana  claim  Rents fall\nana  claim  Rents go down").entries
    erased = replace(entries[2], wordings=tuple(replace(one, statement=None) for one in entries[2].wordings))

    for entry, into in ((entries[1], erased), (erased, entries[1])):
        for moderator in (False, True):
            with pytest.raises(WordsAreGone):
                merged(entry, into, ANA, moderator, ())


def test_nothing_goes_on_as_a_proposal() -> None:
    ledger = debate("ana  claim  Rents fall\nben  proposes for ana  claim  Rents go down")

    with pytest.raises(AwaitsItsAuthor):
        merged(ledger.entries[1], ledger.entries[2], ANA, False, ())


def test_a_proposal_in_its_authors_own_words_counts_in_these_and_not_as_its_tagger_saw_it() -> None:
    ledger = debate("ana  claim  Rents fall\nben  proposes for ana  claim  Supply matters")
    entry, ana = ledger.entries[2], ledger.participants[ANA]

    assert reworded_and_confirmed(ledger, entry, ana, "Supply matters most") == (
        e.EntryReworded(2, 2, "Supply matters most"),
        e.EntryConfirmed(2),
        e.StanceTaken(2, ANA, 2, Answer.AGREE),
    )
    assert reworded_and_confirmed(ledger, entry, ana, "Supply matters") == confirmed(ledger, entry, ana)


def with_concession_proposed(text: str, author: int, proposed: Answer) -> tuple[Ledger, Entry]:
    """The ledger, and a proposal on behalf of its author: that they concede #1."""
    ledger = debate(text)
    number, first = len(ledger.entries) + 1, ledger.entries[1]
    entry = replace(
        first,
        number=number,
        kind=Kind.CONCESSION,
        author=author,
        tagger=3 - author,
        status=Status.PROPOSED,
        wordings=(Wording(1, "You are right"),),
        concession=Concession(1, Scope.POINT, proposed),
    )
    return ledger, entry


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("ana  claim  Rents fall\nben  disagrees #1", Answer.AGREE),
        ("ana  claim  Rents fall\nben  disagrees #1\nana  unsure #1", Answer.UNSURE),
        (
            "ana  claim  Rents fall\nben  disagrees #1\nana  rewords #1  Rents fall a lot\nben  disagrees #1",
            Answer.AGREE,
        ),
    ],
)
def test_a_proposed_concession_takes_over_what_the_others_answer_when_it_is_confirmed(
    text: str, before: Answer
) -> None:
    ledger, entry = with_concession_proposed(text, ANA, Answer.AGREE)
    wording = ledger.entries[1].wording.number

    assert confirmed(ledger, entry, ledger.participants[ANA]) == (
        e.EntryConfirmed(2, Answer.DISAGREE, before),
        e.StanceTaken(1, ANA, wording, Answer.DISAGREE, None, 2),
    )


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("ana  claim  Rents fall", OthersAreSilent), ("ana  claim  Rents fall\nana  withdraws #1", EntryIsGone)],
)
def test_a_proposed_concession_that_concedes_nothing_cannot_be_confirmed(text: str, refusal: type[Refusal]) -> None:
    ledger, entry = with_concession_proposed(text, ANA, Answer.DISAGREE)

    with pytest.raises(refusal):
        confirmed(ledger, entry, ledger.participants[ANA])
    with pytest.raises(refusal):
        reworded_and_confirmed(ledger, entry, ledger.participants[ANA], "You have a point")


def test_a_proposal_without_words_is_reworded_or_declined_and_not_confirmed() -> None:
    ledger = debate("ana  claim  Rents fall\nben  proposes for ana  claim  Supply matters")
    erased, ana = replace(ledger.entries[2], wordings=(Wording(1, None),)), ledger.participants[ANA]

    with pytest.raises(WordsAreGone):
        confirmed(ledger, erased, ana)
    assert declined(erased, ANA) == (e.EntryDeclined(2),)
    assert reworded_and_confirmed(ledger, erased, ana, "Supply matters most")[:2] == (
        e.EntryReworded(2, 2, "Supply matters most"),
        e.EntryConfirmed(2),
    )


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.MERGED])
def test_who_took_an_entry_away_lets_it_stand_again(status: Status) -> None:
    entry = replace(debate("ana  claim  Rents fall").entries[1], status=status)
    removal = Removal(ANA, was_live=True)
    link = Link(1, Relation.RESTATES, 2)

    assert restored(entry, ANA, False, removal, None) == (e.EntryRestored(1),)
    assert restored(entry, BEN, True, removal, link) == (
        e.EntriesUnlinked(1, Relation.RESTATES, 2),
        e.EntryRestored(1),
    )
    with pytest.raises(NotYours):
        restored(entry, BEN, False, removal, None)
    for never_counted in (None, Removal(ANA, was_live=False)):
        with pytest.raises(NothingToRestore):
            restored(entry, ANA, True, never_counted, None)


def test_what_stands_is_not_restored() -> None:
    entry = debate("ana  claim  Rents fall").entries[1]

    with pytest.raises(NothingToRestore):
        restored(entry, ANA, True, Removal(ANA, was_live=True), None)
