"""The map of a debate in words, for those who do not see it: what its digest says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling.lines import SectionKind
from bot.ledger.text import one_line, shortened
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import clauses, parts, sentences
from bot.words.overview import Group, Overview, Row
from bot.words.picture import map as labels
from bot.words.sides import on_no_side

_CRUXES: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("double crux"),
    CruxState.POSSIBLE: message("possible double crux"),
    CruxState.SETTLED: message("settled crux"),
    CruxState.MARKED: message("crux"),
}

MAIN = frozenset(
    {SectionKind.ACCEPT, SectionKind.REJECT, SectionKind.DIVERGE, SectionKind.CONTESTED, SectionKind.TURNS_ON}
)
"""The groups that a digest shows; of the others, it tells the numbers."""


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much a description tells."""

    statement: int
    """The most characters of a statement; 0 for its number alone."""
    is_reasoned: bool = True
    """Whether it says why an entry stands where it does."""
    has_all: bool = True
    """Whether it has all groups, or those alone that a digest shows."""


_FULL = _Detail(400)
_SHORTER = (
    *(_Detail(statement) for statement in (300, 160, 90, 60)),
    *(_Detail(statement, has_all=False) for statement in (160, 90, 60, 40, 25)),
    *(_Detail(statement, is_reasoned=False, has_all=False) for statement in (60, 40, 25, 0)),
)
"""From the most detail to the least."""


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
    return "\n".join(filter(None, _lines(front, overview, detail)))


def _lines(front: FrontEnd, overview: Overview, detail: _Detail) -> Iterator[str]:
    question = shortened(one_line(overview.question), max(60, 2 * detail.statement))
    yield front.say("Map of the debate “{question}”.", question=question)
    yield front.say("{sides}.", sides=parts(front.catalogue, _sides(front, overview, detail)))
    yield overview.summary
    for group in overview.groups:
        if (group.rows or group.named) and (detail.has_all or group.kind in MAIN):
            yield _group(front, group, detail)
    yield sentences(front.catalogue, _movers(front, overview))
    yield overview.rest


def _sides(front: FrontEnd, overview: Overview, detail: _Detail) -> Iterator[str]:
    if overview.room is not None:
        yield labels.room(front, overview.room)
    for place, (name, people) in enumerate(overview.sides[: labels.MOST_SIDES]):
        shown = shortened(one_line(name), max(30, detail.statement))
        yield front.say("{letter} {side} ({number})", letter=side_letter(place), side=shown, number=people)
    if (more := len(overview.sides) - labels.MOST_SIDES) > 0:
        yield labels.more_sides(front, more)
    if overview.unsided:
        yield on_no_side(front, overview.unsided)


def _group(front: FrontEnd, group: Group, detail: _Detail) -> str:
    rows = [parts(front.catalogue, _row(front, row, group, detail)) for row in group.rows]
    if group.named:
        rows.append(labels.named(front, group.named))
    return front.say("{title}: {rows}", title=group.title, rows=clauses(front.catalogue, rows))


def _row(front: FrontEnd, row: Row, group: Group, detail: _Detail) -> Iterator[str]:
    if detail.statement:
        statement = shortened(one_line(row.statement), detail.statement)
        yield front.say("#{entry} {statement}", entry=row.entry, statement=statement)
    else:
        yield f"#{row.entry}"
    if row.crux is not None and not (detail.is_reasoned and group.kind is SectionKind.TURNS_ON):
        yield front.say(_CRUXES[row.crux])
    if detail.is_reasoned and row.reason:
        yield row.reason


def _movers(front: FrontEnd, overview: Overview) -> Iterator[str]:
    for group in overview.groups:
        for row in group.rows:
            for mover in row.movers:
                yield front.say("{moved}.", moved=labels.moved(front, mover))
