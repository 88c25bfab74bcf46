"""A small debate in one look: everything that stands in it, as one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.ledger.entries import (
    Answer,
    CruxMark,
    Definition,
    Degree,
    Ledger,
    Link,
    Participant,
    PostedDigest,
    Relation,
    Side,
    Stance,
    source_of,
)
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.reading.entries import entry_of

MOST_EVENTS = 100
"""How many events a small debate has at most: of a larger one, the database had better count the stances."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a debate as it stands at its head, with its stances one by one."""

    head: Head
    ledger: Ledger
    told: int | None
    """How many events its latest digest tells of; None where it has none."""


async def whole(execute: Execute, debate: int) -> Whole | None:
    """A debate as it stands; None where there is none, or it is no small one."""
    rows = await execute(_WHOLE, {"debate_of": debate, "most_events": MOST_EVENTS})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    ledger = _ledger(head, *rows[0][HEAD_COLUMNS:])
    return Whole(head, ledger, max((posted.sequence for posted in ledger.digests), default=None))


Lines = Sequence[Sequence[Any]]


def _ledger(
    head: Head,
    sides: Lines,
    people: Lines,
    entries: Lines,
    wordings: Lines,
    stances: Lines,
    marks: Lines,
    links: Lines,
    definitions: Lines,
    adoptions: Lines,
    digests: Lines,
) -> Ledger:
    worded: dict[int, list[tuple[int, str | None]]] = {}
    for entry, number, statement in wordings:
        worded.setdefault(entry, []).append((number, statement))
    adopters: dict[int, list[int]] = {}
    for definition, person in adoptions:
        adopters.setdefault(definition, []).append(person)
    return Ledger(
        debate=head.debate,
        sides={number: Side(number, name) for number, name in sides},
        participants={number: Participant(number, user, name, side) for number, user, name, side in people},
        entries={own[1]: entry_of(own, worded.get(own[1], ())) for own in entries},
        stances={
            (entry, person): Stance(person, entry, wording, Answer(answer), credence, at)
            for entry, person, wording, answer, credence, at in stances
        },
        marks={
            (entry, person, target): CruxMark(person, entry, target, Degree(degree))
            for entry, person, target, degree in marks
        },
        links=frozenset(Link(entry, Relation(relation), target) for entry, relation, target in links),
        definitions={
            number: Definition(
                number, term, meaning, person, owner, source_of(channel, message), tuple(adopters.get(number, ()))
            )
            for number, term, meaning, person, owner, channel, message in definitions
        },
        digests=tuple(PostedDigest(message, seen, at, event) for message, seen, at, event in digests),
    )


def _all(columns: Sequence[sa.Column[Any]], *order: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """The debate's rows of a table, as a list of rows."""
    # No array of a table's own row type: the driver would ask each connection what such a row is made of.
    row = sa.func.row(*columns)
    own = columns[0].table
    rows = sa.select(row).where(own.c.debate == t.debates.c.id).order_by(*order).correlate(t.debates)
    return sa.func.array(rows.scalar_subquery())


_W, _S, _M, _D, _A = t.wordings.c, t.stances.c, t.crux_marks.c, t.definitions.c, t.adoptions.c
_WHOLE = Prepared(
    sa.select(
        *HEAD,
        _all((t.sides.c.number, t.sides.c.name), t.sides.c.number),
        _all(
            (t.participants.c.number, t.participants.c.user, t.participants.c.name, t.participants.c.side),
            t.participants.c.number,
        ),
        _all(tuple(t.entries.c), t.entries.c.number),
        _all(
            (t.wordings.c.entry, t.wordings.c.number, t.wordings.c.statement), t.wordings.c.entry, t.wordings.c.number
        ),
        _all((_S.entry, _S.person, _S.wording, _S.answer, _S.credence, _S.at), _S.entry, _S.person),
        _all((_M.entry, _M.person, _M.target, _M.degree), _M.id),
        _all((t.links.c.entry, t.links.c.relation, t.links.c.target)),
        _all((_D.number, _D.term, _D.meaning, _D.person, _D.owner, _D.channel, _D.message), _D.number),
        _all((_A.definition, _A.person), _A.definition, _A.person),
        _all((t.digests.c.message, t.digests.c.seen, t.digests.c.at, t.digests.c.sequence), t.digests.c.sequence),
    ).where(t.debates.c.id == sa.bindparam("debate_of"), t.debates.c.head_sequence <= sa.bindparam("most_events"))
)
