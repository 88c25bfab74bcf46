"""An append as one statement: events after the debate's head, and what they change in the tables.

It writes only where the head is still the one that was read, so no lock is taken before: where somebody else was
faster, nothing is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, insert

from bot.ledger.record.chain import SealedEvent, SealedText
from bot.ledger.record.events import data_of
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import Head
from bot.store.tables import MOMENT, debates, drafts, event_texts, events, requests, slots
from bot.store.waiting import cards
from bot.store.waiting.drafts import Draft
from bot.store.writing.projection import Shape, Write, statement, writes_of

MOST_EVENTS = 8
"""How many events one statement writes at most: what one person does is two or three."""


@dataclass(frozen=True, slots=True)
class PostedSlot:
    """A slot whose digest is in the channel, as this message."""

    slot: datetime
    message: int


@dataclass(frozen=True, slots=True)
class Alongside:
    """What an append does besides: the request is written down as done, and the slot as posted.

    The slot must be open still. What was made from a draft needs that to be there still, as it was: its message may
    have been deleted since, or kept anew.
    """

    request: int | None = None
    draft: Draft | None = None
    slot: PostedSlot | None = None


def writes_of_one_statement(sealed: Sequence[SealedEvent]) -> Sequence[Write] | None:
    """What these events do to the tables; None where one statement cannot do it.

    That is so where they are many, or where a table is written to twice: a statement does not see its own rows.
    """
    if not 0 < len(sealed) <= MOST_EVENTS:
        return None
    writes = writes_of([line.event for line in sealed])
    tables = {debates} | {write.shape.table for write in writes}
    return writes if len(tables) == len(writes) + 1 else None


async def write_at_head(
    execute: Execute, head: Head, sealed: Sequence[SealedEvent], writes: Sequence[Write], alongside: Alongside
) -> bool:
    """Write events after the head; False, and nothing is written, where the ledger has another head by now.

    Raises what the driver raises where the request was done before (`requests.was_repeated` tells).
    """
    texts = [(line.event.sequence, field, text) for line in sealed for field, text in line.texts.items()]
    on_card = any(line.event.change.traits.on_card for line in sealed)
    shape = _StatementShape(
        tuple(write.shape for write in writes),
        len(sealed),
        len(texts),
        on_card,
        alongside.request is not None,
        alongside.draft is not None,
        alongside.slot is not None,
    )
    values = _head_values(head, sealed[-1]) | _alongside_values(alongside)
    if on_card:
        values["card_due"] = sealed[-1].event.at + cards.CHANGES_GATHER
    for place, line in enumerate(sealed):
        values |= _event_values(f"event{place}_", line)
    for place, text in enumerate(texts):
        values |= _text_values(f"text{place}_", *text)
    for place, write in enumerate(writes):
        values |= write.bound(f"w{place}_")
    rows = await execute(_statement(shape), values)
    return bool(rows[0][0])


# No value is named as a column is: SQLAlchemy would take it for one that an update within the statement sets.
def _head_values(head: Head, last: SealedEvent) -> dict[str, object]:
    return {
        "of_debate": head.debate.id,
        "head_seen": head.sequence,
        "hash_seen": head.hash,
        "head_now": last.event.sequence,
        "hash_now": last.hash,
        "written_at": last.event.at,
    }


def _alongside_values(alongside: Alongside) -> dict[str, object]:
    values: dict[str, object] = {}
    if alongside.request is not None:
        values["request"] = alongside.request
    if (draft := alongside.draft) is not None:
        values |= {"draft_channel": draft.channel, "draft_user": draft.user, "draft_message": draft.message}
        values["draft_at"] = draft.at
    if (slot := alongside.slot) is not None:
        values |= {"slot_posted": slot.slot, "slot_message": slot.message}
    return values


def _event_values(name: str, line: SealedEvent) -> dict[str, object]:
    event = line.event
    return {
        name + "sequence": event.sequence,
        name + "actor": event.actor,
        name + "verb": event.change.verb,
        name + "entry": event.entry,
        name + "data": orjson.dumps(data_of(event.change)).decode(),
        name + "hash": line.hash,
    }


def _text_values(name: str, sequence: int, field: str, text: SealedText) -> dict[str, object]:
    return {
        name + "sequence": sequence,
        name + "field": field,
        name + "words": text.words,
        name + "salt": text.salt,
        name + "commitment": text.commitment,
    }


@dataclass(frozen=True, slots=True)
class _StatementShape:
    """What a statement is without its values."""

    writes: tuple[Shape, ...]
    events: int
    texts: int
    on_card: bool
    has_request: bool
    has_draft: bool
    has_slot: bool


@lru_cache(maxsize=256)
def _statement(shape: _StatementShape) -> Prepared:
    moved = _moved_head(shape).returning(debates.c.id).cte("moved")
    parts = [_event(place, moved) for place in range(shape.events)]
    parts += [_text(place, moved) for place in range(shape.texts)]
    parts += [statement(write, f"w{place}_", moved).cte(f"w{place}") for place, write in enumerate(shape.writes)]
    if shape.on_card:
        parts.append(cards.due_with(moved, sa.bindparam("card_due", type_=MOMENT)))
    if shape.has_request:
        done = sa.select(sa.bindparam("request", type_=sa.BigInteger), _at()).select_from(moved)
        parts.append(insert(requests).from_select(["id", "at"], done).cte("done"))
    if shape.has_slot:
        message = sa.bindparam("slot_message", type_=sa.BigInteger)
        # Whoever else records a message for the slot moves the head too, so one of the two writes nothing.
        posted = sa.update(slots).where(_open_slot(moved.c.id)).values(state="posted", message=message)
        parts.append(posted.cte("slot"))
    return Prepared(sa.select(sa.func.count()).select_from(moved).add_cte(*parts))


def _moved_head(shape: _StatementShape) -> sa.Update:
    """Moves the head where it is still the one that was read; every other part depends on that."""
    head = debates.c
    moved = sa.update(debates).where(
        head.id == sa.bindparam("of_debate"),
        head.head_sequence == sa.bindparam("head_seen"),
        head.head_hash == sa.bindparam("hash_seen"),
    )
    if shape.has_draft:
        moved = moved.where(sa.exists(sa.select(_draft())))
    if shape.has_slot:
        moved = moved.where(sa.exists().where(_open_slot(head.id)))
    return moved.values(head_sequence=sa.bindparam("head_now"), head_hash=sa.bindparam("hash_now"))


def _draft() -> sa.CTE:
    # Locked before the debate, as whoever deletes a message does: either the draft is gone here, or the entry is there.
    here = (column == sa.bindparam(f"draft_{column.name}") for column in (*drafts.primary_key, drafts.c.at))
    return sa.select(drafts.c.channel).where(*here).with_for_update(read=True, key_share=True).cte("draft")


def _open_slot(debate: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    here = (slots.c.debate == debate) & (slots.c.slot == sa.bindparam("slot_posted", type_=MOMENT))
    return here & (slots.c.state == "claimed") & ~slots.c.dropped


def _at() -> sa.BindParameter[object]:
    return sa.bindparam("written_at", type_=MOMENT)


def _event(place: int, moved: sa.CTE) -> sa.CTE:
    name = f"event{place}_"
    data = sa.cast(sa.bindparam(f"{name}data", type_=sa.Text), JSONB)
    own = {c.name: sa.bindparam(f"{name}{c.name}", type_=c.type) for c in events.c}
    values = own | {"debate": moved.c.id, "at": _at(), "data": data}
    return insert(events).from_select(list(values), sa.select(*values.values())).cte(f"event{place}")


def _text(place: int, moved: sa.CTE) -> sa.CTE:
    name = f"text{place}_"
    own = {c.name: sa.bindparam(f"{name}{c.name}", type_=c.type) for c in event_texts.c}
    values = own | {"debate": moved.c.id}
    return insert(event_texts).from_select(list(values), sa.select(*values.values())).cte(f"text{place}")
