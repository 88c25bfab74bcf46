"""Postgres: the tables and the functions that read and write them, each taking a session."""
