"""What a tag on a message asks of a debate, all in one look."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from bot.ledger.entries import Kind, Participant, Status
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.waiting.drafts import Draft


@dataclass(frozen=True, slots=True)
class Taggable:
    """A debate's head, who tags, the message and its author, and what was tagged on it; None for what there is not."""

    head: Head
    tagger: Participant | None
    next_person: int
    next_entry: int
    draft: Draft | None
    author: Participant | None
    alive: frozenset[tuple[Kind, str]]
    """Kind and first wording, in small letters, of the entries that quote the message and are live or proposed."""


async def taggable(execute: Execute, debate: int, user: int, message: int) -> Taggable | None:
    """What a person of the platform tags in a debate with a message; None where there is no debate."""
    rows = await execute(_TAGGABLE, {"debate_of": debate, "user_of": user, "message_of": message})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    # fmt: off
    (tagger, name, side, author, author_name, author_side, next_person, next_entry, kinds, statements,
     wrote, wrote_name, text, at) = rows[0][HEAD_COLUMNS:]
    # fmt: on
    draft = Draft(debate, user, message, wrote, wrote_name, text, at) if wrote is not None else None
    return Taggable(
        head=head,
        tagger=Participant(tagger, user, name, side) if tagger is not None else None,
        next_person=next_person,
        next_entry=next_entry,
        draft=draft,
        author=Participant(author, wrote, author_name, author_side) if author is not None else None,
        alive=frozenset(
            (Kind(kind), (statement or "").casefold())
            for kind, statement in zip(kinds or (), statements or (), strict=True)
        ),
    )


_DEBATE = t.debates.c.id
_TAGGER, _AUTHOR, _CROWD = (t.participants.alias(name) for name in ("tagger", "author", "crowd"))
_NUMBERED = t.entries.alias("numbered")


def _next(table: sa.FromClause) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0) + 1)
        .where(table.c.debate == _DEBATE)
        .scalar_subquery()
    )


_FIRST_WORDED = t.entries.join(
    t.wordings,
    (t.wordings.c.debate == t.entries.c.debate)
    & (t.wordings.c.entry == t.entries.c.number)
    & (t.wordings.c.number == 1),
)
_BORNE = (
    sa.select(
        sa.func.array_agg(aggregate_order_by(t.entries.c.kind, t.entries.c.number)),
        sa.func.array_agg(aggregate_order_by(t.wordings.c.statement, t.entries.c.number)),
    )
    .select_from(_FIRST_WORDED)
    .where(
        t.entries.c.debate == _DEBATE,
        t.entries.c.message == sa.bindparam("message_of"),
        sa.or_(t.entries.c.status == Status.LIVE, t.entries.c.status == Status.PROPOSED),
    )
    .correlate(t.debates)
    .lateral()
)
_DRAFT = (
    (t.drafts.c.channel == _DEBATE)
    & (t.drafts.c.user == sa.bindparam("user_of"))
    & (t.drafts.c.message == sa.bindparam("message_of"))
)
_TAGGABLE = Prepared(
    sa.select(
        *HEAD,
        *(_TAGGER.c.number, _TAGGER.c.name, _TAGGER.c.side),
        *(_AUTHOR.c.number, _AUTHOR.c.name, _AUTHOR.c.side),
        *(_next(_CROWD), _next(_NUMBERED)),
        *_BORNE.c,
        *(t.drafts.c.author, t.drafts.c.author_name, t.drafts.c.text, t.drafts.c.at),
    )
    .select_from(
        t.debates.join(_BORNE, sa.true())
        .outerjoin(_TAGGER, (_TAGGER.c.debate == _DEBATE) & (_TAGGER.c.user == sa.bindparam("user_of")))
        .outerjoin(t.drafts, _DRAFT)
        .outerjoin(_AUTHOR, (_AUTHOR.c.debate == _DEBATE) & (_AUTHOR.c.user == t.drafts.c.author))
    )
    .where(sa.bindparam("debate_of") == _DEBATE)
)
