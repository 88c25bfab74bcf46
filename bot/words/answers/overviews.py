"""The debates of a server together, as a page says them: the most agreed and contested entries, then each debate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ledger.entries import Answer, Said, Source
from bot.ledger.people import Name, SideName
from bot.ledger.telling.in_counts import Awaited, InCounts, RankedEntry
from bot.ledger.telling.reasons import Counts
from bot.ledger.text import shortened
from bot.words import debate_tags, names
from bot.words.catalogue import message
from bot.words.counts import counts as counts_in_words
from bot.words.front_end import FrontEnd, MomentStyle
from bot.words.letters import side_letter
from bot.words.lists import joined, parts

PAGE_LINES = 5
"""How many debates a page has: with the entries above them, Discord takes no more in one message."""

AGREED = message("agreed: {number}")
REJECTED = message("rejected by all: {number}")
DIVERGING = message("diverging: {number}")
LEFT_OUT = message("Left out for now, in archived threads that Crux is looking up: {number}. Ask again.")
TURNS_ON = message("turns on: {number}")

COUNTED = (AGREED, REJECTED, DIVERGING, TURNS_ON)
"""What is counted of each debate, in this order."""

QUESTION_SHOWN, QUESTION_BESIDE, STATEMENT_SHOWN, SIDE_SHOWN, COUNTS_SHOWN = 70, 30, 90, 16, 80
"""So that a page fits, whatever people write."""

MOST_AWAITED = 2
"""How many sides of a debate are named that are awaited: those on most entries."""


class Called(Protocol):
    """What a debate and those in it are called."""

    @property
    def question(self) -> str | None: ...
    @property
    def sides(self) -> Mapping[int, SideName]: ...
    @property
    def people(self) -> Mapping[int, Name]: ...


class Debate(Protocol):
    """A debate, when it was closed, and when something happened in it last."""

    @property
    def id(self) -> int: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def last_event(self) -> datetime: ...


class DebateLine(Protocol):
    """A debate, where it stands, and what it is called."""

    @property
    def debate(self) -> Debate: ...
    @property
    def counts(self) -> InCounts: ...
    @property
    def called(self) -> Called: ...


class SaidEntry(Protocol):
    """What an entry says, and the message that it quotes."""

    @property
    def said(self) -> Said: ...
    @property
    def source(self) -> Source | None: ...


class EntryLine(Protocol):
    """An entry among others of the server, and what its debate asks."""

    @property
    def ranked(self) -> RankedEntry: ...
    @property
    def said(self) -> SaidEntry: ...
    @property
    def question(self) -> str | None: ...


class Overview(Protocol):
    """A page of the debates of a server."""

    @property
    def guild(self) -> int: ...
    @property
    def page(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def debates(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def agreed(self) -> int: ...
    @property
    def diverging(self) -> int: ...
    @property
    def lines(self) -> Sequence[DebateLine]: ...
    @property
    def most_agreed(self) -> Sequence[EntryLine]: ...
    @property
    def most_contested(self) -> Sequence[EntryLine]: ...
    @property
    def unknown(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SaidOverview:
    """A page in words: what heads it, the entries that stand out, its debates, and what is left out."""

    head: str
    entries: tuple[str, ...]
    debates: tuple[str, ...]
    foot: str


def page(front: FrontEnd, told: Overview, *, of_channel: bool = False) -> SaidOverview:
    """A page; the entries that stand out are on the first one."""
    entries = tuple(standing_out(front, told)) if told.page == 1 else ()
    debates = tuple(debate(front, told.guild, line, tagged=of_channel) for line in told.lines)
    return SaidOverview(_head(front, told, of_channel=of_channel), entries, debates, "\n".join(_foot(front, told)))


def _head(front: FrontEnd, told: Overview, *, of_channel: bool) -> str:
    title = front.say("Debates of this channel") if of_channel else front.say("Debates of this server")
    if not told.debates:
        none = front.say("There is none that you can see here. {ways.open_debate} begins one.")
        return "\n".join((front.dialect.heading(title), none))
    counted = (
        front.count("{number} debate", "{number} debates", told.debates),
        front.say("open: {number}", number=told.open),
        front.say(AGREED, number=told.agreed),
        front.say(DIVERGING, number=told.diverging),
    )
    return "\n".join((front.dialect.heading(title), parts(front.catalogue, counted)))


def standing_out(front: FrontEnd, told: Overview) -> Iterator[str]:
    """The most agreed and the most contested entries."""
    for title, entries, named in (
        (front.say("Most agreed"), told.most_agreed, False),
        (front.say("Most contested"), told.most_contested, True),
    ):
        if entries:
            lines = (front.dialect.item(_entry(front, told.guild, line, named=named)) for line in entries)
            yield "\n".join((front.dialect.heading(title, 3), *lines))


def _entry(front: FrontEnd, guild: int, line: EntryLine, *, named: bool) -> str:
    ranked, source = line.ranked, line.said.source
    number = names.number(front, ranked.entry, None)
    statement = front.dialect.inert_within(names.statement(front, line.said.said), STATEMENT_SHOWN)
    answered = Counts(Answer.AGREE, ranked.tallies, ranked.is_room, named)
    question = front.dialect.inert_within(names.question(front, line.question), QUESTION_BESIDE)
    address = front.dialect.link(guild, source) if source else front.dialect.address(guild, ranked.debate)
    counted = shortened(counts_in_words(front, answered), COUNTS_SHOWN)
    beside = parts(front.catalogue, (counted, front.dialect.linked(question, address)))
    return f"{number} {statement} ({beside})"


def debate(
    front: FrontEnd, guild: int, line: DebateLine, before: Sequence[int] | None = None, *, tagged: bool = False
) -> str:
    """A debate, with where it stands; and by how much more or less than `before`, in the order of `COUNTED`.

    With `tagged`, first the tag that its post would have in a forum.
    """
    question = front.dialect.inert_within(names.question(front, line.called.question), QUESTION_SHOWN)
    address = front.dialect.address(guild, line.debate.id)
    title = front.dialect.bold(front.dialect.linked(question, address))
    tag = (debate_tags.name(front, line.counts.tag),) if tagged else ()
    return f"{title}\n{parts(front.catalogue, (*tag, *_stands(front, line, before)))}"


def _stands(front: FrontEnd, line: DebateLine, before: Sequence[int] | None) -> Iterator[str]:
    told = line.counts
    if line.debate.closed_at is not None:
        yield front.say("closed")
    numbers = (told.agreed, told.rejected, told.diverging, told.turns_on)
    for counted, number, then in zip(COUNTED, numbers, before or numbers, strict=True):
        if number or then:
            yield f"{front.say(counted, number=number)}{_change(number - then)}"
    if not any((*numbers, *(before or ()))):
        yield front.count("{number} entry", "{number} entries", told.entries)
    if line.debate.closed_at is None and told.awaited:
        yield front.say("awaited: {who}", who=joined(front.catalogue, _awaited(front, line)))
    if told.proposed:
        yield front.count("{number} awaits its author", "{number} await their authors", told.proposed)
    yield front.dialect.moment(line.debate.last_event, MomentStyle.RELATIVE)


def _change(more: int) -> str:
    return f" ({more:+d})" if more else ""


def _awaited(front: FrontEnd, line: DebateLine) -> Iterator[str]:
    """Who has not been heard, and on how many entries; nobody is notified."""
    most = sorted(line.counts.awaited, key=lambda awaited: -awaited.entries)[:MOST_AWAITED]
    for awaited in sorted(most, key=lambda awaited: awaited.place):
        yield front.say("{who} on {number}", who=_who(front, line, awaited), number=awaited.entries)


def _who(front: FrontEnd, line: DebateLine, awaited: Awaited) -> str:
    if line.counts.is_room:
        return front.say("everybody")
    called: SideName = line.called.people.get(awaited.person) if awaited.person is not None else None
    if awaited.number is not None:
        called = line.called.sides.get(awaited.number)
    name = front.dialect.inert_within(names.side(front, called), SIDE_SHOWN)
    return f"{side_letter(awaited.place)} {name}"


def _foot(front: FrontEnd, told: Overview) -> Iterator[str]:
    if told.unknown:
        yield front.dialect.small(front.say(LEFT_OUT, number=told.unknown))
    if told.pages > 1:
        yield front.dialect.small(page_of(front, told.page, told.pages))


def page_of(front: FrontEnd, page: int, pages: int) -> str:
    """Which page it is, of how many."""
    return front.say("page {page} of {pages}", page=page, pages=pages)
