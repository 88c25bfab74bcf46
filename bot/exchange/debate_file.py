"""A written-down debate as JSON: messages, the tags on them, who answered what, and in which order.

What the bot would refuse is an error of the file, found before anything is replayed: an answer to a concession, a
concession of a tag that its author never confirms, or of what the others do not answer otherwise, tags that wait for
each other. What else is said of a tag that is never confirmed counts nowhere, and is left out of the replay. A credence
that speaks against its answer is taken as it is given, since nobody can be asked. Keys that are not known here are
ignored.
"""

from typing import TypeVar

from bot.exchange.debate_concessions import require_concessions
from bot.exchange.debate_fields import DebateFileError, Fields, top_of
from bot.exchange.debate_order import after_what_they_follow
from bot.exchange.debate_parts import (
    DebateFile,
    FileCruxMark,
    FileDefinition,
    FileMessage,
    FileParking,
    FileRewording,
    FileStance,
    FileTag,
    Parked,
)
from bot.ledger.entries import STATEMENT_LIMIT, Answer, Kind, Scope
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.refusals import PassageNotInMessage
from bot.ledger.rules.sides import SIDE_NAME_LIMIT
from bot.ledger.rules.terms import MEANING_LIMIT, TERM_LIMIT
from bot.ledger.statements import passage_in
from bot.ledger.text import folded

MESSAGE_LIMIT = 2000


def read(text: str) -> DebateFile:
    """The debate of a file. Raises DebateFileError."""
    return _Reader(top_of(text)).debate()


T = TypeVar("T")


class _Reader:
    """Reads the parts of a file, each checked against those before it."""

    def __init__(self, top: Fields) -> None:
        self._top = top
        self._sides: dict[str, str] = {}
        self._people: dict[str, str | None] = {}
        self._names: dict[str, str] = {}
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
        if len({folded(name) for name in self._sides.values()}) < len(self._sides):
            raise top.wrong("sides", ProblemKind.SIDES_OF_ONE_NAME)
        for key, side, called in top.each("participants", self._participant, needed=True):
            self._put(self._people, key, side, "participants")
            self._names[key] = called or key
        top.each("messages", self._message, needed=True)
        self._tag_keys = set(top.each("tags", lambda f: f.words("key", 100)))
        for tag in top.each("tags", self._tag):
            self._put(self._tags, tag.key, tag, "tags")
        self._check_tags()
        debate = DebateFile(
            title=title,
            question=question,
            sides=self._sides,
            participants=self._people,
            names=self._names,
            messages=tuple(self._messages.values()),
            tags=tuple(self._tags.values()),
            stances=top.each("stances", self._stance),
            crux_marks=top.each("crux_marks", self._mark),
            definitions=top.each("definitions", self._definition),
            rewordings=top.each("rewordings", self._rewording),
            parking=top.each("parking", self._parking),
            digests=top.moments("digests"),
        )
        require_concessions(debate)
        return debate

    def _participant(self, f: Fields) -> tuple[str, str | None, str | None]:
        side = f.maybe_key_of("side", self._sides, ProblemKind.NO_SIDE)
        return f.words("key", 100), side, f.maybe_words("name", 100)

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
        other = f.maybe_key_of(key, self._tag_keys, ProblemKind.NO_TAG)
        if other is not None and other == f.words("key", 100):
            raise f.wrong(key, ProblemKind.OWN_TAG_NAMED)
        return other

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
        tuple(after_what_they_follow(tuple(self._messages.values()), tuple(self._tags.values())))

    def _put(self, values: dict[str, T], key: str, value: T, where: str) -> None:
        if key in values:
            raise DebateFileError(problem(ProblemKind.KEY_TWICE, where=where, key=key[:40]))
        values[key] = value

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
