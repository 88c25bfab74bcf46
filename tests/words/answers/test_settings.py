"""What the panel of a server's settings says, and the page that tells of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.ledger.house import CHOICES, DEFAULT_HOUSE, Setting
from bot.ledger.pauses import Obstacle
from bot.ledger.rules.house import value_of
from bot.render.front_ends import DISCORD
from bot.words.answers import settings

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"
ANY = {
    Setting.TIMEZONE: "any",
    Setting.MODERATOR_ROLE: "any role, or none",
    Setting.COUNTING_ROLE: "any role, or none is needed",
    Setting.DIGEST_CHANNEL: "in each debate's own channel; one channel for all",
    Setting.SERVER_DIGEST: "nowhere; one channel",
}


def rows() -> Iterator[str]:
    """The table of the page: each setting, what it can be, and what it is where nobody has changed it."""
    for setting in Setting:
        names = (
            [name.lower() for _, name in settings.choices(DISCORD, setting)] if setting in CHOICES else [ANY[setting]]
        )
        now = settings.value(DISCORD, setting, value_of(DEFAULT_HOUSE, setting))
        now = now if setting is Setting.TIMEZONE else now.lower()
        yield f"| {settings.label(DISCORD, setting).lower()} | {'; '.join(names)} | {now} |"


def test_the_page_tells_of_each_setting_what_it_can_be() -> None:
    table = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]

    assert [row.lower() for row in table[2:]] == [row.lower() for row in rows()]


def test_each_setting_stands_on_one_page() -> None:
    assert sorted(setting for page in settings.PAGES.values() for setting in page) == sorted(Setting)


def test_a_line_says_what_a_setting_is_now_and_the_heading_what_was_just_changed() -> None:
    line = settings.line(DISCORD, DEFAULT_HOUSE, Setting.EXPORTS)

    assert line == "**Who may export the ledger**: Moderators"
    assert line not in settings.heading(DISCORD, DEFAULT_HOUSE)
    assert settings.heading(DISCORD, DEFAULT_HOUSE, Setting.EXPORTS).splitlines()[-1] == f"Changed: {line}"


def test_a_role_is_shown_by_the_platform() -> None:
    house = replace(DEFAULT_HOUSE, moderator_role=55)

    assert settings.line(DISCORD, house, Setting.MODERATOR_ROLE).endswith(": <@&55>")
    assert settings.line(DISCORD, DEFAULT_HOUSE, Setting.MODERATOR_ROLE).endswith(": None")


def test_a_channel_is_shown_by_the_platform_and_what_is_missing_there_is_named_with_it() -> None:
    house = replace(DEFAULT_HOUSE, digest_channel=66)

    assert settings.line(DISCORD, house, Setting.DIGEST_CHANNEL).endswith(": <#66>")
    assert "In <#66>, where digests are posted, Crux lacks: Send Messages." in settings.missing_for_digests(
        DISCORD, 66, ("Send Messages",)
    )
    assert "posted in <#66>: the channel is gone." in settings.no_place_for_digests(DISCORD, 66, Obstacle.CHANNEL_GONE)


def test_what_crux_lacks_comes_with_how_it_is_granted() -> None:
    told = settings.missing(DISCORD, ("Send Messages", "Add Reactions"))

    assert "lacks: Send Messages, Add Reactions." in told
    assert DISCORD.ways.grant_permissions in told
