"""What an answer asks of a debate, all in one look."""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.ledger.entries import Answer, Entry, Participant, Stance
from bot.store import tables as t
from bot.store.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.entries import entry_of
from bot.store.straight import Ask, Straight


@dataclass(frozen=True, slots=True)
class Answerable:
    """A debate's head, who answers, the entry, and their stance on it so far; None for what there is not.

    `next_person` is the number of the next person whom the debate meets, where it has not met who answers.
    """

    head: Head
    person: Participant | None
    next_person: int
    entry: Entry | None
    before: Stance | None


async def answerable(ask: Ask, debate: int, number: int, user: int) -> Answerable | None:
    """What a person of the platform answers in a debate; None where there is no debate."""
    rows = await ask(_ANSWERABLE, {"debate_of": debate, "entry_of": number, "user_of": user})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    first = rows[0][HEAD_COLUMNS:]
    person, _, name, side, next_person = first[:_PERSON_COLUMNS]
    known = Participant(person, user, name, side) if person is not None else None
    answered, wording, credence, at = first[-_STANCE_COLUMNS:]
    before = Stance(person, number, wording, Answer(answered), credence, at) if answered is not None else None
    columns = first[_PERSON_COLUMNS : -_STANCE_COLUMNS - _WORDING_COLUMNS]
    entry = entry_of(columns, [row[_WORDINGS] for row in rows]) if columns[0] is not None else None
    return Answerable(head, known, next_person, entry, before)


_PERSON_COLUMNS, _WORDING_COLUMNS, _STANCE_COLUMNS = 5, 2, 4
_WORDINGS = slice(-_STANCE_COLUMNS - _WORDING_COLUMNS, -_STANCE_COLUMNS)

_PERSON, _MET, _ANSWERED = t.participants.alias("person"), t.participants.alias("met"), t.stances.alias("answered")
_DEBATE, _ENTRY = t.debates.c.id, t.entries.c
_NEXT = sa.select(sa.func.coalesce(sa.func.max(_MET.c.number), 0) + 1).where(_MET.c.debate == _DEBATE)
_ANSWERABLE = Straight(
    sa.select(
        *HEAD,
        *(_PERSON.c.number, _PERSON.c.user, _PERSON.c.name, _PERSON.c.side),
        sa.case((_PERSON.c.number.is_(None), _NEXT.scalar_subquery()), else_=0),
        t.entries,
        *(t.wordings.c.number, t.wordings.c.statement),
        *(_ANSWERED.c.answer, _ANSWERED.c.wording, _ANSWERED.c.credence, _ANSWERED.c.at),
    )
    .select_from(
        t.debates.outerjoin(_PERSON, (_PERSON.c.debate == _DEBATE) & (_PERSON.c.user == sa.bindparam("user_of")))
        .outerjoin(t.entries, (_ENTRY.debate == _DEBATE) & (_ENTRY.number == sa.bindparam("entry_of")))
        .outerjoin(t.wordings, (t.wordings.c.debate == _DEBATE) & (t.wordings.c.entry == _ENTRY.number))
        .outerjoin(
            _ANSWERED,
            (_ANSWERED.c.debate == _DEBATE)
            & (_ANSWERED.c.entry == _ENTRY.number)
            & (_ANSWERED.c.person == _PERSON.c.number),
        )
    )
    .where(sa.bindparam("debate_of") == _DEBATE)
    .order_by(t.wordings.c.number)
)
