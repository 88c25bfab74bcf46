"""Each event as the files have it, both ways, and what events must be to make a ledger together.

Numbers that name something on the platform are strings, since many readers cut them off at 2^53.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from bot.ledger.entries import (
    CRUX_ITSELF,
    STATEMENT_LIMIT,
    Definition,
    Entry,
    Kind,
    Ledger,
    Participant,
    Side,
    Status,
)
from bot.ledger.file_problems import Fact, FileError, FileProblem, ProblemKind, problem
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SALT_BYTES, BrokenSeal, SealedEvent, SealedText, broken_seal
from bot.ledger.record.events import Event, MalformedChange, change_from, data_of
from bot.ledger.record.replay import Replay
from bot.ledger.record.verb import PLATFORM_IDS, Plain
from bot.words.catalogue import ENGLISH
from bot.words.findings import malformed

_LARGEST_ID = 2**63 - 1
_LARGEST_NUMBER = 2**31 - 1
_LONGEST_TEXT = 4000
"""The longest message that the platform lets anybody write, and so the longest passage."""


class LedgerFileError(FileError):
    """A file that is no ledger."""


def event_out(sealed: SealedEvent) -> dict[str, object]:
    """The event as a file has it."""
    event = sealed.event
    texts = {
        name: {
            "words": text.words,
            "salt": text.salt.hex() if text.salt is not None else None,
            "commitment": text.commitment.hex(),
        }
        for name, text in sorted(sealed.texts.items())
    }
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "verb": event.change.verb,
        "data": {name: _out(name, value) for name, value in data_of(event.change).items()},
        "texts": texts,
        "hash": sealed.hash.hex(),
    }


def _out(name: str, value: Plain) -> Plain:
    return str(value) if name in PLATFORM_IDS and value is not None else value


def event_in(debate: int, place: int, line: object) -> SealedEvent:
    """The event that stands at a place of a file. Raises LedgerFileError."""
    if not isinstance(line, dict):
        raise LedgerFileError(problem(ProblemKind.EVENT_NO_OBJECT, event=place))
    if line.get("sequence") != place:
        raise LedgerFileError(problem(ProblemKind.HOLE, event=place))
    texts_of = _object(line, "texts", place)
    texts = {name: _text(place, name, value) for name, value in texts_of.items()}
    data = _data(_object(line, "data", place), place)
    verb = line.get("verb")
    if not isinstance(verb, str):
        raise LedgerFileError(problem(ProblemKind.NO_VERB, event=place))
    try:
        change = change_from(verb, data, {name: text.words for name, text in texts.items()} if texts else {})
    except MalformedChange as wrong:
        detail = malformed(ENGLISH, wrong.finding)[:120]
        raise LedgerFileError(problem(ProblemKind.NO_CHANGE, event=place, detail=detail)) from None
    actor = line.get("actor")
    if type(actor) is not int or not 0 <= actor <= _LARGEST_NUMBER:
        raise LedgerFileError(problem(ProblemKind.NO_ACTOR, event=place))
    event = Event(debate, place, _moment(line.get("at"), place), actor, change)
    return SealedEvent(event, texts, _bytes(line.get("hash"), 32, place, "hash"))


def _object(line: dict[str, object], key: str, place: int) -> dict[str, object]:
    value = line.get(key)
    if not isinstance(value, dict):
        raise LedgerFileError(problem(ProblemKind.PART_NO_OBJECT, event=place, key=key))
    return value


def _data(written: dict[str, object], place: int) -> dict[str, Plain]:
    data: dict[str, Plain] = {}
    for name, value in written.items():
        if name in PLATFORM_IDS and value is not None:
            data[name] = platform_id(value, problem(ProblemKind.NO_PLATFORM_NUMBER, event=place, key=name))
        elif type(value) is int and not 0 <= value <= _LARGEST_NUMBER:
            raise LedgerFileError(problem(ProblemKind.OUT_OF_RANGE, event=place, key=name[:40]))
        elif value is None or isinstance(value, int | str):
            data[name] = value
        else:
            raise LedgerFileError(problem(ProblemKind.NO_PLAIN_VALUE, event=place, key=name[:40]))
    return data


def platform_id(value: object, otherwise: FileProblem) -> int:
    """A number that names something on the platform, written as a string. Raises LedgerFileError."""
    if isinstance(value, str) and len(value) <= 19 and value.isascii() and value.isdigit():
        number = int(value)
        if number <= _LARGEST_ID and str(number) == value:
            return number
    raise LedgerFileError(otherwise)


def _text(place: int, name: str, value: object) -> SealedText:
    def wrong(kind: ProblemKind, **facts: Fact) -> LedgerFileError:
        return LedgerFileError(problem(kind, event=place, key=name[:40], **facts))

    if not isinstance(value, dict):
        raise wrong(ProblemKind.TEXT_NO_OBJECT)
    words, salt = value.get("words"), value.get("salt")
    if (words is None) != (salt is None) or not isinstance(words, str | None):
        raise wrong(ProblemKind.TEXT_WITHOUT_SALT)
    if words is not None and not _storable(words):
        raise wrong(ProblemKind.TEXT_NO_TEXT)
    if words is not None and len(words) > _LONGEST_TEXT:
        raise wrong(ProblemKind.TEXT_TOO_LONG, limit=_LONGEST_TEXT)
    known = _bytes(salt, SALT_BYTES, place, "salt") if salt is not None else None
    return SealedText(words, known, _bytes(value.get("commitment"), 32, place, "commitment"))


def _storable(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in words


_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.(?!000000)[0-9]{6})?\+00:00")
"""A moment as `isoformat` writes it; writing each one out to compare takes longer."""


def _moment(value: object, place: int) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    raise LedgerFileError(problem(ProblemKind.NO_MOMENT_IN_UTC, event=place))


def _bytes(value: object, length: int, place: int, name: str) -> bytes:
    try:
        found = bytes.fromhex(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or len(found) != length or found.hex() != value:
        raise LedgerFileError(problem(ProblemKind.NO_BYTES, event=place, key=name, length=length))
    return found


def whole_chain(sealed: Iterable[SealedEvent]) -> Iterator[SealedEvent]:
    """The same events. Raises LedgerFileError at one that was changed since it was sealed, or behind one that was."""
    before = GENESIS
    for line in sealed:
        if (broken := broken_seal(before, line)) is not None:
            raise LedgerFileError(_problem_of_seal(broken))
        before = line.hash
        yield line


def _problem_of_seal(broken: BrokenSeal) -> FileProblem:
    if broken.text is None:
        return problem(ProblemKind.EVENT_CHANGED, event=broken.event)
    return problem(ProblemKind.TEXT_CHANGED, event=broken.event, key=broken.text)


# What the events make together: anybody can seal a chain of their own, so seals alone say little


def ledger_of(sealed: Sequence[SealedEvent]) -> Ledger:
    """The ledger that the events make. Raises LedgerFileError where one does not follow from those before it."""
    coming = Coming()
    for line in sealed:
        coming.take(line.event)
    return coming.ledger()


class Coming:
    """A ledger that comes in event by event, none of which is trusted."""

    def __init__(self) -> None:
        self._replay = Replay()
        self._known = _Known(self._replay)
        self._acted: dict[int, int] = {}

    def take(self, event: Event) -> None:
        """Go on with the next event. Raises LedgerFileError where it does not follow from those before it."""
        if (wrong := self._known.problem(event)) is not None:
            raise LedgerFileError(wrong.at_event(event.sequence))
        try:
            self._replay.take(event)
        except (ValueError, KeyError, TypeError) as wrong:
            raise LedgerFileError(problem(ProblemKind.NO_LEDGER_MADE, detail=str(wrong)[:120])) from None
        self._acted.setdefault(event.actor, event.sequence)

    def ledger(self) -> Ledger:
        """What the events make. Raises LedgerFileError where there are none, or one was made by nobody."""
        try:
            ledger = self._replay.ledger()
        except ValueError as wrong:
            raise LedgerFileError(problem(ProblemKind.NO_LEDGER_MADE, detail=str(wrong)[:120])) from None
        for actor, sequence in self._acted.items():
            if actor != CRUX_ITSELF and actor not in ledger.participants:
                raise LedgerFileError(problem(ProblemKind.ACTED_BY_NOBODY, event=sequence, actor=actor))
        return ledger


_THERE: dict[type, ProblemKind] = {
    Participant: ProblemKind.PARTICIPANT_THERE,
    Side: ProblemKind.SIDE_THERE,
    Entry: ProblemKind.ENTRY_THERE,
    Definition: ProblemKind.DEFINITION_THERE,
}
_NOT_THERE: dict[type, ProblemKind] = {
    Participant: ProblemKind.PARTICIPANT_NOT_THERE,
    Side: ProblemKind.SIDE_NOT_THERE,
    Entry: ProblemKind.ENTRY_NOT_THERE,
    Definition: ProblemKind.DEFINITION_NOT_THERE,
}


class _Known:
    """What an event must be after those before it, which a replay has taken."""

    def __init__(self, before: Replay) -> None:
        self._before = before
        self._entries = before.standing(Entry)
        self._users: set[str] = set()

    def problem(self, event: Event) -> FileProblem | None:
        """What is wrong with the event after those before; None where it fits."""
        change = event.change
        if (event.sequence == 1) != isinstance(change, e.DebateOpened):
            return problem(ProblemKind.OPENED_AMISS)
        return self._problem_of_names(change) or self._problem_of(change, event.sequence)

    def _problem_of_names(self, change: e.Change) -> FileProblem | None:
        """None makes again what is there, or names what is not."""
        made: tuple[type, object] | None = None
        for field, names in change.form.names.items():
            number = getattr(change, field)
            if number is None or (names.kind, number) == made:
                continue
            is_there = number in self._before.standing(names.kind)
            if names.makes:
                made = names.kind, number
            if is_there == names.makes and not self._names_anew(change):
                return problem((_THERE if is_there else _NOT_THERE)[names.kind], number=number)
        return None

    def _names_anew(self, change: e.Change) -> bool:
        """Whether it gives a side another name whose name was erased."""
        if not isinstance(change, e.SideNamed):
            return False
        side = self._before.standing(Side).get(change.side)
        return side is not None and side.name is None

    def _problem_of(self, change: e.Change, sequence: int) -> FileProblem | None:
        match change:
            case e.StanceTaken():
                if not 1 <= change.wording <= len(self._entries[change.entry].wordings):
                    return problem(ProblemKind.NO_SUCH_WORDING, wording=change.wording, entry=change.entry)
                if change.credence is not None and change.credence > 100:
                    return problem(ProblemKind.CREDENCE_OUT_OF_RANGE)
            case e.ParticipantMet(user=str() as user):
                if user in self._users:
                    return problem(ProblemKind.USER_TWICE)
                self._users.add(user)
                platform_id(user, problem(ProblemKind.NO_USER_NUMBER, event=sequence, key="user"))
            case e.EntryTagged():
                return _problem_of_tag(change) or self._problem_of_concession(change)
            case e.EntryConfirmed() | e.EntryDeclined():
                return self._problem_of_fate(change.entry, (Status.PROPOSED,))
            case e.EntryWithdrawn() | e.EntryMerged():
                wrong = self._problem_of_fate(change.entry, (Status.PROPOSED, Status.LIVE))
                itself = isinstance(change, e.EntryMerged) and change.into == change.entry
                return wrong or (problem(ProblemKind.NAMES_ITSELF) if itself else None)
            case e.ParkingAgreed() if self._entries[change.entry].parking is None:
                return problem(ProblemKind.NOT_PARKED, entry=change.entry)
            case e.EntryReworded():
                due = len(self._entries[change.entry].wordings) + 1
                if change.wording != due:
                    return problem(ProblemKind.NOT_THE_NEXT_WORDING, wording=due)
                return _problem_of_statement(change.statement)
            case e.CruxMarked() | e.EntriesLinked() if change.target == change.entry:
                return problem(ProblemKind.NAMES_ITSELF)
            case e.TermDefined() if (change.channel is None) != (change.message is None):
                return problem(ProblemKind.CHANNEL_WITHOUT_MESSAGE)
            case e.DigestPosted() if change.seen >= sequence:
                return problem(ProblemKind.SEEN_TOO_MUCH)
        return None

    def _problem_of_concession(self, change: e.EntryTagged) -> FileProblem | None:
        wording = change.conceded_wording
        if wording is None:
            return None
        if change.concedes is None or change.statement is not None:
            return problem(ProblemKind.NO_PLAIN_CONCESSION)
        if not 1 <= wording <= len(self._entries[change.concedes].wordings):
            return problem(ProblemKind.NO_SUCH_WORDING, wording=wording, entry=change.concedes)
        return None

    def _problem_of_fate(self, entry: int, may_be: Collection[Status]) -> FileProblem | None:
        status = self._entries[entry].status
        return None if status in may_be else problem(ProblemKind.DECIDED_ALREADY, entry=entry, status=status)


def _problem_of_tag(change: e.EntryTagged) -> FileProblem | None:
    if change.entry in (change.concedes, change.crux_for):
        return problem(ProblemKind.NAMES_ITSELF)
    if (change.channel is None) != (change.message is None):
        return problem(ProblemKind.CHANNEL_WITHOUT_MESSAGE)
    conceding = {value is not None for value in (change.concedes, change.scope, change.conceded_answer)}
    if conceding != {change.kind is Kind.CONCESSION}:
        return problem(ProblemKind.HALF_A_CONCESSION)
    return _problem_of_statement(change.statement)


def _problem_of_statement(statement: str | None) -> FileProblem | None:
    if statement is None or 1 <= len(statement) <= STATEMENT_LIMIT:
        return None
    return problem(ProblemKind.STATEMENT_LENGTH, limit=STATEMENT_LIMIT)
