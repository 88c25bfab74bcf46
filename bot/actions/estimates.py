"""Say how likely one thinks the question's "yes" is: sealed, before the debate and after it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.deciding import Policy
from bot.actions.reading import reading
from bot.actions.request import Request
from bot.actions.writing import write_with
from bot.ledger.estimates import CORRECTED_WITHIN, OPEN_AFTER_CLOSING, Estimate, Phase
from bot.ledger.people import Participant
from bot.ledger.record.events import EstimateGiven
from bot.ledger.refusals import EstimateStands, NoDebate
from bot.ledger.rules import Changes
from bot.ledger.rules import estimates as rules
from bot.store.reading import debates
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions
from bot.store.waiting import estimates


@dataclass(frozen=True, slots=True)
class GivenEstimate:
    """An estimate that is sealed now, and until when it can be changed, which may have passed."""

    estimate: Estimate
    changed_until: datetime


async def give_estimate(sessions: Sessions, request: Request, percent: str, *, shown: bool) -> GivenEstimate:
    """Seal how likely somebody thinks "yes" is, with their leave to have it `shown` once all are counted.

    The number stands beside the ledger, which has only that it was given: both, or neither. Raises NoPercentage,
    EstimatesAreOver, EstimateStands.
    """
    given = rules.percentage(percent)

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return (EstimateGiven(writer.number, rules.phase_at(look.ledger.debate, request.at)),)

    async def beside(session: AsyncSession, writer: Participant) -> GivenEstimate:
        debate = await debates.find(session, request.channel)
        if debate is None:
            raise NoDebate
        phase = rules.phase_at(debate, request.at)
        sealed = Estimate(writer.number, phase, given, shown, request.at)
        first = await estimates.put(session, debate.id, sealed, request.at - CORRECTED_WITHIN)
        if first is None:
            raise EstimateStands
        closed_at = debate.closed_at
        return GivenEstimate(sealed, closed_at + OPEN_AFTER_CLOSING if closed_at else first + CORRECTED_WITHIN)

    return await write_with(sessions, request, beside, decide, Policy(in_closed=True))


async def phase_here(sessions: Sessions, request: Request) -> Phase:
    """Which estimate the debate here asks for. Raises NoDebate, EstimatesAreOver."""
    async with reading(sessions, request) as (_, debate):
        return rules.phase_at(debate, request.at)


async def people_before(sessions: Sessions, request: Request) -> int:
    """How many people put an estimate while the debate here was open. Raises NoDebate."""
    async with reading(sessions, request) as (session, debate):
        return await estimates.people_before(session, debate.id)
