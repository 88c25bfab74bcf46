"""Words, sentences and schedules under attack: pure functions, no database."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any
from xml.etree import ElementTree

from bot.ledger import schedules
from bot.ledger.refusals import BadScheduleAsked, Refusal
from bot.ledger.statements import passage_in, statement_from, suggested_statement
from bot.ledger.telling.card import card
from bot.ledger.telling.digest import Anchor, compose
from bot.ledger.telling.overview import overview
from bot.ledger.text import MOST_MARKS, is_visible, one_line, printable
from bot.render import chat, discord_page, plain
from bot.render.card import card_message
from bot.render.dialects.discord_message import Named, offered_statement
from bot.render.front_ends import DISCORD, TERMINAL
from bot.render.picture.colours import LIGHT
from bot.render.picture.map import debate_map
from bot.render.picture.svg import svg
from bot.words.answers import concessions as concession_answers
from bot.words.answers import debates as debate_answers
from bot.words.answers import details
from bot.words.answers import digests as digest_answers
from bot.words.answers import ledger as ledger_answers
from bot.words.answers import sides as side_answers
from bot.words.answers import stances as stance_answers
from bot.words.answers import tags as tag_answers
from bot.words.answers import terms as term_answers
from bot.words.answers.entries import choice
from bot.words.answers.waiting import waiting
from bot.words.overview import said
from bot.words.picture.description import short_map_in_words
from bot.words.refusals import refused
from tests.exchange.ledgers import START
from tests.exchange.test_ledger_markdown import hostile as everywhere
from tests.fuzz.formats import ESCAPED, Tags
from tests.fuzz.hostile import Hostile
from tests.outlines import page_of, status_of, waiting_for
from tests.words.facts import ADDRESS, KINDS, refusal

NAMED = Named(str, str, str)

SECONDS = 3.0
"""More than any one input may take, on a busy machine too."""

TURNERS = {*"\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067"}
ISOLATE, END, TURNERS_OF_A_LINE = "\u2068", "\u2069", {*"\u200e\u200f"}
"""What Crux puts around words that run another way than its sentence, and before a sentence that begins with some."""
LIVE = re.compile(r"@(?:everyone|here)|<[@#&:a-z/]|\]\(|\]\[|\|\||`|~~|\*\*|__|://")
"""What has force in chat: a mention, a masked link, half a spoiler, a fence, a bare address."""
SPOILER = re.compile(r"\|\|(?:\\.|[^\\|])+\|\|")


def _uncovered(spoiler: re.Match[str]) -> str:
    return spoiler.group().strip("|")


OWN_MARKUP = re.compile(
    r"^(?:#{2,3} |- |  |-# )|\[#\d+\]\(https://discord\.com/[\d/a-z]+\)|#\d+ |\*\*(?:[A-Z]+|[A-Z][\w ()]+)\*\*"
)
"""What a digest and a card write themselves: titles, items, numbers that lead to messages, letters of sides."""


def has_no_force(shown: str) -> None:
    """People's words, made inert: on one line, with no live markup and nothing that turns a line round."""
    assert LIVE.search(ESCAPED.sub("", SPOILER.sub(_uncovered, shown))) is None, shown
    assert len(shown.splitlines()) <= 1
    turns_nothing_round(shown)
    assert not re.match(r"(?:#|-#|>|-|\*|\+|\d+\.) ", shown), shown
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in shown)
    shown.encode()


def turns_nothing_round(shown: str) -> None:
    """What is isolated ends where it began: nothing beside it is turned round."""
    assert TURNERS.isdisjoint(shown)
    depth = 0
    for character in shown:
        depth += {ISOLATE: 1, END: -1}.get(character, 0)
        assert depth >= 0, ascii(shown)
    assert depth == 0, ascii(shown)


