"""A written-down debate as JSON: messages, the tags on them, who answered what, and in which order.

Messages and their tags come in the order of the messages. What bears a time comes at that time, but not before what
it is about; what bears none comes after the last message, in the order of its list.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from bot.ledger.entries import STATEMENT_LIMIT, Answer, Kind, Scope
from bot.ledger.errors import PassageNotInMessage
from bot.ledger.rules import MEANING_LIMIT, SIDE_NAME_LIMIT, TERM_LIMIT
from bot.ledger.words import one_line, passage_in

MESSAGE_LIMIT = 2000


class DebateFileError(ValueError):
    """A file that is no debate; the message says in one line what is wrong and where."""


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
        """The tags that must stand before this one."""
        return tuple(k for k in (self.concedes, self.crux_for, self.residue_of, self.supports, self.attacks) if k)


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
    """A debate as it was written down."""

    title: str
    question: str
    sides: dict[str, str]
    participants: dict[str, str | None]
    messages: tuple[FileMessage, ...]
    tags: tuple[FileTag, ...]
    lists: tuple[tuple[Item, ...], ...] = field(default=())
    digests: tuple[datetime, ...] = ()


def read(text: str) -> DebateFile:
    """The debate of a file. Raises DebateFileError."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise DebateFileError(f"not JSON: {str(wrong)[:120]}") from None
    return _Reader(_Fields(document, "the file")).debate()


def in_order(debate: DebateFile) -> tuple[tuple[datetime, Step], ...]:
    """What happens in a debate, with the moment of each step, in order of time."""
    steps: list[tuple[datetime, int, Step]] = []
    made: dict[str, datetime] = {}
    latest = debate.messages[0].at
    for message in debate.messages:
        latest = max(latest, message.at)
        steps.append((latest, len(steps), message))
        made[message.key] = latest
    latest_needed = made
    for tag in _after_their_needs(debate):
        moment = max([latest_needed[tag.message], *(made[key] for key in tag.needs if key in made)])
        made[tag.key] = moment
        steps.append((moment, len(steps), tag))
    for items in debate.lists:
        current = latest
        for item in items:
            wanted = item.at or current
            about = [made[key] for key in _about(item) if key in made]
            moment = max([wanted, *about])
            current = max(current, moment) if item.at is None else moment
            steps.append((moment, len(steps), item))
    end = max(moment for moment, _, _ in steps)
    for at in debate.digests or (end,):
        steps.append((at, len(steps), FileDigest(at)))
    return tuple(
        (moment, step) for moment, _, step in sorted(steps, key=lambda step: (step[0], _rank(step[2]), step[1]))
    )


def _rank(step: Step) -> int:
    """Within one moment: a message, its tags, what people say of them, a digest."""
    return (
        0
        if isinstance(step, FileMessage)
        else 1
        if isinstance(step, FileTag)
        else 3
        if isinstance(step, FileDigest)
        else 2
    )


def _about(item: Item) -> tuple[str, ...]:
    if isinstance(item, FileDefinition):
        return ()
    if isinstance(item, FileCruxMark) and item.target:
        return (item.on, item.target)
    return (item.on,)


def _after_their_needs(debate: DebateFile) -> Iterable[FileTag]:
    """The tags in the order of their messages, each after those it names; in a circle the file's order decides."""
    place = {message.key: number for number, message in enumerate(debate.messages)}
    waiting = sorted(debate.tags, key=lambda tag: place[tag.message])
    done: set[str] = set()
    while waiting:
        ready = next((tag for tag in waiting if done.issuperset(tag.needs)), waiting[0])
        waiting.remove(ready)
        done.add(ready.key)
        yield ready


