"""A written-down debate replayed by the very interactions people would use, on a simulated Discord."""
