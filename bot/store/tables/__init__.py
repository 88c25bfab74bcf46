"""Every table of the database: those of events, of what stands in ledgers, of what waits beside it, of what servers and
readers decide, of where debates are, and of where Crux began."""

from bot.store.tables.columns import MOMENT, metadata
from bot.store.tables.events import event_texts, events, imports
from bot.store.tables.forums import forum_posts, forums
from bot.store.tables.ledger import (
    adoptions,
    crux_marks,
    debates,
    definitions,
    digests,
    entries,
    former_sides,
    links,
    participants,
    sides,
    signatures,
    stances,
    wordings,
)
from bot.store.tables.places import debate_places
from bot.store.tables.readers import reader_languages
from bot.store.tables.servers import bars, server_digests, server_settings, setting_changes
from bot.store.tables.suggestions import channel_readings, suggestions
from bot.store.tables.waiting import (
    cards,
    drafts,
    estimate_tallies,
    estimates,
    refused_forms,
    reminders,
    requests,
    schedules,
    slots,
)
from bot.store.tables.welcomes import welcomes, welcoming

__all__ = [
    "MOMENT",
    "adoptions",
    "bars",
    "cards",
    "channel_readings",
    "crux_marks",
    "debate_places",
    "debates",
    "definitions",
    "digests",
    "drafts",
    "entries",
    "estimate_tallies",
    "estimates",
    "event_texts",
    "events",
    "former_sides",
    "forum_posts",
    "forums",
    "imports",
    "links",
    "metadata",
    "participants",
    "reader_languages",
    "refused_forms",
    "reminders",
    "requests",
    "schedules",
    "server_digests",
    "server_settings",
    "setting_changes",
    "sides",
    "signatures",
    "slots",
    "stances",
    "suggestions",
    "welcomes",
    "welcoming",
    "wordings",
]
