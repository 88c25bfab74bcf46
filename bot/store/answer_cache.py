"""A cache of the debates in which people answer and tag just now: who they are, what they answered and tagged before.

When a digest with its buttons is posted, many answer within minutes. What their requests need is read once, not at
each click and each tag. It is valid for the head it was read under, since an answer is appended only where the ledger
still ends there. The cache is lost with the process.
"""

from collections import OrderedDict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.ledger.entries import Entry, Stance
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant
from bot.ledger.record.events import Change, CruxMarked, EntryTagged, ParticipantCounted, ParticipantMet, StanceTaken
from bot.store.reading.debate_look import DebateLook, Limits
from bot.store.reading.debates import Head
from bot.store.tag_cache import CachedTags

MOST = 50_000
"""How many people, entries and stances are cached in all; the debates written to least lately go first."""


@dataclass(slots=True)
class CachedDebate:
    """What is cached of a debate; valid as long as its ledger ends with this head."""

    head: Head
    crowd: int
    """How many people the debate has met."""
    tags: CachedTags
    people: dict[int, Participant] | None = None
    """Everybody, by the platform's ids; None where they were not read."""
    entries: dict[int, tuple[Entry, dict[int, Stance]]] = field(default_factory=dict)
    """Entries by number, each with all stances on it by person."""
    size: int = 1
    """How many people, entries, stances and tags are cached, and the debate itself."""

    def look(self, number: int, user: int) -> DebateLook | None:
        """The look at an entry, for a person; None where not all of it is cached."""
        cached = self.entries.get(number)
        if cached is None or self.people is None:
            return None
        entry, stances = cached
        person = self.people.get(user)
        before = stances.get(person.number) if person is not None else None
        ledger = Ledger(
            debate=self.head.debate,
            participants={person.number: person} if person is not None else {},
            entries={number: entry},
            stances={(number, before.person): before} if before is not None else {},
        )
        return DebateLook(self.head, ledger, self.crowd + 1)

    def tag_look(self, message: int, user: int, limits: Limits | None) -> DebateLook | None:
        """The look at a message, for a person whose form comes back; None where not all of it is cached."""
        draft = self.tags.drafts.get((user, message))
        if draft is None or self.people is None:
            return None
        person = self.people.get(user)
        so_far = self.tags.so_far(person.number if person is not None else None, limits)
        if so_far is None:
            return None
        both = (person, self.people.get(draft.author))
        ledger = Ledger(debate=self.head.debate, participants={one.number: one for one in both if one is not None})
        return DebateLook(self.head, ledger, self.crowd + 1, self.tags.next_entry, draft=draft, so_far=so_far)

    def meet_all(self, people: Iterable[Participant]) -> None:
        """Cache everybody."""
        self.people = {person.user: person for person in people if person.user is not None}
        self.size += len(self.people)

    def read_tags(self, moments: Sequence[tuple[int, datetime]]) -> None:
        """Cache who tagged lately, and when."""
        self.tags.read(moments)
        self.size += len(moments)

    def answer_all(self, entry: Entry, stances: Iterable[Stance]) -> None:
        """Cache an entry with all stances on it."""
        answers = {stance.person: stance for stance in stances}
        self.entries[entry.number] = entry, answers
        self.size += 1 + len(answers)

    def follow(self, now: Head, changes: Sequence[Change], at: datetime) -> bool:
        """Follow changes that were appended; False where there is one that this cache cannot follow."""
        self.head = now
        for change in changes:
            match change:
                case ParticipantMet():
                    self._meet(change)
                case ParticipantCounted():
                    self._count(change)
                case StanceTaken():
                    self._answer(change, at)
                case EntryTagged():
                    self.tags.follow(change, at)
                    self.size += 1
                case CruxMarked():
                    pass
                case _:
                    return False
        return True

    def _meet(self, change: ParticipantMet) -> None:
        self.crowd = max(self.crowd, change.person)
        if self.people is not None and change.user is not None:
            self.people[int(change.user)] = Participant(change.person, int(change.user), change.name)
            self.size += 1

    def _count(self, change: ParticipantCounted) -> None:
        people = self.people or {}
        user = next((user for user, person in people.items() if person.number == change.person), None)
        if user is not None:
            people[user] = replace(people[user], uncounted=not change.counts)

    def _answer(self, change: StanceTaken, at: datetime) -> None:
        if change.entry in self.entries:
            stances, person = self.entries[change.entry][1], change.person
            self.size += person not in stances
            stances[person] = change.stance(at)


class AnswerCache:
    """The debates that were answered and tagged in lately."""

    def __init__(self) -> None:
        self._of: OrderedDict[int, CachedDebate] = OrderedDict()
        self._sizes: dict[int, int] = {}
        self._size = 0

    def of(self, debate: int) -> CachedDebate | None:
        """What is cached of a debate; None where nothing is."""
        return self._of.get(debate)

    def look(self, debate: int, number: int, user: int) -> DebateLook | None:
        """The look at an entry of a debate, for a person; None where not all of it is cached."""
        cached = self._of.get(debate)
        return cached.look(number, user) if cached is not None else None

    def tag_look(self, debate: int, message: int, user: int, limits: Limits | None) -> DebateLook | None:
        """The look at a message in a debate, for a person; None where not all of it is cached."""
        cached = self._of.get(debate)
        return cached.tag_look(message, user, limits) if cached is not None else None

    def keep(self, cached: CachedDebate) -> None:
        """Cache a debate as it is now; where that is too much, drop those that were written to least lately."""
        debate = cached.head.debate.id
        self.drop(debate)
        self._of[debate], self._sizes[debate] = cached, cached.size
        self._size += cached.size
        while self._size > MOST and len(self._of) > 1:
            self.drop(next(iter(self._of)))

    def follow(self, before: Head, now: Head, changes: Sequence[Change], at: datetime) -> None:
        """Follow changes that were appended to a debate when its ledger ended with `before`."""
        cached = self.of(now.debate.id)
        if cached is None:
            return
        if cached.head == before and cached.follow(now, changes, at):
            self.keep(cached)
        else:
            self.drop(now.debate.id)

    def drop(self, debate: int) -> None:
        """Drop a debate: something else was appended to its ledger, or words in it were erased."""
        if self._of.pop(debate, None) is not None:
            self._size -= self._sizes.pop(debate)

    def drop_drafts(self, debate: int, messages: Container[int]) -> None:
        """Drop messages that were deleted, and whose forms may still be open."""
        if (cached := self._of.get(debate)) is not None:
            cached.tags.drop(messages)

    def clear(self) -> None:
        """Drop everything: another process may have erased words that are cached here."""
        self._of.clear()
        self._sizes.clear()
        self._size = 0

    def debates(self) -> list[int]:
        """The debates that are cached, those written to least lately first."""
        return list(self._of)
