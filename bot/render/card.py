"""A status card as a message of a chat: the head of a digest, what it turns on, and the digest's buttons."""

from dataclasses import dataclass
from datetime import datetime

from bot.ledger.pauses import PlacedObstacle
from bot.ledger.telling.card import Card
from bot.ledger.telling.digest import Anchor
from bot.render.chat import laid_out, rest
from bot.render.digest_buttons import Rows, digest_buttons
from bot.render.room import Around
from bot.words import card as words
from bot.words import digest
from bot.words.front_end import FrontEnd
from bot.words.lists import lines_within
from bot.words.outcome import outcome

OUTCOME_SHOWN = 1200
"""How many characters a card has for what a closed debate came to."""


@dataclass(frozen=True, slots=True)
class CardMessage:
    """A card's message: its texts, its buttons in rows, and the last lines."""

    texts: tuple[str, ...]
    buttons: Rows
    footer: str


def card_message(
    front: FrontEnd,
    card: Card,
    guild: int,
    *,
    anchor: Anchor,
    at: datetime,
    reference: str = "",
    obstacle: PlacedObstacle | None = None,
) -> CardMessage:
    """The message of a card, true as of `at`; with the reference by which it is found again where it is posted.

    `obstacle` is what stands in the way of the debate's scheduled digest.
    """
    closed = [*([] if card.is_open else [_closed(front, card)]), *([words.locked(front)] if card.is_locked else [])]

    def around(front: FrontEnd) -> Around:
        footer = "\n".join(map(front.dialect.small, (words.footer(front, at), digest.anchor(front, anchor))))
        below = [rest(front, card), *([words.digest_paused(front, obstacle)] if obstacle is not None else [])]
        return Around((*closed, "\n".join(filter(None, below)), footer), digest_buttons(front, card, reference))

    turns_on = [card.turns_on] if card.turns_on is not None else []
    shown = laid_out(front, card, turns_on, guild, around)
    *_, more, footer = shown.around.texts
    texts = (shown.top, *closed, *shown.sections, *([more] if more else []))
    return CardMessage(texts, shown.around.buttons, footer)


def _closed(front: FrontEnd, card: Card) -> str:
    return lines_within(front, [words.closed(front), *outcome(front, card.outcome)], OUTCOME_SHOWN)
