"""What waits for somebody's stance."""

from dataclasses import replace

from bot.ledger.telling.card import Waiting
from bot.render.front_ends import DISCORD
from bot.words.answers.waiting import waiting
from tests.words.answers.rents import QUALITY


def test_the_first_entry_that_waits() -> None:
    assert waiting(DISCORD, Waiting(QUALITY, 1, "ben_", False)) == (
        "1 entry waits for your stance.\n**#2** Quality \\*suffers\\*\n-# claim by ben\\_"
    )


def test_an_entry_that_was_reworded_quotes_its_passage() -> None:
    told = waiting(DISCORD, Waiting(replace(QUALITY, passage="It suffers"), 3, "ben", True))

    assert told.splitlines()[0] == "3 entries wait for your stance."
    assert told.splitlines()[-2:] == ["-# You answered an earlier wording of it: still?", "> It suffers"]


def test_nothing_more_waits() -> None:
    assert waiting(DISCORD, Waiting(None, 0, "", False)) == "Nothing waits for your stance."
    assert waiting(DISCORD, Waiting(None, 1, "", False)).endswith("but the one you skipped.")
    assert waiting(DISCORD, Waiting(None, 4, "", False)).endswith("but the 4 you skipped.")
