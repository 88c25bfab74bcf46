"""The events of a ledger: one immutable line for each change, and how it is written as data.

A change is a frozen value of one of the verbs (`verbs/`). Fields made with `text()` hold a person's words or identity:
they are kept apart from the rest, behind a salted commitment (`chain.py`), so that they can be erased and the chain
still verifies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from operator import itemgetter

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
    if not change.form.texts:  # most events are answers
        return {}
    texts = ((name, getattr(change, name)) for name in change.form.texts)
    return {name: value for name, value in texts if value is not None}


class MalformedChange(ValueError):
    """Data that is no change of its verb."""

    def __init__(self, finding: Malformed) -> None:
        super().__init__(finding)
        self.finding = finding


def change_from(verb: str, data: Mapping[str, Plain], texts: Mapping[str, str | None]) -> Change:
    """The change that `data_of` and `texts_of` came from; an erased text is None. Raises MalformedChange."""
    return change_of(verb, values_from(verb, data, texts))


Values = tuple[Plain, ...]
"""What all fields of a change hold, texts included, in the order of its fields."""


def values_from(verb: str, data: Mapping[str, Plain], texts: Mapping[str, str | None]) -> Values:
    """What the fields hold of the change that `data_of` and `texts_of` came from, as they have it.

    Raises MalformedChange for an unknown verb, a missing or unknown field, or a value of the wrong type.
    """
    kind = CHANGES.get(verb)
    if kind is None:
        raise MalformedChange(Malformed(Fault.UNKNOWN_VERB, verb))
    shape = _shape(verb, kind.form, tuple(data), tuple(map(type, data.values())))
    for name, words in shape.words:
        if data[name] not in words:
            raise MalformedChange(Malformed(Fault.WRONG_TYPE, verb, name))
    for name, default in shape.later:
        if data[name] == default:
            raise MalformedChange(Malformed(Fault.NEEDLESS_DEFAULT, verb, name))
    if texts:
        _check_texts(kind, texts)
    return shape.picked({**shape.absent, **data, **texts} if shape.absent else data)


def change_of(verb: str, values: Values) -> Change:
    """The change of that verb whose fields hold these values, as `values_from` gave them."""
    return _maker(verb, CHANGES[verb].form)(*values)


@cache
def _maker(verb: str, form: Form) -> Callable[..., Change]:
    """What makes such a change of its fields' values: where some are words, written out, as a loop takes longer."""
    kind = CHANGES[verb]
    worded = {
        f"w{place}": {None: None} | words for place, name in enumerate(form.types) if (words := _words(form, name))
    }
    if not worded:
        return kind
    places = range(len(form.types))
    taken = [f"w{place}[v{place}]" if f"w{place}" in worded else f"v{place}" for place in places]
    source = f"lambda {', '.join(f'v{place}' for place in places)}: kind({', '.join(taken)})"
    made: Callable[..., Change] = eval(source, {"kind": kind, **worded})
    return made


_Words = dict[Plain, StrEnum]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How data of some fields, each of some type, is read as a kind of change."""

    picked: Callable[[Mapping[str, Plain]], Values]
    """The values of all fields, in their order."""
    absent: Mapping[str, Plain]
    """What stands for the fields that are not among the data."""
    words: tuple[tuple[str, _Words], ...]
    """The fields that must be one of these words."""
    later: tuple[tuple[str, Plain], ...]
    """The fields that must not hold their default."""


# Most events of a ledger have one of a few shapes, while those of a hostile file may have any number of them.
@lru_cache(maxsize=1024)
def _shape(verb: str, form: Form, names: tuple[str, ...], types: tuple[type, ...]) -> _Shape:
    """The shape of such data. Raises MalformedChange where the kind of change has no such fields."""
    given = dict(zip(names, types, strict=True))
    if unknown := given.keys() - set(form.plain):
        raise MalformedChange(Malformed(Fault.UNKNOWN_FIELD, verb, min(unknown)))
    words: list[tuple[str, _Words]] = []
    for name in form.plain:
        if name not in given and name not in form.later:
            raise MalformedChange(Malformed(Fault.MISSING_FIELD, verb, name))
        if name in given and given[name] not in form.types[name]:
            if given[name] is not str or not (may_be := _words(form, name)):
                raise MalformedChange(Malformed(Fault.WRONG_TYPE, verb, name))
            words.append((name, may_be))
    later = tuple((name, default) for name, default in form.later.items() if name in given)
    absent = dict.fromkeys(form.texts) | {name: form.later[name] for name in form.later.keys() - given.keys()}
    return _Shape(_picking(tuple(form.types)), absent, tuple(words), later)


def _picking(names: tuple[str, ...]) -> Callable[[Mapping[str, Plain]], Values]:
    return itemgetter(*names) if len(names) > 1 else lambda data: tuple(data[name] for name in names)


def _check_texts(kind: type[Change], texts: Mapping[str, str | None]) -> None:
    if unknown := texts.keys() - set(kind.form.texts):
        raise MalformedChange(Malformed(Fault.UNKNOWN_FIELD, kind.verb, min(unknown)))
    for name, text in texts.items():
        if type(text) not in kind.form.types[name]:
            raise MalformedChange(Malformed(Fault.WRONG_TYPE, kind.verb, name))


def _words(form: Form, name: str) -> _Words:
    return {word.value: word for kind in form.types[name] if issubclass(kind, StrEnum) for word in kind}
