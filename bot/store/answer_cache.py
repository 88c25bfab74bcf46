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
class CachedEntry:
    """An entry with stances on it by person; None for who is known to have none."""

    entry: Entry
    stances: dict[int, Stance | None] = field(default_factory=dict)
    is_complete: bool = False
    """Whether all stances on it are here: who is not among them has none."""
    looked_up: int = 0
    """How often it was looked up what one person had answered."""


@dataclass(slots=True)
class CachedDebate:
    """What is cached of a debate; valid as long as its ledger ends with this head."""

    head: Head
    crowd: int
    """How many people the debate has met."""
    tags: CachedTags
    is_followed: bool = False
    """Whether it was found unchanged by others between two answers: before that nothing but the head is cached."""
    people: dict[int, Participant] = field(default_factory=dict)
    """People by the platform's ids."""
    has_everybody: bool = False
    """Whether all people are here: who is not among them was not met."""
    entries: dict[int, CachedEntry] = field(default_factory=dict)
    """Entries by number."""
    size: int = 1
    """How many people, entries, stances and tags are cached, and the debate itself."""

    def look(self, number: int, user: int) -> DebateLook | None:
        """The look at an entry, for a person; None where not all of it is cached."""
        cached, person = self.entries.get(number), self.people.get(user)
        if cached is None or (person is None and not self.has_everybody):
            return None
        if person is None:
            return self.look_at(cached.entry, None, None)
        before = cached.stances.get(person.number)
        if before is None and not cached.is_complete and person.number not in cached.stances:
            return None
        return self.look_at(cached.entry, person, before)

    def look_at(self, entry: Entry, person: Participant | None, before: Stance | None) -> DebateLook:
        """The look at that entry, for a person who has that stance on it."""
        ledger = Ledger(
            debate=self.head.debate,
            participants={person.number: person} if person is not None else {},
            entries={entry.number: entry},
            stances={(entry.number, before.person): before} if before is not None else {},
        )
        return DebateLook(self.head, ledger, self.crowd + 1)

    def tag_look(self, message: int, user: int, limits: Limits | None) -> DebateLook | None:
        """The look at a message, for a person whose form comes back; None where not all of it is cached."""
        draft = self.tags.drafts.get((user, message))
        if draft is None or not self.has_everybody:
            return None
        person = self.people.get(user)
        so_far = self.tags.so_far(person.number if person is not None else None, limits)
        if so_far is None:
            return None
        both = (person, self.people.get(draft.author))
        ledger = Ledger(debate=self.head.debate, participants={one.number: one for one in both if one is not None})
        return DebateLook(self.head, ledger, self.crowd + 1, self.tags.next_entry, draft=draft, so_far=so_far)

    def keep_answer(self, entry: Entry, person: Participant | None, before: Stance | None) -> None:
        """Cache an entry, a person, and that they have that stance on it."""
        cached = self.entries.get(entry.number)
        if cached is None:
            cached = self.entries[entry.number] = CachedEntry(entry)
            self.size += 1
        cached.looked_up += 1
        if person is not None and person.user is not None:
            self.size += (person.user not in self.people) + (person.number not in cached.stances)
            self.people[person.user] = person
            cached.stances[person.number] = before

    def meet_all(self, people: Iterable[Participant]) -> None:
        """Cache everybody."""
        before = len(self.people)
        self.people = {person.user: person for person in people if person.user is not None}
        self.has_everybody = True
        self.size += len(self.people) - before

    def answer_all(self, number: int, stances: Iterable[Stance]) -> None:
        """Cache all stances on an entry that is cached."""
        cached = self.entries[number]
        before = len(cached.stances)
        cached.stances = {stance.person: stance for stance in stances}
        cached.is_complete = True
        self.size += len(cached.stances) - before

    def read_tags(self, moments: Sequence[tuple[int, datetime]]) -> None:
        """Cache who tagged lately, and when."""
        self.tags.read(moments)
        self.size += len(moments)

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
        if change.user is not None and self.is_followed:
            user = int(change.user)
            self.size += user not in self.people
            self.people[user] = Participant(change.person, user, change.name)

    def _count(self, change: ParticipantCounted) -> None:
        user = next((user for user, person in self.people.items() if person.number == change.person), None)
        if user is not None:
            self.people[user] = replace(self.people[user], uncounted=not change.counts)

    def _answer(self, change: StanceTaken, at: datetime) -> None:
        if change.entry in self.entries:
            stances, person = self.entries[change.entry].stances, change.person
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

    def tag_look(self, debate: int, message: int, user: int, limits: Limits | None) -> DebateLook | None:
        """The look at a message in a debate, for a person; None where not all of it is cached."""
        cached = self._of.get(debate)
        return cached.tag_look(message, user, limits) if cached is not None else None

    def keep(self, cached: CachedDebate) -> None:
        """Cache a debate as it is now; where that is too much, drop those that were written to least lately.

        One that is too much by itself is dropped too: what its answers need is then cached anew, one by one.
        """
        debate = cached.head.debate.id
        self._of[debate] = cached
        self._of.move_to_end(debate)
        self._size += cached.size - self._sizes.get(debate, 0)
        self._sizes[debate] = cached.size
        while self._size > MOST:
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
