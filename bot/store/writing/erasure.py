"""Erase words: from the events, where their commitment stays, and from what stands now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record import events as e
from bot.ledger.record.erasure import Text, said_of
from bot.store import tables as t
from bot.store.rows import columns_that_say
from bot.store.writing.projection import writes_of


@dataclass(frozen=True, slots=True)
class Erasure:
    """How some texts of a debate are erased: by one statement a table, however many they are."""

    texts: int
    statements: tuple[sa.Update, ...]
    said: str
    """Which texts they are, as the event says that gives the reason."""


def erasure_of(debate: int, texts: Sequence[Text]) -> Erasure:
    """How these texts are erased; to be worked out before the debate is locked, where they are many."""
    if not texts:
        return Erasure(0, (), "")
    in_tables = (
        *_questions(debate, texts),
        *_of_debate(debate, texts),
        *_side_names(debate, texts),
        *_in_rows(debate, texts),
    )
    return Erasure(len(texts), (_in_events(debate, texts), *in_tables), said_of(texts))


async def erase(session: AsyncSession, erasure: Erasure) -> None:
    """Erase texts of a locked debate. The event that gives the reason is appended after it, in the same transaction."""
    for statement in erasure.statements:
        await session.execute(statement)


def _in_events(debate: int, texts: Sequence[Text]) -> sa.Update:
    c = t.event_texts.c
    places = _values(sequence=[text.event.sequence for text in texts], field=[text.field for text in texts])
    here = (c.debate == debate) & (c.sequence == places.c.sequence) & (c.field == places.c.field)
    return sa.update(t.event_texts).where(here).values(words=None, salt=None)


def _questions(debate: int, texts: Iterable[Text]) -> Iterator[sa.Update]:
    """The question, unless it was put anew since."""
    erased = [x.event.sequence for x in texts if isinstance(x.event.change, e.DebateOpened | e.QuestionAsked)]
    if erased:
        # Looked for among the texts: they are far fewer than the events.
        c = t.event_texts.c
        latest = sa.select(sa.func.max(c.sequence)).where(c.debate == debate, c.field == "question")
        here = (t.debates.c.id == debate) & (latest.scalar_subquery() == max(erased))
        yield sa.update(t.debates).where(here).values(question=None)


def _of_debate(debate: int, texts: Sequence[Text]) -> Iterator[sa.Update]:
    """What was said of an outcome, unless the debate was closed with another one since; why it is locked likewise."""
    said = [text for text in texts if isinstance(text.event.change, e.DebateClosed | e.LedgerLocked)]
    for field in sorted({text.field for text in said}):
        c = t.event_texts.c
        latest = sa.select(sa.func.max(c.sequence)).where(c.debate == debate, c.field == field)
        last = max(text.event.sequence for text in said if text.field == field)
        here = (t.debates.c.id == debate) & (latest.scalar_subquery() == last)
        yield sa.update(t.debates).where(here).values({field: None})


_NAME_A_SIDE = (e.SideNamed.verb, e.SideRenamed.verb)


def _side_names(debate: int, texts: Iterable[Text]) -> Iterator[sa.Update]:
    """The names of sides, unless they were given anew since."""
    erased = {
        x.event.change.side: x.event.sequence for x in texts if isinstance(x.event.change, e.SideNamed | e.SideRenamed)
    }
    if erased:
        names, event, text = _values(side=list(erased), sequence=list(erased.values())), t.events, t.event_texts
        side = event.c.data["side"].as_integer()
        latest = (
            sa.select(side.label("side"), sa.func.max(event.c.sequence).label("sequence"))
            .join_from(text, event, (event.c.debate == text.c.debate) & (event.c.sequence == text.c.sequence))
            .where(text.c.debate == debate, text.c.field == "name", event.c.verb.in_(_NAME_A_SIDE))
            .group_by(side)
            .subquery()
        )
        in_force = (latest.c.side == names.c.side) & (latest.c.sequence == names.c.sequence)
        here = (t.sides.c.debate == debate) & (t.sides.c.number == names.c.side) & in_force
        yield sa.update(t.sides).where(here).values(name=None)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that keeps words: its table, and its key within a debate."""

    table: sa.Table
    key: tuple[Any, ...]


def _in_rows(debate: int, texts: Iterable[Text]) -> Iterator[sa.Update]:
    """What no event but the erased one can have put into the tables. Rows that lose the same columns go together."""
    columns: dict[_Row, set[str]] = {}
    for _, of_event in groupby(texts, key=lambda text: text.event.sequence):
        for row, field in _rows_of(list(of_event)):
            columns.setdefault(row, set()).update(columns_that_say(row.table, field))
    alike: dict[tuple[sa.Table, frozenset[str]], list[_Row]] = {}
    for row, names in columns.items():
        alike.setdefault((row.table, frozenset(names)), []).append(row)
    for (table, lost), rows in alike.items():
        keys = _values(**dict(zip(_key(table), zip(*(row.key for row in rows), strict=True), strict=True)))
        same = (table.c[key.name] == key for key in keys.c)
        yield sa.update(table).where(table.c.debate == debate, *same).values(dict.fromkeys(lost))


def _rows_of(texts: Sequence[Text]) -> Iterator[tuple[_Row, str]]:
    """The rows that keep the texts of one event, by field; questions and names of sides are looked at apart."""
    event = texts[0].event
    writes = writes_of([event])
    if any(write.shape.table in (t.debates, t.sides) for write in writes):
        return
    for text in texts:
        write = next((write for write in writes if text.field in write.values), None)
        if write is None:
            raise ValueError(f"no table keeps words of {event.change.verb!r}")
        table = write.shape.table
        yield _Row(table, tuple([write.values[name] for name in _key(table)])), text.field


@cache
def _key(table: sa.Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key if column.name != "debate")


def _values(**columns: Sequence[int] | Sequence[str]) -> sa.TableValuedAlias:
    """Lists of values as a table: one parameter a column, where the driver takes some 32,000 values."""
    kinds = {name: sa.Text() if isinstance(values[0], str) else sa.Integer() for name, values in columns.items()}
    arrays = [sa.literal(list(values), ARRAY(kinds[name])) for name, values in columns.items()]
    named = [sa.column(name, kind) for name, kind in kinds.items()]
    return sa.func.unnest(*arrays).table_valued(*named, name="erased").render_derived()
