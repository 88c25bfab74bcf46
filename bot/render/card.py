"""A status card as Discord shows it: its texts within Discord's limits."""

from datetime import datetime

from bot.ledger.telling.card import Card, Shown
from bot.ledger.telling.lines import Line, SectionKind
from bot.render.chat import entry_link
from bot.words import card as words
from bot.words import digest, names
from bot.words.front_end import FrontEnd
from bot.words.lists import lines_within
from bot.words.sides import sides_line

MOST_CHARACTERS = 2600
"""Of Discord's 4,000 for all texts of a message: even where each takes three bytes, they stay below 9,000."""

QUESTION_SHOWN = 300
SUMMARY_SHOWN = 500
STATEMENT_SHOWN = 160
REASON_SHOWN = 140
MOST_SIDES = 5
"""How many sides can be joined by a button: one row of them."""


def card_text(front: FrontEnd, card: Card, guild: int) -> str:
    """All that the card says."""
    dialect = front.dialect
    lines = [dialect.heading(dialect.inert_within(names.question(front, card.question), QUESTION_SHOWN))]
    if not card.is_open:
        lines.append(words.closed(front))
    lines.append(sides_line(front, card.sides, card.unsided, room=card.room))
    lines.append(dialect.inert_within(digest.summary(front, card.summary), SUMMARY_SHOWN))
    if card.crux is not None:
        lines += [dialect.heading(front.say(words.TURNS_ON), 3), _line(front, card.crux, guild)]
    sides = len(card.sides)
    lines += _part(front, digest.title(front, SectionKind.ACCEPT, sides), card.accepted, guild)
    lines += _part(front, digest.title(front, SectionKind.REJECT, sides), card.rejected, guild)
    lines += _part(front, front.say(words.AWAITING_ANSWER), card.awaited, guild)
    return lines_within(front, lines, MOST_CHARACTERS)


def footer(front: FrontEnd, reference: str, at: datetime) -> str:
    """The last line: as of when the card is true and, while it is being posted, by what it is found again."""
    return front.dialect.small(words.footer(front, reference, at))


def _part(front: FrontEnd, title: str, shown: Shown, guild: int) -> list[str]:
    if not shown.lines:
        return []
    more = [front.dialect.small(digest.and_more(front, shown.more))] if shown.more else []
    return [front.dialect.heading(title, 3), *(_line(front, line, guild) for line in shown.lines), *more]


def _line(front: FrontEnd, line: Line, guild: int) -> str:
    said, dialect = digest.said(front, line), front.dialect
    statement = dialect.inert_within(said.statement, STATEMENT_SHOWN)
    number = entry_link(front, said, guild)
    return f"{dialect.item(number)} {statement} · {dialect.inert_within(said.beside(front), REASON_SHOWN)}"
