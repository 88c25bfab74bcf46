"""Discord's side of Crux: translate what somebody did, ask one action, show the result."""

from importlib import import_module

EXTENSIONS = (
    "cogs.tags",
    "cogs.stances",
    "cogs.debates",
    "cogs.waiting",
    "cogs.next_entries",
    "cogs.sides",
    "cogs.terms",
    "cogs.parking",
    "cogs.links",
    "cogs.ledger",
    "cogs.suggestions",
    "cogs.digests",
    "cogs.signing",
    "cogs.overviews",
    "cogs.moderation",
    "cogs.who_counts",
    "cogs.settings",
    "cogs.forums",
    "cogs.me",
    "cogs.privacy",
    "cogs.sources",
    "cogs.retention",
    "cogs.welcome",
    "cogs.help",
)
"""Everything that Crux answers, one cog a noun."""


def import_all() -> None:
    """Import every extension: what is imported before the event loop runs makes nobody wait."""
    for extension in EXTENSIONS:
        import_module(extension)
