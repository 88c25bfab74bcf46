"""Entries: tagged, decided on, reworded, merged."""

from bot.ledger.entries import Answer, Concession, Entry, Kind, Proposal, Scope, Status, Wording, source_of
from bot.ledger.record.effects import AmendPart, Effects, Extend, amend, put
from bot.ledger.record.verb import (
    ACTOR,
    Change,
    Count,
    EntryNumber,
    Event,
    NewEntry,
    PersonNumber,
    PlatformId,
    later,
    optional_text,
    text,
    verb,
)


@verb("entry tagged", recounts=False, on_card=True, words_of=("author", "tagger"))
class EntryTagged(Change):
    """A line was written into the ledger: live where its author tagged it, proposed where somebody else did."""

    entry: NewEntry
    kind: Kind
    author: PersonNumber
    tagger: PersonNumber
    proposed: bool
    channel: PlatformId | None = None
    message: PlatformId | None = None
    concedes: EntryNumber | None = None
    scope: Scope | None = None
    conceded_answer: Answer | None = None
    tagger_answer: Answer | None = None
    crux_for: EntryNumber | None = None
    statement: str | None = optional_text()
    passage: str | None = optional_text()
    conceded_wording: Count | None = later(None)
    """Of a plain concession, which has no words of its own: the wording that it concedes."""
    conceded_before: Answer | None = later(None)
    """Of a concession: its author's answer until then."""

    def effects(self, event: Event) -> Effects:
        return put(self.entry_at(event))

    def entry_at(self, event: Event) -> Entry:
        """The entry as it stands right after it was tagged."""
        return Entry(
            number=self.entry,
            kind=self.kind,
            author=self.author,
            tagger=self.tagger,
            status=Status.PROPOSED if self.proposed else Status.LIVE,
            wordings=(Wording(1, self.statement),),
            tagged_at=event.at,
            passage=self.passage,
            source=source_of(self.channel, self.message),
            concession=self.concession,
            proposal=Proposal(self.tagger_answer, self.crux_for) if self.proposed else None,
        )

    @property
    def concession(self) -> Concession | None:
        """What it concedes, as things stand at its tag; None where it is no concession. Raises ValueError for half."""
        if self.concedes is not None and self.scope is not None and self.conceded_answer is not None:
            return Concession(
                self.concedes, self.scope, self.conceded_answer, self.conceded_wording, self.conceded_before
            )
        if self.concedes is None and self.scope is None and self.conceded_answer is None:
            return None
        raise ValueError("concedes, scope and conceded_answer go together")


@verb("entry confirmed", recounts=True, on_card=True)
class EntryConfirmed(Change):
    """The author stands by what somebody else tagged; a concession takes over what the others answer by then."""

    entry: EntryNumber
    conceded_answer: Answer | None = later(None)
    conceded_before: Answer | None = later(None)

    def effects(self, event: Event) -> Effects:
        confirmed = amend(Entry, self.entry, status=Status.LIVE, proposal=None)
        if self.conceded_answer is None:
            return confirmed
        conceded = {"answer": self.conceded_answer, "before": self.conceded_before}
        return (*confirmed, AmendPart(Entry, self.entry, "concession", conceded))


@verb("entry declined", recounts=True, on_card=True)
class EntryDeclined(Change):
    """The author does not want that tag."""

    entry: EntryNumber

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, status=Status.DECLINED, proposal=None)


@verb("entry withdrawn", recounts=True, on_card=True)
class EntryWithdrawn(Change):
    """The entry was taken back."""

    entry: EntryNumber

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, status=Status.WITHDRAWN, proposal=None)


@verb("entry merged", recounts=True, on_card=True)
class EntryMerged(Change):
    """The entry says what another one says: it goes on as that one, and its own stances stay with it."""

    entry: EntryNumber
    into: EntryNumber
    linked: bool = later(False)
    """Whether the event before it is the merge's own: that the one restates the other."""

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, status=Status.MERGED, proposal=None, merged_into=self.into)


@verb("entry restored", recounts=True, on_card=True)
class EntryRestored(Change):
    """An entry that was withdrawn or merged stands again, as it stood before."""

    entry: EntryNumber

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, status=Status.LIVE, merged_into=None)


@verb("entry reworded", recounts=True, on_card=True, words_of=(ACTOR,))
class EntryReworded(Change):
    """The entry says something else now; stances on the earlier wording wait."""

    entry: EntryNumber
    wording: Count
    statement: str | None = text()

    def effects(self, event: Event) -> Effects:
        return (Extend(Entry, self.entry, "wordings", Wording(self.wording, self.statement)),)
