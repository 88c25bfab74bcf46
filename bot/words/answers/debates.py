"""What is said when a debate opens or closes."""

from collections.abc import Sequence

from bot.ledger.entries import Debate
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.lists import joined


def opened(front: FrontEnd, debate: Debate, sides: Sequence[str]) -> str:
    """What everybody sees when a debate opens."""
    lines = (
        front.dialect.heading(_question(front, debate)),
        _sides(front, sides),
        front.say("{ways.start_any_tag}. {ways.help} tells more."),
    )
    return "\n".join(lines)


def _sides(front: FrontEnd, sides: Sequence[str]) -> str:
    if not sides:
        return front.say("No sides are named: with two participants, each is a side. {ways.join_side} names one.")
    shown = joined(front.catalogue, (front.dialect.bold(front.dialect.inert(side)) for side in sides))
    return front.say("Sides: {sides}. Take yours with {ways.join_side}.", sides=shown)


def closed(front: FrontEnd, debate: Debate) -> str:
    """What everybody sees when a debate closes."""
    return front.say(
        "The debate “{question}” is closed. Its ledger can still be read: {ways.show_ledger}.",
        question=_question(front, debate),
    )


def _question(front: FrontEnd, debate: Debate) -> str:
    return front.dialect.inert(names.question(front, debate.question))
