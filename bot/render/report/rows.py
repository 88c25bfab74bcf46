"""The entries of a report as data: what is shown of each, and what it is sorted and filtered by."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from bot.ledger.entries import Definition, Entry, Kind, Link, Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass, Verdict
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.lines import SectionKind
from bot.ledger.text import folded
from bot.render.report.history import History
from bot.render.report.html import entry_link, in_html, isolated, kind_badge, moment
from bot.words import digest as words
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import joined
from bot.words.report import labels
from bot.words.report import rows as said
from bot.words.vocabulary import term

_ORDER = list(StandingClass)
_CONCESSION, _PROPOSED, _GONE = (len(_ORDER) + place for place in range(3))
"""Behind the classes: concessions, what awaits its author, and what was taken back."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the page shows it, and what the script sorts and filters it by. Markup is HTML, all else is text."""

    number: int
    statement: str
    kind: Kind
    author: int
    byline: str
    cls: str
    order: int
    place: int
    """Where it stands in the digest's order."""
    reason: str
    answers: int
    latest: datetime
    sides: tuple[str, ...]
    """What each side makes of it, and how it answered."""
    verdicts: str
    """What each side makes of it, to filter by: "0-holds 1-rejects"."""
    notes: tuple[str, ...]
    more: str
    passage: str
    links: tuple[str, ...]
    tagged: str
    source: str
    gone: bool


def rows(front: FrontEnd, ledger: Ledger, now: Standing, digest: Digest, history: History) -> list[Row]:
    """Every entry, in the digest's order; what was taken back comes last."""
    page = _Page(front, ledger, now, digest, history)
    every = (page.row(entry) for entry in ledger.entries.values())
    return sorted(every, key=lambda row: (row.order, row.place))


class _Page:
    """What the rows of a page look up."""

    def __init__(self, front: FrontEnd, ledger: Ledger, now: Standing, digest: Digest, history: History) -> None:
        self.front, self.html, self.ledger, self.now = front, in_html(front), ledger, now
        self.lines = {line.entry.number: (place, line) for place, line in enumerate(now.entries)}
        self.sides = len(digest.sides)
        self.reasons = _reasons(front, digest)
        self.cruxes: defaultdict[int, list[str]] = defaultdict(list)
        for finding in digest.cruxes:
            self.cruxes[finding.entry.number].append(said.crux(front, finding))
        self.history = history
        # In a large debate, many entries are answered alike.
        self.counts = cache(partial(labels.counts, front))
        self.links = _links(self.html, ledger)
        self.kinds = {kind: kind_badge(kind, term(front.catalogue, kind)) for kind in Kind}
        self.verdicts = [
            {
                verdict: labels.side_verdict(self.html, None if now.is_room else side_letter(place), verdict)
                for verdict in Verdict
            }
            for place in range(len(now.sides))
        ]

    def row(self, entry: Entry) -> Row:
        front, html, number = self.front, self.html, entry.number
        place, line = self.lines.get(number, (len(self.lines) + number, None))
        author = said.person(front, self.ledger, entry.author)
        return Row(
            number=number,
            statement=names.covered(front, names.statement(front, entry.said)),
            kind=entry.kind,
            author=entry.author,
            byline=labels.by(html, self.kinds[entry.kind], isolated(author)),
            cls=said.where(front, entry, line.cls if line else None, self.sides, stands=line is not None),
            order=_class_order(entry, line),
            place=place,
            reason=self.reasons.get(number, ""),
            answers=self.history.answers.get(number, 0),
            latest=self.history.latest.get(number, entry.tagged_at),
            sides=self._sides(line),
            verdicts=_verdicts(line),
            notes=(*self.cruxes[number], *said.notes(front, self.ledger, entry)),
            more=labels.more_on(html, number),
            passage=names.covered(front, entry.passage or ""),
            links=tuple(self.links[number]),
            tagged=labels.tagged(html, moment(front.language, entry.tagged_at)),
            source=self._address(entry),
            gone=line is None,
        )

    def _sides(self, line: EntryStanding | None) -> tuple[str, ...]:
        if line is None or line.cls is None:
            return ()
        sides = zip(self.verdicts, self.now.sides, line.tallies, line.verdicts, strict=True)
        return tuple(
            labels.side_answers(self.html, verdicts[verdict], self.counts(tally, len(side.people) - tally.answers))
            for verdicts, side, tally, verdict in sides
        )

    def _address(self, entry: Entry) -> str:
        """Where an entry's message is; empty where there is none any more."""
        if entry.source is None or entry.source_deleted:
            return ""
        return self.front.dialect.link(self.ledger.debate.guild, entry.source)


