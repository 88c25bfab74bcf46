"""Which posts of a forum are debates, and which tags a forum and its posts have for where debates stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from bot.ledger.forums import MOST_APPLIED, MOST_TAGS, AvailableTag, Forum, Post
from bot.ledger.refusals import NoSuchForumTag
from bot.ledger.standing.debate_tag import DebateTag
from bot.ledger.statements import one_line
from bot.ledger.text import folded


def becomes_debate(forum: Forum, post: Post) -> bool:
    """Whether a post is a debate by itself: it is new, and has the tag that was chosen, if one was."""
    return post.id > forum.after and (forum.chosen is None or forum.chosen in post.tags)


def title_mark(post: int, title: str) -> int:
    """By what it is told that a post has another title than before, without keeping its words."""
    key = post.to_bytes(8, "big")
    return int.from_bytes(blake2b(one_line(title).encode(), digest_size=8, key=key).digest(), "big", signed=True)


def chosen_tag(available: Sequence[AvailableTag], name: str) -> int | None:
    """The tag of that name; None where no name is given. Raises NoSuchForumTag."""
    if not name.strip():
        return None
    found = next((tag.id for tag in available if folded(tag.name) == folded(name)), None)
    if found is None:
        raise NoSuchForumTag(name=name, names=tuple(tag.name for tag in available))
    return found


@dataclass(frozen=True, slots=True)
class ArrangedTags:
    """The whole list of a forum's tags as it is to be, and which of them say where a debate stands."""

    tags: tuple[AvailableTag, ...]
    names: Mapping[DebateTag, str] = field(default_factory=dict)
    """What those are called that the forum has then; without room for all, some are absent."""

    def numbered(self, available: Sequence[AvailableTag]) -> dict[DebateTag, int]:
        """Their numbers, once the forum has them."""
        by_name = {folded(tag.name): tag.id for tag in available}
        found = {place: by_name.get(folded(name)) for place, name in self.names.items()}
        return {place: number for place, number in found.items() if number is not None}


def arranged(
    available: Sequence[AvailableTag],
    known: Mapping[DebateTag, int],
    names: Mapping[DebateTag, str],
    former: Sequence[str] = (),
    *,
    moderated: bool = False,
) -> ArrangedTags:
    """The list of a forum's tags with those that say where a debate stands, called by `names`.

    One that is `known`, or has that name already, stays; a known one that still has a name out of `former`, which are
    those of other languages, is renamed. What is lacking is added where there is room. All others stay as they are.
    """
    tags, called = list(available), dict[DebateTag, str]()
    for place, name in names.items():
        at = _place_of(tags, known.get(place), name)
        if at is None and len(tags) < MOST_TAGS:
            tags.append(AvailableTag(None, name, moderated))
            called[place] = name
        elif at is not None:
            tags[at] = _renamed(tags[at], name, former, taken=[tag.name for tag in tags])
            called[place] = tags[at].name
    return ArrangedTags(tuple(tags), called)


def _place_of(tags: Sequence[AvailableTag], known: int | None, name: str) -> int | None:
    by_number = (at for at, tag in enumerate(tags) if known is not None and tag.id == known)
    by_name = (at for at, tag in enumerate(tags) if folded(tag.name) == folded(name))
    return next(by_number, next(by_name, None))


def _renamed(tag: AvailableTag, name: str, former: Sequence[str], taken: Sequence[str]) -> AvailableTag:
    """A tag under another name; one that somebody has named themselves keeps it, and no two have the same."""
    is_former = folded(tag.name) in map(folded, former)
    return replace(tag, name=name) if is_former and folded(name) not in map(folded, taken) else tag


def tag_on(forum: Forum, applied: Sequence[int]) -> DebateTag | None:
    """The one tag on a post that says where its debate stands; None where there is none, or more than one."""
    there = [place for place, number in forum.tags.items() if number in applied]
    return there[0] if len(there) == 1 else None


def applied_with(forum: Forum, applied: Sequence[int], tag: DebateTag) -> tuple[int, ...]:
    """The tags of a post whose debate stands there: those of others stay, and Crux's own gives way where they fill it.

    One that is there already keeps its place.
    """
    own, wanted = set(forum.tags.values()), forum.tags.get(tag)
    others = [number for number in applied if number not in own]
    if wanted is None or len(others) >= MOST_APPLIED:
        return tuple(others)
    kept = tuple(number for number in applied if number not in own or number == wanted)
    return kept if wanted in kept else (*kept, wanted)
