"""Which entry somebody names, and what can be done with it by its status and kind."""

from collections.abc import Mapping, Sequence

from bot.ledger.entries import LARGEST_NUMBER, Entry, Kind, Status
from bot.ledger.refusals import (
    AmbiguousEntry,
    AwaitsItsAuthor,
    ConcessionTakesNoStance,
    EntryGoesOn,
    EntryIsGone,
    NoSuchEntry,
    NothingFits,
    WordsAreGone,
)
from bot.ledger.statements import one_line
from bot.ledger.text import folded

CANDIDATES_NAMED = 3
"""How many entries a refusal names when words fit several."""


def entry_numbered(entries: Mapping[int, Entry], number: int) -> Entry:
    """The entry of that number. Raises NoSuchEntry."""
    try:
        return entries[number]
    except KeyError:
        raise NoSuchEntry(entry=number) from None


def number_in(name: str) -> int | None:
    """The number that a name is ("12", "#12"); None where it is words."""
    digits = one_line(name).removeprefix("#").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_NUMBER)) else None


def entry_named(entries: Mapping[int, Entry], name: str, fitting: Sequence[int]) -> Entry:
    """The entry that somebody names by its number or by its words; `fitting` are those that hold the words.

    Raises NoSuchEntry, NothingFits, AmbiguousEntry.
    """
    number, words = number_in(name), one_line(name)
    if number is not None:
        return entry_numbered(entries, number)
    matches = [entries[number] for number in fitting]
    exact = [entry for entry in matches if folded(entry.statement or "") == folded(words)]
    if not matches:
        raise NothingFits(words=words[:80])
    if len(exact or matches) > 1:
        raise AmbiguousEntry(words=words[:80], candidates=tuple(entry.number for entry in matches[:CANDIDATES_NAMED]))
    return (exact or matches)[0]


def is_alive(entry: Entry) -> bool:
    """Whether an entry is live or may become so."""
    return entry.status in (Status.LIVE, Status.PROPOSED)


def require_live(entry: Entry) -> None:
    """Raises AwaitsItsAuthor, EntryGoesOn or EntryIsGone."""
    if entry.status is Status.PROPOSED:
        raise AwaitsItsAuthor(entry=entry.number)
    if entry.merged_into is not None:
        raise EntryGoesOn(entry=entry.number, into=entry.goes_on_as or entry.merged_into)
    if entry.status is not Status.LIVE:
        raise EntryIsGone(entry=entry.number, status=entry.status)


def require_answerable(entry: Entry) -> None:
    """Raises AwaitsItsAuthor, EntryGoesOn, EntryIsGone, ConcessionTakesNoStance or WordsAreGone."""
    require_live(entry)
    if entry.kind is Kind.CONCESSION:
        raise ConcessionTakesNoStance(entry=entry.number, target=entry.concession.entry if entry.concession else None)
    require_words(entry)


def require_words(entry: Entry) -> None:
    """Raises WordsAreGone: nobody answers, or stands by, what nobody can read."""
    if entry.statement is None:
        raise WordsAreGone(entry=entry.number)
