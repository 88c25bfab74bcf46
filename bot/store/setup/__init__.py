"""The database itself: its engine, its schema, backups."""
