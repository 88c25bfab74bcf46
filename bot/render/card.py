"""A status card as Discord shows it: its texts within Discord's limits, and the labels of its buttons."""

from datetime import datetime

from bot.ledger.telling.card import Card, Shown, Waiting
from bot.ledger.telling.digest import Line
from bot.render.text import inert, inert_within, lines_within, link, moment, shortened

MOST_CHARACTERS = 2600
"""Of Discord's 4,000 for all texts of a message: even where each takes three bytes, they stay below 9,000."""

STATEMENT_SHOWN = 160
REASON_SHOWN = 140
LABEL_LIMIT = 80
MOST_SIDES = 5
"""How many sides can be joined by a button: one row of them."""


def card_text(card: Card, guild: int) -> str:
    """All that the card says."""
    lines = [f"## {inert_within(card.question, 300)}"]
    if not card.is_open:
        lines.append("**This debate is closed.** Its ledger can still be read: /ledger show.")
    if card.sides:
        lines.append(" · ".join(f"{inert_within(name, 60)} ({people})" for name, people in card.sides[:8]))
    if card.unsided:
        lines.append(f"-# {card.unsided} on no side")
    lines.append(card.headline)
    if card.crux is not None:
        lines += ["### It turns on", *_line(card.crux, guild)]
    lines += _part("Common ground", card.common_ground, guild)
    lines += _part("Awaiting an answer", card.awaited, guild)
    return lines_within(lines, MOST_CHARACTERS)


def footer(reference: str, at: datetime) -> str:
    """The last line: as of when the card is true and, while it is being posted, by what it is found again."""
    return " · ".join(part for part in ("-# Crux card", reference, f"as of {moment(at, 'R')}") if part)


def _part(title: str, shown: Shown, guild: int) -> list[str]:
    if not shown.lines:
        return []
    more = [f"-# and {shown.more} more: /ledger show"] if shown.more else []
    return [f"### {title}", *(part for line in shown.lines for part in _line(line, guild)), *more]


def _line(line: Line, guild: int) -> list[str]:
    jump = f" [↗]({link(guild, line.source)})" if line.source else ""
    said = inert_within(line.statement, STATEMENT_SHOWN)
    return [f"- **#{line.entry}** {said}{jump}\n  {inert_within(line.reason, REASON_SHOWN)}"]


def join_label(name: str) -> str:
    """What stands on the button that takes a side."""
    return shortened(f"Join: {name}", LABEL_LIMIT)


ANSWER_LABEL = "Answer what waits for you"
MAP_LABEL = "Map"
SKIP_LABEL = "Skip"
AGAIN_LABEL = "Show the skipped ones"


def card_is_there(guild: int, channel: int, message: int) -> str:
    """The answer when a card was posted, or was there."""
    return (
        f"The status card: https://discord.com/channels/{guild}/{channel}/{message}. It is kept up to date by itself."
    )


def card_comes() -> str:
    """The answer when the card could not be posted at once."""
    return "The status card cannot be posted just now. Crux tries again; look whether it may post here."


def card_dropped() -> str:
    """The answer when no card is kept any more."""
    return "No status card is kept here any more. /debate card posts one again."


def waiting(found: Waiting, told: str = "") -> str:
    """What waits for somebody's stance: how many, and the first of them; `told` is what was done before."""
    lines = [told] if told else []
    if found.first is None:
        lines.append(_no_more(found))
        return "\n".join(lines)
    waits = "1 entry waits" if found.number == 1 else f"{found.number} entries wait"
    lines.append(f"{waits} for your stance.")
    entry = found.first
    lines.append(f"**#{entry.number}** {inert(entry.statement or '(erased)')}")
    lines.append(f"-# {entry.kind.value} by {inert(found.author)}")
    if found.reworded:
        lines.append("-# You answered an earlier wording of it: still?")
    if entry.passage:
        lines.append(f"> {inert_within(entry.passage, 300)}")
    return "\n".join(lines)


def _no_more(found: Waiting) -> str:
    if not found.number:
        return "Nothing waits for your stance."
    skipped = "the one you skipped" if found.number == 1 else f"the {found.number} you skipped"
    return f"Nothing more waits for your stance, but {skipped}."
