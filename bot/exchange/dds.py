"""A ledger as records of the Decentralized Deliberation Stack (DDS): experimental.

The records are those of the lexicons `org.dds-wg.v1.*` of the W3C community group of that name, which still change:
https://github.com/dds-wg/dds, commit 052a92aa9b14953c6101f56f1e7c78362a517249. A line is a record with its address and
its content identifier. Nobody in a ledger has an identity of the AT Protocol: people and Crux have placeholders,
`did:web:` with a name under `.invalid`, which leads nowhere (RFC 2606).

An entry is a statement, a stance a vote of -1, 0 or 1, a credence a continuous vote, a side a group; a concession and a
definition are responses. What has no record of its own is a label: kind, standing, crux mark, relation, parking.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.exchange.argument_map import ArgumentMap
from bot.exchange.dag_cbor import Value, cid
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.record_keys import RecordKeys
from bot.ledger.entries import Answer, Entry, Kind, Link, Relation, Stance
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record import events as e
from bot.words.front_end import FrontEnd

COMMIT = "052a92aa9b14953c6101f56f1e7c78362a517249"
"""The commit of the lexicons that the records follow."""

_LEXICON = "org.dds-wg.v1"
_VERSION = "1.0.0"
_PHASE = "debate"

_NAME, _TEXT, _LONG = 200, 5000, 10_000
"""How long a name, a text and a description may be, in bytes of UTF-8."""

_VOTES = {Answer.AGREE: 1, Answer.DISAGREE: -1, Answer.UNSURE: 0}
_MIDDLE, _STEP = 50, 200
"""A credence of 50 % is a continuous vote of 0; one point is 200."""

_TOLD = (Relation.SUPPORTS, Relation.ATTACKS, Relation.RESTATES, Relation.RESIDUE_OF)
"""The relation by which an entry is a reply, where it has several: the first of these."""

Record = dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A record of a moment that has no address yet: its kind, whose it is, and what it says."""

    kind: str
    owner: int
    at: datetime
    says: Record


