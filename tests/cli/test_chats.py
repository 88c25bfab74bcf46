"""A chat is read to its end before anything is suggested of it: that takes far longer than to see what is damaged."""

from pathlib import Path

import pytest

from bot.cli import chats
from bot.ledger.file_problems import FileError, ProblemKind
from bot.render.dialects import discord_export
from tests.render.dialects.exported import CLAIM, CONCESSION, CRUX, chat


def test_all_parts_of_a_channel_are_counted_at_first_and_suggest_later(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_bytes(chat(CLAIM, CRUX))
    (tmp_path / "2.json").write_bytes(chat(CONCESSION))

    with chats.begun(tmp_path) as begun:
        assert (begun.chat.channel, begun.chat.messages) == (70, 3)
        assert [one.message for one in begun.suggested] == [701, 702, 703]
    assert begun.chat.messages == 3


def test_of_a_damaged_chat_nothing_is_suggested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chat.json").write_bytes(chat(*[CLAIM] * 3, CRUX | {"id": "x"}))
    looked_at: list[str] = []
    monkeypatch.setattr(discord_export, "suggestions_in", lambda content, _: looked_at.append(content))

    with pytest.raises(FileError) as refused, chats.begun(tmp_path / "chat.json"):
        pass
    assert (refused.value.problem.kind, refused.value.problem.facts) == (
        ProblemKind.CHAT_NO_ID,
        {"number": 4, "key": "id"},
    )
    assert looked_at == []
