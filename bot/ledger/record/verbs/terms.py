"""What people mean by their terms."""

from bot.ledger.entries import Definition, source_of
from bot.ledger.record.effects import Effects, Extend, amend, put
from bot.ledger.record.verb import (
    Change,
    DefinitionNumber,
    Event,
    NewDefinition,
    PersonNumber,
    PlatformId,
    optional_text,
    verb,
)


@verb("term defined", recounts=False, on_card=True, words_of=("person",))
class TermDefined(Change):
    """What a person means by a term; `owner` is whose term it is."""

    definition: NewDefinition
    person: PersonNumber
    owner: PersonNumber
    channel: PlatformId | None = None
    message: PlatformId | None = None
    term: str | None = optional_text()
    meaning: str | None = optional_text()

    def effects(self, event: Event) -> Effects:
        source = source_of(self.channel, self.message)
        return put(Definition(self.definition, self.term, self.meaning, self.person, self.owner, source))


@verb("term credited", recounts=False, on_card=True)
class TermCredited(Change):
    """The definition turned out to be of somebody else's term."""

    definition: DefinitionNumber
    owner: PersonNumber

    def effects(self, event: Event) -> Effects:
        return amend(Definition, self.definition, owner=self.owner)


@verb("term adopted", recounts=False, on_card=True)
class TermAdopted(Change):
    """A person uses that term in that sense too: "let's use your terminology"."""

    definition: DefinitionNumber
    person: PersonNumber

    def effects(self, event: Event) -> Effects:
        return (Extend(Definition, self.definition, "adopted_by", self.person),)
