"""Entries that may say nearly the same as a statement: found by PostgreSQL's pg_trgm, or without it here."""

from collections.abc import Sequence
from functools import reduce
from operator import add

import sqlalchemy as sa

from bot.ledger.similarity import NEARLY, longest_stems, similarity
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.threads import worked_out

MOST_SCANNED = 10_000
"""Among how many wordings those are looked for that share stems of words, the newest ones: some milliseconds."""

MOST_COMPARED = 300
"""How many of those PostgreSQL compares, the newest ones: it takes some hundredths of a millisecond for each."""

MOST_COMPARED_HERE = 100
"""How many are compared where the extension is missing."""

MOST_FOUND = 5

STEMS = 3
"""Of how many words the beginnings are looked for: two of them must stand in what is compared."""

_W = t.wordings.c


async def has_trigrams(execute: Execute) -> bool:
    """Whether the database has pg_trgm."""
    return bool((await execute(_HAS_TRIGRAMS, {}))[0][0])


async def found_by_database(execute: Execute, debate: int, before: int, words: str) -> tuple[int, ...]:
    """The entries before one of which a wording is most like these folded words, so many at most."""
    values = _values(debate, before, words, MOST_COMPARED) | {"words": words}
    return tuple(row[0] for row in await execute(_SIMILAR, values))


async def found_here(execute: Execute, debate: int, before: int, words: str) -> tuple[int, ...]:
    """The same without the extension."""
    rows = await execute(_NEWEST, _values(debate, before, words, MOST_COMPARED_HERE))
    return await worked_out(len(rows), lambda: _most_similar(rows, words))


def _most_similar(rows: Sequence[Sequence[object]], words: str) -> tuple[int, ...]:
    compared = [(similarity(str(folded), words), int(str(entry))) for entry, folded in rows]
    alike = sorted((one for one in compared if one[0] >= NEARLY), key=lambda one: (-one[0], one[1]))
    return tuple(entry for _, entry in alike[:MOST_FOUND])


def _values(debate: int, before: int, words: str, most: int) -> dict[str, object]:
    stems = longest_stems(words, STEMS)
    # What shares six tenths of its groups is neither much shorter nor much longer.
    shortest, longest = len(words) // 2, len(words) * 2 + 6
    values = {"debate_of": debate, "before": before, "most_compared": most, "shared": min(len(set(stems)), 2)}
    named = {f"stem{place}": stem for place, stem in enumerate(stems)}
    return {**values, **named, "shortest": shortest, "longest": longest}


_HAS_TRIGRAMS = Prepared(sa.select(sa.literal_column("to_regprocedure('similarity(text, text)') IS NOT NULL")))
_SCANNED = (
    sa.select(_W.entry, _W.folded)
    .where(
        _W.debate == sa.bindparam("debate_of", type_=sa.BigInteger),
        _W.entry < sa.bindparam("before", type_=sa.Integer),
    )
    .order_by(_W.entry.desc())
    .limit(sa.literal_column(str(MOST_SCANNED)))
    .subquery("scanned")
)


def _has_stem(place: int) -> sa.ColumnElement[int]:
    """1 where a wording has that stem, else 0."""
    found = sa.func.strpos(_SCANNED.c.folded, sa.bindparam(f"stem{place}", type_=sa.Text))
    return sa.case((found > 0, sa.literal_column("1", sa.Integer)), else_=sa.literal_column("0", sa.Integer))


_COMPARED = (
    sa.select(_SCANNED.c.entry, _SCANNED.c.folded)
    .where(
        sa.func.char_length(_SCANNED.c.folded) >= sa.bindparam("shortest", type_=sa.Integer),
        sa.func.char_length(_SCANNED.c.folded) <= sa.bindparam("longest", type_=sa.Integer),
        reduce(add, map(_has_stem, range(STEMS))) >= sa.bindparam("shared", type_=sa.Integer),
    )
    .order_by(_SCANNED.c.entry.desc())
    .limit(sa.bindparam("most_compared", type_=sa.Integer))
)
_NEWEST = Prepared(_COMPARED)


def _similar() -> Prepared:
    compared = _COMPARED.subquery("compared")
    alike: sa.ColumnElement[float] = sa.func.similarity(compared.c.folded, sa.bindparam("words", type_=sa.Text))
    scored = sa.select(compared.c.entry, alike.label("alike")).subquery("scored")
    nearly: sa.ColumnElement[float] = sa.literal_column(str(NEARLY))
    found = sa.select(scored.c.entry).where(scored.c.alike >= nearly)
    return Prepared(found.order_by(scored.c.alike.desc(), scored.c.entry).limit(sa.literal_column(str(MOST_FOUND))))


_SIMILAR = _similar()
