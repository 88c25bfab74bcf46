"""A ledger in the Argument Interchange Format: arguebuf reads the arguments, a schema of ours what was said by whom."""

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import arguebuf
import pytest
from jsonschema import Draft202012Validator

from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Answer, Kind, Relation, Scope, Stance
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.text import one_line
from bot.render.front_ends import DISCORD
from tests.exchange.hostile_words import HOSTILE, with_words
from tests.exchange.ledgers import DEBATE, GUILD, MERGED, MESSAGE, ledger
from tests.exchange.written import Standing, in_one_piece, standing_in

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "aif.schema.json").read_text(encoding="utf-8"))
Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = Draft202012Validator(SCHEMA)

DEBATED = ledger(
    (
        *MERGED,
        e.EntriesLinked(4, Relation.ATTACKS, 1),
        e.EntriesLinked(9, Relation.RESTATES, 4),
        e.EntriesLinked(9, Relation.RESIDUE_OF, 3),
        e.StanceTaken(4, 1, 1, Answer.DISAGREE, 20),
        e.StanceTaken(4, 2, 1, Answer.AGREE),
        e.StanceTaken(9, 1, 1, Answer.UNSURE),
    )
)


def written(found: Ledger) -> Any:
    return json.loads(standing_in(Format.AIF, found))


