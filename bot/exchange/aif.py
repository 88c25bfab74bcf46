"""A ledger in the Argument Interchange Format (AIF), as AIFdb's JSON has it, and wrapped as xAIF.

AIF: Chesñevar et al., "Towards an Argument Interchange Format" (2006); dialogue: Reed et al., "AIF+: Dialogue in the
Argument Interchange Format" (2008). The JSON is that of AIFdb (https://www.aifdb.org), with ids as strings; xAIF is
what OVA3 and the tools around it hand on (https://github.com/arg-tech/xaif).

An entry is an I-node, and what its author said is an L-node with a YA-node from it: *Asserting*, or *Default
Illocuting* where the author does not agree with it. A stance is an L-node too, *Agreeing* or *Disagreeing* with the
wording that it was given to. *supports* is an RA-node, *attacks* a CA-node, *restates* an MA-node, and so is each
rewording. A TA-node leads from what was said to what answers it. Nothing in AIF is unsure, or sure by a number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import chain, pairwise

from bot.exchange.argument_map import ArgumentMap
from bot.exchange.json_pieces import indented
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.ledger_view import Streamed, StreamedText, Value
from bot.ledger.entries import Answer, Entry, Link, Relation, Scope, Stance
from bot.words.front_end import FrontEnd

_Fields = dict[str, Value]

_SCHEMES = {
    Relation.SUPPORTS: ("RA", "Default Inference"),
    Relation.ATTACKS: ("CA", "Default Conflict"),
    Relation.RESTATES: ("MA", "Default Rephrase"),
}
_ILLOCUTIONS = {Answer.AGREE: "Agreeing", Answer.DISAGREE: "Disagreeing"}
_ASSERTING, _OTHERWISE, _TRANSITION = "Asserting", "Default Illocuting", "Default Transition"

_SCHEME_IDS = {
    "Default Conflict": "71",
    "Default Inference": "72",
    _TRANSITION: "82",
    "Default Rephrase": "144",
    _OTHERWISE: "168",
}
"""The numbers that AIFdb gives to its default schemes."""

_COLUMNS = ("I", "RA", "CA", "MA", "YA", "L", "TA")
"""From left to right, where OVA draws the nodes of each type."""

_WIDTH, _HEIGHT = 250, 100
"""Between two columns and two rows of OVA's drawing, in pixels."""


