"""Every pattern reads what people write in a time that grows with its length, and not with the square of it."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import bot
import cogs

LENGTH, LONGER = 4_000, 4
"""A message's longest text, and how many times longer the text is that it is compared with."""

NO_TIME = 0.02
"""Seconds in which a text of the longer length is read so fast that nothing is to be told from how long it took."""

HOSTILE = (
    *(
        "w",
        "a",
        "0",
        " ",
        "\n",
        "\t",
        "\u2028",
        "é",
        "<",
        ">",
        "[",
        "]",
        "(",
        "*",
        "_",
        "|",
        "~",
        "`",
        "#",
        "-",
        ".",
        ":",
    ),
    *(
        ".",
        ":",
        '"',
        "'",
        "\\",
        "/",
        "@",
        "!",
        "…",
        "www.",
        "www.www.",
        "http://",
        "://",
        "://a:",
        "](",
        "[a](",
        "](http://",
    ),
    *("[a](http://x(", "**a", "__a", "||a", "~~a", "``a", "```a", "a*", "*a ", "_a ", "x* y", "* ", "*_", "1. ", "# "),
    *("- ", "<@", "<t:", "<:a:1", "</a", "<http", "a:", "a ", "support\n", "#1 ", "✓ ", "\n\n#", "exception=a"),
    *("exception=a(", "/webhooks/1/", "-a.", "1,", "\r\n", "\u200b", "e\u0301", "\U000f0000"),
)
"""What makes a pattern try again and again; repeated up to a length."""


def modules() -> Iterator[str]:
    for package in (bot, cogs):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield found.name


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for part in value:
            yield from patterns_in(part)
    elif isinstance(value, dict):
        yield from patterns_in(list(value.values()))


def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns that modules have compiled, by where the first of its kind stands."""
    found: dict[re.Pattern[str], str] = {}
    for module in modules():
        for name, value in vars(importlib.import_module(module)).items():
            if name.startswith("__"):
                continue
            for pattern in patterns_in(value):
                found.setdefault(pattern, f"{module}.{name}")
    return {f"{where} {pattern.pattern[:30]!r}": pattern for pattern, where in found.items()}


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The least time of the processor in three tries: other processes take none of it."""
    tries = []
    for _ in range(3):
        begun = time.thread_time()
        for _ in pattern.finditer(text):
            pass
        tries.append(time.thread_time() - begun)
        if tries[-1] < NO_TIME:
            break
    return min(tries)


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


PATTERNS = patterns()


def test_the_patterns_of_every_room_are_looked_at() -> None:
    assert len(PATTERNS) > 30
    assert {where.split(".")[1] for where in PATTERNS} >= {"exchange", "ledger", "log", "render"}


@pytest.mark.parametrize("where", PATTERNS)
def test_a_pattern_takes_four_times_as_long_for_four_times_the_text(where: str) -> None:
    pattern = PATTERNS[where]
    slow = []
    for piece in HOSTILE:
        longer = seconds(pattern, repeated(piece, LENGTH * LONGER))
        if longer > NO_TIME and longer > 2 * LONGER * seconds(pattern, repeated(piece, LENGTH)):
            slow.append((piece, longer))
    assert not slow
