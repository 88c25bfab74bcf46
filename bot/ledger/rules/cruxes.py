"""Mark an entry as one's crux, and take that back."""

from collections.abc import Iterable

from bot.ledger.entries import CruxMark, Degree, Entry
from bot.ledger.record import events as e
from bot.ledger.refusals import CruxForItself
from bot.ledger.rules import Changes
from bot.ledger.rules.entries import require_answerable


def crux_marked(entry: Entry, person: int, target: Entry | None, degree: Degree, before: Iterable[CruxMark]) -> Changes:
    """Mark an entry as one's crux for the target (None: the question).

    Raises CruxForItself and what `require_answerable` raises.
    """
    require_answerable(entry)
    if target is not None:
        require_answerable(target)
        if target.number == entry.number:
            raise CruxForItself
    number = target.number if target else None
    mark = CruxMark(person, entry.number, number, degree)
    return () if mark in tuple(before) else (e.CruxMarked(entry.number, person, number, degree),)


def crux_unmarked(person: int, before: Iterable[CruxMark]) -> Changes:
    """Take one's crux marks back, of those on an entry and on the ones that go on as it."""
    return tuple(e.CruxUnmarked(mark.entry, person, mark.target) for mark in before if mark.person == person)
