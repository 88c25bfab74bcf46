"""A ledger as Markdown (CommonMark): to read, to print, to keep beside the debate."""

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse

from bot.exchange.ledger_source import LedgerSource, counted, with_stances
from bot.ledger.entries import Answer, Definition, Entry, Link, Said, Source, Stance, Status
from bot.ledger.pseudonymity import is_pseudonymous
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.telling.outcome import told
from bot.render.dialects.markdown import BREAK, inert
from bot.words import concessions, estimates, names, outcome, seals
from bot.words import document as words
from bot.words import imports as import_words
from bot.words.classes import standing_class
from bot.words.front_end import FrontEnd
from bot.words.lists import joined
from bot.words.outcome import OutcomeLine
from bot.words.vocabulary import term

# Readers of Markdown turn entities into characters, dollars into formulas, and bare addresses into links.
_RISKY = re.compile(r"[&$]")
_ADDRESS = re.compile(r"(www)(\.)", re.IGNORECASE)
# It begins only where such a run of signs does: tried from each letter, a long word would be read once a letter.
_SCHEME = re.compile(r"(?<![a-z0-9+.-])([0-9+.-]*+[a-z][a-z0-9+.-]*+):(?=[^\s\u200b])", re.IGNORECASE)


def escaped(words: str) -> str:
    """A person's words on one line, as no reader of Markdown can take them for anything but words."""
    escaped = _RISKY.sub(lambda match: "\\" + match.group(), inert(words))
    return _SCHEME.sub(rf"\1:{BREAK}", _ADDRESS.sub(rf"\1{BREAK}\2", escaped))