def pieces(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The graph as AIFdb has it."""
    graph = _Graph(ArgumentMap(front, source))
    people: list[Value] = [{"participantID": str(number), **name} for number, name in graph.people()]
    lists: dict[str, Streamed] = {"nodes": graph.nodes(), "edges": graph.edges(), "locutions": graph.locutions()}
    return _json({**lists, "participants": people})


def extended_pieces(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The same as xAIF: with the text in which each locution stands, and where OVA draws each node."""
    graph = _Graph(ArgumentMap(front, source))
    aif: dict[str, Streamed] = {
        "nodes": graph.nodes(),
        "edges": graph.edges(),
        "schemefulfillments": _fulfilled(graph.nodes()),
        "descriptorfulfillments": [],
        "participants": [{"participantID": number, **name} for number, name in graph.people()],
        "locutions": graph.locutions(),
    }
    edges: Iterator[Streamed] = (
        {"fromID": edge["fromID"], "toID": edge["toID"], "visible": True} for edge in graph.edges()
    )
    ova: dict[str, Streamed] = {"firstname": "Crux", "surname": "", "url": ""}
    drawn = {**ova, "nodes": _placed(graph.nodes()), "edges": edges}
    return _json({"AIF": aif, "OVA": drawn, "dialog": True, "text": StreamedText(_transcript(graph.nodes()))})


def _json(document: Streamed) -> Iterator[str]:
    return chain(indented(document), ("\n",))


@dataclass(frozen=True, slots=True)
class _Node:
    fields: _Fields


@dataclass(frozen=True, slots=True)
class _Edge:
    fields: _Fields


@dataclass(frozen=True, slots=True)
class _Locution:
    fields: _Fields


_Part = _Node | _Edge | _Locution


class _Graph:
    """The nodes and edges of a ledger. Each list of them is a walk of its own, which keeps none of them."""

    def __init__(self, drawn: ArgumentMap) -> None:
        self._map = drawn
        self._asserted = frozenset(
            entry.number
            for entry, stances in drawn.with_everybodys_stances()
            if any(stance.person == entry.author and stance.answer is Answer.AGREE for stance in stances)
        )

    def nodes(self) -> Iterator[_Fields]:
        return (part.fields for part in self._parts() if isinstance(part, _Node))

    def edges(self) -> Iterator[_Fields]:
        return (part.fields for part in self._parts() if isinstance(part, _Edge))

    def locutions(self) -> Iterator[_Fields]:
        return (part.fields for part in self._parts() if isinstance(part, _Locution))

    def people(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Who said something, with their names."""
        for number in sorted({int(str(locution["personID"])) for locution in self.locutions()}):
            yield number, {"firstname": self._map.name(number), "surname": ""}

    def _parts(self) -> Iterator[_Part]:
        return _Walk(self._map, self._asserted).parts()


class _Walk:
    """Once through a ledger: nodes and edges are numbered as they come."""

    def __init__(self, drawn: ArgumentMap, asserted: frozenset[int]) -> None:
        """`asserted` has the entries that their authors agree with."""
        self._map, self._asserted = drawn, asserted
        self._nodes = self._edges = 0
        self._wordings: dict[tuple[int, int], str] = {}
        """The I-node of each wording, by entry and number."""
        self._said: dict[int, str] = {}
        """The L-node of each entry."""

    def parts(self) -> Iterator[_Part]:
        """Entries, what they are to one another, stances."""
        drawn = self._map
        for entry in drawn.entries:
            yield from self._enter(entry)
        for link in drawn.links:
            if link.relation in _SCHEMES:
                yield from self._link(link)
        for entry in drawn.entries:
            yield from self._concede(entry)
        for earlier, later in sorted(self._replies()):
            yield from self._reply(self._said[earlier], self._said[later], drawn.ledger.entries[later].tagged_at)
        for entry, stances in drawn.with_stances():
            for stance in stances:
                yield from self._stand(entry, stance)

    def _enter(self, entry: Entry) -> Iterator[_Part]:
        number, at = entry.number, entry.tagged_at
        for wording in entry.wordings:
            node = self._node("I", self._map.text(entry.said_in(wording)), at)
            self._wordings[number, wording.number] = _id(node)
            yield node
        for earlier, later in pairwise(entry.wordings):
            ends = self._wordings[number, later.number], self._wordings[number, earlier.number]
            yield from self._scheme(Relation.RESTATES, *ends, number)
        said = self._node("L", self._spoken(entry.author, self._map.text(entry.said)), at)
        self._said[number] = _id(said)
        yield from (said, self._locution(said, entry.author, at, self._map.message(entry)))
        is_asserted = entry.concession is not None or number in self._asserted
        name = _ASSERTING if is_asserted else _OTHERWISE  # a crux can be stated that its author rejects
        yield from self._illocution(_id(said), name, self._in_force(number), at)

    def _in_force(self, entry: int) -> str:
        return self._wordings[entry, self._map.ledger.entries[entry].wording.number]

    def _link(self, link: Link) -> Iterator[_Part]:
        return self._scheme(link.relation, self._in_force(link.entry), self._in_force(link.target), link.entry)

    def _scheme(self, relation: Relation, premise: str, conclusion: str, entry: int) -> Iterator[_Part]:
        kind, name = _SCHEMES[relation]
        return self._between(premise, self._node(kind, name, self._map.ledger.entries[entry].tagged_at), conclusion)

    def _concede(self, entry: Entry) -> Iterator[_Part]:
        """What a concession agrees with, unless it is for the argument's sake alone."""
        conceded, concession = self._map.conceded(entry), entry.concession
        if conceded is None or concession is None or concession.scope is Scope.ARGUMENT:
            return
        if concession.answer in _ILLOCUTIONS:
            name = _ILLOCUTIONS[concession.answer]
            yield from self._illocution(self._said[entry.number], name, self._in_force(conceded), entry.tagged_at)

    def _replies(self) -> set[tuple[int, int]]:
        """Which entries answer which, the earlier one first."""
        pairs = {(link.target, link.entry) for link in self._map.links}
        for entry in self._map.entries:
            if (conceded := self._map.conceded(entry)) is not None:
                pairs.add((conceded, entry.number))
        return {(min(pair), max(pair)) for pair in pairs}

    def _stand(self, entry: Entry, stance: Stance) -> Iterator[_Part]:
        """What somebody answered; an author's agreement is the assertion already."""
        own = stance.person == entry.author and stance.answer is Answer.AGREE
        if own or stance.answer not in _ILLOCUTIONS or (entry.number, stance.wording) not in self._wordings:
            return
        said = self._node("L", self._spoken(stance.person, stance.answer.value), stance.at)
        yield from (said, self._locution(said, stance.person, stance.at))
        target = self._wordings[entry.number, stance.wording]
        yield from self._illocution(_id(said), _ILLOCUTIONS[stance.answer], target, stance.at)
        yield from self._reply(self._said[entry.number], _id(said), stance.at)

    def _spoken(self, person: int, words: str) -> str:
        return f"{self._map.name(person)}: {words}"

    def _locution(self, node: _Node, person: int, at: datetime, source: str | None = None) -> _Locution:
        said: _Fields = {"nodeID": _id(node), "personID": str(person), "timestamp": _moment(at)}
        return _Locution({**said, "start": None, "end": None, "source": source})

    def _illocution(self, locution: str, name: str, target: str, at: datetime) -> Iterator[_Part]:
        return self._between(locution, self._node("YA", name, at), target)

    def _reply(self, earlier: str, later: str, at: datetime) -> Iterator[_Part]:
        return self._between(earlier, self._node("TA", _TRANSITION, at), later)

    def _between(self, start: str, middle: _Node, end: str) -> Iterator[_Part]:
        yield middle
        for ends in ((start, _id(middle)), (_id(middle), end)):
            self._edges += 1
            numbered: _Fields = {"edgeID": str(self._edges), "fromID": ends[0], "toID": ends[1]}
            yield _Edge({**numbered, "formEdgeID": None})

    def _node(self, kind: str, text: str, at: datetime) -> _Node:
        self._nodes += 1
        return _Node({"nodeID": str(self._nodes), "text": text, "type": kind, "timestamp": _moment(at)})


def _id(node: _Node) -> str:
    return str(node.fields["nodeID"])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat(" ")


def _fulfilled(nodes: Iterable[_Fields]) -> Iterator[_Fields]:
    """The number of each node's scheme, where AIFdb gives one to it."""
    for node in nodes:
        if node["type"] not in ("I", "L") and (scheme := _SCHEME_IDS.get(str(node["text"]))) is not None:
            yield {"nodeID": node["nodeID"], "schemeID": scheme}


def _placed(nodes: Iterable[_Fields]) -> Iterator[_Fields]:
    """Where OVA draws each node: a column for each type, in the order of the nodes."""
    rows = dict.fromkeys(_COLUMNS, 0)
    for node in nodes:
        kind = str(node["type"])
        place: _Fields = {"x": _COLUMNS.index(kind) * _WIDTH, "y": rows[kind] * _HEIGHT}
        rows[kind] += 1
        yield {"nodeID": node["nodeID"], "visible": True, **place, "timestamp": node["timestamp"]}


def _transcript(nodes: Iterable[_Fields]) -> Iterator[str]:
    """What was said, as the HTML in which OVA marks each locution."""
    for node in nodes:
        if node["type"] == "L":
            text = escape(str(node["text"]))
            yield f'<span class="highlighted" id="node{node["nodeID"]}">{text}</span><br><br>'
