"""The house rules of a server: what whoever runs Crux decides for its debates."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class House:
    """What holds in all debates of a server."""

    anyone_opens_sides: bool = False
    """Whether everybody may open sides beyond the second; else who opened the debate, and moderators."""
    card_by_itself: bool = True
    """Whether a debate keeps a status card from its opening on, without anybody asking for one."""


DEFAULT_HOUSE = House()
"""What holds where nothing else was decided."""
