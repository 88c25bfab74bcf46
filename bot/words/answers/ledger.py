"""The ledger as people page through it and search it."""

from collections.abc import Sequence

from bot.ledger.entries import Entry, Ledger
from bot.ledger.standing.outline import Page
from bot.ledger.standing.standing import EntryStanding, standing
from bot.ledger.text import shortened
from bot.words import names
from bot.words.answers.standing import stands
from bot.words.front_end import FrontEnd
from bot.words.lists import lines_within

PAGE_LINES = 10
"""How many entries a page shows."""

QUESTION_SHOWN = 100
PAGE_STATEMENT_SHOWN = 112
"""So that each of a page's lines fits."""

FOUND_STATEMENT_SHOWN = 150


def page(front: FrontEnd, ledger: Ledger, page: Page) -> str:
    """A page of the ledger, where its entries stand as an excerpt of the ledger tells it."""
    lines = {line.entry.number: line for line in standing(ledger).entries}
    question = front.dialect.inert_within(names.question(front, ledger.debate.question), QUESTION_SHOWN)
    head = front.say(
        "{question} · page {page} of {pages}", question=front.dialect.bold(question), page=page.number, pages=page.of
    )
    entries = [_line(front, lines[number]) for number in page.entries]
    text = [head, *(entries or [front.say("No entries yet. {ways.start_tagging}.")])]
    return shortened("\n".join(text), front.dialect.limits.message)


def _line(front: FrontEnd, line: EntryStanding) -> str:
    return f"{_numbered(front, line.entry, PAGE_STATEMENT_SHOWN)}\n{front.dialect.small(stands(front, line))}"


def found(front: FrontEnd, entries: Sequence[Entry], words: str) -> str:
    """What a search found."""
    if not entries:
        return front.say("No entry holds “{words}”. {ways.show_ledger} has them all.", words=front.dialect.inert(words))
    lines = [_numbered(front, entry, FOUND_STATEMENT_SHOWN) for entry in entries]
    return lines_within(front, lines, front.dialect.limits.message)


def _numbered(front: FrontEnd, entry: Entry, limit: int) -> str:
    statement = front.dialect.inert_within(names.statement(front, entry.said), limit)
    return f"{front.dialect.bold(f'#{entry.number}')} {statement}"
