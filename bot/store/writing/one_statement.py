"""What one person does, as one statement: its events behind the debate's head, and what they change in the tables.

Everything in it depends on the head's having stayed where it was seen. So it needs no lock that was taken before: where
somebody else was faster, nothing is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, insert

from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import data_of
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import Head
from bot.store.tables import MOMENT, debates, drafts, event_texts, events, requests, slots
from bot.store.waiting import cards
from bot.store.waiting.drafts import Draft
from bot.store.writing.projection import Shape, Write, statement, writes_of

AT_ONCE = 8
"""How many events at most are written by one statement: what one person does is two or three."""


def writes_at_once(sealed: Sequence[SealedEvent]) -> Sequence[Write] | None:
    """What these events do to the tables, where one statement can do it.

    None where they are many, or a table is written to twice: what came first within one statement would be open.
    """
    if not 0 < len(sealed) <= AT_ONCE:
        return None
    writes = writes_of([line.event for line in sealed])
    tables = {debates} | {write.shape.table for write in writes}
    return writes if len(tables) == len(writes) + 1 else None


@dataclass(frozen=True, slots=True)
class PostedSlot:
    """A slot whose digest is in the channel, as this message."""

    slot: datetime
    message: int


async def write_unless_moved(
    execute: Execute,
    head: Head,
    sealed: Sequence[SealedEvent],
    writes: Sequence[Write],
    request: int | None = None,
    draft: Draft | None = None,
    slot: PostedSlot | None = None,
) -> bool:
    """Write events behind the head, and the request down as done; False, and nothing, where the head has moved.

    What was made from a draft needs it to be there still: its message may have been deleted since. A slot needs to be
    open still, and is finished. Raises what the driver raises where the request was done before
    (`requests.was_repeated` tells).
    """
    last = sealed[-1]
    texts = [(line.event.sequence, field, text) for line in sealed for field, text in line.texts.items()]
    told = any(line.event.change.traits.on_card for line in sealed)
    # No name is a column's: SQLAlchemy would take it for one that an update within the statement sets.
    values: dict[str, object] = {
        "of_debate": head.debate.id,
        "head_seen": head.sequence,
        "hash_seen": head.hash,
        "head_now": last.event.sequence,
        "hash_now": last.hash,
        "written_at": last.event.at,
    }
    if told:
        values["card_due"] = last.event.at + cards.CHANGES_GATHER
    if request is not None:
        values["request"] = request
    if draft is not None:
        values |= {"draft_channel": draft.channel, "draft_user": draft.user, "draft_message": draft.message}
    if slot is not None:
        values |= {"slot_posted": slot.slot, "slot_message": slot.message}
    for place, line in enumerate(sealed):
        event, name = line.event, f"event{place}_"
        values[name + "sequence"] = event.sequence
        values[name + "actor"] = event.actor
        values[name + "verb"] = event.change.verb
        values[name + "entry"] = event.entry
        values[name + "data"] = orjson.dumps(data_of(event.change)).decode()
        values[name + "hash"] = line.hash
    for place, (sequence, field, text) in enumerate(texts):
        name = f"text{place}_"
        values[name + "sequence"] = sequence
        values[name + "field"] = field
        values[name + "words"] = text.words
        values[name + "salt"] = text.salt
        values[name + "commitment"] = text.commitment
    for place, write in enumerate(writes):
        values |= write.bound(f"w{place}_")
    shapes = tuple(write.shape for write in writes)
    shape = (shapes, len(sealed), len(texts), told, request is not None, draft is not None, slot is not None)
    rows = await execute(_all_at_once(*shape), values)
    return bool(rows[0][0])


@lru_cache(maxsize=256)
def _all_at_once(
    shapes: tuple[Shape, ...], lines: int, texts: int, told: bool, requested: bool, drafted: bool, slotted: bool
) -> Prepared:
    head = debates.c
    unmoved = (
        (head.id == sa.bindparam("of_debate"))
        & (head.head_sequence == sa.bindparam("head_seen"))
        & (head.head_hash == sa.bindparam("hash_seen"))
    )
    goes_on = sa.update(debates).where(unmoved)
    if drafted:
        goes_on = goes_on.where(sa.exists(sa.select(_draft())))
    if slotted:
        goes_on = goes_on.where(sa.exists().where(_open_slot(head.id)))
    goes_on = goes_on.values(head_sequence=sa.bindparam("head_now"), head_hash=sa.bindparam("hash_now"))
    moved = goes_on.returning(head.id).cte("moved")
    parts = [_line(place, moved) for place in range(lines)] + [_text(place, moved) for place in range(texts)]
    parts += [statement(shape, f"w{place}_", moved).cte(f"w{place}") for place, shape in enumerate(shapes)]
    if told:
        parts.append(cards.due_with(moved, sa.bindparam("card_due", type_=MOMENT)))
    if requested:
        done = sa.select(sa.bindparam("request", type_=sa.BigInteger), _at()).select_from(moved)
        parts.append(insert(requests).from_select(["id", "at"], done).cte("done"))
    if slotted:
        message = sa.bindparam("slot_message", type_=sa.BigInteger)
        # Whoever else records a message for the slot moves the head too, so one of the two writes nothing.
        posted = sa.update(slots).where(_open_slot(moved.c.id)).values(state="posted", message=message)
        parts.append(posted.cte("slot"))
    return Prepared(sa.select(sa.func.count()).select_from(moved).add_cte(*parts))


def _draft() -> sa.CTE:
    # Held before the debate, as whoever deletes a message does: either the draft is gone here, or the entry is there.
    here = (column == sa.bindparam(f"draft_{column.name}") for column in drafts.primary_key)
    return sa.select(drafts.c.channel).where(*here).with_for_update(read=True, key_share=True).cte("draft")


def _open_slot(debate: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    here = (slots.c.debate == debate) & (slots.c.slot == sa.bindparam("slot_posted", type_=MOMENT))
    return here & (slots.c.state == "claimed")


def _at() -> sa.BindParameter[object]:
    return sa.bindparam("written_at", type_=MOMENT)


def _line(place: int, moved: sa.CTE) -> sa.CTE:
    name = f"event{place}_"
    data = sa.cast(sa.bindparam(f"{name}data", type_=sa.Text), JSONB)
    own = {c.name: sa.bindparam(f"{name}{c.name}", type_=c.type) for c in events.c}
    values = own | {"debate": moved.c.id, "at": _at(), "data": data}
    return insert(events).from_select(list(values), sa.select(*values.values())).cte(f"line{place}")


def _text(place: int, moved: sa.CTE) -> sa.CTE:
    name = f"text{place}_"
    own = {c.name: sa.bindparam(f"{name}{c.name}", type_=c.type) for c in event_texts.c}
    values = own | {"debate": moved.c.id}
    return insert(event_texts).from_select(list(values), sa.select(*values.values())).cte(f"text{place}")
