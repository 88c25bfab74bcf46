"""What stands in a ledger after its events: the meaning of each change, in one place.

Folding the events from the first to the last gives the ledger, exactly as the tables hold it.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatchmethod

from bot.ledger.entries import (
    Concession,
    CruxMark,
    Debate,
    Definition,
    Entry,
    Ledger,
    Link,
    Parking,
    Participant,
    PostedDigest,
    Proposal,
    Side,
    Source,
    Stance,
    Status,
    Wording,
)
from bot.ledger.record import events as e
from bot.ledger.record.events import Event


def replay(events: Iterable[Event]) -> Ledger:
    """The ledger after these events, in their order. Raises ValueError unless the first one opens the debate."""
    running = Replay()
    for event in events:
        running.take(event)
    return running.ledger()


class Replay:
    """A replay under way. Its containers change in place; the values in them never do."""

    def __init__(self) -> None:
        self.debate: Debate | None = None
        self.sides: dict[int, Side] = {}
        self.participants: dict[int, Participant] = {}
        self.entries: dict[int, Entry] = {}
        self.stances: dict[tuple[int, int], Stance] = {}
        self.marks: dict[tuple[int, int, int | None], CruxMark] = {}
        self.links: set[Link] = set()
        self.definitions: dict[int, Definition] = {}
        self.digests: list[PostedDigest] = []

    @classmethod
    def onward(cls, ledger: Ledger) -> "Replay":
        """A replay that goes on from what stood in a ledger."""
        running = cls()
        running.debate = ledger.debate
        running.sides, running.participants = dict(ledger.sides), dict(ledger.participants)
        running.entries, running.stances = dict(ledger.entries), dict(ledger.stances)
        running.marks, running.links = dict(ledger.marks), set(ledger.links)
        running.definitions, running.digests = dict(ledger.definitions), list(ledger.digests)
        return running

    def ledger(self) -> Ledger:
        """What stands after the events taken so far. Raises ValueError where none of them opened the debate."""
        return Ledger(
            debate=self._opened(),
            sides=self.sides,
            participants=self.participants,
            entries=self.entries,
            stances=self.stances,
            marks=self.marks,
            links=frozenset(self.links),
            definitions=self.definitions,
            digests=tuple(self.digests),
        )

    def take(self, event: Event) -> None:
        """Go on with the next event. Raises ValueError or KeyError for one that does not follow from those before."""
        _meaning_of(type(event.change))(self, event.change, event)

    def _opened(self) -> Debate:
        if self.debate is None:
            raise ValueError("the first event of a ledger opens its debate")
        return self.debate

    def _entry(self, number: int, **now: object) -> None:
        self.entries[number] = replace(self.entries[number], **now)  # type: ignore[arg-type]

    @singledispatchmethod
    def _apply(self, change: e.Change, event: Event) -> None:
        raise ValueError(f"no meaning is given to {change.verb!r}")

    @_apply.register
    def _(self, change: e.DebateOpened, event: Event) -> None:
        self.debate = Debate(event.debate, change.guild, change.question, event.actor, event.at)

    @_apply.register
    def _(self, change: e.QuestionAsked, event: Event) -> None:
        self.debate = replace(self._opened(), question=change.question)

    @_apply.register
    def _(self, change: e.DebateClosed, event: Event) -> None:
        self.debate = replace(self._opened(), closed_at=event.at)

    @_apply.register
    def _(self, change: e.DebateReopened, event: Event) -> None:
        self.debate = replace(self._opened(), closed_at=None)

    @_apply.register
    def _(self, change: e.ParticipantMet, event: Event) -> None:
        user = int(change.user) if change.user is not None else None
        self.participants[change.person] = Participant(change.person, user, change.name)

    @_apply.register
    def _(self, change: e.SideNamed, event: Event) -> None:
        self.sides[change.side] = Side(change.side, change.name)

    @_apply.register
    def _(self, change: e.SideJoined, event: Event) -> None:
        self.participants[change.person] = replace(self.participants[change.person], side=change.side)

    @_apply.register
    def _(self, change: e.SideLeft, event: Event) -> None:
        self.participants[change.person] = replace(self.participants[change.person], side=None)

    @_apply.register
    def _(self, change: e.EntryTagged, event: Event) -> None:
        self.entries[change.entry] = entry_as_tagged(change, event)

    @_apply.register
    def _(self, change: e.EntryConfirmed, event: Event) -> None:
        self._entry(change.entry, status=Status.LIVE, proposal=None)

    @_apply.register
    def _(self, change: e.EntryDeclined, event: Event) -> None:
        self._entry(change.entry, status=Status.DECLINED, proposal=None)

    @_apply.register
    def _(self, change: e.EntryWithdrawn, event: Event) -> None:
        self._entry(change.entry, status=Status.WITHDRAWN, proposal=None)

    @_apply.register
    def _(self, change: e.EntryMerged, event: Event) -> None:
        self._entry(change.entry, status=Status.MERGED, proposal=None, merged_into=change.into)

    @_apply.register
    def _(self, change: e.EntryReworded, event: Event) -> None:
        wordings = self.entries[change.entry].wordings
        self._entry(change.entry, wordings=(*wordings, Wording(change.wording, change.statement)))

    @_apply.register
    def _(self, change: e.StanceTaken, event: Event) -> None:
        self.stances[change.entry, change.person] = Stance(
            change.person, change.entry, change.wording, change.answer, change.credence, event.at
        )

    @_apply.register
    def _(self, change: e.CruxMarked, event: Event) -> None:
        self.marks[change.entry, change.person, change.target] = CruxMark(
            change.person, change.entry, change.target, change.degree
        )

    @_apply.register
    def _(self, change: e.CruxUnmarked, event: Event) -> None:
        self.marks.pop((change.entry, change.person, change.target), None)

    @_apply.register
    def _(self, change: e.EntriesLinked, event: Event) -> None:
        self.links.add(Link(change.entry, change.relation, change.target))

    @_apply.register
    def _(self, change: e.EntriesUnlinked, event: Event) -> None:
        self.links.discard(Link(change.entry, change.relation, change.target))

    @_apply.register
    def _(self, change: e.EntryParked, event: Event) -> None:
        self._entry(change.entry, parking=Parking(change.person))

    @_apply.register
    def _(self, change: e.ParkingAgreed, event: Event) -> None:
        parking = self.entries[change.entry].parking
        if parking is not None:
            self._entry(change.entry, parking=replace(parking, agreed_by=change.person))

    @_apply.register
    def _(self, change: e.EntryRevived, event: Event) -> None:
        self._entry(change.entry, parking=None)

    @_apply.register
    def _(self, change: e.TermDefined, event: Event) -> None:
        self.definitions[change.definition] = Definition(
            change.definition,
            change.term,
            change.meaning,
            change.person,
            change.owner,
            source_of(change.channel, change.message),
        )

    @_apply.register
    def _(self, change: e.TermCredited, event: Event) -> None:
        known = self.definitions[change.definition]
        self.definitions[change.definition] = replace(known, owner=change.owner)

    @_apply.register
    def _(self, change: e.TermAdopted, event: Event) -> None:
        known = self.definitions[change.definition]
        adopters = tuple(sorted({*known.adopted_by, change.person}))
        self.definitions[change.definition] = replace(known, adopted_by=adopters)

    @_apply.register
    def _(self, change: e.SourceEdited, event: Event) -> None:
        self._entry(change.entry, source_edited=True)

    @_apply.register
    def _(self, change: e.SourceDeleted, event: Event) -> None:
        self._entry(change.entry, source_deleted=True)

    @_apply.register
    def _(self, change: e.PassageLost, event: Event) -> None:
        self._entry(change.entry, orphaned=True)

    @_apply.register
    def _(self, change: e.PersonForgotten, event: Event) -> None:
        """Their words are gone from the events themselves: nothing is left to change here."""

    @_apply.register
    def _(self, change: e.DigestPosted, event: Event) -> None:
        self.digests.append(PostedDigest(change.message, change.seen, event.at))


_meaning_of = vars(Replay)["_apply"].dispatcher.dispatch
"""What gives a kind of change its meaning, found without binding it to the replay each time."""


def entry_as_tagged(change: e.EntryTagged, event: Event) -> Entry:
    """The entry that a tag writes."""
    concession = None
    if change.concedes is not None and change.scope is not None and change.conceded_answer is not None:
        concession = Concession(change.concedes, change.scope, change.conceded_answer)
    return Entry(
        number=change.entry,
        kind=change.kind,
        author=change.author,
        tagger=change.tagger,
        status=Status.PROPOSED if change.proposed else Status.LIVE,
        wordings=(Wording(1, change.statement),),
        tagged_at=event.at,
        passage=change.passage,
        source=source_of(change.channel, change.message),
        concession=concession,
        proposal=Proposal(change.tagger_answer, change.crux_for) if change.proposed else None,
    )


def source_of(channel: int | None, message: int | None) -> Source | None:
    """The message a change names; None where it names none."""
    return Source(channel, message) if channel is not None and message is not None else None
