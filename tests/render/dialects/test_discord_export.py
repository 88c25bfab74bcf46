"""What is read of a channel's messages, and of files that are none."""

import tracemalloc
from io import BytesIO
from itertools import chain, repeat
from typing import BinaryIO, cast

import pytest

from bot.ledger.entries import Kind
from bot.ledger.file_problems import FileError
from bot.ledger.rules.suggestions import SuggestedOf
from bot.render.dialects.discord_export import DiscordChat, suggestions_from
from bot.render.dialects.json_values import MOST_VALUES
from bot.render.front_ends import TERMINAL
from bot.words.files import said
from tests.render.dialects.exported import ANA, APP, BEN, CHANNEL, CLAIM, CONCESSION, CRUX, GUILD, chat, message, person


def read(data: bytes, into: DiscordChat | None = None) -> list[SuggestedOf]:
    return list(suggestions_from(BytesIO(data), into or DiscordChat()))


def test_what_people_wrote_is_suggested_with_whose_it_is() -> None:
    into = DiscordChat()
    found = read(chat(CLAIM, CRUX, CONCESSION), into)

    assert (into.guild, into.channel, into.name, into.messages, into.rewritten) == (GUILD, CHANNEL, "housing", 3, 0)
    assert [(one.message, one.author, one.author_name) for one in found] == [
        (701, ANA, "Ana"),
        (702, BEN, "Ben"),
        (703, BEN, "Ben"),
    ]
    kinds = [(each.kind, each.passage, each.statement) for one in found for each in one.suggested]
    assert kinds == [
        (Kind.CLAIM, "I still think that rents fall.", "I still think that rents fall."),
        (Kind.CRUX, "Our crux is what <@101> calls supply.", "Our crux is what @Ana calls supply."),
        (Kind.CONCESSION, "You're right about tax.", "You're right about tax."),
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        message(701, APP, "I still think that rents fall."),
        message(701, ANA, "I still think that rents fall.", "21"),
        message(701, ANA, "I still think that rents fall.", "ThreadCreated"),
        message(701, ANA, "", forwardedMessage={"content": "I still think that rents fall."}),
        message(701, ANA, "I still think\0 that rents fall."),
    ],
    ids=["an app's", "a thread's starter", "a notice", "a forward", "no text"],
)
def test_what_is_nobodys_own_words_is_left_out(left_out: dict[str, object]) -> None:
    assert read(chat(left_out)) == []


def test_names_in_the_place_of_mentions_show_that_it_is_not_what_was_written() -> None:
    into = DiscordChat()
    rewritten = message(701, BEN, "I think that @Ana builds too little.", mentions=[person(ANA)])
    answered = message(702, BEN, "I think that she builds too little.", "Reply", mentions=[person(ANA)])

    found = read(chat(rewritten, CRUX, answered), into)

    assert [one.inexact for one in found] == [True, False, False]
    assert into.rewritten == 1


def test_parts_of_one_channel_are_read_together_and_another_channel_is_refused() -> None:
    into = DiscordChat()
    assert len(read(chat(CLAIM), into) + read(chat(CRUX), into)) == 2
    assert into.messages == 2

    with pytest.raises(FileError) as refused:
        read(chat(CONCESSION, channel=71), into)
    assert said(TERMINAL, refused.value) == "channel 71, where the files before are of 70"


NO_CHAT = "not a chat that DiscordChatExporter has written: {} must have an id"
CUT = "behind message {}: not JSON, or cut off: export it again"
FEWER = "cut off: there are {} messages, and 'messageCount' says {}"
HEAD = b'{"guild":{"id":"7"},"channel":{"id":"70"},"messages":[]}'
NO_ONES = message(2, ANA, "I think that rents fall.") | {"author": {"id": "x"}}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", CUT.format(0)),
        (b"nonsense", CUT.format(0)),
        (chat(CLAIM, CRUX)[:-200], CUT.format(1)),
        (chat(CLAIM, count=3), FEWER.format(1, 3)),
        (HEAD, FEWER.format(0, "–")),
        (b"{}", NO_CHAT.format("'guild'")),
        (b'{"guild":{"id":"7"},"messages":[{}]}', NO_CHAT.format("'channel'")),
        (b'{"messages":[{"id":"1"}],"guild":{"id":"7"}}', NO_CHAT.format("'guild'")),
        (chat(message(0, ANA, "I think that rents fall.")), "message 1: 'id' must be an id"),
        (chat(CLAIM, NO_ONES), "message 2: 'author' must be an id"),
        (chat(CLAIM | {"x": [0] * MOST_VALUES}), "message 1: far more values than a message has"),
        (chat({}), "message 1: 'id' must be an id"),
        (b"[" * 1_000, "message 1: values lie too deep within each other"),
    ],
)
def test_what_is_no_such_file_is_told_with_its_place(data: bytes, line: str) -> None:
    with pytest.raises(FileError) as refused:
        read(data)
    assert said(TERMINAL, refused.value) == line
    assert "\n" not in line


def test_what_lies_as_deep_as_embeds_do_is_read() -> None:
    nested: object = "content"
    for _ in range(34):
        nested = [nested]
    assert len(read(chat(CLAIM | {"embeds": nested}))) == 1


class Repeated:
    """A file with the same message so many times, which is never in memory as a whole."""

    def __init__(self, times: int) -> None:
        whole = chat(CLAIM, count=times)
        begin, end = whole.index(b'"messages": [') + len(b'"messages": ['), whole.rindex(b'], "messageCount"')
        one = whole[begin:end]
        self._pieces = chain([whole[:begin], one], repeat(b"," + one, times - 1), [whole[end:]])

    def read(self, size: int = -1) -> bytes:
        return next(self._pieces, b"") if size else b""


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(times: int) -> int:
        tracemalloc.start()
        read_all = sum(1 for _ in suggestions_from(cast(BinaryIO, Repeated(times)), DiscordChat()))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert read_all == times
        return most

    peak(1_000)  # what is cached at the first time is
    assert peak(1_000) < peak(100) + 50_000