def read(graph: Any) -> Any:
    """What arguebuf makes of it; it warns of each edge of what it knows nothing of: what was said by whom."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return arguebuf.load.aif(graph)


class Graph:
    """A graph by its nodes and edges."""

    def __init__(self, graph: Any) -> None:
        self.nodes = {node["nodeID"]: node for node in graph["nodes"]}
        self.edges = [(edge["fromID"], edge["toID"]) for edge in graph["edges"]]

    def of(self, kind: str) -> list[str]:
        return [name for name, node in self.nodes.items() if node["type"] == kind]

    def text(self, node: str) -> str:
        return str(self.nodes[node]["text"])

    def before(self, node: str) -> list[str]:
        return [start for start, end in self.edges if end == node]

    def behind(self, node: str) -> list[str]:
        return [end for start, end in self.edges if start == node]

    def through(self, kind: str) -> set[tuple[str, str, str]]:
        """What each node of a type leads from, its own text, and what it leads to."""
        told = set()
        for node in self.of(kind):
            (start,), (end,) = self.before(node), self.behind(node)
            told.add((self.text(start), self.text(node), self.text(end)))
        return told


def test_arguebuf_finds_the_statements_and_how_they_are_linked() -> None:
    graph = read(written(DEBATED))

    atoms = {atom.id: atom.plain_text for atom in graph.atom_nodes.values()}
    assert sorted(atoms.values()) == [
        "=Rents fall",
        "Cranes are loud",
        "It is",
        "Rents fall when we build",
        "Rents fell in Vienna",
        "Yes",
    ]
    linked = set()
    for scheme in graph.scheme_nodes.values():
        (start,), (end,) = (
            [edge.source.id for edge in graph.edges.values() if edge.target.id == scheme.id],
            [edge.target.id for edge in graph.edges.values() if edge.source.id == scheme.id],
        )
        linked.add((atoms[start], type(scheme.scheme).__name__, atoms[end]))
    assert linked == {
        ("Rents fall when we build", "Rephrase", "=Rents fall"),
        ("Rents fell in Vienna", "Support", "Rents fall when we build"),
        ("Cranes are loud", "Attack", "Rents fall when we build"),
        ("Rents fell in Vienna", "Rephrase", "Cranes are loud"),
    }


def test_each_entry_is_said_by_its_author_and_stances_agree_or_disagree_with_the_wording_they_were_given_to() -> None:
    assert Graph(written(DEBATED)).through("YA") == {
        ("ana: Rents fall when we build", "Asserting", "Rents fall when we build"),
        ("ana: It is", "Asserting", "It is"),
        ("ana: It is", "Agreeing", "Rents fall when we build"),
        ("ana: Yes", "Asserting", "Yes"),
        ("ana: Yes", "Agreeing", "Rents fall when we build"),
        ("ben: Cranes are loud", "Asserting", "Cranes are loud"),
        ("ben: Rents fell in Vienna", "Default Illocuting", "Rents fell in Vienna"),
        ("ben: disagree", "Disagreeing", "=Rents fall"),
        ("ana: disagree", "Disagreeing", "Cranes are loud"),
    }


def test_what_answers_something_is_said_after_it() -> None:
    assert Graph(written(DEBATED)).through("TA") == {
        ("ana: Rents fall when we build", "Default Transition", "ana: It is"),
        ("ana: Rents fall when we build", "Default Transition", "ana: Yes"),
        ("ana: Rents fall when we build", "Default Transition", "ben: Cranes are loud"),
        ("ana: Rents fall when we build", "Default Transition", "ben: Rents fell in Vienna"),
        ("ana: It is", "Default Transition", "ben: Rents fell in Vienna"),
        ("ben: Cranes are loud", "Default Transition", "ben: Rents fell in Vienna"),
        ("ana: Rents fall when we build", "Default Transition", "ben: disagree"),
        ("ben: Cranes are loud", "Default Transition", "ana: disagree"),
    }


@pytest.mark.parametrize("found", [DEBATED, ledger(MERGED[:1]), with_words(*HOSTILE)], ids=["all", "empty", "hostile"])
def test_it_is_valid_and_each_edge_and_locution_leads_to_nodes_that_may_stand_there(found: Ledger) -> None:
    document = written(found)
    VALIDATOR.validate(document)
    graph = Graph(document)

    assert len(graph.nodes) == len(document["nodes"])
    assert len({edge["edgeID"] for edge in document["edges"]}) == len(document["edges"])
    kinds = Counter(tuple(graph.nodes[end]["type"] for end in ends) for ends in graph.edges)
    assert kinds.keys() <= {
        *(("I", scheme) for scheme in ("RA", "CA", "MA")),
        *((scheme, "I") for scheme in ("RA", "CA", "MA")),
        *(("L", "YA"), ("YA", "I"), ("L", "TA"), ("TA", "L")),
    }
    for kind in ("RA", "CA", "MA", "YA", "TA"):
        assert all(len(graph.before(node)) == len(graph.behind(node)) == 1 for node in graph.of(kind))
    people = {person["participantID"] for person in document["participants"]}
    assert {said["personID"] for said in document["locutions"]} == people
    assert [said["nodeID"] for said in document["locutions"]] == graph.of("L")


def test_people_moments_and_links_to_messages() -> None:
    document = written(DEBATED)

    assert document["participants"] == [
        {"participantID": "1", "firstname": "ana", "surname": ""},
        {"participantID": "2", "firstname": "ben", "surname": ""},
    ]
    assert document["locutions"][0] == {
        "nodeID": "4",
        "personID": "1",
        "timestamp": "2026-01-01 12:00:05",
        "start": None,
        "end": None,
        "source": f"https://discord.com/channels/{GUILD}/{DEBATE}/{MESSAGE}",
    }


def test_a_concession_for_the_arguments_sake_agrees_with_nothing_and_one_that_rejects_disagrees() -> None:
    def conceded(scope: Scope, answer: Answer) -> set[tuple[str, str, str]]:
        found = ledger(
            (
                e.DebateOpened(GUILD, True, "?"),
                e.ParticipantMet(1, "1", "ana"),
                e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement="Rents fall"),
                e.EntryTagged(
                    2, Kind.CONCESSION, 1, 1, False, concedes=1, scope=scope, conceded_answer=answer, statement="Well"
                ),
            )
        )
        return {told for told in Graph(written(found)).through("YA") if told[1] in ("Agreeing", "Disagreeing")}

    assert conceded(Scope.ARGUMENT, Answer.AGREE) == set()
    assert conceded(Scope.WHOLE, Answer.DISAGREE) == {("ana: Well", "Disagreeing", "Rents fall")}


def test_who_was_forgotten_has_no_name_and_erased_words_are_said_to_be() -> None:
    found = ledger(
        (
            e.DebateOpened(GUILD, True, None),
            e.ParticipantMet(1, None, None),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False),
            e.PersonForgotten(1),
        )
    )
    graph = Graph(written(found))

    assert [graph.text(node) for node in (*graph.of("I"), *graph.of("L"))] == ["(erased)", "someone: (erased)"]


class Spans(HTMLParser):
    """The text of each locution, by the node that its span names."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, str] = {}
        self.tags: set[str] = set()
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open = (dict(attrs).get("id") or "").removeprefix("node") if tag == "span" else self._open

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag == "span" else self._open

    def handle_data(self, data: str) -> None:
        self.told[self._open] = self.told.get(self._open, "") + data


