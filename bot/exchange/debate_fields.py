"""The fields of a written-down debate, read one by one, each with the place that an error names."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import NoReturn, TypeVar

from bot.exchange.file_text import without_mark
from bot.exchange.json_objects import DoubledKey, quoted, without_doubles
from bot.ledger.file_problems import Fact, FileError, ProblemKind, problem
from bot.ledger.moments import is_reckonable
from bot.ledger.statements import is_text, one_line


class DebateFileError(FileError):
    """A file that is no debate."""


T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Fields:
    """An object of the file with its place in it (empty for the file itself), read field by field."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise DebateFileError(problem(ProblemKind.NO_OBJECT, where=where))
        self._values: Mapping[str, object] = value
        self.where = where

    def wrong(self, key: str, kind: ProblemKind, **facts: Fact) -> DebateFileError:
        """What is wrong with a field; `facts` are what its message names beside the place and the key."""
        return DebateFileError(problem(kind, where=self.where, key=key, **facts))

    def value(self, key: str) -> object:
        """What stands there, whatever it is; None where nothing does."""
        return self._values.get(key)

    def words(self, key: str, limit: int, *, keep_lines: bool = False) -> str:
        value = self._values.get(key)
        said = value if isinstance(value, str) else ""
        if not one_line(said) or not is_text(said):
            raise self.wrong(key, ProblemKind.NO_WORDS)
        words = said if keep_lines else one_line(said)
        if len(words) > limit:
            raise self.wrong(key, ProblemKind.TOO_LONG, length=len(words), limit=limit)
        return words

    def optional(self, key: str, limit: int) -> str | None:
        return None if self._values.get(key) is None else self.words(key, limit, keep_lines=True)

    def maybe_words(self, key: str, limit: int) -> str | None:
        return None if self._values.get(key) is None else self.words(key, limit)

    def flag(self, key: str, default: bool) -> bool:
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, ProblemKind.NO_FLAG)
        return value

    def credence(self) -> int | None:
        value = self._values.get("credence")
        if value is None:
            return None
        # A fraction may be meant as one of 1 or as one of 100.
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
            raise self.wrong("credence", ProblemKind.NO_CREDENCE, value=_shown(value))
        return value

    def moment(self, key: str) -> datetime:
        moment = self.optional_moment(key)
        if moment is None:
            raise self.wrong(key, ProblemKind.NO_MOMENT)
        return moment

    def optional_moment(self, key: str = "at") -> datetime | None:
        value = self._values.get(key)
        if value is None:
            return None
        moment = _moment(value)
        if moment is None:
            raise self.wrong(key, ProblemKind.NO_MOMENT)
        return moment

    def one_of(self, key: str, kind: type[E], default: E | None = None) -> E:
        value = self._values.get(key, default)
        if not isinstance(value, str) or value not in set(kind):
            raise self.wrong(key, ProblemKind.NONE_OF, values=", ".join(kind))
        return kind(value)

    def maybe_one_of(self, key: str, kind: type[E]) -> E | None:
        return None if self._values.get(key) is None else self.one_of(key, kind)

    def key_of(self, key: str, keys: Iterable[str], otherwise: ProblemKind) -> str:
        value = self._values.get(key)
        # Keys are read as words are, so what names them is too.
        if not isinstance(value, str) or (named := one_line(value)) not in keys:
            raise self.wrong(key, otherwise, value=_shown(value))
        return named

    def maybe_key_of(self, key: str, keys: Iterable[str], otherwise: ProblemKind) -> str | None:
        return None if self._values.get(key) is None else self.key_of(key, keys, otherwise)

    def each(self, key: str, build: Callable[["Fields"], T], *, needed: bool = False) -> tuple[T, ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list) or (needed and not value):
            raise self.wrong(key, ProblemKind.EMPTY_LIST if needed else ProblemKind.NO_LIST)
        return tuple(build(Fields(item, f"{key}[{place}]")) for place, item in enumerate(value))

    def moments(self, key: str) -> tuple[datetime, ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, ProblemKind.NO_LIST_OF_MOMENTS)
        return tuple(sorted(_moment_at(item, f"{key}[{place}]") for place, item in enumerate(value)))


def _moment_at(value: object, where: str) -> datetime:
    moment = _moment(value)
    if moment is None:
        raise DebateFileError(problem(ProblemKind.NO_MOMENT_IN_A_LIST, where=where))
    return moment


def _moment(value: object) -> datetime | None:
    """The moment that a value writes down; None where it is none."""
    try:
        # Python reads "20260131" and 20260131 alike once it is a string; a number is no moment.
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
        if not is_reckonable(moment):
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _shown(value: object) -> str:
    """A value as an error may quote it: short, on one line, and never a nest too deep to print."""
    if isinstance(value, str):
        return repr(value[:40])
    return repr(value)[:40] if isinstance(value, int | float | None) else f"({type(value).__name__})"


def top_of(text: str) -> Fields:
    """The file's outermost object. Raises DebateFileError."""
    try:
        document = json.loads(
            without_mark(text), object_pairs_hook=without_doubles, parse_constant=_no_constant, parse_int=_whole_number
        )
    except DebateFileError:
        raise
    except DoubledKey as doubled:
        raise DebateFileError(problem(ProblemKind.KEY_TWICE_IN_AN_OBJECT, key=quoted(doubled.key))) from None
    except (ValueError, RecursionError) as wrong:
        raise DebateFileError(problem(ProblemKind.NOT_JSON, detail=str(wrong)[:120])) from None
    return Fields(document, "")


def _whole_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise DebateFileError(problem(ProblemKind.NO_JSON_VALUE, value=f"{digits[:_MOST_DIGITS]}…"))
    return int(digits)


_MOST_DIGITS = 40
"""Of a number; of thousands of them Python makes none."""


def _no_constant(name: str) -> NoReturn:
    raise DebateFileError(problem(ProblemKind.NO_JSON_VALUE, value=name))
