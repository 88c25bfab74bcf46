"""What somebody takes part in and wrote in a server's debates: for them alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger.entries import Kind, Source, Status
from bot.ledger.people import Side, SideName
from bot.store import tables as t
from bot.store.arrays import DEBATES_OF
from bot.store.prepared import Execute, Prepared
from bot.store.reading.server_debates import Place

MOST_DEBATES = 500
"""How many debates of a person are looked at: those in which something happened last."""


@dataclass(frozen=True, slots=True)
class OwnDebate:
    """A debate that knows a person. The question is None once it was erased, the side where they are on none."""

    id: int
    question: str | None
    closed_at: datetime | None
    last_event: datetime
    side: SideName
    awaiting: int
    """How many entries await their answer, in an open debate."""
    moved: int
    """On how many entries they gave another answer before."""
    place: Place


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry of a person's, how many digests had a line with it, and the latest of them."""

    debate: int
    entry: int
    digests: int
    digest: Source | None


async def debates_of(execute: Execute, guild: int, user: int) -> list[OwnDebate]:
    """The debates of a server that know a person, but for lost ones; the one of the latest event comes first."""
    rows = await execute(_DEBATES, {"guild_of": guild, "user_of": user})
    return [
        OwnDebate(
            debate,
            question,
            closed_at,
            last,
            Side(side, name).called if side is not None else None,
            awaiting if closed_at is None else 0,
            moved,
            Place(debate, parent, bool(private)),
        )
        for debate, question, closed_at, last, side, name, awaiting, moved, parent, private in rows
    ]


async def number_of_entries(execute: Execute, user: int, debates: Collection[int]) -> int:
    """How many entries somebody wrote in these debates."""
    rows = await execute(_NUMBER, {"user_of": user, "debates_of": list(debates)})
    return int(rows[0][0])


async def entries_of(execute: Execute, user: int, debates: Collection[int], first: int, most: int) -> list[OwnEntry]:
    """So many entries that somebody wrote in these debates, from a place on, the newest first."""
    values = {"user_of": user, "debates_of": list(debates), "first_of": first, "most_of": most}
    return [
        OwnEntry(debate, entry, digests, Source(int(channel or debate), message) if message is not None else None)
        for debate, entry, digests, message, channel in await execute(_ENTRIES, values)
    ]


_USER = sa.bindparam("user_of", type_=sa.BigInteger)
_D, _E, _EV, _G, _P, _S, _SI, _W, _PL = (
    table.c
    for table in (
        t.debates,
        t.entries,
        t.events,
        t.digests,
        t.participants,
        t.stances,
        t.sides,
        t.wordings,
        t.debate_places,
    )
)
_LATER = t.wordings.alias("later").c
_IN_FORCE = ~sa.exists().where(_LATER.debate == _W.debate, _LATER.entry == _W.entry, _LATER.number > _W.number)
_ANSWERED = sa.exists().where(
    _S.debate == _E.debate, _S.entry == _E.number, _S.person == _P.number, _S.wording == _W.number
)
_AWAITING = (
    sa.select(sa.func.count())
    .select_from(t.entries.join(t.wordings, (_W.debate == _E.debate) & (_W.entry == _E.number)))
    .where(_E.debate == _P.debate, _E.status == Status.LIVE, _E.kind != Kind.CONCESSION, _E.parked_by.is_(None))
    .where(_W.statement.is_not(None), _IN_FORCE, ~_ANSWERED.correlate(t.entries, t.wordings, t.participants))
    .correlate(t.participants)
    .scalar_subquery()
)
_MOVED = (
    sa.select(sa.func.count())
    .where(_S.debate == _P.debate, _S.person == _P.number, _S.moved_at.is_not(None))
    .correlate(t.participants)
    .scalar_subquery()
)
_DEBATES = Prepared(
    sa.select(
        _D.id,
        _D.question,
        _D.closed_at,
        _EV.at,
        _P.side,
        _SI.name,
        _AWAITING,
        _MOVED,
        _PL.parent,
        _PL.private,
    )
    .select_from(
        t.participants.join(t.debates, _D.id == _P.debate)
        .join(t.events, (_EV.debate == _D.id) & (_EV.sequence == _D.head_sequence))
        .outerjoin(t.sides, (_SI.debate == _P.debate) & (_SI.number == _P.side))
        .outerjoin(t.debate_places, _PL.debate == _D.id)
    )
    .where(_P.user == _USER, _D.guild == sa.bindparam("guild_of", type_=sa.BigInteger), _D.left_at.is_(None))
    .order_by(_EV.at.desc(), _D.id)
    .limit(MOST_DEBATES)
)
_POSTED = t.events.alias("posted")
_TOLD = sa.func.string_to_array(_POSTED.c.data["told"].astext, " ")
_WITH_ENTRY = t.digests.join(_POSTED, (_POSTED.c.debate == _G.debate) & (_POSTED.c.sequence == _G.sequence))
_IN_IT = (_G.debate == _E.debate) & (sa.cast(_E.number, sa.Text) == sa.any_(_TOLD))


def _of_digests(column: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Of the digests that had a line with an entry; older ones do not say what they told, and are left out."""
    return sa.select(column).select_from(_WITH_ENTRY).where(_IN_IT).correlate(t.entries)


def _of_latest(column: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    return _of_digests(column).order_by(_G.sequence.desc()).limit(1).scalar_subquery()


_DIGESTS = _of_digests(sa.func.count()).scalar_subquery()
_CHANNEL = _of_latest(_POSTED.c.data["channel"].astext)
_WRITTEN = t.entries.join(t.participants, (_P.debate == _E.debate) & (_P.number == _E.author))
_OWN = (_P.user == _USER) & (_E.debate == sa.any_(DEBATES_OF)) & (_E.status != Status.DECLINED)
_NUMBER = Prepared(sa.select(sa.func.count()).select_from(_WRITTEN).where(_OWN))
_ENTRIES = Prepared(
    sa.select(_E.debate, _E.number, _DIGESTS, _of_latest(_G.message), _CHANNEL)
    .select_from(_WRITTEN)
    .where(_OWN)
    .order_by(_E.tagged_at.desc(), _E.debate, _E.number.desc())
    .offset(sa.bindparam("first_of", type_=sa.Integer))
    .limit(sa.bindparam("most_of", type_=sa.Integer))
)
