"""The house rules of a server: what whoever runs Crux decides for its debates."""

from dataclasses import dataclass
from enum import StrEnum


class TagsShown(StrEnum):
    """How everybody sees that somebody tagged a message of their own."""

    LINE = "line"
    """A short line in the channel, with buttons to answer it."""
    REACTION = "reaction"
    """A reaction on the message; the line where Crux may not react."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class House:
    """What holds in all debates of a server."""

    anyone_opens_sides: bool = False
    """Whether everybody may open sides beyond the second; else who opened the debate, and moderators."""
    card_by_itself: bool = True
    """Whether a debate keeps a status card from its opening on, without anybody asking for one."""

    tags_shown: TagsShown = TagsShown.LINE

    language: str = "en"
    """The tag of the language in which everybody is told: digests, status cards, lines of tags, public answers."""


DEFAULT_HOUSE = House()
"""What holds where nothing else was decided."""
