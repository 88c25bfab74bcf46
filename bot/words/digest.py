"""A digest in words: its titles, its sentences and its lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.ledger.entries import STATEMENT_LIMIT, Source
from bot.ledger.telling import reasons as r
from bot.ledger.telling.card import Card
from bot.ledger.telling.digest import Anchor, Digest, Summary
from bot.ledger.telling.lines import Line, SectionKind
from bot.ledger.telling.rest import Rest
from bot.ledger.telling.sections import ShownSection
from bot.ledger.text import one_line, shortened
from bot.words import cruxes, names, notes, reasons
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import enumerated, joined, parts, sentences
from bot.words.settling import settles_most

_TITLES: Mapping[SectionKind, str] = {
    SectionKind.ACCEPT: message("All accept"),
    SectionKind.REJECT: message("All reject"),
    SectionKind.DIVERGE: message("Still diverge"),
    SectionKind.CONTESTED: message("Contested"),
    SectionKind.TURNS_ON: message("It turns on"),
    SectionKind.ONE_SIDED: message("One side only"),
    SectionKind.UNDECIDED: message("Not decided yet"),
    SectionKind.PROPOSED: message("Awaiting the author"),
    SectionKind.PARKED: message("Parked"),
}
_TITLES_OF_TWO: Mapping[SectionKind, str] = {
    SectionKind.ACCEPT: message("Both accept"),
    SectionKind.REJECT: message("Both reject"),
}
_TITLES_OF_THE_ROOM: Mapping[SectionKind, str] = {
    SectionKind.ACCEPT: message("Most accept"),
    SectionKind.REJECT: message("Most reject"),
}


def title(front: FrontEnd, kind: SectionKind, sides: int) -> str:
    """What heads the lines of a section in a debate of so many sides (0: the room)."""
    special = {0: _TITLES_OF_THE_ROOM, 2: _TITLES_OF_TWO}.get(sides, {})
    return front.say(special.get(kind, _TITLES[kind]))


def heading(front: FrontEnd, section: ShownSection, sides: int) -> str:
    """The title of a section and, where it does not show all of its lines, how many it has."""
    return numbered(front, title(front, section.kind, sides), len(section.lines), section.number)


def numbered(front: FrontEnd, title: str, shown: int, number: int) -> str:
    """The title of what shows so many of its lines."""
    if shown == number:
        return title
    return front.say("{title} ({shown} of {number})", title=title, shown=shown, number=number)


# Lines


@dataclass(frozen=True, slots=True)
class SaidReason:
    """The best reason of a side in words; `statement` is empty where the digest says it in a line of its own."""

    whose: str
    entry: int
    statement: str
    beside: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line in words: the statement, what it answers (empty: nothing), why it stands there, the best reasons."""

    entry: int
    statement: str
    answers_to: str
    reason: str
    source: Source | None
    best: tuple[SaidReason, ...] = ()

    def beside(self, front: FrontEnd) -> str:
        """What stands beside the statement."""
        return parts(front.catalogue, [part for part in (self.answers_to, self.reason) if part])


def said(front: FrontEnd, line: Line) -> SaidLine:
    """The line in words. People's own words in it are not made inert: that is the renderer's part."""
    beside = (notes.note(front, note) for note in line.notes)
    best = line.reason.best if isinstance(line.reason, r.CruxReason) else ()
    return SaidLine(
        line.entry,
        names.statement(front, line.statement),
        reasons.answers_to(front, line.answers_to) if line.answers_to is not None else "",
        parts(front.catalogue, (reasons.reason(front, line.reason), *beside)),
        line.source,
        tuple(_best(front, one) for one in best),
    )


def _best(front: FrontEnd, best: r.BestReason) -> SaidReason:
    if best.elsewhere:
        statement, beside = "", front.say("(above)")
    else:
        statement, beside = names.statement(front, best.statement), cruxes.agreement(front, best)
    if best.was is not None:
        beside = parts(front.catalogue, (cruxes.former_number(front, best.was), beside))
    return SaidReason(cruxes.best_reason(front, best), best.entry, statement, beside, best.source)


# Sentences


Written = Callable[[str], str]
"""How a person's words are written so that they have no force where they are shown."""


def summary(front: FrontEnd, stands: Summary, written: Written, quoted: int = STATEMENT_LIMIT) -> str:
    """Where a debate stands, in two or three sentences.

    The first statement of each kind is quoted: whole and with its number, or with so many characters at most. With 0,
    numbers name the first ones.
    """
    if not stands.is_tagged:
        return front.say("No claim or crux stands in the ledger yet.")
    if stands.sides and not stands.people:
        return front.say("Nobody is on a side yet: {ways.join_side} takes one.")
    return sentences(front.catalogue, _Sentences(front, stands, written, quoted).all())


