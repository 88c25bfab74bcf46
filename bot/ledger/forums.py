"""Forums whose posts are debates, and the tags by which such a forum's list shows where each debate stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.ledger.standing.debate_tag import DebateTag

MOST_TAGS = 20
"""How many tags a forum can have."""

MOST_APPLIED = 5
"""How many of them a post can have."""


@dataclass(frozen=True, slots=True)
class Forum:
    """A forum whose new posts are debates."""

    id: int
    guild: int
    after: int
    """Posts with a higher number are newer than the moment from which new posts are debates."""
    chosen: int | None = None
    """The tag that a post needs to be a debate; None where each one is."""
    revives: bool = False
    """Whether what Crux posts by itself and a changed tag open an archived post again."""
    tags: Mapping[DebateTag, int] = field(default_factory=dict)
    """The tag of the forum for each place where a debate can stand, as far as the forum has one."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post, as the platform tells of it."""

    id: int
    guild: int
    forum: int
    title: str
    author: int
    tags: tuple[int, ...] = ()
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a post is called since somebody renamed it, and who that was; None where the platform does not tell.

    `upto` is the latest message in it by then, where one was read.
    """

    title: str
    upto: int | None = None
    by: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class AvailableTag:
    """A tag that a forum has; a new one has no number yet. `moderated`: only moderators put it on a post."""

    id: int | None
    name: str
    moderated: bool = False
