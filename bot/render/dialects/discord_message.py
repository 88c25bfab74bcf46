"""What somebody wrote in a message of Discord, in plain words: without quotes, Markdown and ids."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.ledger.entries import STATEMENT_LIMIT
from bot.ledger.statements import suggested_statement
from bot.render.dialects.spoilers import BARS

LONGEST_MESSAGE = 4_000
"""The longest text of a message, in characters."""

MOST_NESTED = 8
"""How deep emphasis is taken off within emphasis: each level is read by itself, and nobody writes as many by intent."""

Naming = Callable[[int], str]
"""What something is called, by its id."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a message's mentions are called."""

    person: Naming
    role: Naming
    channel: Naming


def offered_statement(content: str, named: Named) -> str:
    """The statement that a tag's form offers: the author's own words; empty where a message only quotes others.

    What is covered in the message as a spoiler is covered in it too.
    """
    words = own_words(content, named)
    offered = suggested_statement(words)
    if _opens_spoiler(offered, words):
        offered = _without_half_bar(suggested_statement(words, STATEMENT_LIMIT - len(BARS)))
    return offered + BARS if _opens_spoiler(offered, words) else offered


def own_words(content: str, named: Named) -> str:
    """A message without what it quotes, with its Markdown taken off and its mentions by name.

    Spoilers stay within their bars. Paragraphs, headings and items of a list stand apart, with an empty line between.
    """
    kept = _Kept()
    unquoted = "\n".join(_unquoted(_PRIVATE.sub("", content[:LONGEST_MESSAGE])))
    text = _HEAD.sub("\n", _finished(unquoted, named, kept))
    return kept.put_back(_without_emphasis(text)).strip()


def _without_emphasis(text: str) -> str:
    for _ in range(MOST_NESTED if _EMPHASIS_SIGN.search(text) else 0):
        emphasized = text
        for emphasis in _EMPHASES:
            text = emphasis.sub(r"\1", text)
        if text == emphasized:
            break
    return text


_ELLIPSIS = "…"

_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_FENCE = re.compile(r"```")
_CODE = re.compile(r"```.*?```|``(?:[^`]|`(?!`))+``|`[^`]+`", re.DOTALL)
_QUOTE = re.compile(r"\A\s*>(?![\d=<>])")
"""The beginning of a quoted line. Discord asks for a space behind the sign; whoever leaves it out quotes as well, but
">50 %" is a comparison."""
_QUOTED_TO_THE_END = re.compile(r"\A\s*>>>\s")

_TOKEN = re.compile(
    r"```(?:[a-zA-Z0-9_+.-]*\n)?(?P<fence>.*?)```"
    r"|``(?P<doubly>(?:[^`]|`(?!`))+)``|`(?P<code>[^`]+)`"
    r"|\\(?P<escaped>[^a-zA-Z0-9\s])"
    r"|<@!?(?P<person>\d{1,20})>|<@&(?P<role>\d{1,20})>|<#(?P<channel>\d{1,20})>"
    r"|<a?:(?P<emoji>\w{1,64}):\d{1,20}>"
    r"|<t:(?P<moment>-?\d{1,15})(?::(?P<style>[a-zA-Z]))?>"
    r"|<(?P<command>/[^<>\n:]{1,100}):\d{1,20}>|<id:(?P<place>\w{1,40})(?::\d{1,20})?>"
    r"|(?<!\\)\[(?P<label>[^\[\]\n]{1,500})\]\(<?[a-z]+://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*>?(?:\s+\"[^\"\n]*\")?\)"
    r"|<(?P<address>(?:https?|mailto|tel|sms)[^\s<>]+)>|(?P<bare>https?://[^\s<>|]+(?<![*_~]))",
    re.DOTALL,
)
"""Where nothing else in it is Markdown."""

_HEAD = re.compile(r"^[ \t]*(?:#{1,3}|-#|[-*+•]|\d{1,2}[.)])[ \t]+|^[ \t]*[-*_]{3,}[ \t]*$", re.MULTILINE)
"""What makes a line a heading, a small line or an item of a list."""

