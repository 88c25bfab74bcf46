"""Walls between servers and threads: everything that can be asked for, tried across them."""