def lines_of_words(hostile: Hostile) -> None:
    words = hostile.words()
    line = one_line(words)
    assert one_line(line) == line
    assert {*TURNERS, ISOLATE, END, *TURNERS_OF_A_LINE}.isdisjoint(line)
    assert line == "" or any(is_visible(character) for character in line)
    has_no_force(DISCORD.dialect.inert(words))
    assert not re.search(f"[\u0300-\u036f]{{{MOST_MARKS + 1}}}", line)
    for control in "\x1b\x07\x08\r":
        assert control not in printable(words)
    with suppress(Refusal):
        assert 1 <= len(statement_from(words)) <= 300
    assert len(suggested_statement(words)) <= 300
    assert len(offered_statement(words, NAMED)) <= 300


def passages(hostile: Hostile) -> None:
    message = hostile.words()[:4000]
    quoted = hostile.pick((hostile.words(), message[1:], " ".join(message.split()), message + "x", message[::-1]))
    begun = perf_counter()
    with suppress(Refusal):
        found = passage_in(message, quoted)
        assert found is None or found in message
    assert perf_counter() - begun < SECONDS


CRON = (
    "*",
    "*/2",
    "0",
    "29",
    "30",
    "31",
    "1-5",
    "*/7",
    "L",
    "LW",
    "1#5",
    "MON",
    "SUN-SAT",
    "59",
    "0-59/1",
    "7",
    "60",
    "-1",
    "2",
)


def every_schedule(hostile: Hostile) -> None:
    def maybe(value: str) -> str | None:
        return hostile.pick((None, value, hostile.words(2), str(hostile.number())))

    cron = " ".join(hostile.pick(CRON) for _ in range(hostile.pick((4, 5, 5, 5, 5, 6, 7))))
    cadence = hostile.pick(("cron", "cron", "cron", "daily", "weekly", "CRON", "", hostile.words(1)))
    zone = hostile.pick(
        ("UTC", "Europe/Berlin", "pacific/apia", "America/New_York", hostile.words(1), "../../etc/passwd")
    )
    days = maybe("mon,thu")
    begun = perf_counter()
    try:
        wanted = schedules.schedule_from(
            cadence, maybe("18:00"), zone, days, cron if cadence == "cron" else maybe(cron), timedelta(hours=1)
        )
        following = schedules.next_slot(wanted, datetime(2026, 3, 2, 12, tzinfo=UTC))
        assert following > datetime(2026, 3, 2, 12, tzinfo=UTC)
        schedules.latest_due(wanted, following - timedelta(seconds=1), following + timedelta(days=3))
        has_no_force(wanted.expression)
        one_answer(digest_answers.scheduled(DISCORD, wanted, following))
    except BadScheduleAsked as wrong:
        one_answer(refused(DISCORD, wrong))
    assert perf_counter() - begun < SECONDS


def one_answer(text: str) -> None:
    """An answer that Discord takes."""
    assert 0 < len(text) <= 2000, len(text)
    text.encode()


def every_refusal(hostile: Hostile) -> None:
    """Every refusal, with words in it that somebody wrote."""
    for kind in KINDS:
        said = refused(DISCORD, refusal(kind, f"a {hostile.text()[:300]}"))
        one_answer(said)
        own = re.sub(r"`crux export`|<t:-?\d+:\w>", "", said)
        has_no_force(own.replace(ADDRESS.url, ""))


def digests(hostile: Hostile) -> None:
    ledger = everywhere(hostile.sentence())
    digest = compose(ledger, None, START)
    message = chat.digest_message(DISCORD, digest, 7, anchor=Anchor(31, bytes(32)), reference="ref")
    for block in message.blocks:
        for line in block.text.splitlines():
            has_no_force(OWN_MARKUP.sub("", line))
    assert sum(len(block.text) for block in message.blocks) + len(message.footer) <= 4000
    shown = plain.digest_text(TERMINAL, digest)
    assert printable(shown) == shown.rstrip("\n")
    assert {*TURNERS, ISOLATE, END, *TURNERS_OF_A_LINE}.isdisjoint(shown)


