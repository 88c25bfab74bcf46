"""What is at hand of the debates in which people are answering just now.

When a digest stands there with its buttons, many answer within minutes. Who they are and what they said before is read
once, not at each click. It is as good as the head it was read under: an answer is written only where the ledger still
ends there (`at_once.py`). What is kept here is lost with the process, and missed by nobody.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.ledger.entries import Entry, Stance
from bot.ledger.record.events import Change, CruxMarked, EntryTagged, ParticipantMet, StanceTaken
from bot.store.prepared import Execute
from bot.store.reading.answering import answerable, answered, everybody_met
from bot.store.reading.debates import Head

MOST = 50_000
"""How many people, entries and stances are kept at hand in all; the debates answered in least lately go first."""

LARGEST_CROWD = 2_000
"""How many people a debate may have met for them and their answers to be read at once."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer is decided on: a person by number, `met` before or not, an entry, and their stance so far."""

    head: Head
    person: int
    met: bool
    entry: Entry
    before: Stance | None


@dataclass(slots=True)
class Page:
    """What is known of a debate as long as its ledger ends with this head."""

    head: Head
    crowd: int
    """How many people the debate has met."""
    people: dict[int, int] | None = None
    """Everybody's number, by what the platform calls them; None where they were not read."""
    entries: dict[int, tuple[Entry, dict[int, Stance]]] = field(default_factory=dict)
    """Entries by number, each with all stances on it by person."""
    size: int = 1
    """How many people, entries and stances the page holds, and itself."""

    def seen(self, number: int, user: int) -> Seen | None:
        """What that person answers there; None where the page does not know it."""
        known = self.entries.get(number)
        if known is None or self.people is None:
            return None
        entry, stances = known
        person = self.people.get(user)
        if person is None:
            return Seen(self.head, self.crowd + 1, False, entry, None)
        return Seen(self.head, person, True, entry, stances.get(person))

    def goes_on(self, now: Head, changes: Sequence[Change], at: datetime) -> bool:
        """Go on behind changes that were written; False where what they do to the page is not known."""
        self.head = now
        for change in changes:
            match change:
                case ParticipantMet(person=person, user=user):
                    self.crowd = max(self.crowd, person)
                    if self.people is not None and user is not None:
                        self.people[int(user)] = person
                        self.size += 1
                case StanceTaken(entry=number, person=person):
                    if number in self.entries:
                        stances = self.entries[number][1]
                        self.size += person not in stances
                        stances[person] = Stance(person, number, change.wording, change.answer, change.credence, at)
                case EntryTagged() | CruxMarked():
                    pass
                case _:
                    return False
        return True


class AnswerCache:
    """The pages of the debates that were answered in lately."""

    def __init__(self) -> None:
        self._of: OrderedDict[int, Page] = OrderedDict()
        self._sizes: dict[int, int] = {}
        self._held = 0

    def of(self, debate: int) -> Page | None:
        """A debate's page; None where there is none."""
        return self._of.get(debate)

    def keep(self, page: Page) -> None:
        """Keep a page as it is now, and let go of those that were answered in least lately where that is too much."""
        debate = page.head.debate.id
        self.let_go(debate)
        self._of[debate], self._sizes[debate] = page, page.size
        self._held += page.size
        while self._held > MOST and len(self._of) > 1:
            self.let_go(next(iter(self._of)))

    def let_go(self, debate: int) -> None:
        """Keep nothing of a debate."""
        if self._of.pop(debate, None) is not None:
            self._held -= self._sizes.pop(debate)

    def go_on(self, before: Head, now: Head, changes: Sequence[Change], at: datetime) -> None:
        """Let a debate's page go on behind changes that were written when its ledger ended with `before`."""
        page = self.of(now.debate.id)
        if page is None:
            return
        if page.head == before and page.goes_on(now, changes, at):
            self.keep(page)
        else:
            self.let_go(now.debate.id)

    def let_go_of_all(self) -> None:
        """Keep nothing: another process may have erased words that are kept here."""
        self._of.clear()
        self._sizes.clear()
        self._held = 0

    def debates(self) -> list[int]:
        """The debates of which there is a page, those answered in least lately first."""
        return list(self._of)


async def seen_by(cache: AnswerCache, execute: Execute, debate: int, number: int, user: int) -> Seen | None:
    """What a person answers in a debate; None where there is no such debate or entry.

    The first to answer is looked up alone; where others follow, everybody is read at once.
    """
    page = cache.of(debate)
    if page is not None and page.crowd < LARGEST_CROWD:
        seen = page.seen(number, user)
        if seen is None and await _read(page, execute, debate, number):
            seen = page.seen(number, user)
        if seen is not None:
            return seen
    found = await answerable(execute, debate, number, user)
    if found is None or found.entry is None:
        cache.let_go(debate)
        return None
    cache.keep(Page(found.head, found.next_person - 1))
    person = found.person.number if found.person is not None else found.next_person
    return Seen(found.head, person, found.person is not None, found.entry, found.before)


async def _read(page: Page, execute: Execute, debate: int, number: int) -> bool:
    """Read onto a page what it lacks for an entry; False where the ledger has gone on since, or there is none."""
    if page.people is None:
        met = await everybody_met(execute, debate)
        if met is None or met[0] != page.head:
            return False
        page.people = met[1]
        page.size += len(met[1])
    if number not in page.entries:
        found = await answered(execute, debate, number)
        if found is None or found.entry is None or found.head != page.head:
            return False
        page.entries[number] = found.entry, found.stances
        page.size += 1 + len(found.stances)
    return True
