"""What a front end brings to the sentences: its language, its commands, and how it writes words, links and moments."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Protocol, Self

from bot.ledger.entries import Source
from bot.words.catalogue import Catalogue
from bot.words.directions import Words
from bot.words.language import ENGLISH, Language
from bot.words.ways import Ways


class MomentStyle(Enum):
    """How a moment is written."""

    DATE = auto()
    """Date and time."""
    DAY = auto()
    """The date alone."""
    WEEKDAY = auto()
    """The same with the day of the week."""
    RELATIVE = auto()
    """How long ago, or in how long."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a front end takes, in characters where nothing else is said."""

    message: int
    """An answer, with some room left for what a front end adds."""
    choice: int
    """An entry that is offered while somebody types."""
    label: int
    """The label of a button."""
    description: int
    """What a picture shows, for those who do not see it."""


class Dialect(Protocol):
    """How a front end writes what is the same everywhere."""

    @property
    def limits(self) -> Limits: ...

    def inert(self, words: str) -> str:
        """A person's words on one line, with all markup, mentions and links taken out of force.

        Spoilers stay covered, also where the words were cut within one and end with an ellipsis.
        """

    def inert_within(self, words: str, limit: int) -> str:
        """The same, cut so that the result is no longer than the limit."""

    def covered(self, words: str, mark: str) -> str:
        """A person's words for where nobody can uncover anything: the mark stands in the place of each spoiler."""

    def hidden(self, words: str) -> str:
        """A person's words, all of them behind a spoiler."""

    def link(self, guild: int, source: Source) -> str:
        """The address of a message."""

    def address(self, guild: int, channel: int) -> str:
        """The address of a channel or thread."""

    def linked(self, text: str, address: str) -> str:
        """Text that leads to an address, where the front end can hide one behind text."""

    def moment(self, at: datetime, style: MomentStyle = MomentStyle.DATE) -> str:
        """A moment, in the reader's own time zone where the front end knows it; else in UTC, as the language has it."""

    def mention(self, person: int) -> str:
        """A person, by the platform's number."""

    def role(self, role: int) -> str:
        """A role of the server, by the platform's number."""

    def channel(self, channel: int) -> str:
        """A channel of the server, by the platform's number."""

    def bold(self, text: str) -> str:
        """Text that stands out in its line."""

    def code(self, text: str) -> str:
        """Text that is shown as it is, to be copied."""

    def heading(self, text: str, level: int = 2) -> str:
        """A line that heads what follows."""

    def small(self, text: str) -> str:
        """A line of less weight than those around it."""

    def quote(self, text: str) -> str:
        """A line that quotes somebody."""

    def item(self, text: str) -> str:
        """A line of a list."""


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """Everything that a sentence needs to know of the front end that shows it."""

    catalogue: Catalogue
    ways: Ways
    dialect: Dialect
    language: Language = ENGLISH
    """What the catalogue is in: a page names it, and is laid out in its direction."""
    hides_statements: bool = False
    """Whether each statement stands behind a spoiler."""
    typed_ways: Ways | None = None
    """The ways with commands to be typed, where those of `ways` can be pressed."""

    @classmethod
    def of(cls, catalogue: Catalogue, ways: Ways, dialect: Dialect, language: Language = ENGLISH) -> Self:
        """A front end whose ways are said in the catalogue's language."""
        return cls(catalogue, ways.in_language(catalogue), dialect, language)

    def say(self, message: str, /, **fields: object) -> str:
        """The message with its fields; `{ways.…}` in it is filled in with this front end's way of doing it."""
        return self.catalogue.say(message, ways=self.ways, **fields)

    def with_commands(self, write: Callable[[str], str]) -> Self:
        """The front end whose commands are written by the function, which is given each with its slash."""
        return replace(self, ways=self.ways.with_commands(write), typed_ways=self.typed)

    @property
    def typed(self) -> Ways:
        """The ways with each command as it is typed."""
        return self.typed_ways or self.ways

    def with_typed_commands(self) -> Self:
        """The front end for where nothing can be pressed: pictures, files, and what is copied elsewhere."""
        return self if self.typed_ways is None else replace(self, ways=self.typed, typed_ways=None)

    def for_files(self) -> Self:
        """The front end as it speaks in files that other programs read: nothing in them is isolated."""
        return replace(self, catalogue=Catalogue(self.catalogue.translations))

    @property
    def isolates(self) -> bool:
        """Whether words that run another way than the language are isolated: a terminal shows nothing of that."""
        return self.catalogue.direction is not None

    def isolated(self, words: Words) -> Words:
        """Words as they can stand beside others in a line, where no message has a field for them."""
        return self.catalogue.isolated(words)

    def line(self, text: Words) -> Words:
        """A line that no message makes, which runs the way of the language whatever its first word is."""
        return self.catalogue.begun(text)

    def count(self, one: str, many: str, number: int, /, **fields: object) -> str:
        """The same for a message that depends on a number, which is its field `{number}`."""
        return self.catalogue.count(one, many, number, ways=self.ways, **fields)
