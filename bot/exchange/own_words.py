"""A person's own words as JSON: for themselves."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.record.erasure import Text

FORMAT = "crux-own-words"
VERSION = 1


@dataclass(frozen=True, slots=True)
class DebateWords:
    """What one debate has of somebody's words."""

    debate: int
    texts: Sequence[Text]


def dumps(guild: int, debates: Sequence[DebateWords]) -> str:
    """The file of somebody's words in the debates of one server."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "server": str(guild),
        "debates": [{"channel": str(here.debate), "words": [_text(text) for text in here.texts]} for here in debates],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _text(text: Text) -> dict[str, object]:
    event = text.event
    about = {"entry": event.entry} if event.entry is not None else {}
    facts: dict[str, object] = {"event": event.sequence, "at": event.at.isoformat(), "what": event.change.verb}
    return facts | about | {"field": text.field, "words": text.words}
