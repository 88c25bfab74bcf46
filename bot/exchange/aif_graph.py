"""The nodes and edges of a ledger as the Argument Interchange Format has them; `aif.py` says what they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from bot.exchange.argument_map import ArgumentMap
from bot.exchange.ledger_view import Value
from bot.ledger.entries import Answer, Entry, Link, Relation, Scope, Stance

Fields = dict[str, Value]

_SCHEMES = {
    Relation.SUPPORTS: ("RA", "Default Inference"),
    Relation.ATTACKS: ("CA", "Default Conflict"),
    Relation.RESTATES: ("MA", "Default Rephrase"),
}
_ILLOCUTIONS = {Answer.AGREE: "Agreeing", Answer.DISAGREE: "Disagreeing"}
_ASSERTING, OTHERWISE, TRANSITION = "Asserting", "Default Illocuting", "Default Transition"


@dataclass(frozen=True, slots=True)
class Node:
    fields: Fields


@dataclass(frozen=True, slots=True)
class Edge:
    fields: Fields


@dataclass(frozen=True, slots=True)
class Locution:
    fields: Fields


Part = Node | Edge | Locution


class Graph:
    """The nodes and edges of a ledger, none of which is kept."""

    def __init__(self, drawn: ArgumentMap) -> None:
        self._map = drawn
        self._asserted = frozenset(
            entry.number
            for entry, stances in drawn.with_everybodys_stances()
            if any(stance.person == entry.author and stance.answer is Answer.AGREE for stance in stances)
        )

    def name(self, person: int) -> dict[str, Value]:
        """What a participant is called."""
        return {"firstname": self._map.name(person), "surname": ""}

    def parts(self) -> Iterator[Part]:
        """All of it, in the order of the numbers."""
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

    def parts(self) -> Iterator[Part]:
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

    def _enter(self, entry: Entry) -> Iterator[Part]:
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
        name = _ASSERTING if is_asserted else OTHERWISE  # a crux can be stated that its author rejects
        yield from self._illocution(_id(said), name, self._in_force(number), at)

    def _in_force(self, entry: int) -> str:
        return self._wordings[entry, self._map.ledger.entries[entry].wording.number]

    def _link(self, link: Link) -> Iterator[Part]:
        return self._scheme(link.relation, self._in_force(link.entry), self._in_force(link.target), link.entry)

    def _scheme(self, relation: Relation, premise: str, conclusion: str, entry: int) -> Iterator[Part]:
        kind, name = _SCHEMES[relation]
        return self._between(premise, self._node(kind, name, self._map.ledger.entries[entry].tagged_at), conclusion)

    def _concede(self, entry: Entry) -> Iterator[Part]:
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

    def _stand(self, entry: Entry, stance: Stance) -> Iterator[Part]:
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

    def _locution(self, node: Node, person: int, at: datetime, source: str | None = None) -> Locution:
        said: Fields = {"nodeID": _id(node), "personID": str(person), "timestamp": _moment(at)}
        return Locution({**said, "start": None, "end": None, "source": source})

    def _illocution(self, locution: str, name: str, target: str, at: datetime) -> Iterator[Part]:
        return self._between(locution, self._node("YA", name, at), target)

    def _reply(self, earlier: str, later: str, at: datetime) -> Iterator[Part]:
        return self._between(earlier, self._node("TA", TRANSITION, at), later)

    def _between(self, start: str, middle: Node, end: str) -> Iterator[Part]:
        yield middle
        for ends in ((start, _id(middle)), (_id(middle), end)):
            self._edges += 1
            numbered: Fields = {"edgeID": str(self._edges), "fromID": ends[0], "toID": ends[1]}
            yield Edge({**numbered, "formEdgeID": None})

    def _node(self, kind: str, text: str, at: datetime) -> Node:
        self._nodes += 1
        return Node({"nodeID": str(self._nodes), "text": text, "type": kind, "timestamp": _moment(at)})


def _id(node: Node) -> str:
    return str(node.fields["nodeID"])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat(" ")