def lines(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The lines of the document."""
    return (f"{line}\n" for line in _Report(front, source).lines())


class _Report:
    """The document of one ledger, with what all its parts look up."""

    def __init__(self, front: FrontEnd, source: LedgerSource) -> None:
        self._front = front
        self._source = source
        self._ledger = ledger = counted(source)
        self._now: Standing = standing(ledger)
        self._standing = {line.entry.number: line for line in self._now.entries}
        self._links: dict[int, list[Link]] = {}
        for tie in sorted(ledger.links, key=lambda tie: (tie.relation.value, tie.target)):
            self._links.setdefault(tie.entry, []).append(tie)

    def lines(self) -> Iterable[str]:
        front, debate = self._front, self._ledger.debate
        yield f"# {self._statement(debate.question)}"
        yield ""
        yield words.opened(front, debate.opened_at, debate.closed_at)
        if (mark := self._source.imported) is not None:
            yield ""
            yield import_words.imported(front, mark, words.day(front, mark.at), seals.written(mark.events, mark.hash))
        if is_pseudonymous(debate.guild):
            yield ""
            yield import_words.pseudonymous(front)
        yield from self._sides()
        yield from self._outcome()
        shown = [entry for _, entry in sorted(self._ledger.entries.items())]
        for kind, title in words.TITLES.items():
            yield from self._section(title, [e for e in shown if e.kind is kind and e.parking is None])
        yield from self._section(words.PARKED, [entry for entry in shown if entry.parking is not None])
        yield from self._definitions()

    def _outcome(self) -> Iterable[str]:
        """What a closed debate came to, in paragraphs with a list each."""
        front, came_to = self._front, told(self._ledger.debate, self._ledger)
        for part in outcome.parts(front, came_to):
            yield from self._listed(part.title, map(self._outcome_line, part.lines))
        if came_to.tally is not None:
            shown = estimates.shown_facts(front, came_to.shown, escaped)
            yield from self._listed(front.say(estimates.TITLE), (*estimates.facts(front, came_to.tally), *shown))
        if again := outcome.look_again(front, came_to, words.day):
            yield from ("", again)

    def _listed(self, title: str, lines: Iterable[str]) -> Iterable[str]:
        yield from ("", f"**{title}**", "")
        yield from (f"- {line}" for line in lines)

    def _outcome_line(self, line: OutcomeLine) -> str:
        number = _number(line.entry) if line.entry is not None else ""
        return " ".join(filter(None, (line.mark, number, self._words(line.words))))

    def _sides(self) -> Iterable[str]:
        uncounted = self._uncounted(self._ledger.participants)
        if self._now.sides or self._now.unsided or uncounted:
            yield ""
        for side in self._now.sides:
            name = f"**{escaped(names.side(self._front, side.name))}**"
            yield f"- {words.side(self._front, name, self._names(side.people))}"
        if self._now.unsided:
            yield f"- {words.on_no_side(self._front, self._names(self._now.unsided))}"
        if uncounted:
            yield f"- {words.not_counted(self._front, self._names(uncounted))}"

    def _uncounted(self, people: Iterable[int]) -> list[int]:
        """Those of them whose answers do not count, by what their server has decided."""
        participants = self._ledger.participants
        return [number for number in people if participants[number].uncounted and not participants[number].forgotten]

    def _section(self, title: str, entries: list[Entry]) -> Iterable[str]:
        if entries:
            yield ""
            yield f"## {self._front.say(title)}"
        for entry, stances in with_stances(entries, self._stances(entries)):
            yield ""
            yield f"### {_number(entry.number)} {self._statement(entry.said)}"
            yield ""
            yield from (f"- {fact}" for fact in self._facts(entry, stances))

    def _stances(self, entries: Iterable[Entry]) -> Iterable[Stance]:
        """The stances on those of the entries whose answers are told."""
        told = [entry.number for entry in entries if entry.status is Status.LIVE]
        return self._source.stances(told) if told else ()

    def _facts(self, entry: Entry, stances: Iterable[Stance]) -> Iterable[str]:
        front = self._front
        yield joined(front.catalogue, self._state(entry, self._standing.get(entry.number)))
        if entry.concession is not None:
            yield concessions.step(front, self._named(entry.concession.entry), entry.concession)
        if entry.status is Status.LIVE:
            yield from self._answers(entry, list(stances))
        for mark in filterfalse(self._ledger.is_of_itself, self._ledger.marks_on(entry.number)):
            target = self._named(mark.target) if mark.target is not None else None
            yield words.crux_mark(front, self._name(mark.person), target, mark.degree)
        for tie in filterfalse(self._ledger.is_of_itself, self._links.get(entry.number, ())):
            yield words.link(front, tie.relation, self._named(tie.target))
        if entry.parking is not None:
            other = entry.parking.agreed_by
            yield words.parked(front, self._name(entry.parking.by), self._name(other) if other is not None else None)
        for earlier in entry.wordings[:-1]:
            yield words.earlier_wording(front, self._statement(entry.said_in(earlier)))
        yield from self._origin(entry)

    def _named(self, entry: int) -> str:
        """The number of an entry; where it was merged, that of the one it goes on as, and what it was."""
        survivor = self._ledger.survivor(entry)
        if survivor == entry:
            return _number(entry)
        return self._front.say("{entry}, was {was}", entry=_number(survivor), was=_number(entry))

    def _state(self, entry: Entry, line: EntryStanding | None) -> Iterable[str]:
        front = self._front
        if entry.parking is not None:
            yield term(front.catalogue, entry.kind)
        yield words.by(front, self._name(entry.author))
        if entry.tagger != entry.author:
            yield words.tagged_by(front, self._name(entry.tagger))
        yield words.day(front, entry.tagged_at)
        yield term(front.catalogue, entry.status)
        if entry.merged_into is not None:
            yield words.goes_on_as(front, _number(self._ledger.survivor(entry.number)))
        if line is not None and line.cls is not None:
            yield standing_class(front, line.cls, len(line.tallies))

    def _answers(self, entry: Entry, stances: list[Stance]) -> Iterable[str]:
        for answer in Answer:
            people = [s.person for s in stances if s.answer is answer and s.counts_for(entry)]
            if people:
                yield words.answered(self._front, answer, self._by_side(people))
        waiting = [stance.person for stance in stances if not stance.counts_for(entry)]
        if waiting:
            yield words.answered_earlier(self._front, self._by_side(waiting))

    def _by_side(self, people: list[int]) -> str:
        groups = [
            words.of_a_side(self._front, escaped(names.side(self._front, side.name)), self._names(on))
            for side in self._now.sides
            if (on := [person for person in people if person in side.people])
        ]
        uncounted = self._uncounted(people)
        off = [person for person in people if self._now.side_of(person) is None and person not in uncounted]
        if off:
            groups.append(words.of_no_side(self._front, self._names(off)))
        if uncounted:
            groups.append(words.of_the_uncounted(self._front, self._names(uncounted)))
        return words.by_side(self._front, groups)

    def _origin(self, entry: Entry) -> Iterable[str]:
        if entry.passage:
            yield words.quotes(self._front, self._words(entry.passage), is_lost=entry.orphaned)
        if entry.source is not None:
            address = self._link(entry.source)
            yield words.source(self._front, address, is_edited=entry.source_edited, is_deleted=entry.source_deleted)

    def _definitions(self) -> Iterable[str]:
        definitions = [d for _, d in sorted(self._ledger.definitions.items()) if d.term and d.meaning]
        if definitions:
            yield from ("", f"## {self._front.say(words.DEFINITIONS)}", "")
        for definition in definitions:
            yield f"- {self._definition(definition)}"

    def _definition(self, definition: Definition) -> str:
        said = words.definition(
            self._front,
            f"**{self._words(definition.term or '')}**",
            self._words(definition.meaning or ""),
            self._name(definition.owner),
            self._names(definition.adopted_by) if definition.adopted_by else "",
        )
        return joined(self._front.catalogue, (said, self._link(definition.source))) if definition.source else said

    def _link(self, source: Source) -> str:
        return f"<{self._front.dialect.link(self._ledger.debate.guild, source)}>"

    def _statement(self, statement: Said) -> str:
        return self._words(names.statement(self._front, statement))

    def _words(self, words: str) -> str:
        return escaped(names.covered(self._front, words))

    def _name(self, person: int) -> str:
        return escaped(names.person(self._front, self._ledger.name(person)))

    def _names(self, people: Iterable[int]) -> str:
        return words.people(self._front, [self._name(person) for person in sorted(people)])


def _number(entry: int) -> str:
    return f"\\#{entry}"
