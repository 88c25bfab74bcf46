"""The sections of a digest: what both accept, what both reject, where they diverge, what it turns on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.ledger.entries import Relation, Status
from bot.ledger.ledger import Ledger, ToldLink
from bot.ledger.standing.cruxes import CruxFinding, CruxState
from bot.ledger.standing.standing import Standing
from bot.ledger.telling.cruxes import settled_by, turns_on, with_best_reasons
from bot.ledger.telling.lines import AnswersTo, Line, Section, SectionKind
from bot.ledger.telling.positions import accepted, contested, diverging, rejected

MOST_LINES = 3
"""How many lines of a section are shown: the most decisive ones."""

CLEAR = 60
"""A statement of more characters says by itself what it is about; "There is no evidence of that" does not."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """The first lines of a section, and how many more it has. No entry is in two of them."""

    kind: SectionKind
    lines: tuple[Line, ...]
    more: int = 0

    def first(self, most: int) -> "ShownSection":
        """The same with so many lines at most."""
        return replace(self, lines=self.lines[:most], more=self.number - len(self.lines[:most]))

    @property
    def number(self) -> int:
        return len(self.lines) + self.more


def sections(ledger: Ledger, now: Standing, findings: Sequence[CruxFinding]) -> tuple[Section, ...]:
    """The sections with all their lines, each composed when somebody reads it; empty ones are left out."""
    every = (
        Section(SectionKind.ACCEPT, accepted(ledger, now)),
        Section(SectionKind.REJECT, rejected(ledger, now)),
        Section(SectionKind.DIVERGE, diverging(ledger, now)),
        Section(SectionKind.CONTESTED, contested(ledger, now)),
        Section(SectionKind.TURNS_ON, turns_on(ledger, now, findings)),
    )
    return tuple(section for section in every if len(section.lines))


def shown(
    ledger: Ledger, now: Standing, every: Sequence[Section], findings: Sequence[CruxFinding]
) -> tuple[ShownSection, ...]:
    """The first lines of each section, with what they answer; the first crux with the best reason of each side.

    What was a crux, and is settled, says so.

    What it turns on stands there alone, whatever else it is.
    """
    cruxes = next((section.lines for section in every if section.kind is SectionKind.TURNS_ON), ())
    first_cruxes = tuple(cruxes[:MOST_LINES])
    taken = {line.entry for line in first_cruxes}
    others = [_without(section, taken) for section in every if section.kind is not SectionKind.TURNS_ON]
    if first_cruxes:
        elsewhere = {line.entry for section in others for line in section.lines} | taken
        first = with_best_reasons(ledger, now, first_cruxes[0], elsewhere)
        others.append(ShownSection(SectionKind.TURNS_ON, (first, *first_cruxes[1:]), len(cruxes) - len(first_cruxes)))
    settled = {finding.entry.number: finding for finding in findings if finding.state is CruxState.SETTLED}
    noted = [_with_what_was_settled(ledger, now, section, settled) for section in others if section.lines]
    return tuple(_with_what_they_answer(ledger, noted))


def _with_what_was_settled(
    ledger: Ledger, now: Standing, section: ShownSection, settled: Mapping[int, CruxFinding]
) -> ShownSection:
    by = {line.entry: settled_by(ledger, now, settled[line.entry]) for line in section.lines if line.entry in settled}
    noted = (
        replace(line, notes=(*line.notes, note)) if (note := by.get(line.entry)) else line for line in section.lines
    )
    return replace(section, lines=tuple(noted))


def _without(section: Section, taken: Collection[int]) -> ShownSection:
    """The first lines of a section but for those that stand elsewhere."""
    first = section.lines[: MOST_LINES + len(taken)]
    kept = [line for line in first if line.entry not in taken]
    more = len(section.lines) - len(first) + max(0, len(kept) - MOST_LINES)
    return ShownSection(section.kind, tuple(kept[:MOST_LINES]), more)


def _with_what_they_answer(ledger: Ledger, shown: Sequence[ShownSection]) -> Iterator[ShownSection]:
    said = {line.entry for section in shown for line in section.lines}
    links = _first_links(ledger.surviving_links(said), said)
    for section in shown:
        lines = (
            replace(line, answers_to=_answers_to(ledger, line, links.get(line.entry, ()), said))
            for line in section.lines
        )
        yield replace(section, lines=tuple(lines))


_ANSWERING = (Relation.ATTACKS, Relation.SUPPORTS, Relation.RESIDUE_OF)
"""What a line says that it answers, the first of these."""


def _first_links(links: Iterable[ToldLink], entries: Collection[int]) -> Mapping[int, list[ToldLink]]:
    """The links of these entries to others, in the order in which they are told."""
    found: dict[int, list[ToldLink]] = {}
    for link in links:
        if link.entry in entries and link.relation in _ANSWERING:
            found.setdefault(link.entry, []).append(link)
    return {
        entry: sorted(own, key=lambda link: (_ANSWERING.index(link.relation), link.target))
        for entry, own in found.items()
    }


def _answers_to(ledger: Ledger, line: Line, links: Sequence[ToldLink], said: Collection[int]) -> AnswersTo | None:
    """What a line answers; its words are left out where the digest says them, or the line can be read without them."""
    for link in links:
        target = ledger.entries.get(link.target)
        if target is not None and target.status is Status.LIVE:
            is_clear = link.target in said or len(line.statement) > CLEAR if isinstance(line.statement, str) else True
            return AnswersTo(link.relation, link.target, None if is_clear else target.said, link.target_was)
    return None
