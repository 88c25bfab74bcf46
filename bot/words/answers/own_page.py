"""What a person takes part in, and what became of what they wrote, as they are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ledger.entries import Source
from bot.ledger.ledger import Ledger
from bot.ledger.people import SideName
from bot.ledger.standing.standing import standing
from bot.ledger.text import shortened
from bot.words import names
from bot.words.answers import details
from bot.words.answers.ledger import where_it_stands
from bot.words.answers.overviews import COUNTS_SHOWN, LEFT_OUT, QUESTION_SHOWN, SIDE_SHOWN, STATEMENT_SHOWN, page_of
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd, MomentStyle
from bot.words.lists import and_more, parts

PAGE_LINES = 5
"""How many entries a page has."""

MOST_DEBATES = 6
"""How many debates are named, those of the latest events; the rest is a number."""

AWAITING = message("awaiting your answer: {number}")
MOVED = message("you moved on: {number}")


class OwnDebate(Protocol):
    """A debate that knows somebody."""

    @property
    def id(self) -> int: ...
    @property
    def question(self) -> str | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def last_event(self) -> datetime: ...
    @property
    def side(self) -> SideName: ...
    @property
    def awaiting(self) -> int: ...
    @property
    def moved(self) -> int: ...


class OwnEntry(Protocol):
    """An entry that somebody wrote."""

    @property
    def debate(self) -> int: ...
    @property
    def entry(self) -> int: ...
    @property
    def digests(self) -> int: ...
    @property
    def digest(self) -> Source | None: ...


class OwnPage(Protocol):
    """A page of what somebody takes part in and wrote."""

    @property
    def guild(self) -> int: ...
    @property
    def page(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def debates(self) -> Sequence[OwnDebate]: ...
    @property
    def entries(self) -> Sequence[tuple[OwnEntry, Ledger]]: ...
    @property
    def unknown(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SaidOwnPage:
    """The page in words: what heads it, the debates, the entries, and what is left out."""

    head: str
    debates: str
    entries: tuple[str, ...]
    foot: str


def page(front: FrontEnd, own: OwnPage) -> SaidOwnPage:
    """A page; the debates are on the first one."""
    debates = "\n".join(_debates(front, own)) if own.page == 1 else ""
    entries = tuple(_entry(front, own.guild, entry, ledger) for entry, ledger in own.entries)
    if entries:
        entries = (front.dialect.heading(front.say("What you wrote"), 3), *entries)
    return SaidOwnPage(_head(front, own), debates, entries, "\n".join(_foot(front, own)))


def _head(front: FrontEnd, own: OwnPage) -> str:
    title = front.dialect.heading(front.say("Your debates in this server"))
    if not own.debates:
        none = front.say("You take part in none here yet. {ways.open_debate} begins one, and so does a tag.")
        return f"{title}\n{none}"
    counted = (
        front.count("{number} debate", "{number} debates", len(own.debates)),
        front.say(AWAITING, number=sum(debate.awaiting for debate in own.debates)),
        front.say(MOVED, number=sum(debate.moved for debate in own.debates)),
    )
    return f"{title}\n{parts(front.catalogue, counted)}"


def _debates(front: FrontEnd, own: OwnPage) -> Iterator[str]:
    for debate in own.debates[:MOST_DEBATES]:
        question = front.dialect.inert_within(names.question(front, debate.question), QUESTION_SHOWN)
        linked = front.dialect.linked(question, front.dialect.address(own.guild, debate.id))
        yield front.dialect.item(f"{front.dialect.bold(linked)}: {parts(front.catalogue, _debate(front, debate))}")
    if len(own.debates) > MOST_DEBATES:
        yield and_more(front, len(own.debates) - MOST_DEBATES)


def _debate(front: FrontEnd, debate: OwnDebate) -> Iterator[str]:
    if debate.closed_at is not None:
        yield front.say("closed")
    if debate.side is not None:
        yield front.dialect.inert_within(names.side(front, debate.side), SIDE_SHOWN)
    if debate.awaiting:
        yield front.say(AWAITING, number=debate.awaiting)
    if debate.moved:
        yield front.say(MOVED, number=debate.moved)
    yield front.dialect.moment(debate.last_event, MomentStyle.RELATIVE)


def _entry(front: FrontEnd, guild: int, own: OwnEntry, ledger: Ledger) -> str:
    entry = ledger.entries[own.entry]
    number = names.number(front, entry.number, None)
    address = front.dialect.link(guild, entry.source) if entry.source else front.dialect.address(guild, own.debate)
    statement = front.dialect.inert_within(names.statement(front, entry.said), STATEMENT_SHOWN)
    beside = parts(front.catalogue, _beside(front, guild, own, ledger))
    return f"{front.dialect.bold(front.dialect.linked(number, address))} {statement}\n{front.dialect.small(beside)}"


def _beside(front: FrontEnd, guild: int, own: OwnEntry, ledger: Ledger) -> Iterator[str]:
    now = standing(ledger)
    line = next((line for line in now.entries if line.entry.number == own.entry), None)
    if line is None:
        yield details.life(front, ledger, ledger.entries[own.entry])
    else:
        yield from (shortened(told, COUNTS_SHOWN) for told in where_it_stands(front, now, line))
    if own.digests:
        # Translators: in so many digests there was a line with the entry.
        yield front.say("in digests: {number}", number=own.digests)
    if own.digest is not None:
        yield front.dialect.link(guild, own.digest)


def _foot(front: FrontEnd, own: OwnPage) -> Iterator[str]:
    if own.unknown:
        yield front.dialect.small(front.say(LEFT_OUT, number=own.unknown))
    if own.pages > 1:
        yield front.dialect.small(page_of(front, own.page, own.pages))