DRAWN = {"svg", "title", "desc", "defs", "pattern", "path", "circle", "rect", "line", "polygon", "polyline", "text"}
SHOWN = {"html", "head", "meta", "title", "style", "body", "main", "header", "strong", "span", "div"}
SHOWN |= {"h2", "h3", "p", "ul", "li", "b", "a", "small", "code"}


def pictures(hostile: Hostile) -> None:
    """A map, a timeline and a digest's page hold nothing but our own tags, whatever people wrote."""
    begun = perf_counter()
    ledger = everywhere(hostile.sentence())
    seen = overview(ledger, START)
    for drawn in (debate_map(DISCORD, seen), debate_map(DISCORD, seen, LIGHT)):
        parts = ElementTree.fromstring(svg(drawn))
        assert {part.tag.removeprefix("{http://www.w3.org/2000/svg}") for part in parts.iter()} <= DRAWN
    message = chat.digest_message(DISCORD, compose(ledger, None, START), 7, anchor=Anchor(31, bytes(32)))
    tags = Tags()
    short = short_map_in_words(DISCORD, said(DISCORD, seen))
    tags.feed(discord_page.page(DISCORD, message))
    assert tags.seen <= SHOWN
    assert all(address.startswith("https://discord.com/channels/") for address in tags.addresses)
    assert len(short) <= DISCORD.dialect.limits.description
    assert perf_counter() - begun < SECONDS


def cards(hostile: Hostile) -> None:
    """A status card, and what its walk shows."""
    ledger = everywhere(hostile.sentence())
    message = card_message(DISCORD, card(ledger), 7, anchor=Anchor(31, bytes(32)), at=START, reference="ref")
    for text in message.texts:
        for line in text.splitlines():
            has_no_force(OWN_MARKUP.sub("", line))
    assert sum(len(text) for text in message.texts) + len(message.footer) <= 4000
    one_answer(waiting(DISCORD, waiting_for(ledger, None, 0)))


def answers(hostile: Hostile) -> None:
    """What Crux answers when everything that people wrote is hostile."""
    ledger = everywhere(hostile.sentence())
    entry, term, side = ledger.entries[1], ledger.definitions[1], ledger.sides[1]
    words = hostile.text()[:300]
    told: tuple[Any, ...] = (
        tag_answers.tagged(DISCORD, entry, entry, entry, words),
        tag_answers.proposed(DISCORD, entry, 1, words[:32], words),
        tag_answers.stated(DISCORD, entry, 1, words),
        concession_answers.conceded(DISCORD, entry, entry, 1),
        tag_answers.merged(DISCORD, entry, entry),
        tag_answers.reworded(DISCORD, entry, 1),
        stance_answers.which_stance(DISCORD, [entry] * 25),
        term_answers.defined(DISCORD, term, 1),
        debate_answers.opened(DISCORD, ledger.debate, [side.name or "", side.name or ""]),
        debate_answers.status(DISCORD, status_of(ledger)),
        side_answers.listed(DISCORD, status_of(ledger)),
        side_answers.joined(DISCORD, side, side.name, new=True),
        *(entry.text for entry in ledger_answers.page(DISCORD, ledger, page_of(ledger, hostile.number())).entries),
        details.in_full(DISCORD, ledger, [entry] * 10),
        ledger_answers.found(DISCORD, [entry] * 25, words),
        side_answers.not_there(DISCORD, words[:80], are_some=True, may_open=True),
    )
    for text in told:
        one_answer(text)
        theirs = re.sub(r"<@1>|\*\*|https://discord\.com/[\d/]+|<t:-?\d+:\w>", "", text)
        for line in theirs.splitlines():
            has_no_force(re.sub(r"^(?:## |-# |- |> )", "", line))
    assert 1 <= len(choice(DISCORD, entry)) <= 100


SENTENCES: dict[str, Callable[[Hostile], None]] = {
    check.__name__: check
    for check in (lines_of_words, passages, every_schedule, every_refusal, digests, cards, pictures, answers)
}
"""Every pure function that reads or shows what people wrote."""
