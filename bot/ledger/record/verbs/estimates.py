"""Estimates of the question's "yes": that one was given, what all of them came to, and whose may be shown."""

from bot.ledger.estimates import Phase, Tally
from bot.ledger.ledger import Debate
from bot.ledger.people import Participant
from bot.ledger.record.effects import Effects, amend
from bot.ledger.record.verb import Change, Count, Event, PersonNumber, text, verb


@verb("estimate given", recounts=False, on_card=False)
class EstimateGiven(Change):
    """A person gave or changed a sealed estimate: its number stands beside the ledger until all are counted."""

    person: PersonNumber
    phase: Phase

    def effects(self, event: Event) -> Effects:
        return ()


@verb("estimates counted", recounts=False, on_card=True)
class EstimatesCounted(Change):
    """The estimates of a closing were counted, and the sealed numbers deleted."""

    both: Count
    only_before: Count
    only_after: Count
    towards_yes: Count | None
    towards_no: Count | None
    unmoved: Count | None
    median_before: Count | None
    median_after: Count | None

    def effects(self, event: Event) -> Effects:
        return amend(Debate, event.debate, tally=self.tally)

    @property
    def tally(self) -> Tally:
        """What was counted. Raises ValueError for numbers that no estimates give."""
        return Tally(
            self.both,
            self.only_before,
            self.only_after,
            self.towards_yes,
            self.towards_no,
            self.unmoved,
            self.median_before,
            self.median_after,
        )


@verb("estimates shown", recounts=False, on_card=True, words_of=("person",))
class EstimatesShown(Change):
    """What a person put before and after, in percent, by their leave."""

    person: PersonNumber
    estimate_before: str | None = text()
    estimate_after: str | None = text()

    def effects(self, event: Event) -> Effects:
        before, after = _percent(self.estimate_before), _percent(self.estimate_after)
        return amend(Participant, self.person, estimate_before=before, estimate_after=after)


def _percent(written: str | None) -> int | None:
    """The number in a text; None once it is erased. Raises ValueError for no percentage."""
    if written is None:
        return None
    if str(percent := int(written)) != written or not 0 <= percent <= 100:
        raise ValueError("no percentage")
    return percent
