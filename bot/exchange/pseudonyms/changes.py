"""What each verb's fields become in a pseudonymous ledger.

A text whose verb does not stand in the table, and a number of the platform that cannot be left out, fail at import.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import NoneType

from bot.exchange.pseudonyms.traces import Traces
from bot.ledger.entries import STATEMENT_LIMIT
from bot.ledger.outcomes import OUTCOME_LIMIT
from bot.ledger.pseudonymity import PSEUDONYMOUS_SERVER
from bot.ledger.record import events as e
from bot.ledger.record.verb import CHANGES, PLATFORM_IDS, Change
from bot.ledger.rules.debates import QUESTION_LIMIT
from bot.ledger.rules.moderation import REASON_LIMIT
from bot.ledger.rules.sides import SIDE_NAME_LIMIT
from bot.ledger.rules.terms import MEANING_LIMIT, TERM_LIMIT

LONGEST_PASSAGE = 4000
"""The longest message that the platform lets anybody write."""


class Identity(Enum):
    """A text that says who somebody is."""

    USER = auto()
    """Their number on the platform: here it is that of the participant."""
    NAME = auto()
    """What they are called."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote: kept, without what leads to anybody, in so many characters at most."""

    limit: int


class Figure(Enum):
    """A text that is a number of the debate's own: kept as it is."""

    PERCENT = auto()


Becomes = Identity | Words | Figure

TEXTS: Mapping[type[Change], Mapping[str, Becomes]] = {
    e.DebateOpened: {"question": Words(QUESTION_LIMIT)},
    e.QuestionAsked: {"question": Words(QUESTION_LIMIT)},
    e.DebateClosed: {"settled": Words(OUTCOME_LIMIT), "still_open": Words(OUTCOME_LIMIT)},
    e.LedgerLocked: {"lock_reason": Words(REASON_LIMIT)},
    e.ParticipantMet: {"user": Identity.USER, "name": Identity.NAME},
    e.ParticipantRenamed: {"name": Identity.NAME},
    e.SideNamed: {"name": Words(SIDE_NAME_LIMIT)},
    e.SideRenamed: {"name": Words(SIDE_NAME_LIMIT)},
    e.EntryTagged: {"statement": Words(STATEMENT_LIMIT), "passage": Words(LONGEST_PASSAGE)},
    e.EntryReworded: {"statement": Words(STATEMENT_LIMIT)},
    e.TermDefined: {"term": Words(TERM_LIMIT), "meaning": Words(MEANING_LIMIT)},
    e.EstimatesShown: {"estimate_before": Figure.PERCENT, "estimate_after": Figure.PERCENT},
}
"""What each text of each verb becomes."""


def check(kinds: Mapping[str, type[Change]]) -> None:
    """Raise TypeError for a verb of which it is not known what its texts, or its numbers of the platform, become."""
    for kind in kinds.values():
        _texts_of(kind)
        _platform_ids(kind)


def _texts_of(kind: type[Change]) -> Mapping[str, Becomes]:
    texts = TEXTS.get(kind, {})
    if odd := texts.keys() ^ set(kind.form.texts):
        raise TypeError(f"{kind.verb}: it is not known what {sorted(odd)[0]!r} becomes in a pseudonymous ledger")
    return texts


def _platform_ids(kind: type[Change]) -> Mapping[str, int | None]:
    """The numbers of the platform in a verb: none, but for the server, which every debate has."""
    fields = [field for field in kind.form.plain if field in PLATFORM_IDS]
    if odd := [field for field in fields if field != "guild" and NoneType not in kind.form.types[field]]:
        raise TypeError(f"{kind.verb}: {odd[0]!r} cannot be left out of a pseudonymous ledger")
    return {field: PSEUDONYMOUS_SERVER if field == "guild" else None for field in fields}


check(CHANGES)


def disguised(change: Change, pseudonyms: Mapping[int, str], traces: Traces) -> Change:
    """The change without what leads to anybody; texts that are erased stay so."""
    now: dict[str, object] = dict(_platform_ids(type(change)))
    for field, becomes in _texts_of(type(change)).items():
        if (words := getattr(change, field)) is not None:
            now[field] = _disguised_text(words, becomes, change, pseudonyms, traces)
    return replace(change, **now) if now else change


def _disguised_text(words: str, becomes: Becomes, change: Change, pseudonyms: Mapping[int, str], traces: Traces) -> str:
    match becomes:
        case Words(limit):
            return _within(traces.without(words), max(limit, len(words)))
        case Identity.USER:
            return str(getattr(change, "person"))  # noqa: B009 - it is of the verbs that are in the table
        case Identity.NAME:
            return pseudonyms[getattr(change, "person")]  # noqa: B009
        case Figure.PERCENT:
            return words


def _within(words: str, limit: int) -> str:
    """What stands instead of a short name may be longer than it."""
    return words if len(words) <= limit else words[: limit - 1] + "…"
