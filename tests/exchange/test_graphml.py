"""A ledger as GraphML: networkx reads its nodes and edges, with all that is known of each."""

import io
from collections.abc import Iterable
from typing import Any

import networkx

from bot.exchange.formats import Format
from bot.exchange.graphml import in_xml
from bot.ledger.entries import Degree, Relation
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.text import one_line
from tests.exchange.hostile_words import HOSTILE, with_words
from tests.exchange.ledgers import DEBATE, GUILD, MERGED, MESSAGE, ledger
from tests.exchange.written import standing_in


def read(found: Ledger) -> Any:
    return networkx.read_graphml(io.BytesIO(standing_in(Format.GRAPHML, found).encode()), force_multigraph=True)


def edges(graph: Any) -> Iterable[tuple[str, str, str]]:
    return sorted((start, data["relation"], end) for start, end, data in graph.edges(data=True))


def test_every_entry_is_a_node_whatever_became_of_it() -> None:
    graph = read(ledger(MERGED))

    assert set(graph.nodes) == {"question", *(f"e{number}" for number in range(1, 12))}
    assert {
        name: data["status"] for name, data in graph.nodes(data=True) if name in ("e1", "e2", "e5", "e6", "e7")
    } == {
        "e1": "live",
        "e2": "merged",
        "e5": "declined",
        "e6": "proposed",
        "e7": "withdrawn",
    }
    assert graph.nodes["question"] == {"kind": "question", "statement": "Should the city build?"}
    assert graph.graph == {"side_A": "Yes", "side_B": "No", "node_default": {}, "edge_default": {}}


def test_a_node_says_what_the_ledger_says_of_its_entry() -> None:
    assert read(ledger(MERGED)).nodes["e1"] == {
        "number": 1,
        "kind": "claim",
        "status": "live",
        "statement": "Rents fall when we build",
        "class": "one-sided",
        "author": "ana",
        "tagged_at": "2026-01-01T12:00:05+00:00",
        "parked": "no",
        "wordings": 2,
        "passage": "rents fall here",
        "message": f"https://discord.com/channels/{GUILD}/{DEBATE}/{MESSAGE}",
        "agree_A": 1,
        "disagree_A": 0,
        "unsure_A": 0,
        "agree_B": 0,
        "disagree_B": 0,
        "unsure_B": 0,
    }


def test_edges_are_the_relations_of_the_ledger_with_merges_concessions_and_crux_marks() -> None:
    graph = read(ledger((*MERGED, e.EntriesLinked(9, Relation.RESIDUE_OF, 3), e.CruxMarked(9, 1, None, Degree.PARTLY))))

    assert edges(graph) == [
        ("e10", "concedes", "e8"),
        ("e2", "crux for", "question"),
        ("e2", "goes on as", "e1"),
        ("e3", "concedes", "e2"),
        ("e8", "goes on as", "e2"),
        ("e9", "crux for", "e8"),
        ("e9", "crux for", "question"),
        ("e9", "residue of", "e3"),
        ("e9", "supports", "e8"),
    ]
    (mark,) = graph.get_edge_data("e9", "question").values()
    assert (mark["by"], mark["degree"]) == ("ana", "partly")
    (concession,) = graph.get_edge_data("e3", "e2").values()
    assert concession["scope"] == "point"


def test_whatever_people_write_xml_holds_it_but_for_control_characters() -> None:
    words = (*HOSTILE, "\x1b[31m red \x00 \x08", "\ufffe\uffff x", "]]> &lt; <data key='x'>")
    graph = read(with_words(*words))

    for number, said in enumerate(words, 1):
        assert graph.nodes[f"e{number}"]["statement"] == one_line(said)
        assert graph.nodes[f"e{number}"]["author"] == one_line(said)
    assert graph.graph["side_A"] == one_line(words[0])


def test_characters_that_xml_has_no_place_for_are_left_out() -> None:
    assert in_xml("a\x00b\x1f\ufffec\td\U0001f600") == "abc\td\U0001f600"
