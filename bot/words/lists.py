"""Things named one after another, and lines that fit a limit."""

from collections.abc import Iterable, Sequence
from functools import reduce

from bot.ledger.text import shortened
from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd


def joined(catalogue: Catalogue, items: Iterable[str]) -> str:
    """The items in one line, with the language's comma between them."""
    return catalogue.say(", ").join(map(catalogue.isolated, items))


def enumerated(catalogue: Catalogue, items: Sequence[str]) -> str:
    """The items in one line, with an "and" before the last one."""
    if len(items) < 2:
        return "".join(items)
    # Translators: two things or more in a sentence, as CLDR joins them; {items} has commas between them already.
    return catalogue.say("{items} and {last}", items=joined(catalogue, items[:-1]), last=items[-1])


def parts(catalogue: Catalogue, items: Iterable[str]) -> str:
    """Things of unlike kinds in one line, set apart from each other."""
    # Translators: what stands between things of unlike kinds in one line, spaces included.
    return catalogue.say(" · ").join(items)


def clauses(catalogue: Catalogue, parts: Iterable[str]) -> str:
    """Statements that could stand alone, in one line."""
    return catalogue.say("; ").join(parts)


def sentences(catalogue: Catalogue, parts: Iterable[str]) -> str:
    """Sentences one after the other, with the language's space between them."""
    first, *others = [*parts] or [""]
    # Translators: two sentences one after the other; without the space where your language has none between them.
    return reduce(lambda before, after: catalogue.say("{before} {after}", before=before, after=after), others, first)


def lines_within(front: FrontEnd, lines: Sequence[str], limit: int) -> str:
    """As many complete lines as fit into the limit, and how many do not."""
    shown = list(lines)
    text = "\n".join(shown)
    while len(text) > limit and len(shown) > 1:
        shown.pop()
        text = "\n".join([*shown, and_more(front, len(lines) - len(shown))])
    return shortened(text, limit)


def and_more(front: FrontEnd, number: int) -> str:
    """The last line of a list that does not show all it has."""
    return front.dialect.small(front.count("and {number} more", "and {number} more", number))
