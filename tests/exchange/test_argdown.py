"""A ledger as Argdown: its own parser finds the statements as they were said, and what supports or attacks what."""

from typing import Any

import pytest

from bot.exchange.formats import Format
from bot.ledger.entries import Answer, Kind, Relation
from bot.ledger.record import events as e
from bot.ledger.text import one_line
from tests.exchange.hostile_words import HOSTILE, with_words
from tests.exchange.ledgers import EVERYTHING, GUILD, MERGED, ledger
from tests.exchange.node import read_by
from tests.exchange.written import standing_in

CLAIMS = [e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=f"Claim {number}") for number in (1, 2, 3)]
TIES = ((1, Relation.ATTACKS, 2), (2, Relation.ATTACKS, 1), (2, Relation.SUPPORTS, 3), (3, Relation.SUPPORTS, 1))
MANY = range(1, 1001)
TOGETHER = " · ".join(HOSTILE)

LEDGERS = {
    "linked": ledger((*MERGED, e.EntriesLinked(4, Relation.SUPPORTS, 1), e.EntriesLinked(4, Relation.ATTACKS, 9))),
    "in a circle": ledger(
        (
            e.DebateOpened(GUILD, True, "?"),
            e.ParticipantMet(1, "1", "ana"),
            *CLAIMS,
            *(e.EntriesLinked(*tie) for tie in TIES),
        )
    ),
    "with data": ledger(
        (
            *MERGED,
            e.EntriesLinked(4, Relation.RESTATES, 1),
            e.EntriesLinked(9, Relation.RESIDUE_OF, 3),
            e.StanceTaken(9, 1, 1, Answer.UNSURE),
        )
    ),
    "closed": ledger((*EVERYTHING, e.DebateClosed(None, None, None))),
    "hostile": with_words(*HOSTILE),
    "all hostile words at once": with_words(TOGETHER, TOGETHER),
    "erased": ledger(
        (
            e.DebateOpened(GUILD, True, None),
            e.ParticipantMet(1, None, None),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False),
            e.PersonForgotten(1),
        )
    ),
    "long": ledger(
        (
            e.DebateOpened(GUILD, True, "?"),
            *(e.ParticipantMet(number, str(number), f"{{p}} {number}") for number in MANY),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement="Rents fall"),
            *(e.StanceTaken(1, number, 1, Answer.AGREE, 70) for number in MANY),
        )
    ),
}
"""What is read: all of it at once, since Node takes its time to start."""


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """What Argdown's parser says of each ledger."""
    documents = [standing_in(Format.ARGDOWN, each) for each in LEDGERS.values()]
    told = dict(zip(LEDGERS, read_by("argdown.mjs", "@argdown/core", documents), strict=True))
    assert {name: one["errors"] for name, one in told.items() if one["errors"]} == {}
    return told


def said(told: Any) -> dict[str, str]:
    """The statements without their tag, which the parser leaves in the text."""
    return {title: one["text"].removesuffix(f" #{one['tags'][-1]} ") for title, one in told["statements"].items()}


def tags(told: Any) -> dict[str, list[str]]:
    return {title: one["tags"] for title, one in told["statements"].items()}


def test_the_whole_document() -> None:
    assert standing_in(Format.ARGDOWN, ledger(MERGED[:6])) == (
        "===\n"
        'title: "Should we build? 家を"\n'
        'crux: {"sides": {"A": "Yes"}, "opened": "2026-01-01T12:00:01+00:00"}\n'
        "===\n\n"
        '[#1]: \\=Rents fall #claim {"author": "ana", "tagged": "2026-01-01T12:00:05+00:00", '
        '"message": "https://discord.com/channels/1152921504606846976/1152921504606846977/576460752303423488", '
        '"class": "one-sided", "stances": {"A": [1, 0, 0]}, '
        '"answers": [{"by": "ana", "answer": "agree", "credence": 80}]}\n'
    )


def test_the_parser_finds_each_live_entry_with_its_kind_and_what_it_is_to_others(read: dict[str, Any]) -> None:
    found = read["linked"]

    assert said(found) == {
        "#1": "Rents fall when we build",
        "#3": "It is",
        "#4": "Cranes are loud",
        "#9": "Rents fell in Vienna",
        "#10": "Yes",
    }
    claim, concession = ["claim"], ["concession"]
    assert tags(found) == {"#1": claim, "#3": concession, "#4": claim, "#9": claim, "#10": concession}
    assert sorted(found["relations"]) == [["attack", "#4", "#9"], ["support", "#4", "#1"], ["support", "#9", "#1"]]


def test_relations_in_a_circle_and_both_ways_are_those_of_the_ledger(read: dict[str, Any]) -> None:
    found = {(start, kind, end) for kind, start, end in read["in a circle"]["relations"]}
    called = {Relation.SUPPORTS: "support", Relation.ATTACKS: "attack"}

    assert found == {(f"#{entry}", called[relation], f"#{target}") for entry, relation, target in TIES}


def test_what_argdown_has_no_sign_for_stands_in_the_data(read: dict[str, Any]) -> None:
    statements = read["with data"]["statements"]
    first, concession, parked, fourth = (statements[title]["data"] for title in ("#1", "#3", "#4", "#9"))

    assert (first["author"], first["class"], first["stances"]) == ("ana", "one-sided", {"A": [1, 0, 0], "B": [0, 0, 0]})
    assert first["answers"] == [{"by": "ana", "answer": "agree", "credence": 80}]
    assert first["crux"] == [{"by": "ben", "for": "question", "degree": "fully"}]
    assert concession["concedes"] == {"entry": "#1", "scope": "point", "answer": "agree"}
    assert (parked["parked"], parked["restates"]) == ("by both", ["#1"])
    assert (fourth["remains after"], fourth["crux"][0]["for"]) == (["#3"], "#1")
    assert fourth["stances"]["A"] == [0, 0, 1]


def test_the_head_names_the_question_the_sides_and_when_it_was(read: dict[str, Any]) -> None:
    head = read["closed"]["frontMatter"]

    assert head["title"] == "Should the city build?"
    assert head["crux"]["sides"] == {"A": "Yes", "B": "No"}
    assert head["crux"].keys() == {"sides", "opened", "closed"}


def test_hostile_words_come_back_as_they_were_said(read: dict[str, Any]) -> None:
    found = read["hostile"]

    wanted = {f"#{number}": one_line(words) for number, words in enumerate(HOSTILE, 1)}
    assert said(found) == wanted
    assert tags(found) == {title: ["claim"] for title in wanted}
    assert {title: one["data"]["author"] for title, one in found["statements"].items()} == wanted
    assert (found["relations"], found["arguments"]) == ([], [])


def test_hostile_words_can_be_the_question_and_a_side(read: dict[str, Any]) -> None:
    head = read["all hostile words at once"]["frontMatter"]

    assert head["title"] == head["crux"]["sides"]["A"] == one_line(TOGETHER)


def test_erased_words_are_said_to_be(read: dict[str, Any]) -> None:
    found = read["erased"]

    assert said(found) == {"#1": "(erased)"}
    assert found["statements"]["#1"]["data"]["author"] == "someone"


def test_a_thousand_answers_to_an_entry_are_read(read: dict[str, Any]) -> None:
    assert len(read["long"]["statements"]["#1"]["data"]["answers"]) == len(MANY)
