"""The debates of a server: which there are, and what a few of them and of their entries are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ledger.entries import Said, Source, source_of
from bot.ledger.people import Name, Side, SideName
from bot.store import tables as t
from bot.store.arrays import DEBATES_OF
from bot.store.prepared import Execute, Prepared

MOST_DEBATES = 2_000
"""How many debates of a server are looked at: those in which something happened last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a debate is: in a thread of the channel `parent`, or where that is not known (None).

    Only who was added to a `private` thread sees it.
    """

    debate: int
    parent: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class ServerDebate:
    """A debate, the end of its chain, and where it is, as far as that was kept."""

    id: int
    sequence: int
    hash: bytes
    opened_at: datetime
    closed_at: datetime | None
    last_event: datetime
    place: Place


async def of_server(execute: Execute, guild: int) -> list[ServerDebate]:
    """The debates of a server that Crux has not lost; the one in which something happened last comes first."""
    rows = await execute(_OF_SERVER, {"guild_of": guild})
    return [
        ServerDebate(debate, sequence, sealed, opened_at, closed_at, last, Place(debate, parent, bool(private)))
        for debate, sequence, sealed, opened_at, closed_at, last, parent, private in rows
    ]


_D, _E, _EV, _P, _S, _W, _PL = (
    table.c for table in (t.debates, t.entries, t.events, t.participants, t.sides, t.wordings, t.debate_places)
)
_OF_SERVER = Prepared(
    sa.select(_D.id, _D.head_sequence, _D.head_hash, _D.opened_at, _D.closed_at, _EV.at, _PL.parent, _PL.private)
    .select_from(
        t.debates.join(t.events, (_EV.debate == _D.id) & (_EV.sequence == _D.head_sequence)).outerjoin(
            t.debate_places, _PL.debate == _D.id
        )
    )
    .where(_D.guild == sa.bindparam("guild_of", type_=sa.BigInteger), _D.left_at.is_(None))
    .order_by(_EV.at.desc(), _D.id)
    .limit(MOST_DEBATES)
)


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """What an entry says, and the message that it quotes, if that is still there."""

    said: Said
    source: Source | None


@dataclass(frozen=True, slots=True)
class Called:
    """What a debate asks (None: erased), and what its sides and some of its people are called."""

    question: str | None
    sides: Mapping[int, SideName]
    people: Mapping[int, Name]


EntryKey = tuple[int, int]
"""A debate and the number of an entry in it, or of a person."""


async def called(execute: Execute, debates: Sequence[int], people: Sequence[EntryKey]) -> dict[int, Called]:
    """What these debates and these people are called, by debate."""
    sides: dict[int, dict[int, SideName]] = {}
    for debate, number, name in await execute(_SIDES, {"debates_of": list(debates)}):
        sides.setdefault(debate, {})[number] = Side(number, name).called
    names: dict[int, dict[int, Name]] = {}
    for debate, number, name in await execute(_NAMES, _keys(people)):
        names.setdefault(debate, {})[number] = name
    rows = await execute(_QUESTIONS, {"debates_of": list(debates)})
    return {debate: Called(words, sides.get(debate, {}), names.get(debate, {})) for debate, words in rows}


async def said(execute: Execute, entries: Sequence[EntryKey]) -> dict[EntryKey, SaidEntry]:
    """What these entries say in the wording in force."""
    rows = await execute(_SAID, _keys(entries))
    return {
        (debate, number): SaidEntry(statement, None if deleted else source_of(channel, message))
        for debate, number, statement, channel, message, deleted in rows
    }


def _keys(keys: Sequence[EntryKey]) -> dict[str, object]:
    return {"debates_of": [debate for debate, _ in keys], "numbers_of": [number for _, number in keys]}


_KEYS = (
    sa.func.unnest(DEBATES_OF, sa.bindparam("numbers_of", type_=ARRAY(sa.Integer)))
    .table_valued(sa.column("debate", sa.BigInteger), sa.column("number", sa.Integer))
    .render_derived("keys")
)
_QUESTIONS = Prepared(sa.select(_D.id, _D.question).where(_D.id == sa.any_(DEBATES_OF)))
_SIDES = Prepared(sa.select(_S.debate, _S.number, _S.name).where(_S.debate == sa.any_(DEBATES_OF)))
_NAMES = Prepared(
    sa.select(_P.debate, _P.number, _P.name).join(_KEYS, (_P.debate == _KEYS.c.debate) & (_P.number == _KEYS.c.number))
)
_STATEMENT = (
    sa.select(_W.statement)
    .where(_W.debate == _E.debate, _W.entry == _E.number)
    .order_by(_W.number.desc())
    .limit(1)
    .scalar_subquery()
)
_SAID = Prepared(
    sa.select(_E.debate, _E.number, _STATEMENT, _E.channel, _E.message, _E.source_deleted).join(
        _KEYS, (_E.debate == _KEYS.c.debate) & (_E.number == _KEYS.c.number)
    )
)
