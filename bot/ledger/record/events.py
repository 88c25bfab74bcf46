"""The events of a ledger: one immutable line for each change, and how it is written as data.

A change is a frozen value of one of the verbs (`verbs/`). Fields made with `text()` hold a person's words or identity:
they are kept apart from the rest, behind a salted commitment (`chain.py`), so that they can be erased and the chain
still verifies.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.ledger.record.findings import Fault, Malformed
from bot.ledger.record.verb import CHANGES as CHANGES
from bot.ledger.record.verb import Change as Change
from bot.ledger.record.verb import Event as Event
from bot.ledger.record.verb import Form, Plain
from bot.ledger.record.verbs.debates import DebateClosed as DebateClosed
from bot.ledger.record.verbs.debates import DebateOpened as DebateOpened
from bot.ledger.record.verbs.debates import DebateReopened as DebateReopened
from bot.ledger.record.verbs.debates import LedgerLocked as LedgerLocked
from bot.ledger.record.verbs.debates import LedgerUnlocked as LedgerUnlocked
from bot.ledger.record.verbs.debates import LookAgainSet as LookAgainSet
from bot.ledger.record.verbs.debates import QuestionAsked as QuestionAsked
from bot.ledger.record.verbs.digests import DigestPosted as DigestPosted
from bot.ledger.record.verbs.digests import DigestSigned as DigestSigned
from bot.ledger.record.verbs.entries import EntryConfirmed as EntryConfirmed
from bot.ledger.record.verbs.entries import EntryDeclined as EntryDeclined
from bot.ledger.record.verbs.entries import EntryMerged as EntryMerged
from bot.ledger.record.verbs.entries import EntryRestored as EntryRestored
from bot.ledger.record.verbs.entries import EntryReworded as EntryReworded
from bot.ledger.record.verbs.entries import EntryTagged as EntryTagged
from bot.ledger.record.verbs.entries import EntryWithdrawn as EntryWithdrawn
from bot.ledger.record.verbs.estimates import EstimateGiven as EstimateGiven
from bot.ledger.record.verbs.estimates import EstimatesCounted as EstimatesCounted
from bot.ledger.record.verbs.estimates import EstimatesShown as EstimatesShown
from bot.ledger.record.verbs.links import EntriesLinked as EntriesLinked
from bot.ledger.record.verbs.links import EntriesUnlinked as EntriesUnlinked
from bot.ledger.record.verbs.parking import EntryParked as EntryParked
from bot.ledger.record.verbs.parking import EntryRevived as EntryRevived
from bot.ledger.record.verbs.parking import ParkingAgreed as ParkingAgreed
from bot.ledger.record.verbs.people import ParticipantCounted as ParticipantCounted
from bot.ledger.record.verbs.people import ParticipantMet as ParticipantMet
from bot.ledger.record.verbs.people import ParticipantRenamed as ParticipantRenamed
from bot.ledger.record.verbs.people import PersonForgotten as PersonForgotten
from bot.ledger.record.verbs.people import SideJoined as SideJoined
from bot.ledger.record.verbs.people import SideLeft as SideLeft
from bot.ledger.record.verbs.people import SideNamed as SideNamed
from bot.ledger.record.verbs.people import SideRemoved as SideRemoved
from bot.ledger.record.verbs.people import SideRenamed as SideRenamed
from bot.ledger.record.verbs.people import SidesMerged as SidesMerged
from bot.ledger.record.verbs.sources import PassageLost as PassageLost
from bot.ledger.record.verbs.sources import SourceDeleted as SourceDeleted
from bot.ledger.record.verbs.sources import SourceEdited as SourceEdited
from bot.ledger.record.verbs.stances import CruxMarked as CruxMarked
from bot.ledger.record.verbs.stances import CruxUnmarked as CruxUnmarked
from bot.ledger.record.verbs.stances import StanceTaken as StanceTaken
from bot.ledger.record.verbs.stances import StanceWithdrawn as StanceWithdrawn
from bot.ledger.record.verbs.terms import TermAdopted as TermAdopted
from bot.ledger.record.verbs.terms import TermCredited as TermCredited
from bot.ledger.record.verbs.terms import TermDefined as TermDefined


def data_of(change: Change) -> dict[str, Plain]:
    """The fields of a change that are no person's words, ready for JSON."""
    data: dict[str, Plain] = {name: getattr(change, name) for name in change.form.plain}
    for name, default in change.form.later.items():
        if data[name] == default:
            del data[name]
    return data


def texts_of(change: Change) -> dict[str, str]:
    """The words and names that a change carries, by field; a field without text is absent."""
    texts = ((name, getattr(change, name)) for name in change.form.texts)
    return {name: value for name, value in texts if value is not None}


class MalformedChange(ValueError):
    """Data that is no change of its verb."""

    def __init__(self, finding: Malformed) -> None:
        super().__init__(finding)
        self.finding = finding


def change_from(verb: str, data: dict[str, Plain], texts: dict[str, str | None]) -> Change:
    """The change that `data_of` and `texts_of` came from; an erased text is None.

    Raises MalformedChange for an unknown verb, a missing or unknown field, or a value of the wrong type.
    """
    if verb not in CHANGES:
        raise MalformedChange(Malformed(Fault.UNKNOWN_VERB, verb))
    kind = CHANGES[verb]
    reading = _reading(kind.form)
    if not (data.keys() <= reading.plain.keys() and texts.keys() <= reading.worded.keys()):
        unknown = (data.keys() - reading.plain.keys()) | (texts.keys() - reading.worded.keys())
        raise MalformedChange(Malformed(Fault.UNKNOWN_FIELD, verb, sorted(unknown)[0]))
    values: dict[str, object] = {}
    for name, (types, words) in reading.plain.items():
        if name in data:
            value = data[name]
            values[name] = value if type(value) in types else _worded(value, words, verb, name)
        elif name not in kind.form.later:
            raise MalformedChange(Malformed(Fault.MISSING_FIELD, verb, name))
    for name, default in kind.form.later.items():
        if name in values and values[name] == default:
            raise MalformedChange(Malformed(Fault.NEEDLESS_DEFAULT, verb, name))
    for name, (types, words) in reading.worded.items():
        text = texts.get(name)
        values[name] = text if type(text) in types else _worded(text, words, verb, name)
    return kind(**values)


_Words = dict[str, StrEnum]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the fields of a kind of change may be, by name: of these types, or one of these words."""

    plain: dict[str, tuple[frozenset[type], _Words]]
    worded: dict[str, tuple[frozenset[type], _Words]]


@cache
def _reading(form: Form) -> _Reading:
    may = {
        name: (frozenset(types), {word.value: word for kind in types if issubclass(kind, StrEnum) for word in kind})
        for name, types in form.types.items()
    }
    return _Reading({name: may[name] for name in form.plain}, {name: may[name] for name in form.texts})


def _worded(value: object, words: _Words, verb: str, name: str) -> StrEnum:
    word = words.get(value) if isinstance(value, str) else None
    if word is None:
        raise MalformedChange(Malformed(Fault.WRONG_TYPE, verb, name))
    return word
