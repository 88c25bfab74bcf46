"""A ledger as Markdown (CommonMark): to read, to print, to keep beside the debate."""

import re
from collections.abc import Iterable

from bot.ledger.entries import Answer, Definition, Entry, Kind, Ledger, Link, Source, Stance, Status
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.render.dialects.markdown import BREAK, inert
from bot.words.front_end import FrontEnd

_TITLES = {Kind.CLAIM: "Claims", Kind.CRUX: "Cruxes", Kind.CONCESSION: "Concessions"}
# Readers of Markdown turn entities into characters, dollars into formulas, and bare addresses into links.
_RISKY = re.compile(r"[&$]")
_ADDRESS = re.compile(r"(www)(\.)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?=[^\s\u200b])", re.IGNORECASE)


def escaped(words: str) -> str:
    """A person's words on one line, as no reader of Markdown can take them for anything but words."""
    kept = _RISKY.sub(lambda match: "\\" + match.group(), inert(words))
    return _SCHEME.sub(rf"\1:{BREAK}", _ADDRESS.sub(rf"\1{BREAK}\2", kept))


def dumps(front: FrontEnd, ledger: Ledger) -> str:
    """The whole ledger as one document."""
    return "\n".join(_Report(front, ledger).lines()) + "\n"


class _Report:
    """The document of one ledger, with what all its parts look up."""

    def __init__(self, front: FrontEnd, ledger: Ledger) -> None:
        self._front = front
        self._ledger = ledger
        self._now: Standing = standing(ledger)
        self._standing = {line.entry.number: line for line in self._now.entries}
        self._stances: dict[int, list[Stance]] = {}
        for _, stance in sorted(ledger.stances.items()):
            self._stances.setdefault(stance.entry, []).append(stance)
        self._links: dict[int, list[Link]] = {}
        for tie in sorted(ledger.links, key=lambda tie: (tie.relation.value, tie.target)):
            self._links.setdefault(tie.entry, []).append(tie)

    def lines(self) -> Iterable[str]:
        debate = self._ledger.debate
        yield f"# {escaped(debate.question or '(erased)')}"
        yield ""
        closed = f", closed {debate.closed_at.date().isoformat()}" if debate.closed_at else ""
        yield f"Opened {debate.opened_at.date().isoformat()}{closed}."
        yield from self._sides()
        shown = [entry for _, entry in sorted(self._ledger.entries.items())]
        for kind, title in _TITLES.items():
            yield from self._section(title, [e for e in shown if e.kind is kind and e.parking is None])
        yield from self._section("Parked", [entry for entry in shown if entry.parking is not None])
        yield from self._definitions()

    def _sides(self) -> Iterable[str]:
        if self._now.sides or self._now.unsided:
            yield ""
        for side in self._now.sides:
            yield f"- **{escaped(side.name)}**: {self._names(side.people)}"
        if self._now.unsided:
            yield f"- on no side: {self._names(self._now.unsided)}"

    def _section(self, title: str, entries: list[Entry]) -> Iterable[str]:
        if entries:
            yield ""
            yield f"## {title}"
        for entry in entries:
            yield ""
            yield from self._entry(entry, self._standing.get(entry.number))

    def _entry(self, entry: Entry, line: EntryStanding | None) -> Iterable[str]:
        yield f"### \\#{entry.number} {escaped(entry.statement or '(erased)')}"
        yield ""
        yield "- " + ", ".join(self._state(entry, line))
        if entry.concession is not None:
            granted = entry.concession
            yield f"- concedes \\#{granted.entry} ({granted.scope.value}): now {granted.answer.value}"
        if entry.status is Status.LIVE:
            yield from self._answers(entry)
        for mark in self._ledger.marks_on(entry.number):
            target = f"\\#{mark.target}" if mark.target is not None else "the question"
            yield f"- crux of {self._name(mark.person)} for {target} ({mark.degree.value})"
        for tie in self._links.get(entry.number, ()):
            yield f"- {tie.relation.value} \\#{tie.target}"
        if entry.parking is not None:
            both = entry.parking.agreed_by
            also = f", and {self._name(both)} agreed" if both is not None else ""
            yield f"- parked by {self._name(entry.parking.by)}{also}"
        for earlier in entry.wordings[:-1]:
            yield f"- earlier wording: {escaped(earlier.statement or '(erased)')}"
        yield from self._origin(entry)

    def _state(self, entry: Entry, line: EntryStanding | None) -> Iterable[str]:
        if entry.parking is not None:
            yield entry.kind.value
        yield f"by {self._name(entry.author)}"
        if entry.tagger != entry.author:
            yield f"tagged by {self._name(entry.tagger)}"
        yield entry.tagged_at.date().isoformat()
        yield entry.status.value
        if line is not None and line.cls is not None:
            yield line.cls.value

    def _answers(self, entry: Entry) -> Iterable[str]:
        found = self._stances.get(entry.number, [])
        for answer in Answer:
            people = [s.person for s in found if s.answer is answer and s.counts_for(entry)]
            if people:
                yield f"- {answer.value}: {self._by_side(people)}"
        waiting = [stance.person for stance in found if not stance.counts_for(entry)]
        if waiting:
            yield f"- answered an earlier wording: {self._by_side(waiting)}"

    def _by_side(self, people: list[int]) -> str:
        groups = [
            f"{escaped(side.name)} ({self._names(on)})"
            for side in self._now.sides
            if (on := [person for person in people if person in side.people])
        ]
        off = [person for person in people if self._now.side_of(person) is None]
        return "; ".join([*groups, *([f"on no side ({self._names(off)})"] if off else [])])

    def _origin(self, entry: Entry) -> Iterable[str]:
        if entry.passage:
            lost = " (no longer in the message)" if entry.orphaned else ""
            yield f"- quotes: {escaped(entry.passage)}{lost}"
        if entry.source is not None:
            edited = " (edited since)" if entry.source_edited else ""
            deleted = " (deleted since)" if entry.source_deleted else ""
            yield f"- {self._link(entry.source)}{edited}{deleted}"

    def _definitions(self) -> Iterable[str]:
        known = [d for _, d in sorted(self._ledger.definitions.items()) if d.term and d.meaning]
        if known:
            yield from ("", "## Definitions", "")
        for definition in known:
            yield self._definition(definition)

    def _definition(self, definition: Definition) -> str:
        owner, meaning = self._name(definition.owner), escaped(definition.meaning or "")
        adopted = f"; adopted by {self._names(definition.adopted_by)}" if definition.adopted_by else ""
        source = f", {self._link(definition.source)}" if definition.source else ""
        return f"- **{escaped(definition.term or '')}** ({owner}{adopted}): {meaning}{source}"

    def _link(self, source: Source) -> str:
        return f"<{self._front.dialect.link(self._ledger.debate.guild, source)}>"

    def _name(self, person: int) -> str:
        return escaped(self._ledger.name(person))

    def _names(self, people: Iterable[int]) -> str:
        return ", ".join(self._name(person) for person in sorted(people)) or "nobody yet"
