"""The ledger as people page through it and search it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.entries import Answer, Entry
from bot.ledger.ledger import Ledger
from bot.ledger.standing.outline import Page
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.positions import counts
from bot.words import names
from bot.words.answers.standing import stands
from bot.words.catalogue import message
from bot.words.counts import counts as counts_in_words
from bot.words.front_end import FrontEnd
from bot.words.lists import lines_within, parts

PAGE_LINES = 7
"""How many entries a page shows: with its buttons, Discord takes no more in one message."""

QUESTION_SHOWN = 100
PAGE_STATEMENT_SHOWN = 240
AUTHOR_SHOWN = 60
"""So that a page fits, whatever people write."""

FOUND_STATEMENT_SHOWN = 150

_REJECTED = (StandingClass.COMMON_GROUND_REJECTED, StandingClass.ROOM_REJECTS)
_ACCEPTED = (StandingClass.COMMON_GROUND, StandingClass.ROOM_HOLDS)

BY = message("by {author}")


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """An entry of a page, by its number, with what it says and where it stands."""

    entry: int
    text: str


@dataclass(frozen=True, slots=True)
class SaidPage:
    """A page of the ledger: what heads it, and its entries."""

    head: str
    entries: tuple[SaidEntry, ...]


def page(front: FrontEnd, ledger: Ledger, page: Page) -> SaidPage:
    """A page of the ledger, where its entries stand as an excerpt of the ledger tells it."""
    now = standing(ledger)
    lines = {line.entry.number: line for line in now.entries}
    entries = tuple(SaidEntry(number, _entry(front, ledger, now, lines[number])) for number in page.entries)
    return SaidPage(_head(front, ledger, page), entries)


def _head(front: FrontEnd, ledger: Ledger, page: Page) -> str:
    question = front.dialect.inert_within(names.question(front, ledger.debate.question), QUESTION_SHOWN)
    head = front.say(
        "{question} · page {page} of {pages}", question=front.dialect.bold(question), page=page.number, pages=page.of
    )
    if page.terms:
        head = parts(front.catalogue, (head, front.count("{number} term", "{number} terms", page.terms)))
    return head if page.entries else "\n".join((head, front.say("No entries yet. {ways.start_tagging}.")))


def _entry(front: FrontEnd, ledger: Ledger, now: Standing, line: EntryStanding) -> str:
    beside = parts(front.catalogue, _beside(front, ledger, now, line))
    return f"{_numbered(front, line.entry, PAGE_STATEMENT_SHOWN)}\n{front.dialect.small(beside)}"


def _beside(front: FrontEnd, ledger: Ledger, now: Standing, line: EntryStanding) -> Iterator[str]:
    """What the entry is and whose, where it stands, and how the sides answered."""
    yield from where_it_stands(front, now, line)
    author = names.person(front, ledger.name(line.entry.author))
    yield front.say(BY, author=front.dialect.inert_within(author, AUTHOR_SHOWN))


def where_it_stands(front: FrontEnd, now: Standing, line: EntryStanding) -> Iterator[str]:
    """Where an entry stands, and how the sides answered."""
    yield stands(front, line)
    if line.cls is not None and now.sides:
        answer = Answer.DISAGREE if line.cls in _REJECTED else Answer.AGREE
        yield counts_in_words(front, counts(now, line, answer, named=line.cls not in (*_REJECTED, *_ACCEPTED)))


def found(front: FrontEnd, entries: Sequence[Entry], words: str) -> str:
    """What a search found."""
    if not entries:
        return front.say(
            "No entry has “{words}” in it. {ways.show_ledger} has them all.", words=front.dialect.inert(words)
        )
    lines = [_numbered(front, entry, FOUND_STATEMENT_SHOWN) for entry in entries]
    return lines_within(front, lines, front.dialect.limits.message)


def _numbered(front: FrontEnd, entry: Entry, limit: int) -> str:
    statement = front.dialect.inert_within(names.statement(front, entry.said), limit)
    return front.line(f"{front.dialect.bold(f'#{entry.number}')} {front.isolated(statement)}")