class _Sentences:
    """The sentences of a summary."""

    def __init__(self, front: FrontEnd, stands: Summary, written: Written, quoted: int) -> None:
        self._front = front
        self._written = written
        self._stands = stands
        self._sections = {section.kind: section for section in stands.sections}
        self._quoted = quoted

    def all(self) -> Iterator[str]:
        say, section = self._front.say, self._sections.get
        common, diverge, contested = self._common(), section(SectionKind.DIVERGE), section(SectionKind.CONTESTED)
        if common:
            yield common
        if diverge:
            yield say("They still diverge on {entries}.", entries=self._entries(diverge))
        if contested:
            yield say("They are divided on {entries}.", entries=self._entries(contested))
        if not (common or diverge or contested):
            yield self._nothing()
        if turns_on := section(SectionKind.TURNS_ON):
            # Translators: the cruxes: what the disagreement depends on. {entries} are quoted or numbered.
            yield say("It turns on {entries}.", entries=self._entries(turns_on))

    def _common(self) -> str:
        accept, reject = self._sections.get(SectionKind.ACCEPT), self._sections.get(SectionKind.REJECT)
        if accept and reject:
            return self._who(_ACCEPT_AND_REJECT, accepted=self._entries(accept), rejected=self._entries(reject))
        if accept:
            return self._who(_ACCEPT, accepted=self._entries(accept))
        return self._who(_REJECT, rejected=self._entries(reject)) if reject else ""

    def _who(self, of: "_ByCamp", **fields: object) -> str:
        return self._front.say(
            of.room if not self._stands.sides else of.both if self._stands.sides == 2 else of.all, **fields
        )

    def _nothing(self) -> str:
        if self._stands.sides == 1:
            return self._front.say("Only one side has people yet, so that nothing can be compared.")
        return self._who(_NOTHING)

    def _entries(self, section: ShownSection) -> str:
        lines = section.lines[:1] if self._quoted else section.lines
        named = [self._entry(line) for line in lines]
        more = section.number - len(named)
        if more:
            # Translators: so many more entries, at the end of a list of their numbers or statements.
            named.append(self._front.count("{number} more", "{number} more", more))
        return enumerated(self._front.catalogue, named)

    def _entry(self, line: Line) -> str:
        if not self._quoted:
            return f"#{line.entry}"
        whole = one_line(names.statement(self._front, line.statement)).rstrip(".。")
        statement = self._written(shortened(whole, self._quoted))
        if self._quoted < STATEMENT_LIMIT:
            return names.quoted(self._front, statement)
        return self._front.say("“{statement}” (#{entry})", statement=statement, entry=line.entry)


@dataclass(frozen=True, slots=True)
class _ByCamp:
    """A sentence about two sides, about more of them, and about the room."""

    both: str
    all: str
    room: str


_ACCEPT_AND_REJECT = _ByCamp(
    message("Both sides accept {accepted}; both reject {rejected}."),
    message("All sides accept {accepted}; all reject {rejected}."),
    message("Most accept {accepted}; most reject {rejected}."),
)
_ACCEPT = _ByCamp(
    message("Both sides accept {accepted}."),
    message("All sides accept {accepted}."),
    message("Most accept {accepted}."),
)
_REJECT = _ByCamp(
    message("Both sides reject {rejected}."),
    message("All sides reject {rejected}."),
    message("Most reject {rejected}."),
)
_NOTHING = _ByCamp(
    message("There is nothing yet that both sides accept or reject, or on which they diverge."),
    message("There is nothing yet that all sides accept or reject, or on which they diverge."),
    message("There is nothing yet that most accept or reject."),
)


def rest(front: FrontEnd, numbers: Rest, sides: int) -> str:
    """What is not shown, in numbers; empty where all is shown."""
    told = joined(front.catalogue, _rest(front, numbers, sides))
    # Translators: {numbers} is a list such as "4 await one side, 2 parked, 2 terms"; each is of entries, but for terms
    # and people.
    return front.say("Also: {numbers}.", numbers=told) if told else ""


def _rest(front: FrontEnd, numbers: Rest, sides: int) -> Iterator[str]:
    if numbers.await_side and sides == 2:
        yield front.count("{number} awaits one side", "{number} await one side", numbers.await_side)
    elif numbers.await_side:
        yield front.count("{number} awaits a side", "{number} await a side", numbers.await_side)
    if numbers.one_sided:
        yield front.count(
            "{number} that only one side is clear on", "{number} that only one side is clear on", numbers.one_sided
        )
    if numbers.few_answers:
        yield front.count("{number} with too few answers", "{number} with too few answers", numbers.few_answers)
    if numbers.undecided:
        yield front.count("{number} undecided", "{number} undecided", numbers.undecided)
    if numbers.parked:
        yield front.count("{number} parked", "{number} parked", numbers.parked)
    if numbers.terms:
        yield front.count("{number} term", "{number} terms", numbers.terms)
    if numbers.proposed:
        yield front.count("{number} awaits its author", "{number} await their authors", numbers.proposed)
    if numbers.uncounted:
        yield front.count("{number} person not counted", "{number} people not counted", numbers.uncounted)


def rest_and_settling(front: FrontEnd, digest: Digest | Card) -> str:
    """The line of the rest: in numbers, and what would settle most of it."""
    told: Sequence[str] = (
        rest(front, digest.rest, len(digest.sides)),
        settles_most(front, digest.settling) if digest.settling is not None else "",
    )
    return sentences(front.catalogue, [part for part in told if part])


def and_more(front: FrontEnd, number: int) -> str:
    """How many lines of a section are not shown, and where they are."""
    return front.count("and {number} more: {ways.show_ledger}", "and {number} more: {ways.show_ledger}", number)


SEAL_SHOWN = 12
"""How many digits of a seal are enough to keep and to compare."""


def anchor(front: FrontEnd, last: Anchor) -> str:
    """The last line: the newest event's number and seal, and what they are for, in a row of a phone."""
    seal = front.dialect.code(f"{last.event}:{last.hash.hex()[:SEAL_SHOWN]}")
    # Translators: the last line of a digest; at most 54 letters with seal and command, so that it fits a phone's row.
    return front.say("Seal {seal} lets {ways.verify} find changes.", seal=seal)


def quoted_statement(front: FrontEnd, line: Line, limit: int) -> str:
    """An entry's number and as much of its statement as fits."""
    statement = shortened(one_line(names.statement(front, line.statement)), limit)
    return front.say("#{entry} “{statement}”", entry=line.entry, statement=statement)
