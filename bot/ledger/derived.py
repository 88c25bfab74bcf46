"""A mark on fields of values."""

DERIVED = "derived"
"""Marks a field that is computed from others: no event puts it, and no table holds it."""
