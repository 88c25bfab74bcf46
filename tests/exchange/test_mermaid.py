"""A ledger as a Mermaid flowchart: Mermaid finds its nodes and arrows, and nobody's words are markup in it."""

from typing import Any

import pytest

from bot.exchange.formats import Format
from bot.ledger.entries import Degree, Kind, Relation
from bot.ledger.record import events as e
from bot.ledger.text import one_line
from bot.render.front_ends import discord_in
from tests.exchange.hostile_words import HOSTILE, with_words
from tests.exchange.ledgers import MERGED, ledger
from tests.exchange.node import read_by
from tests.exchange.written import standing_in

DIRECTIVES = (
    "%%{init: {'theme': 'dark'}}%%",
    "%% a comment",
    "style: #fff; classDef x: #000;",
    'click e1 "https://example.org"',
    "end",
    "A --> B",
    "**bold** `**x**`",
    "<script>alert(1)</script>",
    "#quot; &lt; #35; ﬂ°",
    "---\ntitle: x\n---",
)
LEDGERS = {
    "linked": ledger(
        (
            *MERGED,
            e.EntriesLinked(4, Relation.ATTACKS, 1),
            e.EntriesLinked(4, Relation.RESIDUE_OF, 3),
            e.CruxMarked(1, 1, None, Degree.PARTLY),
            e.EntryTagged(12, Kind.CRUX, 2, 2, False, statement="It is dear"),
        )
    ),
    "hostile": with_words(*HOSTILE, *DIRECTIVES),
    "nothing": ledger(MERGED[:1]),
}


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """What Mermaid says of each ledger."""
    charts = [standing_in(Format.MERMAID, each) for each in LEDGERS.values()]
    return dict(zip(LEDGERS, read_by("mermaid.mjs", "mermaid", charts), strict=True))


def test_the_whole_chart() -> None:
    assert standing_in(Format.MERMAID, LEDGERS["linked"]) == (
        "flowchart BT\n"
        '  question(["Should the city build?"])\n'
        '  e1["#35;1 Rents fall when we build"]\n'
        '  e3["#35;3 It is"]\n'
        '  e4["#35;4 Cranes are loud"]\n'
        '  e9["#35;9 Rents fell in Vienna"]\n'
        '  e10["#35;10 Yes"]\n'
        '  e12["#35;12 It is dear"]\n'
        '  e4 --x|"attacks"| e1\n'
        '  e4 -.->|"is left open by"| e3\n'
        '  e9 -->|"supports"| e1\n'
        '  e1 ==>|"crux"| question\n'
        '  e3 -.->|"concession"| e1\n'
        '  e9 ==>|"crux"| e1\n'
        '  e10 -.->|"concession"| e1\n'
        "  classDef question fill:#ffffff,stroke:#333333,color:#111111,stroke-width:2px\n"
        "  class question question\n"
        "  classDef claim fill:#eef2ff,stroke:#4f5fb3,color:#1b1f3a\n"
        "  class e1,e4,e9 claim\n"
        "  classDef crux fill:#fff3d6,stroke:#b07a00,color:#3a2a00,stroke-width:3px\n"
        "  class e12 crux\n"
        "  classDef concession fill:#e7f6ec,stroke:#2f7d4f,color:#10311e\n"
        "  class e3,e10 concession\n"
    )


def test_mermaid_finds_the_nodes_by_kind_and_the_arrows(read: dict[str, Any]) -> None:
    found = read["linked"]

    assert {node["id"]: node["classes"] for node in found["nodes"]} == {
        "question": ["question"],
        **{entry: ["claim"] for entry in ("e1", "e4", "e9")},
        "e12": ["crux"],
        **{entry: ["concession"] for entry in ("e3", "e10")},
    }
    assert sorted(found["edges"]) == [
        ["e1", "crux", "question"],
        ["e10", "concession", "e1"],
        ["e3", "concession", "e1"],
        ["e4", "attacks", "e1"],
        ["e4", "is left open by", "e3"],
        ["e9", "crux", "e1"],
        ["e9", "supports", "e1"],
    ]


def test_words_are_shown_as_they_were_said_and_never_as_markup(read: dict[str, Any]) -> None:
    said = [one_line(words) for words in (*HOSTILE, *DIRECTIVES)]
    nodes = read["hostile"]["nodes"]

    assert [node["text"] for node in nodes] == [
        said[0],
        *(f"#{number} {words}" for number, words in enumerate(said, 1)),
    ]
    assert {node["elements"] for node in nodes} == {0}
    assert (read["hostile"]["edges"], read["hostile"]["config"]) == ([], {})


def test_a_ledger_without_entries_is_its_question(read: dict[str, Any]) -> None:
    assert [(node["id"], node["text"]) for node in read["nothing"]["nodes"]] == [("question", "Should we build? 家を")]


def test_relations_are_said_in_the_language_of_the_server() -> None:
    assert '|"stützt"|' in standing_in(Format.MERMAID, LEDGERS["linked"], discord_in("de"))
