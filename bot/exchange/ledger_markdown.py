"""A ledger as Markdown: to read, to print, to keep beside the debate."""

from collections.abc import Iterable

from bot.ledger.entries import Answer, Entry, Kind, Ledger, Status
from bot.ledger.standing import EntryStanding, standing
from bot.render.text import inert, link

_TITLES = {Kind.CLAIM: "Claims", Kind.CRUX: "Cruxes", Kind.CONCESSION: "Concessions"}


def dumps(ledger: Ledger) -> str:
    """The whole ledger as one Markdown document."""
    now = standing(ledger)
    lines = {line.entry.number: line for line in now.entries}
    out = [f"# {inert(ledger.debate.question or '(erased)')}", ""]
    out += [f"- **{inert(side.name)}**: {_names(ledger, side.people)}" for side in now.sides]
    for kind, title in _TITLES.items():
        entries = [entry for _, entry in sorted(ledger.entries.items()) if entry.kind is kind]
        if entries:
            out += ["", f"## {title}"]
            for entry in entries:
                out += ["", *_entry(ledger, entry, lines.get(entry.number))]
    definitions = [d for _, d in sorted(ledger.definitions.items()) if d.term and d.meaning]
    if definitions:
        out += ["", "## Definitions", ""]
        out += [
            f"- **{inert(d.term or '')}** ({inert(ledger.name(d.owner))}): {inert(d.meaning or '')}"
            for d in definitions
        ]
    return "\n".join(out) + "\n"


def _entry(ledger: Ledger, entry: Entry, line: EntryStanding | None) -> Iterable[str]:
    yield f"### \\#{entry.number} {inert(entry.statement or '(erased)')}"
    yield ""
    state = [f"by {inert(ledger.name(entry.author))}", entry.tagged_at.date().isoformat(), entry.status.value]
    if line is not None and line.cls is not None:
        state.append(line.cls.value)
    if entry.parking is not None:
        state.append("parked")
    yield "- " + ", ".join(state)
    if entry.concession is not None:
        yield f"- concedes #{entry.concession.entry} ({entry.concession.scope.value})"
    if entry.status is Status.LIVE:
        yield from _stances(ledger, entry)
    for mark in ledger.marks_on(entry.number):
        target = f"#{mark.target}" if mark.target is not None else "the question"
        yield f"- crux of {inert(ledger.name(mark.person))} for {target} ({mark.degree.value})"
    for tie in sorted(ledger.links, key=lambda tie: (tie.entry, tie.relation.value, tie.target)):
        if tie.entry == entry.number:
            yield f"- {tie.relation.value} #{tie.target}"
    for earlier in entry.wordings[:-1]:
        yield f"- earlier wording: {inert(earlier.statement or '(erased)')}"
    if entry.passage:
        yield f"- quotes: {inert(entry.passage)}"
    if entry.source is not None:
        yield f"- {link(ledger.debate.guild, entry.source)}"


def _stances(ledger: Ledger, entry: Entry) -> Iterable[str]:
    for answer in Answer:
        people = [
            stance.person
            for (number, _), stance in sorted(ledger.stances.items())
            if number == entry.number and stance.answer is answer and stance.counts_for(entry)
        ]
        if people:
            yield f"- {answer.value}: {_names(ledger, people)}"


def _names(ledger: Ledger, people: Iterable[int]) -> str:
    return ", ".join(inert(ledger.name(person)) for person in sorted(people)) or "nobody yet"
