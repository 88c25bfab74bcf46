"""Stances and crux marks."""

from datetime import datetime

from bot.ledger.entries import Answer, CruxMark, Degree, MovedFrom, Stance
from bot.ledger.record.effects import Effects, Remove, put
from bot.ledger.record.verb import Change, Count, EntryNumber, Event, PersonNumber, verb


@verb("stance taken", recounts=False, on_card=True)
class StanceTaken(Change):
    """A person answered a wording; `concession` is the entry by which they conceded, if they did."""

    entry: EntryNumber
    person: PersonNumber
    wording: Count
    answer: Answer
    credence: Count | None = None
    concession: EntryNumber | None = None

    def effects(self, event: Event) -> Effects:
        return put(self.stance(event.at))

    def stance(self, at: datetime) -> Stance:
        """The stance that is taken at that moment; from which other answer follows from the stance before."""
        moved_from = MovedFrom(None, at) if self.concession is not None else None
        return Stance(self.person, self.entry, self.wording, self.answer, self.credence, at, moved_from)


@verb("stance withdrawn", recounts=True, on_card=True)
class StanceWithdrawn(Change):
    """A person has no answer to an entry any more, as before the concession that is taken back."""

    entry: EntryNumber
    person: PersonNumber

    def effects(self, event: Event) -> Effects:
        return (Remove(Stance, (self.entry, self.person)),)


@verb("crux marked", recounts=True, on_card=True)
class CruxMarked(Change):
    """A person says that a mind changed on `entry` would be changed on `target` (None: the question)."""

    entry: EntryNumber
    person: PersonNumber
    target: EntryNumber | None
    degree: Degree

    def effects(self, event: Event) -> Effects:
        return put(CruxMark(self.person, self.entry, self.target, self.degree))


@verb("crux unmarked", recounts=True, on_card=True)
class CruxUnmarked(Change):
    """A person takes a crux mark back."""

    entry: EntryNumber
    person: PersonNumber
    target: EntryNumber | None

    def effects(self, event: Event) -> Effects:
        return (Remove(CruxMark, (self.entry, self.person, self.target)),)
