"""The map of a debate in words, for those who do not see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling.overview import SideAnswers
from bot.ledger.text import one_line, shortened
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined
from bot.words.overview import Group, Mover, Overview, Row

_CRUXES: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("double crux"),
    CruxState.POSSIBLE: message("possible crux"),
    CruxState.SETTLED: message("settled crux"),
    CruxState.MARKED: message("marked crux"),
}


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much a description tells: the most characters of a statement, and whether answers are counted."""

    statement: int
    counts: bool


_FULL = _Detail(400, counts=True)
_SHORTER = tuple(_Detail(statement, counts) for counts in (True, False) for statement in (160, 90, 60, 40))
"""From the most detail to the least: shorter statements first, then without the counts."""


def map_in_words(front: FrontEnd, overview: Overview) -> str:
    """All that the map shows."""
    return _described(front, overview, _FULL)


def short_map_in_words(front: FrontEnd, overview: Overview) -> str:
    """What the map shows, with as much detail as the front end takes in a description."""
    limit = front.dialect.limits.description
    descriptions = (_described(front, overview, detail) for detail in _SHORTER)
    return next((text for text in descriptions if len(text) <= limit), None) or shortened(
        _described(front, overview, _SHORTER[-1]), limit
    )


def _described(front: FrontEnd, overview: Overview, detail: _Detail) -> str:
    return "\n".join(_lines(front, overview, detail))


def _lines(front: FrontEnd, overview: Overview, detail: _Detail) -> Iterator[str]:
    sides = (_side(front, shortened(one_line(name), detail.statement), people) for name, people in overview.sides)
    yield front.say(
        "Map of the debate “{question}”. {sides}. {headline}",
        question=shortened(one_line(overview.question), 2 * detail.statement),
        sides=joined(front.catalogue, sides),
        headline=overview.headline,
    )
    for group in overview.groups:
        if group.rows:
            yield _group(front, overview, group, detail)
    if overview.more:
        yield front.count("And {number} more entries.", "And {number} more entries.", overview.more)


def _side(front: FrontEnd, name: str, people: int) -> str:
    return front.say("{name} ({number})", name=name, number=people)


def _group(front: FrontEnd, overview: Overview, group: Group, detail: _Detail) -> str:
    rows = (" – ".join(filter(None, _row(front, overview, row, detail))) for row in group.rows)
    return front.say("{title}: {rows}.", title=group.title, rows=clauses(front.catalogue, rows))


def _row(front: FrontEnd, overview: Overview, row: Row, detail: _Detail) -> Iterator[str]:
    statement = shortened(one_line(row.statement), detail.statement)
    yield front.say("#{entry} {statement}", entry=row.entry, statement=statement)
    if row.crux is not None:
        yield front.say(_CRUXES[row.crux])
    if detail.counts:
        yield joined(front.catalogue, (_answers(front, overview, answers) for answers in row.answers))
    for mover in row.movers:
        yield _mover(front, mover)


def _mover(front: FrontEnd, mover: Mover) -> str:
    name = shortened(one_line(mover.name), 40)
    if mover.argument_only:
        return front.say("{name} granted it for the argument's sake in #{entry}", name=name, entry=mover.concession)
    return front.say("{name} conceded it in #{entry}", name=name, entry=mover.concession)


def _answers(front: FrontEnd, overview: Overview, answers: SideAnswers) -> str:
    name, _ = overview.sides[answers.side]
    counts = " ".join(_counts(front, answers)) or front.say("nobody")
    return front.say("{side}: {counts}", side=shortened(one_line(name), 30), counts=counts)


def _counts(front: FrontEnd, answers: SideAnswers) -> Iterator[str]:
    if answers.agree:
        yield front.count("{number} agree", "{number} agree", answers.agree)
    if answers.disagree:
        yield front.count("{number} disagree", "{number} disagree", answers.disagree)
    if answers.unsure:
        yield front.count("{number} unsure", "{number} unsure", answers.unsure)
    if answers.silent:
        yield front.count("{number} silent", "{number} silent", answers.silent)