T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class _Fields:
    """An object of the file with its place in it, read field by field."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise DebateFileError(f"{where} must be an object")
        self._values: Mapping[str, object] = value
        self.where = where

    def wrong(self, key: str, expected: str) -> DebateFileError:
        return DebateFileError(f"{self.where}: {key!r} {expected}")

    def words(self, key: str, limit: int, *, keep_lines: bool = False) -> str:
        value = self._values.get(key)
        said = value if isinstance(value, str) else ""
        if not one_line(said) or not _is_text(said):
            raise self.wrong(key, "must be words")
        kept = said if keep_lines else one_line(said)
        if len(kept) > limit:
            raise self.wrong(key, f"has {len(kept)} characters; at most {limit} fit")
        return kept

    def optional(self, key: str, limit: int) -> str | None:
        return None if self._values.get(key) is None else self.words(key, limit, keep_lines=True)

    def flag(self, key: str, default: bool) -> bool:
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def credence(self) -> int | None:
        value = self._values.get("credence")
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 100:
            raise self.wrong("credence", "must be a number from 0 to 100")
        return round(value)

    def moment(self, key: str) -> datetime:
        found = self.optional_moment(key)
        if found is None:
            raise self.wrong(key, "must be a moment, like 2026-01-31T18:00:00Z")
        return found

    def optional_moment(self, key: str = "at") -> datetime | None:
        value = self._values.get(key)
        return None if value is None else _moment(value, f"{self.where}: {key!r}")

    def one_of(self, key: str, kind: type[E], default: E | None = None) -> E:
        value = self._values.get(key, default)
        if not isinstance(value, str) or value not in set(kind):
            raise self.wrong(key, f"must be one of {', '.join(kind)}")
        return kind(value)

    def maybe_one_of(self, key: str, kind: type[E]) -> E | None:
        return None if self._values.get(key) is None else self.one_of(key, kind)

    def key_of(self, key: str, known: Iterable[str], noun: str) -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or value not in known:
            raise self.wrong(key, f"names no {noun} of the file: {str(value)[:40]!r}")
        return value

    def maybe_key_of(self, key: str, known: Iterable[str], noun: str) -> str | None:
        return None if self._values.get(key) is None else self.key_of(key, known, noun)

    def each(self, key: str, build: Callable[["_Fields"], T], *, needed: bool = False) -> tuple[T, ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list) or (needed and not value):
            raise self.wrong(key, "must be a list" + (" that is not empty" if needed else ""))
        return tuple(build(_Fields(item, f"{key}[{place}]")) for place, item in enumerate(value))

    def moments(self, key: str) -> tuple[datetime, ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "must be a list of moments")
        return tuple(sorted(_moment(item, f"{key}[{place}]") for place, item in enumerate(value)))


def _moment(value: object, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise DebateFileError(f"{where} must be a moment, like 2026-01-31T18:00:00Z") from None


def _is_text(words: str) -> bool:
    return "\0" not in words and not any("\ud800" <= c <= "\udfff" for c in words)


class _Reader:
    """Reads the parts of a file, each checked against those before it."""

    def __init__(self, top: _Fields) -> None:
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
            raise top.wrong("sides", "needs two sides or more, or none")
        if len({name.casefold() for name in self._sides.values()}) < len(self._sides):
            raise top.wrong("sides", "has two sides of one name")
        for key, side in top.each("participants", self._participant, needed=True):
            self._put(self._people, key, side, "participants")
        for message in top.each("messages", self._message, needed=True):
            self._put(self._messages, message.key, message, "messages")
        self._tag_keys = set(top.each("tags", lambda f: f.words("key", 100)))
        for tag in top.each("tags", self._tag):
            self._put(self._tags, tag.key, tag, "tags")
        self._check_concessions()
        lists: tuple[tuple[Item, ...], ...] = (
            top.each("stances", self._stance),
            top.each("crux_marks", self._mark),
            top.each("definitions", self._definition),
            top.each("rewordings", self._rewording),
            top.each("parking", self._parking),
        )
        return DebateFile(
            title,
            question,
            self._sides,
            self._people,
            tuple(self._messages.values()),
            tuple(self._tags.values()),
            lists,
            top.moments("digests"),
        )

    def _put(self, known: dict[str, T], key: str, value: T, where: str) -> None:
        if key in known:
            raise DebateFileError(f"{where}: the key {key[:40]!r} stands twice")
        known[key] = value

    def _participant(self, f: _Fields) -> tuple[str, str | None]:
        return f.words("key", 100), f.maybe_key_of("side", self._sides, "side")

    def _message(self, f: _Fields) -> FileMessage:
        return FileMessage(
            f.words("key", 100),
            f.key_of("author", self._people, "participant"),
            f.moment("at"),
            f.words("text", MESSAGE_LIMIT, keep_lines=True),
            f.maybe_key_of("reply_to", self._messages, "message") if self._messages else None,
        )

    def _tag(self, f: _Fields) -> FileTag:
        kind = f.one_of("kind", Kind)
        message = self._messages[f.key_of("message", self._messages, "message")]
        passage = f.optional("passage", MESSAGE_LIMIT)
        try:
            passage_in(message.text, passage or "")
        except PassageNotInMessage:
            raise f.wrong("passage", f"is not in the text of message {message.key!r}") from None
        concedes = f.maybe_key_of("concedes", self._tag_keys, "tag")
        if (kind is Kind.CONCESSION) != (concedes is not None):
            raise f.wrong("concedes", "goes with the kind concession, and is needed there")
        return FileTag(
            key=f.words("key", 100),
            message=message.key,
            by=f.key_of("by", self._people, "participant"),
            kind=kind,
            statement=f.words("statement", STATEMENT_LIMIT),
            passage=passage,
            stance=f.one_of("stance", Answer, Answer.AGREE),
            credence=f.credence(),
            parked=f.flag("parked", False),
            supports=self._other(f, "supports"),
            attacks=self._other(f, "attacks"),
            crux_for=self._other(f, "crux_for"),
            confirmed=f.flag("confirmed", True),
            concedes=concedes,
            stance_on_conceded=f.maybe_one_of("stance_on_conceded", Answer),
            scope=f.one_of("scope", Scope, Scope.POINT),
            residue_of=self._other(f, "residue_of"),
        )

    def _other(self, f: _Fields, key: str) -> str | None:
        found = f.maybe_key_of(key, self._tag_keys, "tag")
        if found is not None and found == f.words("key", 100):
            raise f.wrong(key, "names its own tag")
        return found

    def _check_concessions(self) -> None:
        for tag in self._tags.values():
            if tag.residue_of and self._tags[tag.residue_of].kind is not Kind.CONCESSION:
                raise DebateFileError(f"tags, {tag.key!r}: 'residue_of' must name a concession")
            if tag.concedes and self._tags[tag.concedes].kind is Kind.CONCESSION:
                raise DebateFileError(f"tags, {tag.key!r}: 'concedes' names a concession; name a claim or crux")

    def _stance(self, f: _Fields) -> FileStance:
        on = f.key_of("on", self._tags, "tag")
        answer = f.one_of("stance", Answer)
        return FileStance(f.key_of("by", self._people, "participant"), on, answer, f.credence(), f.optional_moment())

    def _mark(self, f: _Fields) -> FileCruxMark:
        by, on = f.key_of("by", self._people, "participant"), f.key_of("on", self._tags, "tag")
        return FileCruxMark(by, on, f.maybe_key_of("for", self._tags, "tag"), f.optional_moment())

    def _definition(self, f: _Fields) -> FileDefinition:
        return FileDefinition(
            f.key_of("by", self._people, "participant"),
            f.words("term", TERM_LIMIT),
            f.words("means", MEANING_LIMIT),
            f.maybe_key_of("message", self._messages, "message"),
            f.maybe_key_of("adopts", self._people, "participant"),
            f.optional_moment(),
        )

    def _rewording(self, f: _Fields) -> FileRewording:
        on = f.key_of("on", self._tags, "tag")
        return FileRewording(on, f.words("statement", STATEMENT_LIMIT), f.optional_moment())

    def _parking(self, f: _Fields) -> FileParking:
        by, on = f.key_of("by", self._people, "participant"), f.key_of("on", self._tags, "tag")
        return FileParking(by, on, f.one_of("answer", Parked), f.optional_moment())
