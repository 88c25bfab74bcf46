"""The debate itself: opened, asked, closed, opened again."""

from datetime import date

from bot.ledger.ledger import Debate
from bot.ledger.people import Participant
from bot.ledger.record.effects import Clear, Effects, amend, put
from bot.ledger.record.verb import ACTOR, Change, Day, Event, PlatformId, later, optional_text, text, verb


@verb("debate opened", recounts=True, on_card=True, words_of=(ACTOR,))
class DebateOpened(Change):
    """A debate began; `asked` is False where its question is only the thread's name."""

    guild: PlatformId
    asked: bool
    question: str | None = text()

    def effects(self, event: Event) -> Effects:
        return put(Debate(event.debate, self.guild, self.question, event.actor, event.at))


@verb("question asked", recounts=False, on_card=True, words_of=(ACTOR,))
class QuestionAsked(Change):
    """The question was set, or set again."""

    question: str | None = text()

    def effects(self, event: Event) -> Effects:
        return amend(Debate, event.debate, question=self.question)


@verb("debate closed", recounts=False, on_card=True, words_of=(ACTOR,))
class DebateClosed(Change):
    """Nothing more is added until it is opened again: what was settled, what stays open, when to look again."""

    look_again: Day | None = later(None)
    settled: str | None = optional_text()
    still_open: str | None = optional_text()

    def effects(self, event: Event) -> Effects:
        return amend(
            Debate,
            event.debate,
            closed_at=event.at,
            settled=self.settled,
            still_open=self.still_open,
            look_again=_day(self.look_again),
        )


@verb("look again set", recounts=False, on_card=True)
class LookAgainSet(Change):
    """On which day a closed debate is to come back; on none once it has, or never."""

    on: Day | None

    def effects(self, event: Event) -> Effects:
        return amend(Debate, event.debate, look_again=_day(self.on))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written is not None else None


@verb("debate reopened", recounts=False, on_card=True)
class DebateReopened(Change):
    """A closed debate goes on: what it came to is over, with the estimates that were shown of its closing."""

    def effects(self, event: Event) -> Effects:
        ended = amend(Debate, event.debate, closed_at=None, settled=None, still_open=None, look_again=None, tally=None)
        return (*ended, Clear(Participant, ("estimate_before", "estimate_after")))


@verb("ledger locked", recounts=False, on_card=True, words_of=(ACTOR,))
class LedgerLocked(Change):
    """A moderator keeps everybody from writing to the ledger, and may say why."""

    lock_reason: str | None = optional_text()

    def effects(self, event: Event) -> Effects:
        return amend(Debate, event.debate, locked_at=event.at, lock_reason=self.lock_reason)


@verb("ledger unlocked", recounts=False, on_card=True)
class LedgerUnlocked(Change):
    """The ledger may be written to again."""

    def effects(self, event: Event) -> Effects:
        return amend(Debate, event.debate, locked_at=None, lock_reason=None)
