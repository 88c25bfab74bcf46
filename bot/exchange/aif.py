"""A ledger in the Argument Interchange Format (AIF), as AIFdb's JSON has it, and wrapped as xAIF.

AIF: Chesñevar et al., "Towards an Argument Interchange Format" (2006); dialogue: Reed et al., "AIF+: Dialogue in the
Argument Interchange Format" (2008). The JSON is that of AIFdb (https://www.aifdb.org), with ids as strings; xAIF is
what OVA3 and the tools around it hand on (https://github.com/arg-tech/xaif).

An entry is an I-node, and what its author said is an L-node with a YA-node from it: *Asserting*, or *Default
Illocuting* where the author does not agree with it. A stance is an L-node too, *Agreeing* or *Disagreeing* with the
wording that it was given to. *supports* is an RA-node, *attacks* a CA-node, *restates* an MA-node, and so is each
rewording. A TA-node leads from what was said to what answers it. Nothing in AIF is unsure, or sure by a number.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from html import escape
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

from bot.exchange.aif_graph import OTHERWISE, TRANSITION, Edge, Fields, Graph, Locution, Node, Part
from bot.exchange.argument_map import ArgumentMap
from bot.exchange.json_pieces import SpooledList, indented
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.ledger_view import Streamed, StreamedText, Value
from bot.exchange.spooled import PIECE
from bot.words.front_end import FrontEnd

_SCHEME_IDS = {
    "Default Conflict": "71",
    "Default Inference": "72",
    TRANSITION: "82",
    "Default Rephrase": "144",
    OTHERWISE: "168",
}
"""The numbers that AIFdb gives to its default schemes."""

_COLUMNS = ("I", "RA", "CA", "MA", "YA", "L", "TA")
"""From left to right, where OVA draws the nodes of each type."""

_WIDTH, _HEIGHT = 250, 100
"""Between two columns and two rows of OVA's drawing, in pixels."""


def pieces(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The graph as AIFdb has it."""
    graph = Graph(ArgumentMap(front, source))
    with ExitStack() as files:
        lists = _Lists(files, 1)
        for part in graph.parts():
            lists.add(part)
        people: list[Value] = [{"participantID": str(number), **graph.name(number)} for number in sorted(lists.people)]
        yield from _json({**lists.written(), "participants": people})


def extended_pieces(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The same as xAIF: with the text in which each locution stands, and where OVA draws each node."""
    graph = Graph(ArgumentMap(front, source))
    with ExitStack() as files:
        lists, drawing = _Lists(files, 2), _Drawing(files)
        for part in graph.parts():
            lists.add(part)
            drawing.add(part)
        people: list[Value] = [{"participantID": number, **graph.name(number)} for number in sorted(lists.people)]
        written = lists.written()
        aif: dict[str, Streamed] = {
            "nodes": written["nodes"],
            "edges": written["edges"],
            "schemefulfillments": drawing.fulfilled.written(),
            "descriptorfulfillments": [],
            "participants": people,
            "locutions": written["locutions"],
        }
        ova: dict[str, Streamed] = {"firstname": "Crux", "surname": "", "url": ""}
        drawn = {**ova, "nodes": drawing.nodes.written(), "edges": drawing.edges.written()}
        yield from _json({"AIF": aif, "OVA": drawn, "dialog": True, "text": StreamedText(drawing.said())})


def _json(document: Streamed) -> Iterator[str]:
    return chain(indented(document), ("\n",))


def _spooled(files: ExitStack, depth: int) -> SpooledList:
    return SpooledList(files.enter_context(_text_file()), depth)


def _text_file() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", newline="")


class _Lists:
    """The lists that both formats have, each in a file until it is its turn: so that one walk is enough for all."""

    def __init__(self, files: ExitStack, depth: int) -> None:
        self._nodes, self._edges, self._locutions = (_spooled(files, depth) for _ in range(3))
        self.people = set[int]()
        """Who said something."""

    def add(self, part: Part) -> None:
        """Go on with the next part of the graph."""
        match part:
            case Node():
                self._nodes.add(part.fields)
            case Edge():
                self._edges.add(part.fields)
            case Locution():
                self._locutions.add(part.fields)
                self.people.add(int(str(part.fields["personID"])))

    def written(self) -> dict[str, Streamed]:
        """The lists by their names."""
        lists = {"nodes": self._nodes, "edges": self._edges, "locutions": self._locutions}
        return {name: spooled.written() for name, spooled in lists.items()}


class _Drawing:
    """What xAIF has besides: which scheme each node fulfils, where OVA draws it, and the text of all locutions."""

    def __init__(self, files: ExitStack) -> None:
        self.fulfilled, self.nodes, self.edges = (_spooled(files, 2) for _ in range(3))
        self._said = files.enter_context(_text_file())
        self._rows = dict.fromkeys(_COLUMNS, 0)

    def add(self, part: Part) -> None:
        """Go on with the next part of the graph."""
        match part:
            case Node():
                self._add_node(part.fields)
            case Edge(fields=fields):
                self.edges.add({"fromID": fields["fromID"], "toID": fields["toID"], "visible": True})

    def _add_node(self, node: Fields) -> None:
        kind, text = str(node["type"]), str(node["text"])
        if kind not in ("I", "L") and (scheme := _SCHEME_IDS.get(text)) is not None:
            self.fulfilled.add({"nodeID": node["nodeID"], "schemeID": scheme})
        # A column for each type, in the order of the nodes.
        place: Fields = {"x": _COLUMNS.index(kind) * _WIDTH, "y": self._rows[kind] * _HEIGHT}
        self._rows[kind] += 1
        self.nodes.add({"nodeID": node["nodeID"], "visible": True, **place, "timestamp": node["timestamp"]})
        if kind == "L":
            self._said.write(f'<span class="highlighted" id="node{node["nodeID"]}">{escape(text)}</span><br><br>')

    def said(self) -> Iterator[str]:
        """What was said, as the HTML in which OVA marks each locution."""
        self._said.seek(0)
        return iter(partial(self._said.read, PIECE), "")
