"""What is said of what is stored about a person."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.render.front_ends import DISCORD
from bot.words.answers import privacy

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Counts:
    debates: int = 0
    entries: int = 0
    wordings: int = 0
    stances: int = 0
    definitions: int = 0
    first: datetime | None = None
    last: datetime | None = None


def test_nothing_is_stored() -> None:
    assert privacy.stored(DISCORD, Counts(), Counts(), 0) == "Crux stores nothing about you."


def test_what_is_stored_is_counted_here_and_elsewhere() -> None:
    told = privacy.stored(DISCORD, Counts(1, 1, 2, 1, 0, AT, AT), Counts(2, 0, 0, 3, 1), 1).splitlines()

    assert told[:5] == [
        "**What Crux stores about you**",
        "In this server: 1 debate, with 1 entry, 2 wordings, 1 stance, 0 definitions of yours.",
        "The first of it is from <t:1772452800:f>, the latest from <t:1772452800:f>.",
        "In other servers: 2 debates, with 0 entries, 0 wordings, 3 stances, 1 definition of yours. "
        "Ask there for more.",
        "For some minutes yet: 1 message that you wrote or began to tag, kept until the form comes back.",
    ]
    assert told[5].endswith("/privacy forget has them erased.")


def test_what_somebody_changed_of_a_servers_settings_is_counted_and_its_erasure_told() -> None:
    told = privacy.stored(DISCORD, Counts(), Counts(), 0, 2)

    assert "In the history of servers' settings: 2 changes that you made, under your number." in told
    assert privacy.forgotten(DISCORD, 0, 0, 1) == "1 change of a server's settings no longer says that you made it."
    assert privacy.forgotten(DISCORD, 1, 1, 2).startswith("Done. Crux has forgotten you in 1 debate: ")
    assert privacy.forgotten(DISCORD, 1, 1, 2).endswith(
        "2 changes of servers' settings no longer say that you made them."
    )


def test_what_is_stored_elsewhere_alone() -> None:
    assert "In this server: nothing." in privacy.stored(DISCORD, Counts(), Counts(1), 0)


@pytest.mark.parametrize(
    ("debates", "texts", "told"),
    [
        (0, 0, "There is nothing about you that could be forgotten: Crux stores none of your words."),
        (
            1,
            1,
            "Done. Crux has forgotten you in 1 debate: 1 text of yours is erased. Messages in Discord itself are still "
            "there until you delete them.",
        ),
        (
            2,
            0,
            "Done. Crux has forgotten you in 2 debates: 0 texts of yours are erased. Messages in Discord itself are "
            "still there until you delete them.",
        ),
    ],
)
def test_somebody_was_forgotten(debates: int, texts: int, told: str) -> None:
    assert privacy.forgotten(DISCORD, debates, texts) == told


def test_before_it_is_done_what_goes_and_what_stays_is_said() -> None:
    told = privacy.before_forgetting(DISCORD).splitlines()

    assert told[0] == "**Shall Crux forget you?** This cannot be undone, and goes for every server."
    assert [line.split(":")[0] for line in told[1:3]] == ["What goes", "What stays"]
