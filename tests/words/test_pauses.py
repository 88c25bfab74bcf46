"""Why a schedule is paused, in the words of whoever asks; what is kept of it can be told in any language."""

import pytest

from bot.ledger.pauses import BadSchedule, FailedRepeatedly, Obstacle, PausedBy, PauseReason, kept, to_keep
from bot.ledger.schedule_problems import NeverComes, NotCron, UnknownTimezone
from bot.render.front_ends import DISCORD
from bot.words.pauses import SENTENCES, pause_reason

WORDS: dict[PauseReason, str] = {
    Obstacle.CHANNEL_GONE: "the channel is gone",
    Obstacle.SERVER_GONE: "the server is gone",
    Obstacle.CHANNEL_HIDDEN: "Crux cannot see the channel",
    Obstacle.POSTING_FORBIDDEN: "Crux lacks the permission to post",
    Obstacle.HISTORY_HIDDEN: "Crux lacks the permission Read Message History, so it cannot see what it has posted",
    Obstacle.THREAD_ARCHIVED: "the thread is archived",
    Obstacle.THREAD_LOCKED: "the thread is locked",
    PausedBy.MODERATOR: "paused by a moderator",
    PausedBy.OPENER: "paused by its opener",
    Obstacle.NO_PLACE_FOR_MESSAGES: "nothing can be posted in a channel of this kind",
    FailedRepeatedly(5): "Crux failed 5 times to post the digest",
    BadSchedule(UnknownTimezone("Factory")): "Crux knows no time zone “Factory”",
    BadSchedule(NotCron("61 * * * *")): "no time fits its cron expression",
    BadSchedule(NeverComes("0 0 30 2 *")): "no time fits its cron expression",
}


@pytest.mark.parametrize(("reason", "words"), WORDS.items(), ids=str)
def test_each_reason_is_said(reason: PauseReason, words: str) -> None:
    assert pause_reason(DISCORD, reason) == words


@pytest.mark.parametrize("reason", WORDS, ids=str)
def test_what_is_kept_of_a_reason_is_the_reason(reason: PauseReason) -> None:
    assert kept(to_keep(reason)) == reason


@pytest.mark.parametrize("words", ["the thread is locked", "failed:often", "by:NOBODY", "obstacle:WEATHER", ""])
def test_what_an_earlier_crux_has_kept_is_told_as_it_is(words: str) -> None:
    assert kept(words) == words
    assert pause_reason(DISCORD, words) == words


def test_none_is_left_out() -> None:
    assert SENTENCES.keys() <= WORDS.keys()
