"""Erase words: from the events, where their commitment stays, and from what stands now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record import events as e
from bot.ledger.record.erasure import Text
from bot.store import tables as t
from bot.store.writing.projection import writes_of


async def erase(session: AsyncSession, debate: int, texts: Sequence[Text]) -> None:
    """Erase these texts of a locked debate, by one statement a table however many they are.

    The event that gives the reason is appended after it, in the same transaction.
    """
    if not texts:
        return
    await session.execute(_in_events(debate, texts))
    for statement in (*_questions(debate, texts), *_side_names(debate, texts), *_in_rows(debate, texts)):
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


def _side_names(debate: int, texts: Iterable[Text]) -> Iterator[sa.Update]:
    """The names of sides, unless they were given anew since."""
    erased = {x.event.change.side: x.event.sequence for x in texts if isinstance(x.event.change, e.SideNamed)}
    if erased:
        names, event, text = _values(side=list(erased), sequence=list(erased.values())), t.events, t.event_texts
        side = event.c.data["side"].as_integer()
        latest = (
            sa.select(side.label("side"), sa.func.max(event.c.sequence).label("sequence"))
            .join_from(text, event, (event.c.debate == text.c.debate) & (event.c.sequence == text.c.sequence))
            .where(text.c.debate == debate, text.c.field == "name", event.c.verb == e.SideNamed.verb)
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
    key: tuple[tuple[str, Any], ...]


def _in_rows(debate: int, texts: Iterable[Text]) -> Iterator[sa.Update]:
    """What no event but the erased one can have put into the tables. Rows that lose the same columns go together."""
    columns: dict[_Row, set[str]] = {}
    for text in texts:
        row = _row_of(text)
        if row is not None:
            columns.setdefault(row, set()).add(text.field)
    alike: dict[tuple[sa.Table, frozenset[str]], list[_Row]] = {}
    for row, names in columns.items():
        alike.setdefault((row.table, frozenset(names)), []).append(row)
    for (table, lost), rows in alike.items():
        keys = _values(**{name: [dict(row.key)[name] for row in rows] for name, _ in rows[0].key})
        same = (table.c[key.name] == key for key in keys.c)
        yield sa.update(table).where(table.c.debate == debate, *same).values(dict.fromkeys(lost))


def _row_of(text: Text) -> _Row | None:
    """The row that keeps a text; None for questions and names of sides, which are looked at apart."""
    for write in writes_of([text.event]):
        table = write.shape.table
        if table in (t.debates, t.sides):
            return None
        if text.field in write.values:
            key = (column.name for column in table.primary_key if column.name != "debate")
            return _Row(table, tuple((name, write.values[name]) for name in key))
    raise ValueError(f"no table keeps words of {text.event.change.verb!r}")


def _values(**columns: Sequence[int] | Sequence[str]) -> sa.TableValuedAlias:
    """Lists of values as a table: one parameter a column, where the driver takes some 32,000 values."""
    kinds = {name: sa.Text() if isinstance(values[0], str) else sa.Integer() for name, values in columns.items()}
    arrays = [sa.literal(list(values), ARRAY(kinds[name])) for name, values in columns.items()]
    named = [sa.column(name, kind) for name, kind in kinds.items()]
    return sa.func.unnest(*arrays).table_valued(*named, name="erased").render_derived()
