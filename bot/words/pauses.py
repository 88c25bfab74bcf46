"""Why a schedule is paused, in words. They are stored with the schedule, and shown to whoever asks for its status."""

from collections.abc import Mapping

from bot.ledger.pauses import BadSchedule, FailedRepeatedly, Obstacle, PausedBy, PauseReason
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

if missing := ({*Obstacle, *PausedBy} - SENTENCES.keys()):
    raise TypeError(f"no sentence says {missing}")


def pause_reason(front: FrontEnd, reason: PauseReason) -> str:
    """The reason, as the end of a sentence that says that the schedule is paused."""
    match reason:
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
