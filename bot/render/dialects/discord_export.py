"""A channel's messages in JSON, as DiscordChatExporter writes them (github.com/Tyrrrz/DiscordChatExporter, 2026-03).

The form has neither a version nor a schema: `Core/Exporting/JsonMessageWriter.cs` there is all that says what it is.
`guild` and `channel` come first, then `messages`, and `messageCount` last: a file without it was cut off. Unless it was
exported with `--markdown false`, `content` is not what was written: mentions and emoji stand there by name.

A file is read as a stream, however many messages it has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.people import LARGEST_ID
from bot.ledger.rules.suggestions import SuggestedOf
from bot.ledger.text import is_text, one_line
from bot.render.dialects.discord_message import Named
from bot.render.dialects.discord_suggestions import suggestions_in
from bot.render.dialects.json_faults import NotJson, TooDeep, TooMuchInOne
from bot.render.dialects.json_values import JsonValues

MOST_MENTIONS = 200
"""How many of those whom a message mentions are known by name: more than one message can mention."""

WRITTEN_BY_PEOPLE = frozenset({"Default", "Reply"})
"""The types of messages that have their author's own words."""

_MOST_DIGITS = len(str(LARGEST_ID))
_UNNAMED = "…"


class ChatMessage:
    """One message: most of what is read of it is looked for when it is asked for. An id that is none is 0."""

    def __init__(self, said: object) -> None:
        self._said = _object(said)
        self._author = _object(self._said.get("author"))
        self.id = _id(self._said.get("id"))
        self.author = _id(self._author.get("id"))

    @property
    def content(self) -> str:
        """What was written, or what the exporter made of it."""
        return _words(self._said.get("content"))

    @property
    def author_name(self) -> str:
        """What the author is called."""
        return _called(self._author)

    @property
    def is_own_words(self) -> bool:
        """Whether it has its author's own words, and these can be kept."""
        by_people = _words(self._said.get("type")) in WRITTEN_BY_PEOPLE and self._author.get("isBot") is not True
        return by_people and is_text(self.content)

    @property
    def mentioned(self) -> dict[int, str]:
        """What those whom it mentions are called, by id."""
        people = self._said.get("mentions")
        if not people or not isinstance(people, list):
            return {}
        return {_id(person.get("id")): _called(person) for person in map(_object, people[:MOST_MENTIONS])}

    @property
    def is_rewritten(self) -> bool:
        """Whether names stand in it in the place of mentions, so that it is not what was written."""
        content = self.content
        return "<@" not in content and any(f"@{name}" in content for name in self.mentioned.values())


@dataclass(slots=True)
class DiscordChat:
    """Which channel files are of, and how much of them was read: all of it once the last message was given.

    `rewritten` is how many messages have names in the place of mentions.
    """

    guild: int = 0
    channel: int = 0
    name: str = ""
    messages: int = 0
    rewritten: int = 0


def check(file: BinaryIO, chat: DiscordChat) -> None:
    """Read a file to its end, of which `chat` comes to say what it is of and how much is in it. Raises FileError.

    Of several parts of one channel each is read with the same `chat`.
    """
    for _ in _counted(file, chat):
        pass


def suggestions_from(file: BinaryIO, chat: DiscordChat) -> Iterator[SuggestedOf]:
    """What is suggested of a file's messages, one message after another, while `chat` comes to say what they are of.

    It takes much longer than to check a file. Raises FileError.
    """
    for message in _counted(file, chat):
        if message.is_own_words:
            yield from _suggested(message)


def _counted(file: BinaryIO, chat: DiscordChat) -> Iterator[ChatMessage]:
    for message in _messages(file, chat):
        chat.messages += 1
        chat.rewritten += message.is_rewritten
        yield message


def _suggested(message: ChatMessage) -> Iterator[SuggestedOf]:
    names = message.mentioned
    named = Named(lambda person: names.get(person, _UNNAMED), lambda _: _UNNAMED, lambda _: _UNNAMED)
    suggested = tuple(suggestions_in(message.content, named))
    if suggested:
        name = one_line(message.author_name) or str(message.author)
        yield SuggestedOf(message.id, message.author, name, suggested, message.is_rewritten)


def _id(value: object) -> int:
    """The id that is written there; 0 where none is."""
    if not (isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS):
        return 0
    number = int(value)
    return number if number <= LARGEST_ID else 0


def _no_id(key: str, number: int) -> FileError:
    return FileError(problem(ProblemKind.CHAT_NO_ID, number=number, key=key))


def _messages(file: BinaryIO, chat: DiscordChat) -> Iterator[ChatMessage]:
    """The messages, all of them. Raises FileError at what is no such file, and at the end of one that was cut off."""
    reading = _Reading(chat)
    try:
        yield from reading.messages(JsonValues(file))
    except NotJson:
        raise FileError(problem(ProblemKind.CHAT_NOT_JSON, number=reading.number)) from None
    except TooDeep:
        raise FileError(problem(ProblemKind.NESTED_TOO_DEEPLY, number=reading.number + 1)) from None
    except TooMuchInOne:
        raise FileError(problem(ProblemKind.TOO_MANY_VALUES_IN_ONE, number=reading.number + 1)) from None
    reading.end()


class _Reading:
    """How much of a file is read, and what it has told of itself."""

    def __init__(self, chat: DiscordChat) -> None:
        self.number = 0
        self._chat = chat
        self._told: dict[str, int] = {}
        self._count: object = None

    def messages(self, document: JsonValues) -> Iterator[ChatMessage]:
        """The messages, as the document comes to them."""
        for key in document.keys():  # noqa: SIM118 - no dictionary: each key is read where it comes
            if key == "messages":
                self._require_channel()
                yield from map(self._message, document.items())
            else:
                self._take(key, document.value())
        document.end()

    def _take(self, key: str, value: object) -> None:
        said = _object(value)
        if key in ("guild", "channel") and (number := _id(said.get("id"))):
            self._told[key] = number
        if key == "channel":
            self._chat.name = one_line(_words(said.get("name")))
        if key == "messageCount":
            self._count = value

    def _message(self, value: object) -> ChatMessage:
        self.number += 1
        message = ChatMessage(value)
        if not message.id:
            raise _no_id("id", self.number)
        if not message.author:
            raise _no_id("author", self.number)
        return message

    def _require_channel(self) -> None:
        for key in ("guild", "channel"):
            if key not in self._told:
                raise FileError(problem(ProblemKind.NO_CHAT, key=key))
        here, chat = self._told["channel"], self._chat
        if chat.channel not in (0, here):
            raise FileError(problem(ProblemKind.CHAT_OF_ANOTHER_CHANNEL, other=here, channel=chat.channel))
        chat.guild, chat.channel = self._told["guild"], here

    def end(self) -> None:
        """Raises FileError where the file says of itself that there is more, or nothing at all."""
        self._require_channel()
        if self._count != self.number:
            said = str(self._count)[:20] if isinstance(self._count, int) else "–"
            raise FileError(problem(ProblemKind.CHAT_CUT_OFF, number=self.number, count=said))


def _called(person: Mapping[str, object]) -> str:
    return _words(person.get("nickname")) or _words(person.get("name"))


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
