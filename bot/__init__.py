"""Crux: a ledger of structured disagreement, and its Discord bot."""
