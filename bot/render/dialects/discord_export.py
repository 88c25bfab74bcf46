"""A channel's messages in JSON, as DiscordChatExporter writes them (github.com/Tyrrrz/DiscordChatExporter, 2026-03).

The form has neither a version nor a schema: `Core/Exporting/JsonMessageWriter.cs` there is all that says what it is.
`guild` and `channel` come first, then `messages`, and `messageCount` last: a file without it was cut off. Unless it was
exported with `--markdown false`, `content` is not what was written: mentions and emoji stand there by name.

A file is read as a stream, however many messages it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.people import LARGEST_ID
from bot.ledger.rules.suggestions import SuggestedOf
from bot.ledger.text import is_text, one_line
from bot.render.dialects.discord_message import Named
from bot.render.dialects.discord_suggestions import suggestions_in

MOST_NESTED = 40
"""How deep values lie within each other at most: embeds lie some ten deep."""

MOST_VALUES = 200_000
"""How many values one message has at most: each of thousands who reacted is some ten."""

MOST_MENTIONS = 200
"""How many of those whom a message mentions are known by name: more than one message can mention."""

WRITTEN_BY_PEOPLE = frozenset({"Default", "Reply"})
"""The types of messages that have their author's own words."""

_NESTS, _ENDS = {"start_map", "start_array"}, {"end_map", "end_array"}
_UNNAMED = "…"


@dataclass(slots=True)
class ChatMessage:
    """What is read of one message."""

    id: str = ""
    type: str = ""
    content: str = ""
    author: str = ""
    name: str = ""
    by_app: bool = False
    mentioned: dict[str, str] = field(default_factory=dict)
    """What those whom it mentions are called, by id."""

    @property
    def is_rewritten(self) -> bool:
        """Whether names stand in it in the place of mentions, so that it is not what was written."""
        return "<@" not in self.content and any(f"@{name}" in self.content for name in self.mentioned.values())


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


def suggestions_from(file: BinaryIO, chat: DiscordChat) -> Iterator[SuggestedOf]:
    """What is suggested of a file's messages, one message after another; `chat` comes to say what they are of.

    Of several parts of one channel each is read with the same `chat`. Raises FileError.
    """
    for number, message in enumerate(_messages(file, chat), 1):
        chat.messages += 1
        chat.rewritten += message.is_rewritten
        if message.type in WRITTEN_BY_PEOPLE and not message.by_app and is_text(message.content):
            yield from _suggested(message, number)


def _suggested(message: ChatMessage, number: int) -> Iterator[SuggestedOf]:
    names = {int(person): name for person, name in message.mentioned.items() if _is_id(person)}
    named = Named(lambda person: names.get(person, _UNNAMED), lambda _: _UNNAMED, lambda _: _UNNAMED)
    suggested = tuple(suggestions_in(message.content, named))
    if suggested:
        author = _id(message.author, "author", number)
        name = one_line(message.name) or str(author)
        yield SuggestedOf(_id(message.id, "id", number), author, name, suggested, message.is_rewritten)


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= len(str(LARGEST_ID)) and 0 < int(value) <= LARGEST_ID


def _id(value: str, key: str, number: int) -> int:
    if not _is_id(value):
        raise FileError(problem(ProblemKind.CHAT_NO_ID, number=number, key=key))
    return int(value)


def _messages(file: BinaryIO, chat: DiscordChat) -> Iterator[ChatMessage]:
    """The messages, all of them. Raises FileError at what is no such file, and at the end of one that was cut off."""
    # Only who reads such a file pays for what reads it.
    import ijson

    reading = _Reading(chat)
    try:
        for event, value in ijson.basic_parse(file):
            message = reading.take(event, value)
            if message is not None:
                yield message
    except ijson.JSONError:
        raise FileError(problem(ProblemKind.CHAT_NOT_JSON, number=reading.number)) from None
    reading.end()


class _Reading:
    """Where in a file one is, and what was read of the message there."""

    def __init__(self, chat: DiscordChat) -> None:
        self.number = 0
        self._values = 0
        self._chat = chat
        self._keys: list[str] = []
        self._message = ChatMessage()
        self._person = ("", "")
        self._told: dict[str, int] = {}
        self._count: object = None

    def take(self, event: str, value: object) -> ChatMessage | None:
        """Go on with the next event; gives a message once it is whole."""
        self._values += 1
        if self._values > MOST_VALUES:
            raise FileError(problem(ProblemKind.TOO_MANY_VALUES_IN_ONE, number=self.number + 1))
        if event == "map_key":
            self._keys[-1] = str(value)
        elif event in _NESTS:
            self._begin()
        elif event in _ENDS:
            return self._end()
        elif len(self._keys) <= 5:
            self._value(tuple(self._keys), value)
        return None

    def _begin(self) -> None:
        self._keys.append("")
        if len(self._keys) > MOST_NESTED:
            raise FileError(problem(ProblemKind.NESTED_TOO_DEEPLY, number=self.number + 1))
        if self._keys == ["messages", "", ""]:
            self._message = ChatMessage()
            self._require_channel()

    def _end(self) -> ChatMessage | None:
        self._keys.pop()
        if self._keys == ["messages", ""]:
            self.number += 1
            self._values = 0
            _id(self._message.id, "id", self.number)
            _id(self._message.author, "author", self.number)
            return self._message
        if self._keys[:3] == ["messages", "", "mentions"] and len(self._keys) == 4:
            self._mention(*self._person)
        return None

    def _mention(self, person: str, name: str) -> None:
        if len(self._message.mentioned) < MOST_MENTIONS:
            self._message.mentioned[person] = name

    def _value(self, keys: tuple[str, ...], value: object) -> None:
        said = value if isinstance(value, str) else ""
        match keys:
            case ("guild" | "channel" as whole, "id") if _is_id(said):
                self._told[whole] = int(said)
            case ("channel", "name"):
                self._chat.name = said
            case ("messageCount",):
                self._count = value
            case ("messages", "", *inner):
                self._of_message(tuple(inner), value, said)

    def _of_message(self, keys: tuple[str, ...], value: object, said: str) -> None:
        message = self._message
        match keys:
            case ("id",):
                message.id = said
            case ("type",):
                message.type = said
            case ("content",):
                message.content = said
            case ("author", "id"):
                message.author = said
            case ("author", "isBot"):
                message.by_app = value is True
            case ("author", "name"):
                message.name = message.name or said
            case ("author", "nickname"):
                message.name = said or message.name
            case ("mentions", "", "id"):
                self._person = (said, "")
            case ("mentions", "", "name"):
                self._person = (self._person[0], said)
            case ("mentions", "", "nickname"):
                self._person = (self._person[0], said or self._person[1])

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
