"""A status card as Discord shows it: its texts within Discord's limits."""

from datetime import datetime

from bot.ledger.entries import SideName
from bot.ledger.telling.card import Card, Shown
from bot.ledger.telling.lines import Line
from bot.render.chat import jump
from bot.words import card as words
from bot.words import digest, names, sides
from bot.words.front_end import FrontEnd
from bot.words.lists import lines_within

MOST_CHARACTERS = 2600
"""Of Discord's 4,000 for all texts of a message: even where each takes three bytes, they stay below 9,000."""

QUESTION_SHOWN = 300
SIDES_SHOWN = 8
SIDE_NAME_SHOWN = 60
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
    if card.sides:
        lines.append(" · ".join(_side(front, name, people) for name, people in card.sides[:SIDES_SHOWN]))
    if card.unsided:
        lines.append(dialect.small(words.on_no_side(front, card.unsided)))
    lines.append(digest.headline(front, card.headline))
    if card.crux is not None:
        lines += [dialect.heading(front.say(words.TURNS_ON), 3), _line(front, card.crux, guild)]
    lines += _part(front, front.say(words.COMMON_GROUND), card.common_ground, guild)
    lines += _part(front, front.say(words.AWAITING_ANSWER), card.awaited, guild)
    return lines_within(front, lines, MOST_CHARACTERS)


def footer(front: FrontEnd, reference: str, at: datetime) -> str:
    """The last line: as of when the card is true and, while it is being posted, by what it is found again."""
    return front.dialect.small(words.footer(front, reference, at))


def _side(front: FrontEnd, name: SideName, people: int) -> str:
    return sides.side(front, front.dialect.inert_within(names.side(front, name), SIDE_NAME_SHOWN), people)


def _part(front: FrontEnd, title: str, shown: Shown, guild: int) -> list[str]:
    if not shown.lines:
        return []
    more = [front.dialect.small(digest.and_more(front, shown.more))] if shown.more else []
    return [front.dialect.heading(title, 3), *(_line(front, line, guild) for line in shown.lines), *more]


def _line(front: FrontEnd, line: Line, guild: int) -> str:
    said, dialect = digest.said(front, line), front.dialect
    statement = dialect.inert_within(said.statement, STATEMENT_SHOWN)
    first = dialect.item(f"{dialect.bold(f'#{said.entry}')} {statement}{jump(front, said, guild)}")
    return f"{first}\n  {dialect.inert_within(said.reason, REASON_SHOWN)}"
