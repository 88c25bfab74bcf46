"""What is answered to a call for help."""

from dataclasses import replace
from typing import Any

import pytest

from bot.ledger.telling.next_steps import NextSteps
from bot.render.front_ends import DISCORD, with_links
from bot.words.answers.first_help import Role, first_help, next_steps
from bot.words.answers.help import help_text
from bot.words.language import LANGUAGES, Language
from tests.words.linked import linked_in

BUSY = NextSteps(True, awaiting=7, lacks_side=True, entries=3, cruxes=0, scheduled=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_a_message_in_every_language_with_the_longest_links(language: Language) -> None:
    front = linked_in(language)
    firsts = [first_help(front, role, next_steps(front, BUSY)) for role in Role]

    assert [len(page) for page in (help_text(front), *firsts) if len(page) > 2000] == []


def test_help_begins_with_what_crux_is_for() -> None:
    told = first_help(DISCORD, Role.PARTICIPANT, [])

    assert told.startswith("**Crux keeps a ledger of a debate**: what people claim")
    assert told.splitlines()[-1].startswith("-# A crux is what a disagreement turns on")


@pytest.mark.parametrize(
    ("role", "order"),
    [
        (Role.PARTICIPANT, ["/claim", "/me language", "/privacy show", "/debate close", "/settings, with"]),
        (Role.MODERATOR, ["/debate close", "/claim", "/me language", "/privacy show", "/settings, with"]),
        (Role.MANAGER, ["/settings, with", "/debate close", "/claim", "/me language", "/privacy show"]),
    ],
)
def test_what_somebody_may_do_themselves_comes_first(role: Role, order: list[str]) -> None:
    told = first_help(DISCORD, role, [])

    assert sorted(order, key=told.index) == order


def steps(**facts: Any) -> list[str]:
    done = NextSteps(True, awaiting=0, lacks_side=False, entries=3, cruxes=1, scheduled=True)
    return next_steps(DISCORD, replace(done, **facts))


def test_the_next_steps_are_those_of_the_place() -> None:
    assert next_steps(DISCORD, None) == [
        "There is no debate here yet: /debate open opens one, and so does the first tag."
    ]
    assert steps(is_open=False) == ["The debate here is closed: /debate open opens it again, /ledger show shows it."]
    assert steps() == ["Nothing here awaits you: /debate status shows where it stands."]
    assert steps(awaiting=1) == ["1 entry awaits your answer: /next."]
    assert steps(awaiting=4) == ["4 entries await your answer: /next."]
    assert steps(lacks_side=True) == ["You are on no side yet: /side join."]
    assert steps(entries=0, cruxes=0) == ["Nothing stands in the ledger yet: /claim, or tag a message."]
    assert steps(cruxes=0) == ["Nobody has said yet what it turns on: /crux."]
    assert steps(scheduled=False) == ["No digest comes by itself here yet: /digest schedule."]
    assert len(next_steps(DISCORD, BUSY)) == 3


def test_commands_can_be_pressed_where_their_numbers_are_known() -> None:
    told = help_text(with_links(DISCORD, {"claim": 7, "side": 8}))

    assert "</claim:7>" in told
    assert "</side join:8>" in told
    assert " /crux, " in told
    assert len(told) <= DISCORD.dialect.limits.message


def test_what_is_no_command_stays_as_it_is() -> None:
    linked = DISCORD.with_commands(lambda command: f"<{command}>").ways

    assert (linked.open_debate, linked.start_any_tag) == ("</debate open>", DISCORD.ways.start_any_tag)
