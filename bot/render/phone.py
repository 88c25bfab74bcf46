"""How high a message is on a phone of 390 pixels: an estimate, and rather too high than too low.

Rows, distances and sizes are those of Discord's clients, as `bot.render.discord_page` has them.
"""

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

SCREEN = 800
"""What is seen without scrolling."""

SCREEN_AND_A_HALF = 1200

FRAME = 58
"""Who speaks, and the margins around a message."""

GAP = 8
"""Between two texts, and between two buttons."""

WIDTH = 340
ROW, SMALL_ROW, BUTTON = 22, 18, 32
LETTER, SMALL_LETTER, BUTTON_LETTER = 7.8, 6.2, 7.2
"""The average width of a letter; one of East Asia has twice as much and a little more."""

BUTTON_MARGIN = 32
SMALL = "-# "
ITEM, INDENT = "- ", 20

_MARKUP = re.compile(r"^#{1,3} |^-# |\*\*|`|\[(?=[^\[\]]*\]\(http)|\]\(https?://[^()]*\)|\\(?=[^0-9A-Za-z\s])")

_COMMAND = re.compile(r"</([^<>:\n]+):\d+>")
"""A command that can be pressed: what is seen of it is the command alone."""

_UNSEEN = re.compile("[\u200e\u200f\u2068\u2069]")
"""What says which way words run takes no room."""


def height(texts: Iterable[str], buttons: Iterable[Sequence[str]] = ()) -> int:
    """How high a message is with these texts, and with rows of buttons that are labelled so."""
    parts = [*map(text_height, filter(None, texts)), *map(_buttons_height, filter(None, buttons))]
    return FRAME + sum(parts) + GAP * max(0, len(parts) - 1)


def text_height(text: str) -> int:
    """How high a text in Discord's Markdown is."""
    return sum(map(_line_height, text.split("\n")))


def _line_height(line: str) -> int:
    words = _MARKUP.sub("", _COMMAND.sub(r"/\1", line))
    if not words.isascii():
        words = _UNSEEN.sub("", words)
    if line.startswith(SMALL):
        return SMALL_ROW * _rows(words, WIDTH, SMALL_LETTER)
    return ROW * _rows(words, WIDTH - INDENT * line.startswith(ITEM), LETTER)


def _rows(line: str, width: float, letter: float) -> int:
    """In how many rows of that width a line is broken, behind words where they are no longer than a row."""
    fits = width / letter
    rows, used = 1, -1.0
    for word in line.split(" "):
        long = len(word) if word.isascii() else sum(map(_letters, word))
        if used + 1 + long <= fits:
            used += 1 + long
            continue
        rows += int(used >= 0) + int(max(0, long - 1) // fits)
        used = long % fits if long > fits else long
    return rows


def _letters(character: str) -> float:
    return 2.1 if east_asian_width(character) in "WF" else 1


def _buttons_height(labels: Sequence[str]) -> int:
    rows, used = 1, -float(GAP)
    for label in labels:
        wide = BUTTON_MARGIN + BUTTON_LETTER * len(_UNSEEN.sub("", label))
        if used + GAP + wide <= WIDTH:
            used += GAP + wide
        else:
            rows, used = rows + 1, wide
    return rows * BUTTON + (rows - 1) * GAP