def lines(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The records, one a line; the first one says that they are experimental."""
    written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return (written(line) + "\n" for line in _Records(front, source).lines())


class _Records:
    """The records of a ledger, each behind those that it refers to."""

    def __init__(self, front: FrontEnd, source: LedgerSource) -> None:
        self._map = ArgumentMap(front, source)
        self._ledger = source.ledger
        self._debate = self._ledger.debate
        self._last = source.last.at
        self._defined = _moments_of_definitions(source) if self._ledger.definitions else {}
        self._keys = RecordKeys()
        self._links: dict[int, list[Link]] = {}
        for link in self._map.links:
            self._links.setdefault(link.entry, []).append(link)
        self._references: dict[int, Record] = {}
        """What names the record of an entry."""

    def lines(self) -> Iterator[Record]:
        algorithm = self._line("algorithm", CRUX_ITSELF, self._debate.opened_at, self._algorithm())
        yield algorithm
        self._crux: Record = {"$type": f"{_LEXICON}.defs#algorithmAgent", "algorithm": _reference(algorithm)}
        project = self._line("project", self._debate.opened_by, self._debate.opened_at, self._project())
        yield project
        self._step: Record = {"project": _reference(project), "phase": _PHASE}
        yield from self._groups()
        for entry in self._map.entries:
            yield from self._entry(entry)
        # Their keys follow from all of their moments: so they are gone through twice, and none of them is kept.
        keys = self._keys.others(record.at for record in self._others(_reference(project)))
        for record, key in zip(self._others(_reference(project)), keys, strict=True):
            yield self._with_address(record, key)

    def _others(self, project: Record) -> Iterator[_Dated]:
        """The records that no other one refers to: of them there are as many as there are answers."""
        for entry, stances in self._map.with_stances():
            yield from self._about(entry, stances)
        yield from self._definitions(project)

    def _algorithm(self) -> Record:
        said = f"Experimental: records of {_LEXICON} as of commit {COMMIT} of dds-wg/dds, with placeholders for people."
        return {"name": "Crux", "description": said, "creator": self._did(CRUX_ITSELF)}

    def _project(self) -> Record:
        question = self._map.question
        status = "active" if self._debate.is_open else "closed"
        return {
            "name": _cut(question, _NAME),
            "description": _cut(question, _LONG),
            "creator": self._agent(self._debate.opened_by),
            "phases": [{"name": _PHASE, "order": 0, "status": status}],
        }

    def _groups(self) -> Iterator[Record]:
        for number, side in sorted(self._ledger.sides.items()):
            members: list[Value] = [
                {"$type": f"{_LEXICON}.group#userMember", "did": self._did(person.number)}
                for _, person in sorted(self._ledger.participants.items())
                if person.side == number and not person.forgotten
            ]
            name = _cut(self._map.side(side), _NAME)
            group: Record = {"name": name, "creator": self._crux, "members": members, "step": self._step}
            yield self._line("group", CRUX_ITSELF, self._debate.opened_at, group)

    def _entry(self, entry: Entry) -> Iterator[Record]:
        """The record of an entry whose words can be read; a concession answers what it concedes."""
        if entry.said is None:
            return
        said: Record = {"text": _cut(self._map.text(entry.said), _TEXT), "author": self._agent(entry.author)}
        if entry.kind is Kind.CONCESSION:
            conceded = self._map.conceded(entry)
            if conceded not in self._references:
                return
            line = self._line("response", entry.author, entry.tagged_at, {**said, "target": self._references[conceded]})
        else:
            reply = self._reply(entry.number)
            replies: Record = {"replyTo": self._references[reply[1]]} if reply else {}
            line = self._line("statement", entry.author, entry.tagged_at, {**said, **replies, "step": self._step})
        self._references[entry.number] = _reference(line)
        yield line

    def _reply(self, entry: int) -> tuple[Relation, int] | None:
        """The earlier entry that one replies to, and how: a record names one that is there already."""
        earlier = [
            (link.relation, link.target)
            for link in self._links.get(entry, ())
            if link.target < entry and link.target in self._references
        ]
        return min(earlier, key=lambda reply: (_TOLD.index(reply[0]), reply[1]), default=None)

    def _about(self, entry: Entry, stances: Iterator[Stance]) -> Iterator[_Dated]:
        """Votes and labels of an entry that has a record."""
        if (subject := self._references.get(entry.number)) is None:
            return
        for stance in stances:
            if stance.counts_for(entry):
                yield from self._votes(stance, subject)
        for label in self._labels(entry):
            yield self._label(CRUX_ITSELF, self._crux, subject, label)
        for mark in self._map.marks(entry.number):
            yield self._label(mark.person, self._agent(mark.person), subject, f"crux mark: {mark.degree.value}")

    def _labels(self, entry: Entry) -> Iterator[str]:
        yield f"kind: {entry.kind.value}"
        if entry.kind is not Kind.CONCESSION and (reply := self._reply(entry.number)) is not None:
            yield f"relation: {reply[0].value}"
        if entry.concession is not None:
            yield f"scope: {entry.concession.scope.value}"
        if (cls := self._map.class_of(entry.number)) is not None:
            yield f"standing: {cls.value}"
        if entry.parking is not None:
            yield "parked"

    def _label(self, creator: int, agent: Value, subject: Record, label: str) -> _Dated:
        said: Record = {"creator": agent, "subject": subject, "label": label}
        return _Dated("classification", creator, self._last, said)

    def _votes(self, stance: Stance, target: Record) -> Iterator[_Dated]:
        values: list[Record] = [{"$type": f"{_LEXICON}.vote#ordinal", "value": _VOTES[stance.answer]}]
        if stance.credence is not None:
            continuous = (stance.credence - _MIDDLE) * _STEP
            values.append({"$type": f"{_LEXICON}.vote#continuous", "value": continuous})
        cast: Record = {"author": self._agent(stance.person), "target": target, "step": self._step}
        for value in values:
            yield _Dated("vote", stance.person, stance.at, {**cast, "value": value})

    def _definitions(self, project: Record) -> Iterator[_Dated]:
        for number, definition in sorted(self._ledger.definitions.items()):
            if definition.term is not None and definition.meaning is not None:
                text = _cut(self._map.words(f"{definition.term}: {definition.meaning}"), _TEXT)
                said: Record = {"text": text, "target": project, "author": self._agent(definition.owner)}
                yield _Dated("response", definition.owner, self._defined[number], said)

    def _line(self, kind: str, owner: int, at: datetime, record: Record) -> Record:
        return self._with_address(_Dated(kind, owner, at, record), self._keys.key(at))

    def _with_address(self, record: _Dated, key: str) -> Record:
        """A record with its address in the repository of whoever it is of."""
        collection = f"{_LEXICON}.{record.kind}"
        head: Record = {"$type": collection, "schemaVersion": _VERSION}
        value: Record = {**head, **record.says, "createdAt": _moment(record.at)}
        return {"uri": f"at://{self._did(record.owner)}/{collection}/{key}", "cid": cid(value), "value": value}

    def _agent(self, person: int) -> Record:
        return {"$type": f"{_LEXICON}.defs#userAgent", "did": self._did(person)}

    def _did(self, person: int) -> str:
        """An identifier of a participant, or of Crux, in a domain that never is anybody's (RFC 2606)."""
        whose = f"person-{person}." if person != CRUX_ITSELF else ""
        return f"did:web:{whose}debate-{self._debate.id}.crux.invalid"


def _moments_of_definitions(source: LedgerSource) -> dict[int, datetime]:
    """When each term was defined."""
    events = (line.event for line in source.events())
    return {event.change.definition: event.at for event in events if isinstance(event.change, e.TermDefined)}


def _reference(line: Record) -> Record:
    return {"uri": line["uri"], "cid": line["cid"]}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _cut(words: str, limit: int) -> str:
    """The words, cut to so many bytes of UTF-8."""
    if len(words.encode()) <= limit:
        return words
    return words.encode()[: limit - len("…".encode())].decode(errors="ignore") + "…"
