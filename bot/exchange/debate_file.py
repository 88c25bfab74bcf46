"""A written-down debate as JSON: messages, the tags on them, who answered what, and in which order.

A file's author is told what the bot would refuse before anything is replayed: an answer to a concession, a
concession of a tag that its author never confirms, tags that wait for each other. What else is said of a tag that is
never confirmed counts nowhere, and is left out of the replay. Keys that are not known here are ignored.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from bot.exchange.debate_fields import DebateFileError as DebateFileError
from bot.exchange.debate_fields import Fields, top_of
from bot.ledger.entries import STATEMENT_LIMIT, Answer, Kind, Scope
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.refusals import PassageNotInMessage
from bot.ledger.rules.sides import SIDE_NAME_LIMIT
from bot.ledger.rules.terms import MEANING_LIMIT, TERM_LIMIT
from bot.ledger.statements import passage_in

MESSAGE_LIMIT = 2000


class Parked(StrEnum):
    """How somebody answers a parked entry."""

    PARK = "park"
    CORE = "core"


@dataclass(frozen=True, slots=True)
class FileMessage:
    key: str
    author: str
    at: datetime
    text: str
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class FileTag:
    key: str
    message: str
    by: str
    kind: Kind
    statement: str
    passage: str | None
    stance: Answer
    credence: int | None
    parked: bool
    supports: str | None
    attacks: str | None
    crux_for: str | None
    confirmed: bool
    concedes: str | None
    stance_on_conceded: Answer | None
    scope: Scope
    residue_of: str | None

    @property
    def needs(self) -> tuple[str, ...]:
        """The tags without which this one cannot be made."""
        return tuple(key for key in (self.concedes, self.crux_for, self.residue_of) if key)

    @property
    def follows(self) -> tuple[str, ...]:
        """The tags that should stand before this one: in a circle of mere links, the one made first has none yet."""
        return (*self.needs, *(key for key in (self.supports, self.attacks) if key))


@dataclass(frozen=True, slots=True)
class FileStance:
    by: str
    on: str
    answer: Answer
    credence: int | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileCruxMark:
    by: str
    on: str
    target: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileDefinition:
    by: str
    term: str
    means: str
    message: str | None
    adopts: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileRewording:
    on: str
    statement: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileParking:
    by: str
    on: str
    answer: Parked
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileDigest:
    at: datetime


Item = FileStance | FileCruxMark | FileDefinition | FileRewording | FileParking
Step = FileMessage | FileTag | Item | FileDigest


@dataclass(frozen=True, slots=True)
class DebateFile:
    """A debate as it was written down. Sides are names by key, participants are keys of sides by key."""

    title: str
    question: str
    sides: dict[str, str]
    participants: dict[str, str | None]
    messages: tuple[FileMessage, ...]
    tags: tuple[FileTag, ...]
    stances: tuple[FileStance, ...] = ()
    crux_marks: tuple[FileCruxMark, ...] = ()
    definitions: tuple[FileDefinition, ...] = ()
    rewordings: tuple[FileRewording, ...] = ()
    parking: tuple[FileParking, ...] = ()
    digests: tuple[datetime, ...] = ()

    @property
    def lists(self) -> tuple[tuple[Item, ...], ...]:
        """What is said of the tags, list by list."""
        return self.stances, self.crux_marks, self.definitions, self.rewordings, self.parking


def read(text: str) -> DebateFile:
    """The debate of a file. Raises DebateFileError."""
    return _Reader(top_of(text)).debate()


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
    for tag in _after_what_they_follow(debate.messages, debate.tags):
        tagged[tag.key] = max([said[tag.message], *(tagged[key] for key in tag.follows if key in tagged)])
        steps.append((tagged[tag.key], tag))
    for items in debate.lists:
        begun = [max((place[0] for place in _about(item, said, tagged)), default=start) for item in items]
        said_at = zip(_moments(items, begun, latest), items, strict=True)
        steps += [((at, after_all, _ITEM), item) for at, item in said_at]
    end = max(place[0] for place, _ in steps)
    steps += [((at, after_all, _DIGEST), FileDigest(at)) for at in debate.digests or (end,)]
    # Sorting is stable: what shares a place keeps the order in which it was put here.
    return tuple((place[0], step) for place, step in sorted(steps, key=lambda placed: placed[0]))


def _after_what_they_follow(messages: Sequence[FileMessage], tags: Sequence[FileTag]) -> Iterable[FileTag]:
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
    found: list[datetime] = []
    floors: dict[Hashable, datetime] = {}
    for item, at, ceiling, start in zip(items, timed, reversed(no_later), begun, strict=True):
        floor = floors.get(_replaced_with(item), start)
        found.append(max(floor, min(untimed, ceiling)) if at is None else at)
        floors[_replaced_with(item)] = max(floor, found[-1])
    return found


def _replaced_with(item: Item) -> Hashable:
    """What items that replace each other share."""
    if isinstance(item, FileStance):
        return item.by, item.on
    return item.on if isinstance(item, FileRewording | FileParking) else item


T = TypeVar("T")


class _Reader:
    """Reads the parts of a file, each checked against those before it."""

    def __init__(self, top: Fields) -> None:
        self._top = top
        self._sides: dict[str, str] = {}
        self._people: dict[str, str | None] = {}
        self._messages: dict[str, FileMessage] = {}
        self._tags: dict[str, FileTag] = {}
        self._tag_keys: set[str] = set()

    def debate(self) -> DebateFile:
        top = self._top
        question = top.words("question", STATEMENT_LIMIT)
        title = top.optional("title", STATEMENT_LIMIT) or question
        for key, name in top.each("sides", lambda f: (f.words("key", 100), f.words("name", SIDE_NAME_LIMIT))):
            self._put(self._sides, key, name, "sides")
        if len(self._sides) == 1:
            raise top.wrong("sides", ProblemKind.ONE_SIDE_ALONE)
        if len({name.casefold() for name in self._sides.values()}) < len(self._sides):
            raise top.wrong("sides", ProblemKind.SIDES_OF_ONE_NAME)
        for key, side in top.each("participants", self._participant, needed=True):
            self._put(self._people, key, side, "participants")
        top.each("messages", self._message, needed=True)
        self._tag_keys = set(top.each("tags", lambda f: f.words("key", 100)))
        for tag in top.each("tags", self._tag):
            self._put(self._tags, tag.key, tag, "tags")
        self._check_tags()
        return DebateFile(
            title=title,
            question=question,
            sides=self._sides,
            participants=self._people,
            messages=tuple(self._messages.values()),
            tags=tuple(self._tags.values()),
            stances=top.each("stances", self._stance),
            crux_marks=top.each("crux_marks", self._mark),
            definitions=top.each("definitions", self._definition),
            rewordings=top.each("rewordings", self._rewording),
            parking=top.each("parking", self._parking),
            digests=top.moments("digests"),
        )

    def _participant(self, f: Fields) -> tuple[str, str | None]:
        return f.words("key", 100), f.maybe_key_of("side", self._sides, ProblemKind.NO_SIDE)

    def _message(self, f: Fields) -> None:
        message = FileMessage(
            f.words("key", 100),
            f.key_of("author", self._people, ProblemKind.NO_PARTICIPANT),
            f.moment("at"),
            f.words("text", MESSAGE_LIMIT, keep_lines=True),
            f.maybe_key_of("reply_to", self._messages, ProblemKind.NO_EARLIER_MESSAGE),
        )
        self._put(self._messages, message.key, message, "messages")

    def _tag(self, f: Fields) -> FileTag:
        kind = f.one_of("kind", Kind)
        message = self._messages[f.key_of("message", self._messages, ProblemKind.NO_MESSAGE)]
        passage = f.optional("passage", MESSAGE_LIMIT)
        try:
            passage_in(message.text, passage or "")
        except PassageNotInMessage:
            raise f.wrong("passage", ProblemKind.PASSAGE_NOT_THERE, message=message.key) from None
        concedes = f.maybe_key_of("concedes", self._tag_keys, ProblemKind.NO_TAG)
        if (kind is Kind.CONCESSION) != (concedes is not None):
            raise f.wrong("concedes", ProblemKind.CONCEDES_WITHOUT_CONCESSION)
        by, confirmed = self._by(f), f.flag("confirmed", True)
        if not confirmed and by == message.author:
            raise f.wrong("confirmed", ProblemKind.OWN_TAG_UNCONFIRMED)
        return FileTag(
            key=f.words("key", 100),
            message=message.key,
            by=by,
            kind=kind,
            statement=f.words("statement", STATEMENT_LIMIT),
            passage=passage,
            stance=f.one_of("stance", Answer, Answer.AGREE),
            credence=f.credence(),
            parked=f.flag("parked", False),
            supports=self._other(f, "supports"),
            attacks=self._other(f, "attacks"),
            crux_for=self._other(f, "crux_for"),
            confirmed=confirmed,
            concedes=concedes,
            stance_on_conceded=f.maybe_one_of("stance_on_conceded", Answer),
            scope=f.one_of("scope", Scope, Scope.POINT),
            residue_of=self._other(f, "residue_of"),
        )

    def _other(self, f: Fields, key: str) -> str | None:
        found = f.maybe_key_of(key, self._tag_keys, ProblemKind.NO_TAG)
        if found is not None and found == f.words("key", 100):
            raise f.wrong(key, ProblemKind.OWN_TAG_NAMED)
        return found

    def _check_tags(self) -> None:
        for place, tag in enumerate(self._tags.values()):
            f = Fields({}, f"tags[{place}]")
            if tag.residue_of and self._tags[tag.residue_of].kind is not Kind.CONCESSION:
                raise f.wrong("residue_of", ProblemKind.NO_CONCESSION)
            for key, other in (("concedes", tag.concedes), ("crux_for", tag.crux_for)):
                if other:
                    self._confirmed(f, key, self._answerable(f, key, other))
            if tag.residue_of:
                self._confirmed(f, "residue_of", tag.residue_of)
        tuple(_after_what_they_follow(tuple(self._messages.values()), tuple(self._tags.values())))

    def _put(self, known: dict[str, T], key: str, value: T, where: str) -> None:
        if key in known:
            raise DebateFileError(problem(ProblemKind.KEY_TWICE, where=where, key=key[:40]))
        known[key] = value

    def _answerable(self, f: Fields, key: str, tag: str) -> str:
        if self._tags[tag].kind is Kind.CONCESSION:
            raise f.wrong(key, ProblemKind.CONCESSION_NAMED, tag=tag[:40])
        return tag

    def _confirmed(self, f: Fields, key: str, tag: str) -> str:
        if not self._tags[tag].confirmed:
            raise f.wrong(key, ProblemKind.UNCONFIRMED_NAMED, tag=tag[:40])
        return tag

    def _by(self, f: Fields) -> str:
        return f.key_of("by", self._people, ProblemKind.NO_PARTICIPANT)

    def _on(self, f: Fields) -> str:
        return self._answerable(f, "on", f.key_of("on", self._tags, ProblemKind.NO_TAG))

    def _stance(self, f: Fields) -> FileStance:
        on, answer = self._on(f), f.one_of("stance", Answer)
        return FileStance(self._by(f), on, answer, f.credence(), f.optional_moment())

    def _mark(self, f: Fields) -> FileCruxMark:
        by, on = self._by(f), self._on(f)
        target = f.maybe_key_of("for", self._tags, ProblemKind.NO_TAG)
        if target == on:
            raise f.wrong("for", ProblemKind.MARKED_TAG_NAMED)
        if target is not None:
            self._answerable(f, "for", target)
        return FileCruxMark(by, on, target, f.optional_moment())

    def _definition(self, f: Fields) -> FileDefinition:
        by, adopts = (
            self._by(f),
            f.maybe_key_of("adopts", self._people, ProblemKind.NO_PARTICIPANT),
        )
        term, means = f.words("term", TERM_LIMIT), f.words("means", MEANING_LIMIT)
        message = f.maybe_key_of("message", self._messages, ProblemKind.NO_MESSAGE)
        return FileDefinition(by, term, means, message, adopts, f.optional_moment())

    def _rewording(self, f: Fields) -> FileRewording:
        on = f.key_of("on", self._tags, ProblemKind.NO_TAG)
        return FileRewording(on, f.words("statement", STATEMENT_LIMIT), f.optional_moment())

    def _parking(self, f: Fields) -> FileParking:
        by, on = self._by(f), self._on(f)
        return FileParking(by, on, f.one_of("answer", Parked), f.optional_moment())
