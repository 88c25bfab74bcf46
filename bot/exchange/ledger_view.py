"""What stands in a ledger, as plain values for a file: for readers who do not want to replay its events.

Nothing in it depends on how Crux counts: a rule that changes leaves every file as it was.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.exchange.ledger_source import with_stances
from bot.ledger.entries import Concession, CruxMark, Definition, Entry, Link, Proposal, Source, Stance
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import Participant
from bot.words.catalogue import ENGLISH
from bot.words.names import sentence

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]
"""What JSON can hold, without fractions."""


@dataclass(frozen=True, slots=True)
class StreamedText:
    """A text that may be written while its pieces are read."""

    pieces: Iterable[str]


@dataclass(frozen=True, slots=True)
class WrittenJson:
    """A value that is written as JSON already, for its place in a document."""

    pieces: Iterable[str]


Streamed = Value | StreamedText | WrittenJson | Iterator["Streamed"] | Mapping[str, "Streamed"]
"""The same, where a list may be written while its items are read."""


def view(ledger: Ledger) -> dict[str, Value]:
    """The ledger by its numbers; what was erased is null. Identities on the platform are strings."""
    stances = (stance for _, stance in sorted(ledger.stances.items()))
    return {key: _listed(value) for key, value in streamed_view(ledger, stances).items()}


def _listed(value: Streamed) -> Value:
    if isinstance(value, Mapping):
        return {key: _listed(member) for key, member in value.items()}
    if isinstance(value, StreamedText):
        return "".join(value.pieces)
    if isinstance(value, WrittenJson):
        written: Value = json.loads("".join(value.pieces))
        return written
    return [_listed(item) for item in value] if isinstance(value, list | Iterator) else value


def streamed_view(ledger: Ledger, stances: Iterable[Stance]) -> Mapping[str, Streamed]:
    """The same of a ledger whose stances are read beside it, in the order of their entries and people."""
    debate = ledger.debate
    marks = _by_entry(sorted(ledger.marks.values(), key=lambda mark: (mark.person, mark.target or 0)))
    links = _by_entry(sorted(ledger.links, key=lambda link: (link.relation.value, link.target)))
    return {
        "question": debate.question,
        "guild": str(debate.guild),
        "opened_at": debate.opened_at.isoformat(),
        "closed_at": debate.closed_at.isoformat() if debate.closed_at else None,
        **({"locked_at": debate.locked_at.isoformat()} if debate.locked_at is not None else {}),
        **({"lock_reason": debate.lock_reason} if debate.lock_reason is not None else {}),
        **_outcome(debate),
        "sides": [{"number": side.number, "name": side.name} for _, side in sorted(ledger.sides.items())],
        "participants": [_participant(person) for _, person in sorted(ledger.participants.items())],
        "entries": (
            _entry(ledger, entry, its, marks[entry.number], links[entry.number])
            for entry, its in with_stances((entry for _, entry in sorted(ledger.entries.items())), stances)
        ),
        "definitions": [_definition(definition) for _, definition in sorted(ledger.definitions.items())],
        "digests": [
            {
                "at": digest.at.isoformat(),
                "seen": digest.sequence,
                "message": str(digest.message) if digest.message is not None else None,
            }
            for digest in ledger.digests
        ],
    }


def _participant(person: Participant) -> dict[str, Value]:
    told: dict[str, Value] = {"number": person.number, "name": person.name, "side": person.side}
    return told | {"uncounted": True} if person.uncounted else told


def _outcome(debate: Debate) -> dict[str, Value]:
    """What a closed debate came to, where somebody said so: files that were written before say nothing of it."""
    day = debate.look_again.isoformat() if debate.look_again is not None else None
    told: dict[str, Value] = {"settled": debate.settled, "still_open": debate.still_open, "look_again": day}
    return {"outcome": told} if any(told.values()) else {}


class _AboutAnEntry(Protocol):
    @property
    def entry(self) -> int: ...


About = TypeVar("About", bound=_AboutAnEntry)


def _by_entry(values: Iterable[About]) -> dict[int, list[About]]:
    groups: dict[int, list[About]] = defaultdict(list)
    for value in values:
        groups[value.entry].append(value)
    return groups


def _entry(
    ledger: Ledger, entry: Entry, stances: Iterable[Stance], marks: list[CruxMark], links: list[Link]
) -> Mapping[str, Streamed]:
    conceded, parking, proposal = entry.concession, entry.parking, entry.proposal
    return {
        "number": entry.number,
        **_goes_on_as(ledger, entry.number),
        "kind": entry.kind.value,
        "status": entry.status.value,
        "statement": sentence(ENGLISH, entry.said),
        "author": entry.author,
        "tagger": entry.tagger,
        "tagged_at": entry.tagged_at.isoformat(),
        "passage": entry.passage,
        "source": _source(entry.source),
        "wordings": [sentence(ENGLISH, entry.said_in(wording)) for wording in entry.wordings],
        "concedes": _concession(conceded) | _goes_on_as(ledger, conceded.entry) if conceded else None,
        "proposal": _proposal(ledger, proposal) if proposal else None,
        "parked": {"by": parking.by, "agreed_by": parking.agreed_by} if parking else None,
        "stances": (_stance(entry, stance) for stance in stances),
        "crux_marks": [
            {"person": mark.person, "for": mark.target, "degree": mark.degree.value, **_goes_on_as(ledger, mark.target)}
            for mark in marks
        ],
        "links": [
            {"relation": link.relation.value, "entry": link.target, **_goes_on_as(ledger, link.target)}
            for link in links
        ],
        "orphaned": entry.orphaned,
        "source_edited": entry.source_edited,
        "source_deleted": entry.source_deleted,
    }


GOES_ON_AS = "goes_on_as"
"""The key that says, beside the number of a merged entry, which one it goes on as."""

MAY_BE_LEFT_OUT = frozenset({"locked_at", "lock_reason", "outcome", "uncounted", "before", "wording", GOES_ON_AS})
"""Keys that a view has only where they say something: one of which the events say nothing contradicts them."""


def _goes_on_as(ledger: Ledger, entry: int | None) -> dict[str, Value]:
    """Nothing where an entry was not merged."""
    survivor = ledger.survivor(entry) if entry is not None else None
    return {GOES_ON_AS: survivor} if survivor != entry else {}


def without_merges(told: Value) -> Value:
    """A view as files had it before they said beside each merged entry which one it goes on as."""
    if isinstance(told, dict):
        return {key: without_merges(value) for key, value in told.items() if key != GOES_ON_AS}
    return [without_merges(value) for value in told] if isinstance(told, list) else told


def _proposal(ledger: Ledger, proposal: Proposal) -> dict[str, Value]:
    answer = proposal.answer.value if proposal.answer else None
    return {"answer": answer, "crux_for": proposal.crux_for, **_goes_on_as(ledger, proposal.crux_for)}


def _stance(entry: Entry, stance: Stance) -> dict[str, Value]:
    return {
        "person": stance.person,
        "answer": stance.answer.value,
        "credence": stance.credence,
        "wording": stance.wording,
        "waits": not stance.counts_for(entry),
        "at": stance.at.isoformat(),
    }


def _definition(definition: Definition) -> dict[str, Value]:
    return {
        "number": definition.number,
        "term": definition.term,
        "meaning": definition.meaning,
        "by": definition.by,
        "owner": definition.owner,
        "adopted_by": list(definition.adopted_by),
        "source": _source(definition.source),
    }


def _concession(granted: Concession) -> dict[str, Value]:
    """What is conceded; the wording is named where the concession has no words of its own, and the answer before."""
    plain = {"wording": granted.wording} if granted.wording is not None else {}
    before = {"before": granted.before.value} if granted.before is not None else {}
    return {"entry": granted.entry, "scope": granted.scope.value, "answer": granted.answer.value, **before, **plain}


def _source(source: Source | None) -> Value:
    return {"channel": str(source.channel), "message": str(source.message)} if source else None
