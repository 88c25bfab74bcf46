"""Everything that happened in a debate, in words: no verb lacks them, and a page of the longest fits a message."""

from dataclasses import replace

from bot.ledger.entries import Kind, Wording
from bot.ledger.record import events as e
from bot.ledger.record.replay import replay
from bot.render.front_ends import DISCORD
from bot.words.answers.ledger_history import PAGE_EVENTS, happened, ledger_history
from tests.exchange.ledgers import CHANGES, EVERYTHING, sealed

EVENTS = [line.event for line in sealed(EVERYTHING)]
LEDGER = replay(EVENTS)

LONGEST_MESSAGE = 4000
"""Characters that Discord takes in a message that is laid out in parts."""


def test_every_verb_has_its_words() -> None:
    assert {type(event.change) for event in EVENTS} == set(e.CHANGES.values())
    sides = {1: "Yes"}
    told = [happened(DISCORD, event.change, LEDGER, sides) for event in EVENTS]

    assert all(told)
    assert "took the side “Yes”" in told
    assert "locked the ledger: Tempers run high" in told


def test_a_day_is_told_by_discord_s_own_mark() -> None:
    told = [happened(DISCORD, e.LookAgainSet("2027-05-01"), LEDGER, {})]
    told.append(happened(DISCORD, e.DebateClosed(look_again="2027-05-01"), LEDGER, {}))

    assert told == [
        "set the day to look at it again: <t:1809172800:D>",
        "closed the debate, to be looked at again on <t:1809172800:D>",
    ]


def test_a_part_says_who_did_what_and_when_as_it_happened() -> None:
    first, *_, last = EVENTS[:4]

    text = ledger_history(DISCORD, LEDGER, EVENTS[:4], len(EVENTS)).splitlines()

    assert text[0] == f"What happened here, 1 to 4 of {len(EVENTS)}:"
    assert text[1].startswith(f"- <t:{int(first.at.timestamp())}")
    assert text[-1].startswith(f"- <t:{int(last.at.timestamp())}")


def test_a_page_of_the_longest_words_fits_a_message() -> None:
    name, words = "*" * 32, "_" * 300
    tagged = e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement=words)
    event = replace(EVENTS[0], actor=1, change=tagged)
    entry = replace(LEDGER.entries[1], wordings=(Wording(1, words),))
    ledger = replace(LEDGER, entries={1: entry}, participants={1: replace(LEDGER.participants[1], name=name)})

    assert len(ledger_history(DISCORD, ledger, [event] * PAGE_EVENTS, 10**9)) <= LONGEST_MESSAGE
    assert CHANGES
