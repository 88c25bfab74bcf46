"""What a closed debate came to: what was settled, what stays open, and a day to look again.

A line that only repeats what an entry says is kept as the entry's number: its words stay its author's, and go where
theirs go. Whoever is shown the outcome is shown what the entry says now.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.ledger.entries import Entry
from bot.ledger.moments import is_reckonable
from bot.ledger.refusals import BadDay, OutcomeTooLong
from bot.ledger.text import one_line

OUTCOME_LIMIT = 1000
"""The longest text of an outcome, in characters, with all that its entries say."""

LOOK_AGAIN_AT = time(12, tzinfo=UTC)
"""When a debate is looked at again: a moment that is on the same day almost everywhere."""


class Mark(StrEnum):
    """What stands before an entry of an outcome: whether it was accepted or rejected."""

    ACCEPTED = "✓"
    REJECTED = "✗"
    NEITHER = ""


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """What somebody filled in to close a debate; what is empty says nothing."""

    settled: str = ""
    still_open: str = ""
    look_again: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a debate came to, as it is kept."""

    settled: str | None = None
    still_open: str | None = None
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A line of an outcome: words of whoever closed the debate, or an entry, with its mark."""

    words: str = ""
    entry: int | None = None
    mark: Mark = Mark.NEITHER


_ENTRY = re.compile(r"(?P<mark>[✓✗]?) ?#(?P<entry>[0-9]{1,9})(?: (?P<said>.+))?")


def outcome_from(form: OutcomeForm, said: Mapping[int, str], today: date) -> Outcome:
    """The outcome that a form gives; `said` is what entries say, by number. Raises OutcomeTooLong, BadDay."""
    return Outcome(
        settled=_kept(form.settled, said),
        still_open=_kept(form.still_open, said),
        look_again=day_from(form.look_again, today),
    )


def _kept(words: str, said: Mapping[int, str]) -> str | None:
    if len(words) > OUTCOME_LIMIT:
        raise OutcomeTooLong(limit=OUTCOME_LIMIT)
    return "\n".join(_kept_line(line, said) for line in _lines(words)) or None


def _kept_line(line: str, said: Mapping[int, str]) -> str:
    found = _ENTRY.fullmatch(line)
    if found is None or found["said"] is None or found["said"] != said.get(int(found["entry"])):
        return line
    return line.removesuffix(found["said"]).rstrip()


def _lines(words: str) -> Iterator[str]:
    return filter(None, (one_line(line) for line in words.splitlines()))


def day_from(words: str, today: date) -> date | None:
    """The day that somebody wrote as 2026-12-24; None where they wrote none. Raises BadDay unless it is to come."""
    written = one_line(words)
    if not written:
        return None
    day = _day(written)
    if day is None or day <= today:
        raise BadDay(words=written)
    return day


def is_day(written: str) -> bool:
    """Whether it is a day, in the only way in which events write one."""
    day = _day(written)
    return day is not None and day.isoformat() == written


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if is_reckonable(day) else None


def lines_of(words: str | None) -> tuple[OutcomeLine, ...]:
    """The lines of a text of an outcome."""
    return tuple(_line(line) for line in _lines(words or ""))


def _line(line: str) -> OutcomeLine:
    found = _ENTRY.fullmatch(line)
    if found is None or found["said"] is not None:
        return OutcomeLine(line)
    return OutcomeLine(entry=int(found["entry"]), mark=Mark(found["mark"]))


def entries_in(*texts: str | None) -> tuple[int, ...]:
    """The entries that lines of these texts begin with, in the order of their numbers."""
    found = (_ENTRY.fullmatch(line) for words in texts for line in _lines(words or ""))
    return tuple(sorted({int(one["entry"]) for one in found if one is not None}))


def written(lines: Iterable[tuple[Mark, Entry]]) -> str:
    """Entries as the lines of a form, as many as it has room for."""
    text = ""
    for mark, entry in lines:
        line = f"{mark.value} #{entry.number} {entry.statement or ''}".strip()
        if len(text) + len(line) + 1 > OUTCOME_LIMIT:
            break
        text += f"\n{line}" if text else line
    return text


def comes_back_at(day: date) -> datetime:
    """The moment of a day at which its debates come back."""
    return datetime.combine(day, LOOK_AGAIN_AT)


def latest_day(at: datetime) -> date:
    """The latest day whose debates come back by that moment."""
    return (at.astimezone(UTC) - timedelta(hours=LOOK_AGAIN_AT.hour)).date()