@pytest.mark.parametrize("found", [DEBATED, with_words(*HOSTILE)], ids=["all", "hostile"])
def test_xaif_wraps_the_same_graph_with_where_it_is_drawn_and_what_was_said(found: Ledger) -> None:
    plain, extended = written(found), json.loads(standing_in(Format.XAIF, found))
    wrapped = extended["AIF"]
    VALIDATOR.validate(wrapped)

    assert extended.keys() == {"AIF", "OVA", "dialog", "text"}
    assert [wrapped[key] for key in ("nodes", "edges", "locutions")] == [
        plain[key] for key in ("nodes", "edges", "locutions")
    ]
    assert [person["participantID"] for person in wrapped["participants"]] == [
        int(person["participantID"]) for person in plain["participants"]
    ]
    assert [node["nodeID"] for node in extended["OVA"]["nodes"]] == [node["nodeID"] for node in plain["nodes"]]
    assert len({(node["x"], node["y"]) for node in extended["OVA"]["nodes"]}) == len(plain["nodes"])
    assert all(node["visible"] is True and isinstance(node["x"], int) for node in extended["OVA"]["nodes"])
    spans = Spans()
    spans.feed(extended["text"])
    graph = Graph(plain)
    assert {node: one_line(text) for node, text in spans.told.items()} == {
        node: one_line(graph.text(node)) for node in graph.of("L")
    }
    assert spans.tags == {"span", "br"}


class CountedReadings(Standing):
    """A ledger that notes each time its stances are read."""

    def stances(self, entries: Sequence[int] | None = None) -> Iterator[Stance]:
        READINGS.append(entries)
        return super().stances(entries)


READINGS: list[Sequence[int] | None] = []


@pytest.mark.parametrize("form", [Format.AIF, Format.XAIF])
def test_stances_are_read_four_times_however_many_lists_they_are_written_to(form: Format) -> None:
    """Twice to count them, once for what authors assert, and once to write all lists."""
    READINGS.clear()

    in_one_piece(lambda out: LedgerWriter(DISCORD).write(form, CountedReadings(DEBATED), out))

    assert len(READINGS) == 4


def test_each_default_scheme_has_the_number_that_aifdb_gives_to_it() -> None:
    wrapped = json.loads(standing_in(Format.XAIF, DEBATED))["AIF"]
    graph = Graph(wrapped)

    told = {(graph.text(one["nodeID"]), one["schemeID"]) for one in wrapped["schemefulfillments"]}
    assert told == {
        ("Default Inference", "72"),
        ("Default Conflict", "71"),
        ("Default Rephrase", "144"),
        ("Default Transition", "82"),
        ("Default Illocuting", "168"),
    }
    assert all(re.fullmatch("[A-Z]A", graph.nodes[one["nodeID"]]["type"]) for one in wrapped["schemefulfillments"])


def test_arguebuf_reads_xaif_too() -> None:
    plain, wrapped = read(written(DEBATED)), read(json.loads(standing_in(Format.XAIF, DEBATED))["AIF"])

    assert plain.atom_nodes.keys() == wrapped.atom_nodes.keys()
