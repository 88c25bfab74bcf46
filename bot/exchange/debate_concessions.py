"""The concessions of a written-down debate: each takes over what the others answer by then, as in the bot."""

from dataclasses import replace
from datetime import datetime

from bot.exchange.debate_fields import DebateFileError
from bot.exchange.debate_order import in_order
from bot.exchange.debate_parts import DebateFile, FileRewording, FileStance, FileTag
from bot.ledger import refusals
from bot.ledger.entries import Answer, Entry, Kind, Scope, Stance, Status, Wording
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import Participant, Side
from bot.ledger.refusals import Refusal
from bot.ledger.rules.concessions import concession

_PROBLEMS: dict[type[Refusal], ProblemKind] = {
    refusals.OthersAreSilent: ProblemKind.CONCEDES_TO_NOBODY,
    refusals.OthersAreEven: ProblemKind.CONCEDES_TO_EVEN_SIDES,
    refusals.AnsweredSoAlready: ProblemKind.CONCEDES_NOTHING_NEW,
    refusals.OwnClaimIsAccepted: ProblemKind.CONCEDES_NOTHING_NEW,
}


def require_concessions(debate: DebateFile) -> None:
    """Raises DebateFileError where a concession takes over nothing, or another answer than it says."""
    answers = _Answers(debate)
    for at, step in in_order(debate):
        match step:
            case FileTag(confirmed=True):
                answers.tag(step, at)
            case FileStance() if step.on in answers.numbers:
                answers.answer(step.on, step.by, step.answer, at)
            case FileRewording() if step.on in answers.numbers:
                answers.reword(step.on, at)


class _Answers:
    """The confirmed claims and cruxes so far, and who answers what to them, as far as concessions need them."""

    def __init__(self, debate: DebateFile) -> None:
        self._places = {tag.key: place for place, tag in enumerate(debate.tags)}
        self._authors = {message.key: message.author for message in debate.messages}
        self._people = {key: number for number, key in enumerate(debate.participants, 1)}
        sides = {key: number for number, key in enumerate(debate.sides, 1)}
        participants = (
            Participant(self._people[key], self._people[key], key, sides[side] if side is not None else None)
            for key, side in debate.participants.items()
        )
        self._sides = {number: Side(number, debate.sides[key]) for key, number in sides.items()}
        self._participants = {person.number: person for person in participants}
        self._opened = Debate(1, 1, debate.question, 0, debate.messages[0].at)
        self._entries: dict[int, Entry] = {}
        self._stances: dict[tuple[int, int], Stance] = {}
        self.numbers: dict[str, int] = {}

    def tag(self, tag: FileTag, at: datetime) -> None:
        """A tag that its author stands by. Raises DebateFileError."""
        if tag.kind is Kind.CONCESSION:
            self._concede(tag, at)
            return
        number = self.numbers[tag.key] = len(self.numbers) + 1
        author = self._people[self._authors[tag.message]]
        wordings = (Wording(1, tag.statement),)
        self._entries[number] = Entry(number, tag.kind, author, author, Status.LIVE, wordings, at)
        self.answer(tag.key, self._authors[tag.message], tag.stance, at)

    def answer(self, on: str, by: str, answer: Answer, at: datetime) -> None:
        """Somebody answers a tag."""
        entry, person = self._entries[self.numbers[on]], self._people[by]
        self._stances[entry.number, person] = Stance(person, entry.number, entry.wording.number, answer, None, at)

    def reword(self, on: str, at: datetime) -> None:
        """A tag's author says it anew, and goes along with the new words."""
        entry = self._entries[self.numbers[on]]
        own = self._stances[entry.number, entry.author]
        wordings = (*entry.wordings, Wording(entry.wording.number + 1, entry.statement))
        self._entries[entry.number] = replace(entry, wordings=wordings)
        if own.counts_for(entry):
            self._stances[entry.number, entry.author] = replace(own, wording=len(wordings), at=at)

    def _concede(self, tag: FileTag, at: datetime) -> None:
        named = tag.concedes or ""
        author = self._authors[tag.message]
        entry, person = self._entries[self.numbers[named]], self._participants[self._people[author]]
        ledger = Ledger(self._opened, self._sides, self._participants, self._entries, self._stances)
        try:
            taken_over = concession(ledger, entry, person, tag.scope, None).answer
        except tuple(_PROBLEMS) as refused:
            raise self._wrong(tag, _PROBLEMS[type(refused)]) from None
        if tag.scope is Scope.ARGUMENT:
            return
        if tag.stance_on_conceded not in (None, taken_over):
            raise self._wrong(tag, ProblemKind.TAKES_OVER_ANOTHER, answer=taken_over.value)
        self.answer(named, author, taken_over, at)

    def _wrong(self, tag: FileTag, kind: ProblemKind, **facts: str) -> DebateFileError:
        where = f"tags[{self._places[tag.key]}]"
        return DebateFileError(problem(kind, where=where, tag=(tag.concedes or "")[:40], **facts))
