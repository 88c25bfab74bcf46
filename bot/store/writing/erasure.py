"""Erase words: from the events, where their commitment stays, and from what stands now."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record import events as e
from bot.ledger.record.erasure import Text
from bot.store import tables as t

AT_ONCE = 1000
"""How many texts one statement erases: the driver takes some 32,000 values."""

QUESTIONS = (e.DebateOpened.verb, e.QuestionAsked.verb)


async def erase(session: AsyncSession, debate: int, texts: Sequence[Text]) -> None:
    """Erase these texts of a debate that is held, wherever they are kept. Their event says why; it comes after."""
    c = t.event_texts.c
    for start in range(0, len(texts), AT_ONCE):
        places = [(text.event.sequence, text.field) for text in texts[start : start + AT_ONCE]]
        here = (c.debate == debate) & sa.tuple_(c.sequence, c.field).in_(places)
        await session.execute(sa.update(t.event_texts).where(here).values(words=None, salt=None))
    for text in texts:
        await session.execute(_erased_now(debate, text))


def _erased_now(debate: int, text: Text) -> sa.Update:
    """What the erasure does to the tables. Questions and sides' names may have been put anew since."""
    match text.event.change:
        case e.DebateOpened() | e.QuestionAsked():
            latest = _latest(debate, "question", t.events.c.verb.in_(QUESTIONS))
            return sa.update(t.debates).where(t.debates.c.id == debate).values(question=latest)
        case e.SideNamed(side=number):
            named = (t.events.c.verb == e.SideNamed.verb) & (t.events.c.data["side"].as_integer() == number)
            return _gone(t.sides, debate, number=number).values(name=_latest(debate, "name", named))
        case e.ParticipantMet(person=number):
            return _gone(t.participants, debate, number=number).values({text.field: None})
        case e.TermDefined(definition=number):
            return _gone(t.definitions, debate, number=number).values({text.field: None})
        case e.EntryTagged(entry=number) if text.field == "passage":
            return _gone(t.entries, debate, number=number).values(passage=None)
        case e.EntryTagged(entry=number):
            return _gone(t.wordings, debate, entry=number, number=1).values(statement=None)
        case e.EntryReworded(entry=number, wording=wording):
            return _gone(t.wordings, debate, entry=number, number=wording).values(statement=None)
    raise ValueError(f"no table keeps words of {text.event.change.verb!r}")


def _gone(table: sa.Table, debate: int, **key: int) -> sa.Update:
    here = (table.c[name] == value for name, value in key.items())
    return sa.update(table).where(table.c.debate == debate, *here)


def _latest(debate: int, field: str, among: sa.ColumnElement[bool]) -> sa.ScalarSelect[str | None]:
    event, text = t.events, t.event_texts
    same = (text.c.debate == event.c.debate) & (text.c.sequence == event.c.sequence) & (text.c.field == field)
    told = sa.select(text.c.words).select_from(event.outerjoin(text, same)).where(event.c.debate == debate, among)
    return told.order_by(event.c.sequence.desc()).limit(1).scalar_subquery()