def _reasons(front: FrontEnd, digest: Digest) -> dict[int, str]:
    """Why each entry stands where it does, in the words of the first section that has it."""
    return {
        line.entry: names.covered(front, words.said(front, line).reason)
        for section in reversed(digest.sections)
        if section.kind is not SectionKind.TURNS_ON
        for line in section.lines
    }


def _class_order(entry: Entry, line: EntryStanding | None) -> int:
    if line is None:
        return _GONE
    if entry.status is Status.PROPOSED:
        return _PROPOSED
    return _ORDER.index(line.cls) if line.cls is not None else _CONCESSION


def _verdicts(line: EntryStanding | None) -> str:
    if line is None or line.cls is None:
        return ""
    return " ".join(f"{place}-{verdict.value}" for place, verdict in enumerate(line.verdicts))


def _links(html: FrontEnd, ledger: Ledger) -> defaultdict[int, list[str]]:
    """What each entry is to others, and they to it; told of a merged one, and of the one that it goes on as."""
    # The space at the side where nothing follows is part of the files that are out already.
    links: defaultdict[int, list[str]] = defaultdict(list)
    for tie in sorted((link for link in ledger.links if not ledger.is_of_itself(link)), key=_link_order):
        for number in {tie.entry, ledger.survivor(tie.entry)}:
            links[number].append(labels.link_to(html, tie.relation, _linked(html, ledger, tie.target)) + " ")
        for number in {tie.target, ledger.survivor(tie.target)}:
            links[number].append(" " + labels.link_from(html, tie.relation, _linked(html, ledger, tie.entry)))
    for number, entry in ledger.entries.items():
        if entry.kind is Kind.CONCESSION and entry.concession is not None and entry.status is Status.LIVE:
            told = ledger.survivor(entry.concession.entry)
            links[told].append(" " + labels.conceded_by(html, entry_link(number)))
    return links


def _linked(html: FrontEnd, ledger: Ledger, entry: int) -> str:
    """A link to an entry; to the one that it goes on as, and what it was."""
    survivor = ledger.survivor(entry)
    if survivor == entry:
        return entry_link(entry)
    return html.say("{entry}, was #{was}", entry=entry_link(survivor), was=entry)


def _link_order(tie: Link) -> tuple[int, str, int]:
    return tie.entry, tie.relation.value, tie.target


def side_choices(front: FrontEnd, now: Standing) -> list[tuple[str, str]]:
    """What entries can be filtered by: a side, and what it makes of them."""
    return [
        (f"{place}-{verdict.value}", labels.side_verdict(front, None if now.is_room else side_letter(place), verdict))
        for place in range(len(now.sides))
        for verdict in Verdict
    ]


def author_names(front: FrontEnd, ledger: Ledger) -> list[tuple[int, str]]:
    """Everybody of the debate, by name."""
    named = ((number, said.person(front, ledger, number)) for number in ledger.participants)
    return sorted(named, key=lambda person: (folded(person[1]), person[0]))


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A term and what somebody means by it; `use`, who does and who adopted it, is HTML."""

    term: str
    meaning: str
    use: str


def definitions(front: FrontEnd, ledger: Ledger) -> list[DefinitionRow]:
    """The terms that are defined, in their order; what was erased is not shown."""
    return [
        DefinitionRow(
            names.covered(front, definition.term),
            names.covered(front, definition.meaning),
            _use(front, ledger, definition),
        )
        for _, definition in sorted(ledger.definitions.items())
        if definition.term is not None and definition.meaning is not None
    ]


def _use(front: FrontEnd, ledger: Ledger, definition: Definition) -> str:
    html = in_html(front)
    adopters = [isolated(said.person(front, ledger, person)) for person in definition.adopted_by]
    owner = isolated(said.person(front, ledger, definition.owner))
    return labels.term_use(html, owner, joined(html.catalogue, adopters))
