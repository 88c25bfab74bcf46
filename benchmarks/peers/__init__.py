"""Crux beside the bots that people write: what a click costs in each library, over the same PostgreSQL and Discord."""
