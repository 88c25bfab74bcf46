"""Chaos: real bot processes on a small Discord and a real PostgreSQL, all of which break, and a judge who counts."""
