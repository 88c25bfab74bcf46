"""Imported last by the process that others are forked off: see `tests/process/forked.py`."""

from bot.garbage import spare_what_is_there

# Each of them looks for garbage once it is up: among all that was imported, it would copy every page of it.
spare_what_is_there()
