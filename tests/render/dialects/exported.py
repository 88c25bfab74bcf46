"""A channel's messages as DiscordChatExporter writes them."""

import json
from typing import Any

GUILD, CHANNEL, ANA, BEN, APP = 7, 70, 101, 102, 103
NAMES = {ANA: "ana", BEN: "ben", APP: "helper"}


def message(id: int, author: int, content: str, type: str = "Default", **more: Any) -> dict[str, Any]:
    """A message with all that the exporter writes of one."""
    return {
        "id": str(id),
        "type": type,
        "timestamp": "2026-03-01T12:00:00.1234567+00:00",
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": content,
        "author": person(author) | {"roles": [{"id": "1", "name": "red", "color": None, "position": 1}]},
        "attachments": [],
        "embeds": [{"title": "", "fields": [{"name": "id", "value": "content"}]}],
        "stickers": [],
        "reactions": [{"emoji": {"id": "", "name": "👍"}, "count": 1, "users": [person(BEN)]}],
        "mentions": [],
        "inlineEmojis": [],
        **more,
    }


def person(user: int) -> dict[str, Any]:
    """A person as an author, or as somebody who is mentioned."""
    return {
        "id": str(user),
        "name": NAMES[user],
        "discriminator": "0000",
        "nickname": NAMES[user].title(),
        "color": None,
        "isBot": user == APP,
    }


def chat(*messages: dict[str, Any], count: int | None = None, channel: int = CHANNEL) -> bytes:
    """A file of these messages; with another `count`, it says that they are so many."""
    return json.dumps(
        {
            "guild": {"id": str(GUILD), "name": "Debates", "iconUrl": ""},
            "channel": {"id": str(channel), "type": "GuildPublicThread", "categoryId": "7", "name": "housing"},
            "dateRange": {"after": None, "before": None},
            "exportedAt": "2026-03-02T12:00:00+00:00",
            "messages": list(messages),
            "messageCount": len(messages) if count is None else count,
        }
    ).encode()


CLAIM = message(701, ANA, "Well. I still think that rents fall. Bye.")
CRUX = message(702, BEN, "Our crux is what <@101> calls supply.", "Reply", mentions=[person(ANA)])
CONCESSION = message(703, BEN, "You're right about tax.")
