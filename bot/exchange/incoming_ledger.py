"""What the events of a file must be to make a ledger together.

Anybody can seal a chain of their own, so that the seals hold says little.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.exchange.ledger_events import LedgerFileError, platform_id
from bot.exchange.read_answers import ReadAnswers
from bot.exchange.streamed_replay import StreamedReplay
from bot.ledger.entries import STATEMENT_LIMIT, Definition, Entry, Kind, Status
from bot.ledger.file_problems import FileProblem, ProblemKind, problem
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.ledger import PostedDigest
from bot.ledger.outcomes import is_day
from bot.ledger.people import CRUX_ITSELF, FormerSide, Participant, Side
from bot.ledger.record import entry_numbers, erased_texts
from bot.ledger.record import events as e
from bot.ledger.record.chain import SealedText
from bot.ledger.record.erasures import Erasures
from bot.ledger.record.events import Event
from bot.ledger.record.findings import Problem, TextBack, TextErased
from bot.ledger.record.verb import Form, Names
from bot.ledger.signatures import SIGNED_WITHIN


class IncomingLedger:
    """A ledger that comes in event by event, none of which is trusted."""

    def __init__(self) -> None:
        self._replay = StreamedReplay()
        self._known = _Known(self._replay)
        self._erasures = Erasures()
        self._acted: dict[int, int] = {}

    def take(self, event: Event, texts: Mapping[str, SealedText]) -> None:
        """Go on with the next event. Raises LedgerFileError where it does not follow from those before it."""
        if (wrong := self._known.problem(event)) is not None:
            raise LedgerFileError(wrong.at_event(event.sequence))
        try:
            self._replay.take(event)
            self._erasures.take(event, texts)
        except (ValueError, KeyError, TypeError) as wrong:
            raise LedgerFileError(problem(ProblemKind.NO_LEDGER_MADE, detail=str(wrong)[:120])) from None
        self._acted.setdefault(event.actor, event.sequence)

    def take_answers(self, answers: ReadAnswers, first: int) -> bool:
        """Go on with answers, the first of which is the event of that number.

        False, and none of them is taken, where one of them does not follow from the events before.
        """
        if not self._known.are_sound(answers):
            return False
        self._replay.take_answers(answers, first)
        for actor in dict.fromkeys(answers.actors):
            if actor not in self._acted:
                self._acted[actor] = first + answers.actors.index(actor)
        return True

    @property
    def erased(self) -> int:
        """How many texts of the events so far are erased."""
        return self._erasures.number()

    def ledger(self) -> LargeLedger:
        """What the events make.

        Raises LedgerFileError where there are none, one was made by nobody, or words are gone without a reason.
        """
        try:
            ledger = self._replay.large_ledger()
        except ValueError as wrong:
            raise LedgerFileError(problem(ProblemKind.NO_LEDGER_MADE, detail=str(wrong)[:120])) from None
        for actor, sequence in self._acted.items():
            if actor != CRUX_ITSELF and actor not in ledger.few.participants:
                raise LedgerFileError(problem(ProblemKind.ACTED_BY_NOBODY, event=sequence, actor=actor))
        for erased in self._erasures.problems(ledger.few):
            raise LedgerFileError(_problem_of_erasure(erased))
        return ledger


def _problem_of_erasure(found: Problem) -> FileProblem:
    """What verification finds wrong with the texts that are gone, as a problem of the file."""
    match found.finding:
        case TextErased(field):
            return problem(ProblemKind.ERASED_WITHOUT_REASON, event=found.event or 0, key=field)
        case TextBack(field):
            return problem(ProblemKind.ERASED_AND_THERE, event=found.event or 0, key=field)
    raise TypeError(f"{found.finding} is nothing that is wrong with an erased text")


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

    def __init__(self, before: StreamedReplay) -> None:
        self._before = before
        self._entries, self._people = before.standing(Entry), before.standing(Participant)
        self._users: set[str] = set()
        self._named: dict[Form, Sequence[tuple[str, Names, Mapping[Any, object]]]] = {}

    def problem(self, event: Event) -> FileProblem | None:
        """What is wrong with the event after those before; None where it fits."""
        change, sequence = event.change, event.sequence
        if (sequence == 1) != (type(change) is e.DebateOpened):
            return problem(ProblemKind.OPENED_AMISS)
        if type(change) is e.DigestSigned and not self._may_sign(change.digest, event.at):
            return problem(ProblemKind.NO_LEDGER_MADE, detail=f"digest {change.digest}")
        wrong = self._problem_of_names(change, sequence) or self._problem_of(change, sequence)
        return wrong or (_problem_of_erased(change, sequence) if change.form.erased else None)

    def are_sound(self, answers: ReadAnswers) -> bool:
        """Whether nothing is wrong with any of these answers."""
        worded = set(zip(answers.entries, answers.wordings, strict=True))
        return (
            self._entries.keys() >= set(answers.entries)
            and self._people.keys() >= set(answers.people)
            and all(self._is_worded(entry, wording) for entry, wording in worded)
            and all(map(_is_credence, set(answers.credences)))
        )

    def _is_worded(self, entry: int, wording: int) -> bool:
        return 1 <= wording <= len(self._entries[entry].wordings)

    def _may_sign(self, digest: int, at: datetime) -> bool:
        """Whether there is such a digest, and was posted less than a day before."""
        posted = self._before.standing(PostedDigest).get(digest)
        return posted is not None and at < posted.at + SIGNED_WITHIN

    def _problem_of_names(self, change: e.Change, sequence: int) -> FileProblem | None:
        """None makes again what is there, names what is not, or gives a number that is far from its turn.

        Each event gives one number at most, so none is above the event's own: the next one is never out of range.
        """
        made: tuple[type, object] | None = None
        for field, names, there in self._names_in(change.form):
            number = getattr(change, field)
            if number is None or (number in there and not names.makes) or (names.kind, number) == made:
                continue
            is_there = number in there or self._was_a_side(names, number)
            if names.makes:
                made = names.kind, number
                if not 1 <= number <= sequence:
                    return problem(ProblemKind.NUMBER_OUT_OF_TURN, number=number)
            if is_there == names.makes and not self._names_anew(change):
                return problem((_THERE if is_there else _NOT_THERE)[names.kind], number=number)
        return None

    def _names_in(self, form: Form) -> Sequence[tuple[str, Names, Mapping[Any, object]]]:
        """The fields of a form that hold numbers, what those name, and all that stands of that kind: looked up once."""
        if (named := self._named.get(form)) is None:
            named = [(field, names, self._before.standing(names.kind)) for field, names in form.names.items()]
            self._named[form] = named
        return named

    def _was_a_side(self, names: Names, number: int) -> bool:
        """Whether a side is made of a number that another one had."""
        return names.makes and names.kind is Side and number in self._before.standing(FormerSide)

    def _names_anew(self, change: e.Change) -> bool:
        """Whether it gives a side another name whose name was erased."""
        if not isinstance(change, e.SideNamed):
            return False
        side = self._before.standing(Side).get(change.side)
        return side is not None and side.name is None

    def _problem_of(self, change: e.Change, sequence: int) -> FileProblem | None:
        match change:
            case e.StanceTaken():
                if not self._is_worded(change.entry, change.wording):
                    return problem(ProblemKind.NO_SUCH_WORDING, wording=change.wording, entry=change.entry)
                if not _is_credence(change.credence):
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
            case e.EntryRestored():
                return self._problem_of_fate(change.entry, (Status.WITHDRAWN, Status.MERGED))
            case e.ParkingAgreed() if self._entries[change.entry].parking is None:
                return problem(ProblemKind.NOT_PARKED, entry=change.entry)
            case e.EntryReworded():
                due = len(self._entries[change.entry].wordings) + 1
                if change.wording != due:
                    return problem(ProblemKind.NOT_THE_NEXT_WORDING, wording=due)
                return _problem_of_statement(change.statement)
            case e.DebateClosed(look_again=str() as day) | e.LookAgainSet(on=str() as day) if not is_day(day):
                return problem(ProblemKind.NO_DAY)
            case e.SidesMerged() if change.side == change.into:
                return problem(ProblemKind.NAMES_ITSELF)
            case e.CruxMarked() | e.EntriesLinked() if change.target == change.entry:
                return problem(ProblemKind.NAMES_ITSELF)
            case e.TermDefined() if (change.channel is None) != (change.message is None):
                return problem(ProblemKind.CHANNEL_WITHOUT_MESSAGE)
            case e.DigestPosted() if change.seen >= sequence:
                return problem(ProblemKind.SEEN_TOO_MUCH)
            case e.DigestPosted(told=str() as told):
                return self._problem_of_told(told)
        return None

    def _problem_of_concession(self, change: e.EntryTagged) -> FileProblem | None:
        wording = change.conceded_wording
        if wording is None:
            return None
        if change.concedes is None or change.statement is not None:
            return problem(ProblemKind.NO_PLAIN_CONCESSION)
        if not self._is_worded(change.concedes, wording):
            return problem(ProblemKind.NO_SUCH_WORDING, wording=wording, entry=change.concedes)
        return None

    def _problem_of_told(self, told: str) -> FileProblem | None:
        try:
            numbers = entry_numbers.read(told)
        except ValueError:
            return problem(ProblemKind.NO_LEDGER_MADE, detail="told")
        missing = next((number for number in numbers if number not in self._entries), None)
        return problem(_NOT_THERE[Entry], number=missing) if missing is not None else None

    def _problem_of_fate(self, entry: int, may_be: Collection[Status]) -> FileProblem | None:
        status = self._entries[entry].status
        return None if status in may_be else problem(ProblemKind.DECIDED_ALREADY, entry=entry, status=status)


def _is_credence(credence: int | None) -> bool:
    return credence is None or credence <= 100


def _problem_of_tag(change: e.EntryTagged) -> FileProblem | None:
    if change.entry in (change.concedes, change.crux_for):
        return problem(ProblemKind.NAMES_ITSELF)
    if (change.channel is None) != (change.message is None):
        return problem(ProblemKind.CHANNEL_WITHOUT_MESSAGE)
    conceding = {value is not None for value in (change.concedes, change.scope, change.conceded_answer)}
    if conceding != {change.kind is Kind.CONCESSION}:
        return problem(ProblemKind.HALF_A_CONCESSION)
    return _problem_of_statement(change.statement)


def _problem_of_erased(change: e.Change, sequence: int) -> FileProblem | None:
    said = getattr(change, change.form.erased)
    if said is None:
        return None
    try:
        erased_texts.read(said, sequence)
    except ValueError:
        return problem(ProblemKind.NO_ERASED_TEXTS)
    return None


def _problem_of_statement(statement: str | None) -> FileProblem | None:
    if statement is None or 1 <= len(statement) <= STATEMENT_LIMIT:
        return None
    return problem(ProblemKind.STATEMENT_LENGTH, limit=STATEMENT_LIMIT)
