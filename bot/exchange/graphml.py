"""A ledger as GraphML: entries and the question as nodes, with all that is known of each, and relations as edges.

GraphML 1.0 (http://graphml.graphdrawing.org/specification.html) is what Gephi, yEd, Cytoscape, igraph and networkx
read. XML has no place for most control characters: they are left out.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count, filterfalse
from xml.sax.saxutils import escape, quoteattr

from bot.exchange.argument_map import ArgumentMap
from bot.exchange.ledger_csv import parked
from bot.exchange.ledger_source import LedgerSource
from bot.ledger.entries import Entry
from bot.words.front_end import FrontEnd

_QUESTION = "question"

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Attributes = Mapping[str, str | int]

_OF_NODES = {
    "number": "int",
    "kind": "string",
    "status": "string",
    "statement": "string",
    "class": "string",
    "author": "string",
    "tagged_at": "string",
    "parked": "string",
    "wordings": "int",
    "passage": "string",
    "message": "string",
}
_OF_A_SIDE = ("agree", "disagree", "unsure")
_OF_EDGES = ("relation", "by", "degree", "scope")


def lines(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The lines of the graph: its nodes are all entries, whatever became of them; `status` says it."""
    return (f"{line}\n" for line in _Graph(ArgumentMap(front, source)).lines())


class _Graph:
    def __init__(self, drawn: ArgumentMap) -> None:
        self._map = drawn
        self._edges = count(1)

    def lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        sides = self._map.sides
        counts = {f"{answer}_{side}": "int" for side in sides for answer in _OF_A_SIDE}
        yield from _keys("graph", {f"side_{side}": "string" for side in sides})
        yield from _keys("node", _OF_NODES | counts)
        yield from _keys("edge", dict.fromkeys(_OF_EDGES, "string"))
        yield '<graph id="ledger" edgedefault="directed">'
        yield from _data("graph", {f"side_{side}": name for side, name in sides.items()})
        yield from _node(_QUESTION, {"kind": _QUESTION, "statement": self._map.question})
        for _, entry in sorted(self._map.ledger.entries.items()):
            yield from _node(_id(entry.number), self._about(entry))
        yield from self._relations()
        yield "</graph>"
        yield "</graphml>"

    def _about(self, entry: Entry) -> _Attributes:
        drawn, cls = self._map, self._map.class_of(entry.number)
        return {
            "number": entry.number,
            "kind": entry.kind.value,
            "status": entry.status.value,
            "statement": drawn.text(entry.said),
            "class": cls.value if cls is not None else "",
            "author": drawn.name(entry.author),
            "tagged_at": entry.tagged_at.isoformat(),
            "parked": parked(entry.parking),
            "wordings": len(entry.wordings),
            "passage": drawn.words(entry.passage or ""),
            "message": drawn.message(entry) or "",
            **{
                f"{answer}_{side}": getattr(tally, answer)
                for side, tally in drawn.tallies(entry.number).items()
                for answer in _OF_A_SIDE
            },
        }

    def _relations(self) -> Iterator[str]:
        ledger = self._map.ledger
        links = filterfalse(ledger.is_of_itself, ledger.links)
        for link in sorted(links, key=lambda link: (link.entry, link.relation.value, link.target)):
            yield from self._edge(link.entry, link.target, {"relation": link.relation.value})
        for number, entry in sorted(ledger.entries.items()):
            if entry.merged_into is not None:
                yield from self._edge(number, entry.merged_into, {"relation": "goes on as"})
            if entry.concession is not None:
                scope = entry.concession.scope.value
                yield from self._edge(number, entry.concession.entry, {"relation": "concedes", "scope": scope})
            for mark in filterfalse(ledger.is_of_itself, ledger.marks_on(number)):
                by = {"by": self._map.name(mark.person), "degree": mark.degree.value}
                yield from self._edge(number, mark.target, {"relation": "crux for", **by})

    def _edge(self, entry: int, target: int | None, data: _Attributes) -> Iterator[str]:
        """An edge from an entry to another one, or to the question."""
        to = _QUESTION if target is None else _id(target)
        yield f'<edge id="r{next(self._edges)}" source="{_id(entry)}" target="{to}">'
        yield from _data("edge", data)
        yield "</edge>"


def in_xml(words: str) -> str:
    """The words without the characters that XML has no place for."""
    return _NOT_IN_XML.sub("", words)


def _id(entry: int) -> str:
    return f"e{entry}"


def _node(name: str, data: _Attributes) -> Iterator[str]:
    yield f'<node id="{name}">'
    yield from _data("node", data)
    yield "</node>"


def _keys(of: str, types: Mapping[str, str]) -> Iterator[str]:
    for name, kind in types.items():
        yield f'<key id={quoteattr(f"{of}_{name}")} for="{of}" attr.name={quoteattr(name)} attr.type="{kind}"/>'


def _data(of: str, values: _Attributes) -> Iterator[str]:
    for name, value in values.items():
        yield f"<data key={quoteattr(f'{of}_{name}')}>{escape(in_xml(str(value)))}</data>"
