"""The people of a debate and their sides."""

from bot.ledger.people import FormerSide, Participant, Side
from bot.ledger.record.effects import AmendEach, Effects, Put, Remove, amend, put
from bot.ledger.record.verb import (
    ACTOR,
    Change,
    ErasedTexts,
    Event,
    NewPerson,
    NewSide,
    PersonNumber,
    SideNumber,
    later,
    text,
    verb,
)


@verb("participant met", recounts=False, on_card=True, words_of=("person",))
class ParticipantMet(Change):
    """Somebody acted, or was tagged, here for the first time."""

    person: NewPerson
    user: str | None = text()
    name: str | None = text()

    def effects(self, event: Event) -> Effects:
        return put(Participant(self.person, int(self.user) if self.user is not None else None, self.name))


@verb("participant renamed", recounts=False, on_card=True, words_of=("person",))
class ParticipantRenamed(Change):
    """Somebody acted under another name than before."""

    person: PersonNumber
    name: str | None = text()

    def effects(self, event: Event) -> Effects:
        return amend(Participant, self.person, name=self.name)


@verb("participant counted", recounts=True, on_card=True)
class ParticipantCounted(Change):
    """Somebody's answers count from then on, or count no longer: it is their server that decides it."""

    person: PersonNumber
    counts: bool

    def effects(self, event: Event) -> Effects:
        return amend(Participant, self.person, uncounted=not self.counts)


@verb("side named", recounts=True, on_card=True, words_of=(ACTOR,))
class SideNamed(Change):
    """A side was declared, or one whose name was erased was named anew."""

    side: NewSide
    name: str | None = text()

    def effects(self, event: Event) -> Effects:
        return put(Side(self.side, self.name))


@verb("side renamed", recounts=True, on_card=True, words_of=(ACTOR,))
class SideRenamed(Change):
    """A side that is there was given another name."""

    side: SideNumber
    name: str | None = text()

    def effects(self, event: Event) -> Effects:
        return amend(Side, self.side, name=self.name)


@verb("sides merged", recounts=True, on_card=True)
class SidesMerged(Change):
    """Everybody on a side is on another one from then on, and the side is none any more."""

    side: SideNumber
    into: SideNumber

    def effects(self, event: Event) -> Effects:
        moved = AmendEach(Participant, "side", self.side, self.into)
        return (moved, Remove(Side, self.side), Put(FormerSide(self.side, self.into)))


@verb("side removed", recounts=True, on_card=True)
class SideRemoved(Change):
    """A side that nobody is on was taken away; whoever was forgotten is on none with it."""

    side: SideNumber

    def effects(self, event: Event) -> Effects:
        left = AmendEach(Participant, "side", self.side, None)
        return (left, Remove(Side, self.side), Put(FormerSide(self.side)))


@verb("side joined", recounts=True, on_card=True)
class SideJoined(Change):
    """A person took a side, leaving any other."""

    person: PersonNumber
    side: SideNumber

    def effects(self, event: Event) -> Effects:
        return amend(Participant, self.person, side=self.side)


@verb("side left", recounts=True, on_card=True)
class SideLeft(Change):
    """A person is on no side now."""

    person: PersonNumber

    def effects(self, event: Event) -> Effects:
        return amend(Participant, self.person, side=None)


@verb("person forgotten", recounts=True, on_card=True, erases="person")
class PersonForgotten(Change):
    """A person's words and name were erased at their wish, from the events themselves; they count nowhere any more."""

    person: PersonNumber
    erased: ErasedTexts | None = later(None)

    def effects(self, event: Event) -> Effects:
        return amend(Participant, self.person, forgotten=True)
