"""What is said when a debate opens or closes, and of how it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.ledger.entries import Kind
from bot.ledger.house import DEFAULT_HOUSE, House
from bot.ledger.ledger import Debate
from bot.ledger.people import SideName
from bot.ledger.schedules import Schedule
from bot.ledger.telling.outcome import ToldOutcome
from bot.ledger.telling.status import DebateStatus, SideStatus
from bot.words import estimates, names
from bot.words.answers.who_counts import who_counts
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined, lines_within
from bot.words.outcome import outcome, written_day
from bot.words.schedules import described


def opened(front: FrontEnd, debate: Debate, sides: Sequence[SideName], schedule: Schedule | None = None) -> str:
    """What everybody sees when a debate opens; `schedule` is when it gets digests by itself."""
    lines = [
        front.dialect.heading(_question(front, debate)),
        _sides(front, sides),
        front.say("{ways.start_any_tag}. {ways.help} tells more."),
    ]
    if schedule is not None:
        lines.append(_comes_by_itself(front, schedule))
    return "\n".join(lines)


def _comes_by_itself(front: FrontEnd, schedule: Schedule) -> str:
    return front.say(
        "A digest comes {schedule}, if something moved. {ways.schedule_digest} changes that.",
        schedule=described(front, schedule),
    )


def _sides(front: FrontEnd, sides: Sequence[SideName]) -> str:
    if not sides:
        return front.say("No sides are named: with two participants, each is a side. {ways.join_side} names one.")
    shown = joined(
        front.catalogue, (front.dialect.bold(front.dialect.inert(names.side(front, side))) for side in sides)
    )
    return front.say("Sides: {sides}. Take yours with {ways.join_side}.", sides=shown)


def reopened(front: FrontEnd, debate: Debate, sides: Sequence[SideName]) -> str:
    """What everybody sees when a closed debate goes on."""
    lines = (
        front.dialect.heading(_question(front, debate)),
        front.say("The debate is open again, with its question and its sides."),
        _sides(front, sides),
        front.dialect.small(front.say("{ways.close_debate} closes it again.")),
    )
    return "\n".join(lines)


def edited(front: FrontEnd, debate: Debate, sides: Sequence[SideName]) -> str:
    """What everybody sees when question or sides were corrected."""
    lines = (front.say("The debate was corrected."), front.dialect.heading(_question(front, debate)))
    again = front.dialect.small(front.say("{ways.edit_debate} corrects it again."))
    return "\n".join((*lines, _sides(front, sides), again))


def not_edited(front: FrontEnd) -> str:
    """The answer where the form came back as it was."""
    return front.say("Question and sides stay as they were.")


def closed(front: FrontEnd, debate: Debate, told: ToldOutcome, digest: str | None = None, asked_again: str = "") -> str:
    """What everybody sees when a debate closes; `digest` is the address of its last digest.

    `asked_again` asks those for another estimate who put one before.
    """
    lines = [
        front.say(
            "The debate “{question}” is closed. Its ledger can still be read: {ways.show_ledger}.",
            question=_question(front, debate),
        ),
        *outcome(front, told),
    ]
    if digest is not None:
        lines.append(front.say("Its last digest: {link}", link=digest))
    if asked_again:
        lines.insert(1, asked_again)
    lines.append(front.dialect.small(front.say("{ways.open_debate} opens it again.")))
    return lines_within(front, lines, front.dialect.limits.message)


def looked_at_again(front: FrontEnd, debate: Debate, told: ToldOutcome) -> str:
    """What everybody sees when a closed debate comes back on its day."""
    lines = [
        front.dialect.heading(_question(front, debate)),
        front.say("This debate was closed, to be looked at again today. Does its outcome still stand?"),
        *outcome(front, replace(told, look_again=None)),
    ]
    return lines_within(front, lines, front.dialect.limits.message)


def estimates_counted(front: FrontEnd, debate: Debate, told: ToldOutcome) -> str:
    """What everybody sees once the estimates of a closed debate are counted."""
    lines = [
        front.dialect.heading(_question(front, debate)),
        front.say(
            "The estimates of this debate are counted, and the sealed numbers are deleted. {ways.show_status} tells "
            "what else it came to."
        ),
        *(estimates.lines(front, told.tally, told.shown) if told.tally is not None else ()),
    ]
    return lines_within(front, lines, front.dialect.limits.message)


def comes_back(front: FrontEnd, day: date) -> str:
    """What everybody sees when a closed debate is to come back on another day."""
    return front.say("This debate stays closed, and comes back on {day}.", day=written_day(front, day))


def locked(front: FrontEnd, reason: str | None) -> str:
    """What everybody sees when a ledger is locked, for a reason where one was given."""
    lines = (
        front.say("Moderators have locked this ledger: until they unlock it, nothing can be added to it or changed."),
        *([front.say("Why: {reason}", reason=front.dialect.inert(reason))] if reason is not None else []),
        front.say("It can still be read ({ways.show_ledger}). {ways.unlock_ledger} unlocks it, for moderators."),
    )
    return "\n".join(lines)


def unlocked(front: FrontEnd) -> str:
    """What everybody sees when a ledger is unlocked."""
    return front.say("This ledger is unlocked: it can be added to again. {ways.lock_ledger} locks it, for moderators.")


def status(front: FrontEnd, status: DebateStatus, house: House = DEFAULT_HOUSE) -> str:
    """A debate in a few lines, by what holds in its server."""
    dialect = front.dialect
    lines = [
        dialect.heading(_question(front, status.debate)),
        _since(front, status.debate),
        *_locked(front, status.debate),
        *outcome(front, status.outcome),
        _entries(front, status),
        *(dialect.item(_side(front, side)) for side in status.sides),
    ]
    if status.unsided:
        lines.append(front.count("{number} person is on no side.", "{number} people are on no side.", status.unsided))
    if counting := who_counts(front, house, status.uncounted):
        lines.append(counting)
    return lines_within(front, lines, dialect.limits.message)


def _since(front: FrontEnd, debate: Debate) -> str:
    opened = front.dialect.moment(debate.opened_at)
    if debate.is_open:
        return front.say("The debate is open since {moment}.", moment=opened)
    return front.say("The debate is closed since {moment}.", moment=opened)


def _locked(front: FrontEnd, debate: Debate) -> Iterator[str]:
    if debate.locked_at is not None:
        since = front.dialect.moment(debate.locked_at)
        yield front.say("Its ledger is locked since {moment}: {ways.unlock_ledger} (moderators).", moment=since)
    if debate.lock_reason is not None:
        yield front.say("Why: {reason}", reason=front.dialect.inert(debate.lock_reason))


def _entries(front: FrontEnd, status: DebateStatus) -> str:
    live = status.live
    kinds = (
        front.count("{number} claim", "{number} claims", live.get(Kind.CLAIM, 0)),
        front.count("{number} crux", "{number} cruxes", live.get(Kind.CRUX, 0)),
        front.count("{number} concession", "{number} concessions", live.get(Kind.CONCESSION, 0)),
    )
    proposed = front.count("{number} awaits its author.", "{number} await their authors.", status.proposed)
    return clauses(front.catalogue, (joined(front.catalogue, kinds), proposed))


def _side(front: FrontEnd, side: SideStatus) -> str:
    return front.say("{side}: {number}", side=front.dialect.inert(names.side(front, side.name)), number=side.people)


def _question(front: FrontEnd, debate: Debate) -> str:
    return front.dialect.inert(names.question(front, debate.question))
