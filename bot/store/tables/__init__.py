"""Every table of the database: those of the ledger, and those of what waits beside it."""

from bot.store.tables.columns import MOMENT, metadata
from bot.store.tables.ledger import (
    adoptions,
    crux_marks,
    debates,
    definitions,
    digests,
    entries,
    event_texts,
    events,
    former_sides,
    imports,
    links,
    participants,
    sides,
    stances,
    wordings,
)
from bot.store.tables.waiting import cards, drafts, refused_forms, reminders, requests, schedules, slots

__all__ = [
    "MOMENT",
    "adoptions",
    "cards",
    "crux_marks",
    "debates",
    "definitions",
    "digests",
    "drafts",
    "entries",
    "event_texts",
    "events",
    "former_sides",
    "imports",
    "links",
    "metadata",
    "participants",
    "refused_forms",
    "reminders",
    "requests",
    "schedules",
    "sides",
    "slots",
    "stances",
    "wordings",
]
