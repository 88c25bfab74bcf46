"""What says nearly the same as a new entry, and taking a stance on that instead."""

from dataclasses import dataclass

from bot.actions.request import Request
from bot.actions.writing import looking, write
from bot.ledger.entries import Entry, Kind
from bot.ledger.people import Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.similar import merged_and_answered
from bot.ledger.similarity import say_nearly_the_same
from bot.ledger.text import folded
from bot.store.reading import similar
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


async def said_before(sessions: Sessions, request: Request, new: Entry) -> Entry | None:
    """An earlier claim or crux that people answer and that says nearly the same; None where there is none."""
    if new.kind is Kind.CONCESSION or new.statement is None:
        return None
    words = folded(new.statement)
    numbers = await _similar(sessions, request.channel, new.number, words)
    if not numbers:
        return None
    found = (await looking(request, *numbers)(sessions.execute)).ledger.entries
    alike = (found[number] for number in numbers if number in found)
    return next((one for one in alike if one.asks_for_stances and _says(one, words)), None)


async def _similar(sessions: Sessions, debate: int, before: int, words: str) -> tuple[int, ...]:
    if sessions.has_trigrams is None:
        sessions.has_trigrams = await similar.has_trigrams(sessions.execute)
    find = similar.found_by_database if sessions.has_trigrams else similar.found_here
    return await find(sessions.execute, debate, before, words)


def _says(entry: Entry, words: str) -> bool:
    return say_nearly_the_same(folded(entry.statement or ""), words)


@dataclass(frozen=True, slots=True)
class Instead:
    """An entry that goes on as an earlier one, and that one."""

    entry: Entry
    into: Entry


async def answer_instead(sessions: Sessions, request: Request, number: int, into: int) -> Instead:
    """Let an entry of one's own go on as one that says the same, and answer that as one had answered one's own.

    An answer that one has given to it stays. Raises what `merged` raises.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        entry, other, ledger = look.entry(number), look.entry(into), look.ledger
        own, given = (ledger.stances.get((each, writer.number)) for each in (number, into))
        return merged_and_answered(entry, other, writer.number, ledger.links, own, given)

    written = await write(sessions, request, looking(request, number, into), decide)
    return Instead(written.entry(number), written.before.entry(into))
