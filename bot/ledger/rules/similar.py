"""Take a stance on what says the same already, instead of an entry of one's own."""

from collections.abc import Iterable

from bot.ledger.entries import Answer, Entry, Link, Stance
from bot.ledger.rules import Changes
from bot.ledger.rules.proposals import merged
from bot.ledger.rules.stances import stance_taken


def merged_and_answered(
    entry: Entry,
    into: Entry,
    by: int,
    links: Iterable[Link],
    own: Stance | None,
    given: Stance | None,
) -> Changes:
    """Let an entry of one's own go on as another one, and give that the answer that one had given to one's own.

    `given` is what one has answered to the other one already: it stays. Raises what `merged` raises.
    """
    changes = merged(entry, into, by, False, links)
    if given is not None and given.counts_for(into):
        return changes
    answer, credence = (own.answer, own.credence) if own is not None else (Answer.AGREE, None)
    return (*changes, *stance_taken(into, by, answer, credence, given, meant=True))
