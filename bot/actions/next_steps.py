"""What somebody can do next in the debate where they ask."""

from bot.actions.outlines import outline_here
from bot.actions.request import Request
from bot.ledger.entries import Kind
from bot.ledger.refusals import NoDebate
from bot.ledger.telling.next_steps import NextSteps
from bot.store.reading import excerpts, people
from bot.store.sessions import Sessions
from bot.store.waiting import schedules


async def steps_here(sessions: Sessions, request: Request) -> NextSteps | None:
    """What the person of the request can do next in the debate here; None where there is none."""
    try:
        head, outline = await outline_here(sessions, request)
    except NoDebate:
        return None
    answered = await excerpts.answered_by(sessions.execute, request.channel, request.user)
    async with sessions() as session:
        person = await people.participant(session, request.channel, request.user)
    schedule = await schedules.get(sessions.execute, request.channel)
    return NextSteps(
        is_open=head.debate.is_open,
        awaiting=outline.waiting_for(answered, 0)[1],
        lacks_side=outline.declared and (person is None or person.side is None),
        entries=outline.live.total(),
        cruxes=outline.live[Kind.CRUX],
        scheduled=schedule is not None and schedule.pause_reason is None,
    )
