"""Kialo's text export: claims with what speaks for and against them, as another reader of it finds them too."""

import io
from datetime import UTC, datetime
from typing import Any

import arguebuf
import pytest

from bot.exchange import kialo
from bot.exchange.new_ledger import Destination
from bot.ledger.entries import Link, Relation
from bot.ledger.file_problems import FileError
from bot.ledger.ledger import NO_SERVER, Ledger
from bot.ledger.record.replay import replay
from bot.ledger.record.taken_in import LeftOut, Taken
from bot.render.front_ends import TERMINAL
from bot.words.files import said

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)

DISCUSSION = r"""Discussion Title: Should the city build?

1. The city should build,
and soon.
1.1. Pro: Rents fall where cities build.
1.1.1. Con: They fall [nowhere](https://example.org/rents).
1.1.2. Pro: They fell in Vienna \(and Tokyo\).
Both did.
1.2. Con: Cranes are loud.
1.2.1. Pro: -> See 1.1.1.
1.3. Whatever this is.
"""


def ledger_of(text: str, taken: Taken | None = None) -> Ledger:
    sealed = kialo.read(text, AT).sealed(Destination(5, NO_SERVER), bytes, taken or Taken())
    return replay(line.event for line in sealed)


def test_a_discussion_becomes_claims_that_support_and_attack_each_other() -> None:
    taken = Taken()
    ledger = ledger_of(DISCUSSION, taken)

    assert ledger.debate.question == "Should the city build?"
    assert [entry.statement for entry in ledger.entries.values()] == [
        "The city should build, and soon.",
        "Rents fall where cities build.",
        "They fall nowhere.",
        "They fell in Vienna (and Tokyo). Both did.",
        "Cranes are loud.",
        "Whatever this is.",
    ]
    assert ledger.links == {
        Link(2, Relation.SUPPORTS, 1),
        Link(3, Relation.ATTACKS, 2),
        Link(4, Relation.SUPPORTS, 2),
        Link(5, Relation.ATTACKS, 1),
        Link(3, Relation.SUPPORTS, 5),
    }
    assert (taken.claims, taken.stances, taken.left_out) == (6, 0, {})


def test_its_claims_are_of_somebody_without_a_name_and_nobody_has_answered_them() -> None:
    ledger = ledger_of(DISCUSSION)

    assert [(person.user, person.name) for person in ledger.participants.values()] == [(None, None)]
    assert ledger.stances == {}


def one_line(claim: Any) -> str:
    return " ".join(str(claim.text).split())


def test_arguebuf_finds_the_same_claims_and_the_same_relations() -> None:
    graph = arguebuf.load.kialo(io.StringIO(DISCUSSION))
    ledger = ledger_of(DISCUSSION)
    words = {number: entry.statement for number, entry in ledger.entries.items()}

    assert {one_line(node) for node in graph.atom_nodes.values()} == set(words.values())
    theirs = set()
    for scheme in graph.scheme_nodes.values():
        (source,), (target,) = graph.incoming_nodes(scheme), graph.outgoing_nodes(scheme)
        kind = type(scheme.scheme).__name__.lower()
        if kind != "rephrase":  # what Crux makes no link of: the file does not say what it is to the claim above
            theirs.add((one_line(source), kind, one_line(target)))
    ours = {
        (
            words[link.entry],
            {Relation.SUPPORTS: "support", Relation.ATTACKS: "attack"}[link.relation],
            words[link.target],
        )
        for link in ledger.links
    }
    assert theirs == ours


def test_what_is_escaped_is_no_link_and_a_link_may_be_to_what_comes_later() -> None:
    taken = Taken()
    ledger = ledger_of(
        "Discussion Title: T\n\n1. Thesis\n1.1. Pro: -> See 1.2.\n1.2. Con: \\[sic\\](so) [it\\]s](http://x/\\(y\\))\n"
        "1.3. Pro: -> See 1.9.\n",
        taken,
    )

    assert ledger.entries[2].statement == "[sic](so) it]s"
    assert ledger.links == {Link(2, Relation.SUPPORTS, 1), Link(2, Relation.ATTACKS, 1)}
    assert taken.left_out == {LeftOut.LINKS_TO_NOTHING: 1}


def test_a_claim_longer_than_a_statement_is_whole_in_its_passage() -> None:
    long = "It is so. " + "And again. " * 40
    taken = Taken()
    entry = ledger_of(f"Discussion Title: T\n\n1. {long}\n", taken).entries[1]

    assert (entry.statement, entry.passage) == ("It is so.", long.strip())
    assert taken.left_out == {LeftOut.SHORTENED: 1}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: a discussion of Kialo begins with Discussion Title:"),
        ("1. Thesis\n", "line 1: a discussion of Kialo begins with Discussion Title:"),
        ("Discussion Title: T\n\n", 'line 2: the thesis is missing: it begins with "1. "'),
        ("Discussion Title: T\n\nThesis\n", 'line 3: the thesis is missing: it begins with "1. "'),
        ("Discussion Title: T\n\n1. Thesis\n1.1. Pro: a\n1.1. Con: b\n", "line 5: the claim 1.1. stands twice"),
        ("Discussion Title: T\n\n1. Thesis\n1.2.1. Pro: a\n", "line 4: the claim 1.2. above it is missing"),
        ("Discussion Title: T\n\n1. Thesis\n1.1. Pro: \n", "line 4: the claim has no words"),
        ("Discussion Title: T\n\n1. Thesis\n1.1. Pro: \n1.1. Pro: a\n", "line 4: the claim has no words"),
        ("Discussion Title: T\n" + "\n" * 5_000, 'line 1001: the thesis is missing: it begins with "1. "'),
        ("Discussion Title: T\n\n1. Thesis\n" + "and on\n" * 700, "line 3: the claim has more than 4000 characters"),
    ],
)
def test_a_bad_file_gets_one_clear_line(text: str, complaint: str) -> None:
    with pytest.raises(FileError) as refused:
        kialo.read(text, AT)

    assert said(TERMINAL, refused.value) == complaint


def test_a_file_of_more_claims_than_any_discussion_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kialo, "MOST_CLAIMS", 7)
    assert len(ledger_of(DISCUSSION).entries) == 6

    monkeypatch.setattr(kialo, "MOST_CLAIMS", 6)
    with pytest.raises(FileError) as refused:
        kialo.read(DISCUSSION, AT)
    assert said(TERMINAL, refused.value) == "line 11: the discussion has more than 6 claims"


def test_a_claim_deeper_than_in_any_discussion_is_refused() -> None:
    numbers = ["1." * level for level in range(2, kialo.MOST_LEVELS + 1)]
    deep = "Discussion Title: T\n\n1. Thesis\n" + "".join(f"{number} Pro: a\n" for number in numbers)
    assert len(ledger_of(deep).entries) == kialo.MOST_LEVELS

    with pytest.raises(FileError) as refused:
        kialo.read(f"{deep}{numbers[-1]}1. Pro: a\n", AT)
    assert said(TERMINAL, refused.value) == "line 203: the claim lies more than 200 levels deep"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_discussion_is_known_by_its_beginning_whichever_encoding_it_is_in(encoding: str) -> None:
    assert kialo.is_discussion(DISCUSSION.encode(encoding)[:200])
    assert not kialo.is_discussion("{}".encode(encoding))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    assert ledger_of(DISCUSSION.replace("\n", end)) == ledger_of(DISCUSSION)
