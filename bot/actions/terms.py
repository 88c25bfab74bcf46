"""Say what one means by a term, whose term it is, and use another's."""

from bot.actions.deciding import Policy, meet, require_here
from bot.actions.request import Request
from bot.actions.writing import looking, write
from bot.ledger.entries import Definition
from bot.ledger.people import LARGEST_ID, Participant
from bot.ledger.refusals import NobodyChosen
from bot.ledger.rules import Changes
from bot.ledger.rules.terms import adopted, credited, defined, definition_numbered
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


async def define(sessions: Sessions, request: Request, term: str, meaning: str) -> Definition:
    """Write down what one means by a term."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return defined(look.next_definition, writer.number, term, meaning, None)

    written = await write(sessions, request, looking(request), decide, Policy(opens=True))
    return written.after.definitions[written.before.next_definition]


async def definition_here(sessions: Sessions, request: Request, number: int) -> Definition:
    """The definition of that number. Raises NoDebate, NoSuchDefinition."""
    look = await looking(request, definition=number)(sessions.execute)
    require_here(look, request)
    return definition_numbered(look.ledger.definitions, number)


async def adopt(sessions: Sessions, request: Request, number: int) -> Definition:
    """Use the term in that sense too."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return adopted(definition_numbered(look.ledger.definitions, number), writer.number)

    written = await write(sessions, request, looking(request, definition=number), decide)
    return written.after.definitions[number]


async def credit(sessions: Sessions, request: Request, number: int, user: int, name: str) -> Definition:
    """Say that a definition one wrote down is of somebody else's term. Raises NobodyChosen where nobody has that id."""
    if not 0 < user <= LARGEST_ID:
        raise NobodyChosen

    def decide(look: DebateLook, writer: Participant) -> Changes:
        owner, introduction = meet(look, user, name)
        definition = definition_numbered(look.ledger.definitions, number)
        return (*introduction, *credited(definition, writer.number, owner.number))

    written = await write(sessions, request, looking(request, others=(user,), definition=number), decide)
    return written.after.definitions[number]
