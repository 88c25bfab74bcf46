"""Who may do what, and what it does: each rule gives the changes that a request makes, or refuses.

Rules read only the values they need and decide; they never write. One module a noun.
"""

from bot.ledger.record.events import Change

Changes = tuple[Change, ...]
"""What a request changes, in order; empty where the ledger says so already."""