_EMPHASIS_SIGN = re.compile("[*_~]")
_EMPHASES = (
    re.compile(r"\*\*\*(?=\S)([^*]+)\*\*\*"),
    re.compile(r"\*\*((?:[^*]|\*(?!\*))+)\*\*"),
    re.compile(r"__((?:[^_]|_(?!_))+)__"),
    re.compile(r"~~((?:[^~]|~(?!~))+)~~"),
    re.compile(r"(?<![\w*])\*(?![\s*])([^*]*[^\s*])\*(?!\*)|(?<!\*)\*(?![\s*])([^*]*[^\s*])\*(?![\w*])"),
    re.compile(r"(?<!\w)_(?![\s_])([^_]*[^\s_])_(?!\w)"),
)


class _Kept:
    """What is finished already, each piece behind one character that no message has."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def keep(self, piece: str) -> str:
        self._pieces.append(piece)
        return chr(0xF0000 + len(self._pieces) - 1)

    def put_back(self, text: str) -> str:
        while _PRIVATE.search(text):
            text = _PRIVATE.sub(lambda match: self._pieces[ord(match.group()) - 0xF0000], text)
        return text


def _finished(text: str, named: Named, kept: _Kept) -> str:
    """The text with all that needs no further look kept aside; the label of a link does."""

    def finish(match: re.Match[str]) -> str:
        label = match["label"]
        return kept.keep(_plainly(match, named)) if label is None else _finished(label, named, kept)

    return _TOKEN.sub(finish, text)


def _unquoted(content: str) -> Iterator[str]:
    """The lines that quote nobody, and an empty one for each that does."""
    return ("" if quotes else line for line, quotes in _quoting(content.splitlines()))


def _quoting(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it quotes somebody. What looks like a quote within a block of code is none."""
    in_code = to_the_end = False
    for line in lines:
        to_the_end |= not in_code and _QUOTED_TO_THE_END.match(f"{line} ") is not None
        quotes = to_the_end or (not in_code and _QUOTE.match(line) is not None)
        yield line, quotes
        if not quotes:
            in_code ^= len(_FENCE.findall(line)) % 2 == 1


def with_blanks(content: str) -> str:
    """A message with spaces in the place of each character that quotes somebody, or is code; lines stay lines."""
    lines = _quoting(content.splitlines(keepends=True))
    unquoted = "".join(_blank(line) if quotes else line for line, quotes in lines)
    return _CODE.sub(lambda code: _blank(code.group()), unquoted)


def _blank(piece: str) -> str:
    return re.sub(r"[^\n]", " ", piece)


def _plainly(match: re.Match[str], named: Named) -> str:
    kind, found = next((kind, found) for kind, found in match.groupdict().items() if found is not None)
    match kind:
        case "person":
            return f"@{named.person(int(found))}"
        case "role":
            return f"@{named.role(int(found))}"
        case "channel":
            return f"#{named.channel(int(found))}"
        case "place":
            return f"#{found}"
        case "emoji":
            return f":{found}:"
        case "moment":
            return _moment(int(found), match["style"] or "f")
        case "fence":
            return f"\n{found}\n"
    return found


_STYLES = {"t": "%H:%M UTC", "T": "%H:%M:%S UTC", "d": "%Y-%m-%d", "D": "%Y-%m-%d"}


def _moment(seconds: int, style: str) -> str:
    """A moment in words that hold in every time zone; empty for one that no calendar has."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return at.strftime(_STYLES.get(style, "%Y-%m-%d %H:%M UTC"))


def _opens_spoiler(offered: str, words: str) -> bool:
    """Whether a spoiler begins in what is offered of the words, and ends only behind it."""
    bars = offered.count(BARS)
    return bars % 2 == 1 and words.count(BARS) > bars


def _without_half_bar(cut: str) -> str:
    """The words, which may have been cut between the two signs of a bar."""
    kept = cut.removesuffix(_ELLIPSIS)
    half = kept != cut and kept.endswith("|") and kept.count("|") % 2 == 1
    return kept[:-1].rstrip() + _ELLIPSIS if half else cut
