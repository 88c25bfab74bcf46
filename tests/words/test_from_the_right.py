"""In a real browser, numbers keep their signs in every message of a language that is read from the right."""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from string import Formatter

import pytest

from bot.render.front_ends import discord_in
from bot.words import dates
from bot.words.language import LANGUAGES, Direction, Language
from tests import browser
from tests.words.catalogues import Message, english, messages, read

LANGUAGES_FROM_THE_RIGHT = [language for language in LANGUAGES if language.direction is Direction.RIGHT_TO_LEFT]

OUT_OF_ORDER = r"""
() => [...document.querySelectorAll("p")].filter(line => {
  const text = line.firstChild;
  return [...text.data.matchAll(/#\d+|\d+ ?%|\d+(?:[-:\/.][0-9a-zA-Z]+)+|\d+(?: [\d*][\d*\/,-]*){2,}/g)].some(found => {
    const lefts = [...found[0]].map((_, place) => {
      const one = document.createRange();
      one.setStart(text, found.index + place);
      one.setEnd(text, found.index + place + 1);
      return one.getBoundingClientRect().left;
    });
    return lefts.some((left, place) => place > 0 && left < lefts[place - 1]);
  });
}).map(line => line.textContent)
"""
"""The lines in which a number with its signs does not stand as it is read, from its left end to its right one."""


def said(language: Language, message: Message) -> str:
    """The message with entries in its fields, the hardest to keep in order, or numbers where it has the sign."""
    front = discord_in(language.tag)
    one = english(message)[0]
    pieces = list(Formatter().parse(one))
    after = [literal for literal, *_ in pieces[1:]] + [""]
    filled: dict[str, object] = {}
    for (literal, name, form, _), following in zip(pieces, after, strict=True):
        if name is not None and not name.startswith("ways."):
            is_number = literal.endswith("#") or following.lstrip().startswith(("%", "/")) or bool(form)
            filled[name] = 12 if is_number else "#12"
    if len(english(message)) > 1:
        filled.pop("number", None)
        return front.count(*english(message), 12, **filled)
    return front.say(one, **filled)


def lines(language: Language) -> Iterator[str]:
    front = discord_in(language.tag)
    for message in messages(read(language)).values():
        for line in said(language, message).splitlines():
            yield front.line(line)


@pytest.mark.parametrize("language", LANGUAGES_FROM_THE_RIGHT, ids=lambda language: language.tag)
async def test_a_number_stands_as_it_is_read_in_every_message(language: Language, tmp_path: Path) -> None:
    written = [line for line in lines(language) if line.strip()]
    body = "".join(f"<p>{escape(line)}</p>" for line in written)
    page = tmp_path / "lines.html"
    style = "p { white-space: pre; unicode-bidi: plaintext; }"
    page.write_text(f'<!doctype html><meta charset="utf-8"><style>{style}</style>{body}', encoding="utf-8")

    assert sum("#12" in line for line in written) > 300
    async with browser.opened() as opened:
        shown = await opened.new_page()
        await shown.goto(page.as_uri())
        assert await shown.evaluate(OUT_OF_ORDER) == []


@pytest.mark.parametrize("language", LANGUAGES_FROM_THE_RIGHT, ids=lambda language: language.tag)
def test_a_moment_behind_a_latin_word_stays_together(language: Language) -> None:
    at = dates.moment(language, datetime(2026, 3, 2, 12, 5))

    said = discord_in(language.tag).say("Crux · {at} UTC · no answer is not assent", at=at)

    assert "\u2068Crux\u2069" in said
    assert f"\u2068{at}\u2069" in said
