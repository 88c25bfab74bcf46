"""What is cached of a debate for the tags to come: how much people tagged lately, and messages whose form is open."""

from bisect import insort
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.ledger.record.events import EntryTagged
from bot.ledger.rules.limits import NOTHING, SoFar
from bot.store.reading.debate_look import Limits
from bot.store.waiting.drafts import DRAFT_LIFE, Draft

MOST_DRAFTS = 100
"""How many messages of one debate are cached until their forms come back; the oldest go first."""


@dataclass(slots=True)
class CachedTags:
    """What is cached of a debate's tags; it follows every one that is appended."""

    next_entry: int
    moments: dict[int, list[datetime]] | None = None
    """When people tagged within the last hour and since, by their numbers, earliest first; None where not read."""
    looked_up: int = 0
    """How often the database was asked for the look of a tag."""
    quoted: set[int] = field(default_factory=set)
    """The messages that were tagged since this is cached."""
    drafts: dict[tuple[int, int], Draft] = field(default_factory=dict)
    """Messages that no entry quotes, by who tags them and their ids, until their forms come back."""

    def read(self, moments: Iterable[tuple[int, datetime]]) -> None:
        """Cache when people tagged lately: who, by number, and when."""
        self.moments = {}
        for person, at in moments:
            insort(self.moments.setdefault(person, []), at)

    def keep(self, draft: Draft) -> None:
        """Cache a message that no entry quoted when it was kept; those whose form never came back are dropped."""
        self.drafts.pop((draft.user, draft.message), None)
        for key in [key for key, old in self.drafts.items() if old.at < draft.at - DRAFT_LIFE]:
            del self.drafts[key]
        if draft.message not in self.quoted:
            self.drafts[draft.user, draft.message] = draft
        while len(self.drafts) > MOST_DRAFTS:
            del self.drafts[next(iter(self.drafts))]

    def drop(self, messages: Container[int]) -> None:
        """Drop the drafts of these messages: they are quoted by now, or deleted."""
        for key in [key for key in self.drafts if key[1] in messages]:
            del self.drafts[key]

    def so_far(self, person: int | None, limits: Limits | None) -> SoFar | None:
        """What there is of what is limited for a person; None where only the database can tell."""
        if limits is None:
            return NOTHING
        # Entries may have been withdrawn since: how many are open, the database counts.
        if self.moments is None or self.next_entry > limits.open_entries:
            return None
        made = self.moments.get(person, []) if person is not None else []
        return SoFar(made[-limits.tags_an_hour]) if len(made) >= limits.tags_an_hour else NOTHING

    def follow(self, change: EntryTagged, at: datetime) -> None:
        """Follow a tag that was appended. Its message is quoted from now on, so other forms of it may be refused."""
        self.next_entry = max(self.next_entry, change.entry + 1)
        if self.moments is not None:
            insort(self.moments.setdefault(change.tagger, []), at)
        if change.message is not None:
            self.quoted.add(change.message)
            self.drop((change.message,))
