"""Answers about digests and their schedule."""

from datetime import datetime

from bot.ledger.entries import Source
from bot.ledger.pauses import Kept, PlacedObstacle
from bot.ledger.schedules import Schedule
from bot.words import pauses
from bot.words.front_end import FrontEnd, MomentStyle
from bot.words.lists import sentences
from bot.words.schedules import described


def posted(front: FrontEnd, guild: int, message: Source) -> str:
    """The answer to posting a digest."""
    return front.say("Posted: {link}", link=front.dialect.link(guild, message))


def before_posting(front: FrontEnd, last: datetime, *, nothing_moved: bool) -> str:
    """The question before another digest is posted soon after the last one, or where it would say nothing new."""
    moment = front.dialect.moment(last, MomentStyle.RELATIVE)
    if nothing_moved:
        return front.say(
            "The last digest was posted {moment}, and nothing has moved since. Shall it be posted again?", moment=moment
        )
    return front.say("The last digest was posted {moment}. Shall another one be posted?", moment=moment)


def scheduled(front: FrontEnd, schedule: Schedule, next_slot: datetime) -> str:
    """The answer to scheduling digests."""
    stays = front.say("It stays silent when nothing moved, and pings nobody. {ways.pause_digest} stops it.")
    return sentences(front.catalogue, (_comes(front, schedule, next_slot), stays))


def paused(front: FrontEnd) -> str:
    """The answer to pausing digests."""
    return front.say("No digest comes by itself any more. {ways.schedule_digest} starts it again.")


def not_scheduled(front: FrontEnd) -> str:
    """There is no schedule."""
    return front.say("No digest is scheduled here. {ways.schedule_digest} sets one; {ways.post_digest} posts one.")


def status(
    front: FrontEnd,
    schedule: Schedule,
    next_slot: datetime,
    pause_reason: Kept | None,
    obstacle: PlacedObstacle | None = None,
) -> str:
    """When the next digest comes, or why none does."""
    if pause_reason is None:
        return _comes(front, schedule, next_slot)
    if obstacle is not None:
        return obstructed(front, obstacle)
    return front.say(
        "Paused: {reason}. It would come {schedule}; {ways.schedule_digest} starts it again.",
        reason=front.dialect.inert(pauses.pause_reason(front, pause_reason)),
        schedule=described(front, schedule),
    )


def obstructed(front: FrontEnd, obstacle: PlacedObstacle) -> str:
    """What stands in the way of the digest, what to do about it, and that nothing else need be done."""
    if obstacle.channel is not None:
        return pauses.in_digest_channel(front, obstacle.what, obstacle.channel)
    return front.say(
        "Paused: {obstacle} Crux tries again by itself, and goes on once it may post.",
        obstacle=pauses.with_what_to_do(front, obstacle.what),
    )


def _comes(front: FrontEnd, schedule: Schedule, next_slot: datetime) -> str:
    return front.say(
        "A digest comes {schedule}, next {moment}.",
        schedule=described(front, schedule),
        moment=front.dialect.moment(next_slot, MomentStyle.WEEKDAY),
    )
