"""Define a term, credit it, adopt it."""

from collections.abc import Mapping

from bot.ledger.entries import Definition, Source
from bot.ledger.record import events as e
from bot.ledger.refusals import EmptyDefinition, NoSuchDefinition, NotYourDefinition, OwnDefinition
from bot.ledger.rules import Changes
from bot.ledger.statements import one_line

TERM_LIMIT = 80
MEANING_LIMIT = 600


def definition_numbered(definitions: Mapping[int, Definition], number: int) -> Definition:
    """The definition of that number. Raises NoSuchDefinition, also where its words were erased."""
    definition = definitions.get(number)
    if definition is None or definition.term is None or definition.meaning is None:
        raise NoSuchDefinition
    return definition


def defined(number: int, person: int, term: str, meaning: str, source: Source | None) -> Changes:
    """Say what one means by a term. Raises EmptyDefinition."""
    kept, meant = one_line(term), one_line(meaning)
    if not kept or not meant or len(kept) > TERM_LIMIT or len(meant) > MEANING_LIMIT:
        raise EmptyDefinition(term=TERM_LIMIT, meaning=MEANING_LIMIT)
    channel, message = (source.channel, source.message) if source else (None, None)
    return (e.TermDefined(number, person, person, channel, message, kept, meant),)


def credited(definition: Definition, by: int, owner: int) -> Changes:
    """Who wrote a definition down says whose term it is, and so adopts it. Raises NotYourDefinition."""
    if definition.by != by:
        raise NotYourDefinition
    if definition.owner == owner:
        return ()
    credit = e.TermCredited(definition.number, owner)
    return (credit,) if owner == by else (credit, *adopted_after(definition, by))


def adopted(definition: Definition, person: int) -> Changes:
    """Use somebody's term in their sense. Raises OwnDefinition."""
    if definition.owner == person:
        raise OwnDefinition
    return adopted_after(definition, person)


def adopted_after(definition: Definition, person: int) -> Changes:
    """The adoption alone; nothing where it already stands."""
    return () if person in definition.adopted_by else (e.TermAdopted(definition.number, person),)
