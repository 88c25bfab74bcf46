"""Lines on the terms of a debate."""

from collections import Counter
from collections.abc import Iterator

from bot.ledger.entries import Ledger
from bot.ledger.telling.lines import Line, people
from bot.ledger.telling.reasons import TermDefined
from bot.ledger.text import folded


def definitions(ledger: Ledger) -> Iterator[Line]:
    """The terms whose words are still there, in the order in which they were defined."""
    defined = [(d, d.term, d.meaning) for _, d in sorted(ledger.definitions.items())]
    live = [(d, term, meaning) for d, term, meaning in defined if term is not None and meaning is not None]
    senses = Counter(folded(term) for _, term, _ in live)
    for definition, term, meaning in live:
        reason = TermDefined(
            term,
            meaning,
            ledger.name(definition.owner),
            credited=definition.owner != definition.by,
            adopted_by=people(ledger, definition.adopted_by),
            senses=senses[folded(term)],
        )
        yield Line(None, None, reason, source=definition.source)
