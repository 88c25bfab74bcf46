"""What is answered about digests and their schedule."""

from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Source
from bot.ledger.schedules import schedule_from
from bot.render.front_ends import DISCORD
from bot.words.answers import digests

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAILY = schedule_from("daily", "18:00", "Europe/Berlin", None, None, timedelta(hours=1))


def test_a_digest_that_was_posted_is_linked() -> None:
    assert digests.posted(DISCORD, 7, Source(8, 9)) == "Posted: https://discord.com/channels/7/8/9"


def test_a_schedule_says_when_the_next_one_comes() -> None:
    comes = "A digest comes every day at 18:00 (Europe/Berlin), next <t:1772452800:F>."

    assert digests.status(DISCORD, DAILY, AT, None) == comes
    assert digests.scheduled(DISCORD, DAILY, AT) == (
        f"{comes} It stays silent when nothing moved, and pings nobody. /digest pause stops it."
    )


def test_a_pause_says_why() -> None:
    assert digests.status(DISCORD, DAILY, AT, "the *thread* is locked") == (
        "Paused: the \\*thread\\* is locked. It would come every day at 18:00 (Europe/Berlin); "
        "/digest schedule starts it again."
    )


def test_no_schedule() -> None:
    assert digests.paused(DISCORD) == "No digest comes by itself any more. /digest schedule starts it again."
    assert digests.not_scheduled(DISCORD) == (
        "No digest is scheduled here. /digest schedule sets one; /digest now posts one."
    )
