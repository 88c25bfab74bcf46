"""What waits for somebody's stance."""

from collections.abc import Mapping

from bot.ledger.entries import Kind
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
    entry, dialect = waits.first, front.dialect
    if entry is None:
        return _no_more(front, waits.number)
    statement = dialect.inert(names.statement(front, entry.said))
    lines = [
        front.count("{number} entry waits for your stance.", "{number} entries wait for your stance.", waits.number),
        f"{dialect.bold(f'#{entry.number}')} {statement}",
        dialect.small(front.say(_BY[entry.kind], author=dialect.inert(names.person(front, waits.author)))),
    ]
    if waits.reworded:
        lines.append(dialect.small(front.say("You answered an earlier wording of it: still?")))
    if entry.passage:
        lines.append(dialect.quote(dialect.inert_within(entry.passage, PASSAGE_SHOWN)))
    return "\n".join(lines)


def _no_more(front: FrontEnd, skipped: int) -> str:
    if not skipped:
        return front.say("Nothing waits for your stance.")
    return front.count(
        "Nothing more waits for your stance, but the one you skipped.",
        "Nothing more waits for your stance, but the {number} you skipped.",
        skipped,
    )
