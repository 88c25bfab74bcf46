"""Which table holds which values of a ledger: each kind of value is mapped once, both ways.

Whoever reads, writes, copies or compares what stands in a ledger walks `MAPPINGS`. A field of `Ledger` without a
mapping, a field of a value without a column, and a column without a field fail at import.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from bot.ledger.entries import (
    Concession,
    CruxMark,
    Definition,
    Entry,
    Link,
    MovedFrom,
    Parking,
    Proposal,
    Source,
    Stance,
    Wording,
)
from bot.ledger.estimates import Tally
from bot.ledger.ledger import Debate, PostedDigest
from bot.ledger.people import FormerSide, Participant, Side
from bot.ledger.record.ledger_fields import FIELDS
from bot.ledger.signatures import Signature
from bot.ledger.text import folded
from bot.store import row_values
from bot.store import tables as t
from bot.store.mapping import Collection, Computed, Deed, NewRow, Part, TableMapping
from bot.store.tables.ledger import TALLY_COLUMNS

_TALLY = Part(Tally, TALLY_COLUMNS)
_SOURCE = Part(Source, {"channel": "channel", "message": "message"})
_CONCESSION = Part(
    Concession,
    {
        "entry": "concedes",
        "scope": "scope",
        "answer": "conceded_answer",
        "wording": "conceded_wording",
        "before": "conceded_before",
    },
)
_PROPOSAL = Part(Proposal, {"answer": "tagger_answer", "crux_for": "crux_for"}, present="has_proposal")
_PARKING = Part(Parking, {"by": "parked_by", "agreed_by": "parking_agreed_by"})
_MOVED_FROM = Part(MovedFrom, {"answer": "moved_from", "at": "moved_at"})


def _following(new: NewRow) -> Mapping[str, sa.ColumnElement[Any]]:
    """What a stance says of the one that it replaces, as `Stance.following` has it."""
    before = t.stances.c
    same_wording = before.wording == new.wording
    moved = same_wording & (before.answer != new.answer)
    return {
        "moved_from": sa.case((moved, before.answer), (same_wording, before.moved_from), else_=new.moved_from),
        "moved_at": sa.case((moved, new.at), (same_wording, before.moved_at), else_=new.moved_at),
    }


def conceded_words(column: str = "statement") -> sa.ColumnElement[str | None]:
    """What the wording says that an entry concedes plainly, or its folded form; null for all other entries."""
    entry, said = t.entries.c, t.wordings.alias("conceded").c
    named = (said.debate == entry.debate) & (said.entry == entry.concedes) & (said.number == entry.conceded_wording)
    words = sa.select(said[column]).where(named).correlate(t.entries).scalar_subquery()
    return sa.case((entry.conceded_wording.is_not(None), words))


def namesake() -> sa.ColumnElement[int]:
    """Which of the people of one name a participant is, in the order of their numbers."""
    person, other = t.participants.c, t.participants.alias("namesakes").c
    # By the index: names may be longer than one takes.
    named = (other.debate == person.debate) & (sa.func.md5(other.name) == sa.func.md5(person.name))
    # Their numbers are only compared: by an index, it might go through all people of the debate up to that number.
    until = sa.select(sa.func.count()).where(named, other.number + sa.literal_column("0", sa.Integer) <= person.number)
    return until.correlate(t.participants).scalar_subquery()


def goes_on_as(table: str = "entries") -> sa.ColumnElement[int]:
    """The entry that a merged one goes on as, through all merges; null for all others."""
    return sa.literal_column(
        f"CASE WHEN {table}.merged_into IS NOT NULL THEN ("
        "WITH RECURSIVE merges (number, into_one) AS ("
        f"SELECT {table}.number, {table}.merged_into"
        " UNION SELECT e.number, e.merged_into FROM entries e JOIN merges ON e.number = merges.into_one"
        f" WHERE e.debate = {table}.debate"
        ") SELECT merges.number FROM merges WHERE merges.into_one IS NULL) END",
        sa.Integer,
    )


WORDINGS = Collection(
    field="wordings",
    table=t.wordings,
    owner="entry",
    columns=("number", "statement"),
    row=attrgetter("number", "statement"),
    item=Wording,
    deed=Deed.INSERT,
    computed=(Computed("folded", "statement", folded),),
)
ADOPTIONS = Collection(
    field="adopted_by",
    table=t.adoptions,
    owner="definition",
    columns=("person",),
    row=lambda person: (person,),
    item=lambda person: person,
    deed=Deed.INSERT_ONCE,
)

DEBATES = TableMapping(
    Debate,
    t.debates,
    ("id",),
    Deed.UPDATE,
    row_values.debate,
    debate="id",
    parts={"tally": _TALLY},
    apart=("head_sequence", "head_hash", "left_at", "private"),
)
# A side whose name was erased may be named anew.
SIDES = TableMapping(Side, t.sides, ("number",), Deed.UPSERT, Side)
PARTICIPANTS = TableMapping(Participant, t.participants, ("number",), Deed.INSERT, Participant, derived=(namesake(),))
ENTRIES = TableMapping(
    Entry,
    t.entries,
    ("number",),
    Deed.INSERT,
    row_values.entry,
    parts={"source": _SOURCE, "concession": _CONCESSION, "proposal": _PROPOSAL, "parking": _PARKING},
    collection=WORDINGS,
    derived=(conceded_words(), goes_on_as()),
)
STANCES = TableMapping(
    Stance,
    t.stances,
    ("entry", "person"),
    Deed.UPSERT,
    row_values.stance,
    parts={"moved_from": _MOVED_FROM},
    following=_following,
)
CRUX_MARKS = TableMapping(
    CruxMark,
    t.crux_marks,
    ("entry", "person", "target"),
    Deed.UPSERT,
    row_values.crux_mark,
    order=("id",),
    apart=("id",),
)
DEFINITIONS = TableMapping(
    Definition,
    t.definitions,
    ("number",),
    Deed.INSERT,
    row_values.definition,
    renamed={"by": "person"},
    parts={"source": _SOURCE},
    collection=ADOPTIONS,
)
LINKS = TableMapping(Link, t.links, ("entry", "relation", "target"), Deed.INSERT_ONCE, row_values.link, order=())
DIGESTS = TableMapping(
    PostedDigest,
    t.digests,
    ("sequence",),
    Deed.INSERT,
    PostedDigest,
    renamed={"sequence": "seen", "event": "sequence"},
)

FORMER_SIDES = TableMapping(FormerSide, t.former_sides, ("number",), Deed.INSERT, FormerSide)
SIGNATURES = TableMapping(Signature, t.signatures, ("digest", "person"), Deed.UPSERT, Signature)


def _every(*mappings: TableMapping[Any]) -> Mapping[type, TableMapping[Any]]:
    by_kind = {mapping.kind: mapping for mapping in mappings}
    if odd := by_kind.keys() ^ {field.kind for field in FIELDS}:
        raise TypeError(f"{odd.pop().__name__}: each field of a ledger has one table, and each table one field")
    return {field.kind: by_kind[field.kind] for field in FIELDS}


MAPPINGS = _every(
    DEBATES, SIDES, PARTICIPANTS, ENTRIES, STANCES, CRUX_MARKS, DEFINITIONS, LINKS, DIGESTS, FORMER_SIDES, SIGNATURES
)
"""Every mapping by its kind of value, in the order of the fields of a ledger."""

FOLLOWING = {mapping.table: mapping.following for mapping in MAPPINGS.values() if mapping.following is not None}
"""What the rows of some tables take over from those that they replace."""

_COMPUTED = {
    mapping.collection.table: mapping.collection.computed
    for mapping in MAPPINGS.values()
    if mapping.collection is not None
}


def columns_that_say(table: sa.Table, column: str) -> set[str]:
    """The columns that hold the words of one: itself, and those that are computed from it."""
    return {column} | {computed.column for computed in _COMPUTED.get(table, ()) if computed.source == column}
