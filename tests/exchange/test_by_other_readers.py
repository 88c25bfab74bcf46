"""What the independent readers of each format find in the seed debate and in three larger ones is what is in it.

`test_polis_by_red_dwarf.py` has the one that reads reports of Polis.
"""

import io
import json
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import arguebuf
import networkx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import python_calamine

from bot.exchange import ledger_json
from bot.exchange.argument_map import ArgumentMap
from bot.exchange.formats import Format
from bot.ledger.entries import Relation
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.replay import replay
from bot.render.front_ends import DISCORD
from tests.exchange.debates import NAMES, debate
from tests.exchange.node import read_by
from tests.exchange.test_ledger_csv_set import packed, problems
from tests.exchange.test_round_trips import as_lines
from tests.exchange.written import Standing, standing_in
from tests.exchange.written import written as written_as
from tools import verify_ledger

every_debate = pytest.mark.parametrize("name", NAMES)

ARGUED = {Relation.SUPPORTS: "support", Relation.ATTACKS: "attack"}
OF_ROWS = ("entries", "stances", "links", "people", "sides", "wordings", "events")
"""Tables whose rows are counted here."""


@cache
def ledger_of(name: str) -> Ledger:
    return replay(line.event for line in debate(name))


def drawn(name: str) -> ArgumentMap:
    return ArgumentMap(DISCORD, Standing(ledger_of(name)))


def table_sizes(name: str) -> dict[str, int]:
    """How many rows each table has to have."""
    ledger = ledger_of(name)
    return {
        "entries": len(ledger.entries),
        "stances": len(ledger.stances),
        "links": len(ledger.links),
        "people": len(ledger.participants),
        "sides": len(ledger.sides),
        "wordings": sum(len(entry.wordings) for entry in ledger.entries.values()),
        "events": len(debate(name)),
    }


@pytest.fixture(scope="module")
def by_argdown() -> dict[str, Any]:
    documents = [standing_in(Format.ARGDOWN, ledger_of(name)) for name in NAMES]
    return dict(zip(NAMES, read_by("argdown.mjs", "@argdown/core", documents), strict=True))


@pytest.fixture(scope="module")
def by_mermaid() -> dict[str, Any]:
    charts = [standing_in(Format.MERMAID, ledger_of(name)) for name in NAMES]
    return dict(zip(NAMES, read_by("mermaid.mjs", "mermaid", charts), strict=True))


@every_debate
def test_argdown_finds_each_live_entry_and_what_supports_or_attacks_what(name: str, by_argdown: dict[str, Any]) -> None:
    found, here = by_argdown[name], drawn(name)

    assert found["errors"] == []
    assert {title: one["text"].removesuffix(f" #{one['tags'][-1]} ") for title, one in found["statements"].items()} == {
        f"#{entry.number}": here.text(entry.said) for entry in here.entries
    }
    assert Counter(map(tuple, found["relations"])) == Counter(
        (ARGUED[link.relation], f"#{link.entry}", f"#{link.target}") for link in here.links if link.relation in ARGUED
    )


@every_debate
def test_mermaid_draws_each_live_entry_and_each_arrow(name: str, by_mermaid: dict[str, Any]) -> None:
    found, here = by_mermaid[name], drawn(name)
    concessions = sum(here.conceded(entry) is not None for entry in here.entries)
    cruxes = sum(len({mark.target for mark in here.marks(entry.number)}) for entry in here.entries)

    assert {node["id"]: node["text"] for node in found["nodes"]} == {
        "question": here.question,
        **{f"e{entry.number}": f"#{entry.number} {here.text(entry.said)}" for entry in here.entries},
    }
    assert len(found["edges"]) == len(here.links) + concessions + cruxes


@every_debate
def test_arguebuf_finds_each_wording_and_each_relation(name: str) -> None:
    here = drawn(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of each node that says who said something
        graph = arguebuf.load.aif(json.loads(standing_in(Format.AIF, here.ledger)))
    wordings = [here.text(entry.said_in(wording)) for entry in here.entries for wording in entry.wordings]
    relations = Counter(link.relation for link in here.links)

    assert Counter(atom.plain_text for atom in graph.atom_nodes.values()) == Counter(wordings)
    assert Counter(type(node.scheme).__name__ for node in graph.scheme_nodes.values()) == +Counter(
        {
            "Support": relations[Relation.SUPPORTS],
            "Attack": relations[Relation.ATTACKS],
            "Rephrase": relations[Relation.RESTATES] + len(wordings) - len(here.entries),
        }
    )


@every_debate
def test_networkx_finds_every_entry_and_every_link(name: str) -> None:
    ledger = ledger_of(name)
    graph = networkx.read_graphml(io.BytesIO(standing_in(Format.GRAPHML, ledger).encode()), force_multigraph=True)
    told = Counter(relation for _, _, relation in graph.edges(data="relation"))

    assert set(graph.nodes) == {"question", *(f"e{number}" for number in ledger.entries)}
    expected = Counter(link.relation.value for link in ledger.links if not ledger.is_of_itself(link))
    assert {relation: told[relation] for relation in map(str, Relation) if told[relation]} == expected
    assert told["concedes"] == sum(entry.concession is not None for entry in ledger.entries.values())


@every_debate
@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_nothing_wrong_with_the_set_of_tables(name: str, tmp_path: Path) -> None:
    files = packed(debate(name))

    assert problems(files, tmp_path) == []
    # Every table ends with a line end, and no cell that is counted has one.
    assert {table: files[f"{table}.csv"].count(b"\r\n") - 1 for table in OF_ROWS} == table_sizes(name)


@every_debate
def test_openpyxl_and_calamine_find_the_rows_of_each_sheet(name: str) -> None:
    written = written_as(Format.XLSX, list(debate(name)))
    book = openpyxl.load_workbook(io.BytesIO(written), read_only=True)
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(written))

    assert {sheet: book[sheet].max_row - 1 for sheet in OF_ROWS} == table_sizes(name)
    assert {sheet: len(other.get_sheet_by_name(sheet).to_python()) - 1 for sheet in OF_ROWS} == table_sizes(name)


@every_debate
def test_pyarrow_finds_the_events(name: str) -> None:
    sealed: tuple[SealedEvent, ...] = debate(name)
    file = written_as(Format.PARQUET, sealed)
    table = pq.ParquetFile(pa.BufferReader(file)).read()

    assert table["hash"].to_pylist() == [line.hash for line in sealed]
    assert Counter(table["verb"].to_pylist()) == Counter(line.event.change.verb for line in sealed)


@every_debate
def test_a_file_of_plain_python_finds_it_whole(name: str) -> None:
    sealed = debate(name)
    last = f"{len(sealed)}:{sealed[-1].hash.hex()[:16]}"

    for text in (ledger_json.dumps(sealed), as_lines(sealed)):
        told = verify_ledger.verify(io.StringIO(text, newline="\n"), [(len(sealed), sealed[-1].hash.hex())])
        assert told == f"whole, debate {sealed[0].event.debate}, {len(sealed)} events, 0 texts erased, seal {last}"
