"""What leads from a text to a person, a place or a message, beside names: links, mentions, numbers of the platform."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.exchange.pseudonyms.folding import Folded, folded
from bot.exchange.pseudonyms.names import Found, NameIndex
from bot.render.dialects.marks import MARKS

LINK, MENTION, ROLE, CHANNEL, EMOJI, COMMAND, MOMENT, NUMBER = (
    f"({word})" for word in ("link", "mention", "role", "channel", "emoji", "command", "time", "number")
)
"""What stands instead."""

_TAIL = r"[^\s<>|\"]*[^\s<>|\".,;:!?)\]}'*_~`]"
"""What goes on a link, without the punctuation of the sentence behind it."""

_SCHEMES = "mailto|tel|sms|sip|data|javascript|skype|xmpp|matrix|magnet|urn|doi|geo|bitcoin|lightning|acct|did|ipfs|at"
_ENDINGS = (
    "com|org|net|edu|gov|mil|info|biz|name|app|dev|page|site|online|store|shop|blog|tech|xyz|club|tv|gg|io|ai|ly|gl|"
    "uk|fr|nl|eu|ca|au|ch|br|pt|jp|kr|cn|tw|hk|sg|ru|pl|se|fi|dk|cz|ie|nz|mx|ar|cl|tr|il|za|ua|gr|hu|ro|ee|lv|lt|pub|"
    "social|community|chat|wiki|news|media|link|gift|gifts|cloud|moe|lol|fm|cc|ws|sa|ae|eg|ma"
)
"""Endings of addresses that no sentence has behind a full stop in the middle of a word; others take a path."""

_BEGINS = r"(?<![\w\-])(?<![\w\-]\.)"
"""Where an address begins: behind no other label of one, so that a long row of labels is gone through once."""

_PATTERN = re.compile(
    rf"""
      {MARKS}
    | (?P<hashed>(?<![^\W_])\#[^\W\d_][\w\-]*)
    | (?P<target>(?<=\])\(\s{{0,9}}<?[^\s()]*(?:\([^\s()]*\)[^\s()]*)*>?(?:\s{{1,9}}["'(][^\n]*?["')])?\s{{0,9}}\))
    | (?P<link>
        <[a-z][a-z0-9+.\-]*:[^\s<>]*>
      | (?<![a-z0-9+.\-])[a-z][a-z0-9+.\-]*:[/\\]{{2}}{_TAIL}
      | (?<![^\W_])(?:{_SCHEMES}):(?=\S){_TAIL}
      | (?<![^\W_])www\.{_TAIL}
      | (?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+
      | {_BEGINS}(?:[\w\-]+\.)+(?:{_ENDINGS})(?![^\W_])(?:[/:?\#]{_TAIL})?/?
      | {_BEGINS}(?:[\w\-]+\.)+[^\W\d_]{{2,}}(?::\d+)?/{_TAIL}
      | (?<![\w.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w.])(?:[/:]{_TAIL})?
      )
    | (?P<handle>@(?=[.\-]?\w))
    | (?P<number>\d{{6,}})
    """,
    re.VERBOSE,
)
_INSTEAD = {
    **{"target": LINK, "link": LINK, "place": LINK, "role": ROLE, "channel": CHANNEL, "hashed": CHANNEL},
    **{"emoji": EMOJI, "command": COMMAND, "moment": MOMENT},
}
_HANDLE = re.compile(r"\w+(?:[.\-]+\w+)*")
_SHORTEST_ID = 15
"""In digits: the platform's numbers have had more since its first days."""


class Traces:
    """What is replaced in the texts of one ledger."""

    def __init__(self, names: NameIndex, ids: Mapping[int, str], elsewhere: NameIndex | None = None) -> None:
        """`ids` are numbers of the platform that the ledger knows, each with what to write instead.

        `elsewhere` has the names of people of other ledgers: where both name somebody, it is the one of this ledger.
        """
        self._indexes = (names,) if elsewhere is None else (names, elsewhere)
        self._ids = ids

    def without(self, text: str) -> str:
        """The text with none of them; as it was where it had none."""
        looked_at = folded(text)
        named = (found for index in self._indexes for found in index.found(looked_at))
        found = sorted((*self._marked(looked_at), *named), key=_in_order)
        return _replaced(looked_at, found) if found else text

    def _marked(self, text: Folded) -> Iterator[Found]:
        place = 0
        while (match := _PATTERN.search(text.text, place)) is not None:
            found = self._of(match, text)
            place = match.end() if found is None else found.end
            if found is not None:
                yield found

    def _of(self, match: re.Match[str], text: Folded) -> Found | None:
        start, end = match.span()
        match match.lastgroup:
            case "user":
                return Found(start, end, self._ids.get(int(match["id"]), MENTION))
            case "handle":
                return self._handle(start, text)
            case "number":
                instead = self._ids.get(_number(match["number"]))
                if instead is None and end - start < _SHORTEST_ID:
                    return None
                return Found(start, end, instead or NUMBER)
            case kind:
                return Found(start, end, _INSTEAD[kind or "link"])

    def _handle(self, start: int, text: Folded) -> Found:
        """Somebody's name behind a sign that calls them, whoever it is."""
        named = [found for index in self._indexes if (found := index.found_at(start + 1, text)) is not None]
        if named:
            longest = max(named, key=lambda found: found.end)
            return Found(start, longest.end, longest.instead)
        handle = _HANDLE.match(text.text, start + 1) or _HANDLE.match(text.text, start + 2)
        return Found(start, start + 1 if handle is None else handle.end(), MENTION)


def _number(digits: str) -> int:
    """The number, or 0 for one longer than the platform has any."""
    return int(digits) if len(digits) <= 20 else 0


def _in_order(found: Found) -> tuple[int, int]:
    return found.start, -found.end


def _replaced(text: Folded, found: Iterable[Found]) -> str:
    """The text with each of them replaced; what lies within another one goes with it."""
    pieces, behind = [], 0
    for each in found:
        start, end = text.span(each.start, each.end)
        if end > behind:
            pieces += [text.original[behind : max(start, behind)], each.instead]
            behind = end
    return "".join((*pieces, text.original[behind:]))
