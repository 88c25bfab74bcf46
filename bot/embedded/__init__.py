"""The embedded PostgreSQL server: for a run without DATABASE_URL, and for the tests."""
