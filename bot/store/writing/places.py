"""Where debates are that are threads, written down once it is known."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.server_debates import Place


async def keep(execute: Execute, places: Sequence[Place]) -> None:
    """Write down where these debates are; what is no debate, and what is in no thread, is left out."""
    known = [(place.debate, place.parent, place.private) for place in places if place.parent is not None]
    if known:
        debates, parents, private = zip(*known, strict=True)
        await execute(_KEPT, {"debates_of": list(debates), "parents_of": list(parents), "private_of": list(private)})


_GIVEN = (
    sa.func.unnest(
        sa.bindparam("debates_of", type_=ARRAY(sa.BigInteger)),
        sa.bindparam("parents_of", type_=ARRAY(sa.BigInteger)),
        sa.bindparam("private_of", type_=ARRAY(sa.Boolean)),
    )
    .table_valued(
        sa.column("debate", sa.BigInteger), sa.column("parent", sa.BigInteger), sa.column("private", sa.Boolean)
    )
    .render_derived("given")
)
_MADE = insert(t.debate_places).from_select(
    ["debate", "parent", "private"],
    sa.select(t.debates.c.id, _GIVEN.c.parent, _GIVEN.c.private).join(_GIVEN, _GIVEN.c.debate == t.debates.c.id),
)
_KEPT = Prepared(
    _MADE.on_conflict_do_update(
        index_elements=["debate"], set_={"parent": _MADE.excluded.parent, "private": _MADE.excluded.private}
    ).returning(t.debate_places.c.debate)
)
