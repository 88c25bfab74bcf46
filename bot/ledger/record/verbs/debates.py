"""The debate itself: opened, asked, closed, opened again."""

from bot.ledger.entries import Debate
from bot.ledger.record.effects import Effects, amend, put
from bot.ledger.record.verb import ACTOR, Change, Event, PlatformId, text, verb


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


@verb("debate closed", recounts=False, on_card=True)
class DebateClosed(Change):
    """Nothing more is added until it is opened again."""

    def effects(self, event: Event) -> Effects:
        return amend(Debate, event.debate, closed_at=event.at)


@verb("debate reopened", recounts=False, on_card=True)
class DebateReopened(Change):
    """A closed debate goes on."""

    def effects(self, event: Event) -> Effects:
        return amend(Debate, event.debate, closed_at=None)
