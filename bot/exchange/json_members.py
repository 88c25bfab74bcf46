"""The events of a ledger's JSON file, made from their lines as the database writes them.

The database has the keys of its JSON in an order of its own; the file has them in that of the verb's fields.
"""

import json
from collections.abc import Mapping

import orjson

from bot.ledger.record.events import CHANGES

encoded = json.JSONEncoder(ensure_ascii=False).encode


class Members:
    """Turns lines into the members of a list, one a line. The lines come in pieces that may end anywhere."""

    def __init__(self) -> None:
        self._rest = b""
        self._before = "\n"

    def of_lines(self, piece: bytes) -> bytes:
        """The members whose lines end in this piece."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        written = ",\n".join([encoded(_in_order(orjson.loads(line))) for line in lines])
        if not written:
            return b""
        before, self._before = self._before, ",\n"
        return (before + written).encode()


def _in_order(event: dict[str, object]) -> dict[str, object]:
    """The event as `ledger_events.event_out` has it."""
    verb, data, texts = event["verb"], event["data"], event["texts"]
    if not isinstance(verb, str) or not isinstance(data, dict) or not isinstance(texts, dict):
        raise TypeError("the database wrote no event")
    plain = CHANGES[verb].form.plain
    event["data"] = {name: data[name] for name in plain if name in data}
    event["texts"] = {field: _text(text) for field, text in sorted(texts.items())}
    return event


def _text(text: Mapping[str, object]) -> dict[str, object]:
    return {"words": text["words"], "salt": text["salt"], "commitment": text["commitment"]}
