"""The order in which the parts of a written-down debate happen."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime

from bot.exchange.debate_fields import DebateFileError
from bot.exchange.debate_parts import (
    DebateFile,
    FileCruxMark,
    FileDefinition,
    FileDigest,
    FileMessage,
    FileParking,
    FileRewording,
    FileStance,
    FileTag,
    Item,
    Step,
)
from bot.ledger.file_problems import ProblemKind, problem

Place = tuple[datetime, int, int]
"""A moment, the latest message by then, and what comes first within it: a message, its tags, what is said, a digest."""

_MESSAGE, _TAG, _ITEM, _DIGEST = range(4)


def in_order(debate: DebateFile) -> tuple[tuple[datetime, Step], ...]:
    """What happens in a debate, with the moment of each step (UTC, never before the one in front of it).

    Messages come in the file's order, each at its time or, where that is earlier, at that of the one before it. A tag
    comes with its message, in the file's order, but after the tags it concedes, links to or is a crux for.

    Stances, crux marks, definitions, rewordings and parking come at their time where they bear one, but after the tags
    or the message they are about; else right after the last message and its tags, list after list, and so before every
    later digest. Among those that replace each other (a person's stances on a tag, a tag's wordings, its parking) the
    list's order is kept: one without a time follows those listed before it and precedes those listed after it,
    whatever their times. Only two that both bear times can change places.

    Where somebody concedes a tag whose author is not of another side, what others answer to it once and without a time
    comes right before that concession: it is what the concession takes over.

    A digest comes at its time, after all that happened by then; where none is listed, one comes at the end. So a mind
    that changes between two digests is a stance with a time between theirs.
    """
    start = latest = debate.messages[0].at
    after_all = len(debate.messages)
    steps: list[tuple[Place, Step]] = []
    said: dict[str, Place] = {}
    for number, message in enumerate(debate.messages):
        latest = max(latest, message.at)
        said[message.key] = (latest, number, _TAG)
        steps.append(((latest, number, _MESSAGE), message))
    tagged: dict[str, Place] = {}
    taken_up = _TakenUp(debate)
    for tag in after_what_they_follow(debate.messages, debate.tags):
        tagged[tag.key] = max([said[tag.message], *(tagged[key] for key in tag.follows if key in tagged)])
        steps += [(tagged[tag.key], stance) for stance in taken_up.by(tag)]
        steps.append((tagged[tag.key], tag))
    for items in (taken_up.others, *debate.lists[1:]):
        begun = [max((place[0] for place in _about(item, said, tagged)), default=start) for item in items]
        said_at = zip(_moments(items, begun, latest), items, strict=True)
        steps += [((at, after_all, _ITEM), item) for at, item in said_at]
    end = max(place[0] for place, _ in steps)
    steps += [((at, after_all, _DIGEST), FileDigest(at)) for at in debate.digests or (end,)]
    # Sorting is stable: what shares a place keeps the order in which it was put here.
    return tuple((place[0], step) for place, step in sorted(steps, key=lambda placed: placed[0]))


class _TakenUp:
    """The stances that concessions take up, and the `others`."""

    def __init__(self, debate: DebateFile) -> None:
        self.others = debate.stances
        self._debate = debate
        self._authors = {message.key: message.author for message in debate.messages}
        self._messages = {tag.key: tag.message for tag in debate.tags}
        self._answers = Counter((stance.by, stance.on) for stance in debate.stances)

    def by(self, tag: FileTag) -> Sequence[FileStance]:
        """What others answered without a time to what the tag concedes, where that is needed."""
        author = self._authors[tag.message]
        if tag.concedes is None or self._is_opposed(author, self._authors[self._messages[tag.concedes]]):
            return ()
        taken_up = [stance for stance in self.others if tag.concedes == stance.on and self._is_free(stance, author)]
        self.others = tuple(stance for stance in self.others if stance not in taken_up)
        return taken_up

    def _is_opposed(self, one: str, other: str) -> bool:
        """Whether the author of what is conceded has answered it as one of another side."""
        sides = self._debate.participants
        if sides[one] is None and sides[other] is None:
            return one != other
        return sides[other] is not None and sides[one] != sides[other]

    def _is_free(self, stance: FileStance, author: str) -> bool:
        return stance.at is None and stance.by != author and self._answers[stance.by, stance.on] == 1


def after_what_they_follow(messages: Sequence[FileMessage], tags: Sequence[FileTag]) -> Iterable[FileTag]:
    """The tags in the order of their messages, each after those it follows.

    In a circle of mere links, the first tag that lacks nothing it needs begins. Raises DebateFileError where none can.
    """
    number = {message.key: place for place, message in enumerate(messages)}
    waiting = {tag.key: tag for tag in sorted(tags, key=lambda tag: number[tag.message])}
    done: set[str] = set()
    while waiting:
        ready = next((tag for tag in waiting.values() if done.issuperset(tag.follows)), None)
        ready = ready or next((tag for tag in waiting.values() if done.issuperset(tag.needs)), None)
        if ready is None:
            first = next(iter(waiting))[:40]
            raise DebateFileError(problem(ProblemKind.TAGS_IN_A_CIRCLE, tag=first))
        del waiting[ready.key]
        done.add(ready.key)
        yield ready


def _about(item: Item, said: dict[str, Place], tagged: dict[str, Place]) -> Iterable[Place]:
    if isinstance(item, FileDefinition):
        return () if item.message is None else (said[item.message],)
    if isinstance(item, FileCruxMark) and item.target:
        return tagged[item.on], tagged[item.target]
    return (tagged[item.on],)


def _moments(items: Sequence[Item], begun: Sequence[datetime], untimed: datetime) -> list[datetime]:
    """When each item of a list happens; `begun` is when what it is about is there."""
    timed = [None if item.at is None else max(item.at, start) for item, start in zip(items, begun, strict=True)]
    no_later: list[datetime] = []
    ceilings: dict[Hashable, datetime] = {}
    for item, at in zip(reversed(items), reversed(timed), strict=True):
        ceiling = ceilings.get(_replaced_with(item), datetime.max.replace(tzinfo=UTC))
        no_later.append(ceiling)
        ceilings[_replaced_with(item)] = ceiling if at is None else min(ceiling, at)
    moments: list[datetime] = []
    floors: dict[Hashable, datetime] = {}
    for item, at, ceiling, start in zip(items, timed, reversed(no_later), begun, strict=True):
        floor = floors.get(_replaced_with(item), start)
        moments.append(max(floor, min(untimed, ceiling)) if at is None else at)
        floors[_replaced_with(item)] = max(floor, moments[-1])
    return moments


def _replaced_with(item: Item) -> Hashable:
    """What items that replace each other share."""
    if isinstance(item, FileStance):
        return item.by, item.on
    return item.on if isinstance(item, FileRewording | FileParking) else item
