"""Where hostile input comes from: one seed gives one input, always the same."""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

SNIPPETS = (
    "@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "</claim:1>", "<t:0>", "<t:0:R>", "<:x:1>", "<a:x:1>",
    "<id:customize>", "@\u200beveryone", "@every\u200bone", "[x](https://evil.example)", "[x](<https://evil.example>)",
    "https://evil.example", "<https://evil.example>", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x",
    "steam://run/1", "discord://x", "discord.gg/x", "https://discord.gg/x", "mailto:a@b.c", "www.evil.example",
    "# big", "## big", "-# small", "> quote", ">>> quote", "- item", "* item", "1. item", "---", "===", "||hidden||",
    "**bold**", "__under__", "_i_", "~~gone~~", "`code`", "```py\ncode\n```", "```", "`", "| a | b |\n|---|---|",
    "\\", "\\\\", "\\`", "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", " =1", "\uff1d1", "%x",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "]]>", "<!--", "--><b>", "$x$", "{name}",
    "{0}", "%s", "${x}", "' OR 1=1 --", '"', "'", ",", ";", "\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b",
    "\u202e", "\u202d", "\u2066", "\u2067", "\u2068", "\u2069", "\u061c", "\u200f", "\u200e", "\ufeff", "\u200b",
    "\u200d", "\u2060", "\u00ad", "\u034f", "\u115f", "\u3164", "\u2800", "\ufe0f", "\U000e0041", "\U000e0100", "\x00",
    "\x1b[2J", "\x1b]0;x\x07", "\x07", "\x08", "\x7f", "\ufffd", "\uffff", "\ue000", "\ud800", "\udc00",
    "Z" + "\u0301\u0316\u0489" * 40, "שלום",
    "مرحبا", "家賃は下がる", "🏳️‍🌈", "👨‍👩‍👧‍👦", "🏴\U000e0067\U000e0062\U000e007f", "İ", "ß", "ﬁ",
    "Rents fall", "supports 1", "attacks #2", "after 3", "#1", "1", "loves 1", "x", "yes", "agree", "fully", "whole",
)  # fmt: skip

NUMBERS = (
    0, 1, 2, 3, 4, 7, 9, -1, 100, 101, 300, 2**15, 2**31 - 1, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, 2**64,
    -(2**31), -(2**63), 10**30, 10**80,
)  # fmt: skip

LONG = (80, 81, 300, 301, 2000, 2001, 4000, 4001)


class Hostile:
    """One hostile input's source."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.random = random.Random(seed)

    def pick(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def words(self, most: int = 6) -> str:
        """A few hostile pieces, sometimes enormous, sometimes nothing."""
        kind = self.random.random()
        if kind < 0.04:
            return ""
        if kind < 0.10:
            piece = self.pick(SNIPPETS) or "x"
            return (piece * (self.pick(LONG) // len(piece) + 1))[: self.pick(LONG)]
        if kind < 0.102:
            piece = self.pick(SNIPPETS)
            return piece * (100_000 // len(piece))
        pieces = [self.piece() for _ in range(self.random.randint(1, most))]
        return self.pick(("", " ", "", "\n")).join(pieces)

    def piece(self) -> str:
        if self.chance(0.75):
            return self.pick(SNIPPETS)
        return "".join(chr(self._code_point()) for _ in range(self.random.randint(1, 12)))

    def _code_point(self) -> int:
        return self.random.randrange(self.pick((0x80, 0x800, 0x3000, 0x10000, 0x110000)))

    def text(self) -> str:
        """Hostile words that UTF-8 can hold and JSON brings: what Discord could deliver."""
        return "".join(c for c in self.words() if not "\ud800" <= c <= "\udfff")

    def sentence(self) -> str:
        """Hostile words that fit into a statement, with a word that makes them visible."""
        return (self.pick(("", "a ", "1. ", "Rents ")) + self.text())[: self.pick((40, 120, 300))] or "x"

    def number(self) -> int:
        return self.pick(NUMBERS) if self.chance(0.8) else self.random.randint(-(2**70), 2**70)

    def value(self, depth: int = 0) -> object:
        """Any JSON value, of the wrong type more often than not."""
        kind = self.random.randrange(9 if depth < 3 else 6)
        match kind:
            case 0:
                return self.words(2)
            case 1:
                return self.number()
            case 2:
                return self.pick((None, True, False))
            case 3:
                return self.pick((0.5, -0.0, 1e308, 1.0, float("inf"), float("-inf"), float("nan")))
            case 4:
                return self.pick(
                    (str(self.number()), "2026-01-01T00:00:00+00:00", "0001-01-01", "9999-12-31T23:59:59Z")
                )
            case 5:
                return self.pick(([], {}, "", [[]], {"": {}}))
            case 6:
                return [self.value(depth + 1) for _ in range(self.random.randrange(4))]
            case _:
                return {self.words(1): self.value(depth + 1) for _ in range(self.random.randrange(4))}

    def document(self, valid: Any) -> str:
        """A valid document after a few changes in its values, then, now and then, in its text."""
        changed = json.loads(json.dumps(valid))
        for _ in range(self.random.randint(1, 3)):
            self._change(changed)
        return (
            self.mangled(json.dumps(changed, ensure_ascii=self.chance(0.3)))
            if self.chance(0.3)
            else self._dump(changed)
        )

    def _dump(self, document: object) -> str:
        return json.dumps(document, ensure_ascii=self.chance(0.5), indent=self.pick((None, 1)))

    def _change(self, inside: Any) -> None:
        while True:
            keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            if not keys:
                return
            key = self.pick(keys)
            deeper = isinstance(inside[key], dict | list) and inside[key] and self.chance(0.85)
            if not deeper:
                break
            inside = inside[key]
        match self.random.randrange(6):
            case 0:
                del inside[key]
            case 1 if isinstance(inside, list):
                inside.append(json.loads(json.dumps(inside[key])))
            case 2 if isinstance(inside, list):
                inside.reverse()
            case 3 if isinstance(inside, dict):
                inside[self.words(1)] = self.value()
            case 4 if isinstance(inside[key], str):
                inside[key] = inside[key] + self.words(2)
            case _:
                inside[key] = self.value()

    def mangled(self, text: str) -> str:
        """A text cut off, doubled, with pieces put in, or nested beyond reason."""
        place = self.random.randrange(len(text) + 1)
        ways: tuple[Callable[[], str], ...] = (
            lambda: text[:place],
            lambda: text[:place] + self.piece() + text[place:],
            lambda: text[:place] + text[place + self.random.randint(1, 9) :],
            lambda: text + text,
            lambda: "\ufeff" + text,
            lambda: text.replace('"', "'", self.random.randint(1, 5)),
            lambda: text.replace(":", f": {self.number()}, ", 1),
            lambda: text[:place] + "[" * self.pick((10, 5000, 100_000)) + text[place:],
            lambda: text.replace("{", '{"version": 1, "version": 1, ', 1),
            lambda: text.replace("1", "1e400", 1),
            lambda: text.replace("1", "9" * 5000, 1),
            lambda: text.upper(),
        )
        return self.pick(ways)()
