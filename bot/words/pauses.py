"""Why a schedule is paused, in the words of whoever asks for its status."""

from collections.abc import Mapping

from bot.ledger.pauses import BadSchedule, FailedRepeatedly, Kept, Obstacle, PausedBy
from bot.ledger.schedule_problems import UnknownTimezone
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

SENTENCES: Mapping[Obstacle | PausedBy, str] = {
    Obstacle.CHANNEL_GONE: message("the channel is gone"),
    Obstacle.SERVER_GONE: message("the server is gone"),
    Obstacle.CHANNEL_HIDDEN: message("Crux cannot see the channel"),
    Obstacle.POSTING_FORBIDDEN: message("Crux lacks the permission to post"),
    Obstacle.HISTORY_HIDDEN: message(
        "Crux lacks the permission Read Message History, so it cannot see what it has posted"
    ),
    Obstacle.THREAD_ARCHIVED: message("the thread is archived"),
    Obstacle.THREAD_LOCKED: message("the thread is locked"),
    Obstacle.NO_PLACE_FOR_MESSAGES: message("nothing can be posted in a channel of this kind"),
    PausedBy.MODERATOR: message("paused by a moderator"),
    PausedBy.OPENER: message("paused by its opener"),
}

WHAT_TO_DO: Mapping[Obstacle, str] = {
    Obstacle.CHANNEL_GONE: message("Open a debate in another channel or thread."),
    Obstacle.SERVER_GONE: message("Open a debate in another server."),
    Obstacle.CHANNEL_HIDDEN: message("A moderator can give it the permission View Channel here."),
    Obstacle.POSTING_FORBIDDEN: message(
        "A moderator can give it the permission Send Messages here, in a thread Send Messages in Threads."
    ),
    Obstacle.HISTORY_HIDDEN: message("A moderator can give it that permission here."),
    Obstacle.THREAD_ARCHIVED: message("Whoever writes in the thread opens it again."),
    Obstacle.THREAD_LOCKED: message("A moderator can unlock it."),
    Obstacle.NO_PLACE_FOR_MESSAGES: message("Open a debate in a text channel or a thread."),
}
"""What people do about an obstacle."""

if missing := ({*Obstacle, *PausedBy} - SENTENCES.keys()) | ({*Obstacle} - WHAT_TO_DO.keys()):
    raise TypeError(f"no sentence says {missing}")


def pause_reason(front: FrontEnd, reason: Kept) -> str:
    """The reason, as the end of a sentence that says that the schedule is paused."""
    match reason:
        case str():
            return reason
        case FailedRepeatedly(attempts):
            return front.count(
                "Crux failed {number} time to post the digest",
                "Crux failed {number} times to post the digest",
                attempts,
            )
        case BadSchedule(UnknownTimezone(timezone)):
            return front.say("Crux knows no time zone “{timezone}”", timezone=timezone)
        case BadSchedule():
            return front.say("no time fits its cron expression")
        case known:
            return front.say(SENTENCES[known])


def with_what_to_do(front: FrontEnd, obstacle: Obstacle) -> str:
    """The obstacle, as the end of a sentence that says that nothing can be posted, and what to do about it."""
    what_to_do = front.say(WHAT_TO_DO[obstacle])
    return front.say("{obstacle}. {what_to_do}", obstacle=front.say(SENTENCES[obstacle]), what_to_do=what_to_do)


def in_digest_channel(front: FrontEnd, obstacle: Obstacle, channel: int) -> str:
    """What stands in the way in the server's channel for digests, and what to do about it."""
    return front.say(
        "The digest is paused. This server has digests posted in {channel}, and there: {obstacle}. Who manages the "
        "server can grant Crux the permission there, or choose another channel with {ways.settings}. Crux tries again "
        "by itself.",
        channel=front.dialect.channel(channel),
        obstacle=front.say(SENTENCES[obstacle]),
    )
