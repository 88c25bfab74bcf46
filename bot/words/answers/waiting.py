"""What waits for somebody's stance."""

from collections.abc import Iterator, Mapping

from bot.ledger.entries import Entry, Kind
from bot.ledger.people import Name
from bot.ledger.telling.card import Waiting
from bot.words import names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

PASSAGE_SHOWN = 300

_BY: Mapping[Kind, str] = {
    Kind.CLAIM: message("claim by {author}"),
    Kind.CRUX: message("crux by {author}"),
    Kind.CONCESSION: message("concession by {author}"),
}


def waiting(front: FrontEnd, waits: Waiting) -> str:
    """How many entries wait, and the first of them in full."""
    entry = waits.first
    if entry is None:
        return _no_more(front, waits.number)
    number = front.count(
        "{number} entry waits for your stance.", "{number} entries wait for your stance.", waits.number
    )
    return "\n".join([number, *entry_in_full(front, entry, waits.author, waits.reworded)])


def entry_in_full(front: FrontEnd, entry: Entry, author: Name, reworded: bool) -> Iterator[str]:
    """An entry as it is put to somebody who is to answer it; `reworded` where they answered an earlier wording."""
    dialect = front.dialect
    statement = front.isolated(dialect.inert(names.statement(front, entry.said)))
    yield front.line(f"{dialect.bold(f'#{entry.number}')} {statement}")
    yield dialect.small(front.say(_BY[entry.kind], author=dialect.inert(names.person(front, author))))
    if reworded:
        yield dialect.small(front.say("You answered an earlier wording of it: still?"))
    if entry.passage:
        yield dialect.quote(dialect.inert_within(entry.passage, PASSAGE_SHOWN))


def _no_more(front: FrontEnd, skipped: int) -> str:
    if not skipped:
        return front.say("Nothing waits for your stance.")
    return front.count(
        "Nothing more waits for your stance, but the one you skipped.",
        "Nothing more waits for your stance, but the {number} you skipped.",
        skipped,
    )
