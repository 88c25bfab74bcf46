"""A ledger in the Argument Interchange Format (AIF), as AIFdb's JSON has it, and wrapped as xAIF.

AIF: Chesñevar et al., "Towards an Argument Interchange Format" (2006); dialogue: Reed et al., "AIF+: Dialogue in the
Argument Interchange Format" (2008). The JSON is that of AIFdb (https://www.aifdb.org), with ids as strings; xAIF is
what OVA3 and the tools around it hand on (https://github.com/arg-tech/xaif).

An entry is an I-node, and what its author said is an L-node with a YA-node from it: *Asserting*, or *Default
Illocuting* where the author does not agree with it. A stance is an L-node too, *Agreeing* or *Disagreeing* with the
wording that it was given to. *supports* is an RA-node, *attacks* a CA-node, *restates* an MA-node, and so is each
rewording. A TA-node leads from what was said to what answers it. Nothing in AIF is unsure, or sure by a number.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from itertools import pairwise

from bot.exchange.argument_map import ArgumentMap
from bot.ledger.entries import Answer, Entry, Relation, Scope, Stance
from bot.ledger.ledger import Ledger
from bot.words.front_end import FrontEnd

_Fields = dict[str, str | int | bool | None]

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


def dumps(front: FrontEnd, ledger: Ledger) -> str:
    """The graph as AIFdb has it."""
    graph = _Graph(ArgumentMap(front, ledger))
    people = [{"participantID": str(number), **name} for number, name in graph.people()]
    return _json({"nodes": graph.nodes, "edges": graph.edges, "locutions": graph.locutions, "participants": people})


def dumps_extended(front: FrontEnd, ledger: Ledger) -> str:
    """The same as xAIF: with the text in which each locution stands, and where OVA draws each node."""
    graph = _Graph(ArgumentMap(front, ledger))
    aif = {
        "nodes": graph.nodes,
        "edges": graph.edges,
        "schemefulfillments": list(_fulfilled(graph.nodes)),
        "descriptorfulfillments": [],
        "participants": [{"participantID": number, **name} for number, name in graph.people()],
        "locutions": graph.locutions,
    }
    drawn = [{"fromID": edge["fromID"], "toID": edge["toID"], "visible": True} for edge in graph.edges]
    ova = {"firstname": "Crux", "surname": "", "url": "", "nodes": list(_placed(graph.nodes)), "edges": drawn}
    return _json({"AIF": aif, "OVA": ova, "dialog": True, "text": _transcript(graph)})


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Graph:
    """The nodes and edges, numbered as they come: entries, what they are to one another, stances."""

    def __init__(self, drawn: ArgumentMap) -> None:
        self._map = drawn
        self.nodes: list[_Fields] = []
        self.edges: list[_Fields] = []
        self.locutions: list[_Fields] = []
        self._wordings: dict[tuple[int, int], str] = {}
        """The I-node of each wording, by entry and number."""
        self._said: dict[int, str] = {}
        """The L-node of each entry."""
        for entry in drawn.entries:
            self._enter(entry)
        for link in drawn.links:
            if link.relation in _SCHEMES:
                self._scheme(link.relation, self._in_force(link.entry), self._in_force(link.target), link.entry)
        for entry in drawn.entries:
            self._concede(entry)
        for earlier, later in sorted(self._replies()):
            self._reply(self._said[earlier], self._said[later], drawn.ledger.entries[later].tagged_at)
        for entry in drawn.entries:
            for stance in drawn.stances(entry.number):
                self._stand(entry, stance)

    def people(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Who said something, with their names."""
        for number in sorted({int(str(locution["personID"])) for locution in self.locutions}):
            yield number, {"firstname": self._map.name(number), "surname": ""}

    def _enter(self, entry: Entry) -> None:
        number, at = entry.number, entry.tagged_at
        for wording in entry.wordings:
            text = self._map.text(entry.said_in(wording))
            self._wordings[number, wording.number] = self._node("I", text, at)
        for earlier, later in pairwise(entry.wordings):
            ends = self._wordings[number, later.number], self._wordings[number, earlier.number]
            self._scheme(Relation.RESTATES, *ends, number)
        asserted = self._in_force(number)
        self._said[number] = self._locution(entry.author, self._map.text(entry.said), at, self._map.message(entry))
        self._illocution(self._said[number], _ASSERTING if self._is_asserted(entry) else _OTHERWISE, asserted, at)

    def _is_asserted(self, entry: Entry) -> bool:
        """Whether its author says so: a crux can be stated that its author rejects."""
        own = self._map.ledger.stances.get((entry.number, entry.author))
        return entry.concession is not None or (own is not None and own.answer is Answer.AGREE)

    def _in_force(self, entry: int) -> str:
        return self._wordings[entry, self._map.ledger.entries[entry].wording.number]

    def _scheme(self, relation: Relation, premise: str, conclusion: str, entry: int) -> None:
        kind, name = _SCHEMES[relation]
        self._between(premise, self._node(kind, name, self._map.ledger.entries[entry].tagged_at), conclusion)

    def _concede(self, entry: Entry) -> None:
        """What a concession agrees with, unless it is for the argument's sake alone."""
        conceded, concession = self._map.conceded(entry), entry.concession
        if conceded is None or concession is None or concession.scope is Scope.ARGUMENT:
            return
        if concession.answer in _ILLOCUTIONS:
            name = _ILLOCUTIONS[concession.answer]
            self._illocution(self._said[entry.number], name, self._in_force(conceded), entry.tagged_at)

    def _replies(self) -> set[tuple[int, int]]:
        """Which entries answer which, the earlier one first."""
        pairs = {(link.target, link.entry) for link in self._map.links}
        for entry in self._map.entries:
            if (conceded := self._map.conceded(entry)) is not None:
                pairs.add((conceded, entry.number))
        return {(min(pair), max(pair)) for pair in pairs}

    def _stand(self, entry: Entry, stance: Stance) -> None:
        """What somebody answered; an author's agreement is the assertion already."""
        own = stance.person == entry.author and stance.answer is Answer.AGREE
        if own or stance.answer not in _ILLOCUTIONS or (entry.number, stance.wording) not in self._wordings:
            return
        said = self._locution(stance.person, stance.answer.value, stance.at)
        target = self._wordings[entry.number, stance.wording]
        self._illocution(said, _ILLOCUTIONS[stance.answer], target, stance.at)
        self._reply(self._said[entry.number], said, stance.at)

    def _locution(self, person: int, words: str, at: datetime, source: str | None = None) -> str:
        node = self._node("L", f"{self._map.name(person)}: {words}", at)
        said: _Fields = {"nodeID": node, "personID": str(person), "timestamp": _moment(at)}
        self.locutions.append({**said, "start": None, "end": None, "source": source})
        return node

    def _illocution(self, locution: str, name: str, target: str, at: datetime) -> None:
        self._between(locution, self._node("YA", name, at), target)

    def _reply(self, earlier: str, later: str, at: datetime) -> None:
        self._between(earlier, self._node("TA", _TRANSITION, at), later)

    def _between(self, start: str, middle: str, end: str) -> None:
        for ends in ((start, middle), (middle, end)):
            numbered: _Fields = {"edgeID": str(len(self.edges) + 1), "fromID": ends[0], "toID": ends[1]}
            self.edges.append({**numbered, "formEdgeID": None})

    def _node(self, kind: str, text: str, at: datetime) -> str:
        number = str(len(self.nodes) + 1)
        self.nodes.append({"nodeID": number, "text": text, "type": kind, "timestamp": _moment(at)})
        return number


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


def _transcript(graph: _Graph) -> str:
    """What was said, as the HTML in which OVA marks each locution."""
    return "".join(
        f'<span class="highlighted" id="node{node["nodeID"]}">{escape(str(node["text"]))}</span><br><br>'
        for node in graph.nodes
        if node["type"] == "L"
    )
