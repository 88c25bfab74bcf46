"""Hostile input of every kind, from seeds: one clear error, nothing changed, nothing with force where it is shown."""
