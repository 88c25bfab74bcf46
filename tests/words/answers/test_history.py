"""What happened to an entry, line by line."""

from dataclasses import fields, replace

import pytest

from bot.ledger.entries import Answer, Relation, Wording
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event
from bot.ledger.record.verb import CHANGES
from bot.render.front_ends import DISCORD
from bot.words.answers import history as histories
from tests.transcript import START
from tests.words.answers.rents import QUALITY


def event(change: Change, actor: int = 1) -> Event:
    return Event(70, 1, START, actor, change)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (e.EntryReworded(2, 2, "Quality *falls*"), "reworded: “Quality \\*falls\\*”"),
        (e.StanceTaken(2, 1, 1, Answer.AGREE), "agree"),
        (e.StanceTaken(2, 1, 1, Answer.UNSURE, 40), "unsure (40 % likely)"),
        (e.StanceTaken(2, 1, 1, Answer.AGREE, None, 3), "agree, conceding in #3"),
        (e.StanceWithdrawn(2, 1), "stance withdrawn"),
        (e.EntryConfirmed(2), "entry confirmed"),
        (e.EntryMerged(2, 1), "merged into #1"),
        (e.EntriesLinked(2, Relation.RESIDUE_OF, 1), "left open by #1"),
        (e.EntriesUnlinked(2, Relation.ATTACKS, 1), "taken back: attacks #1"),
        (e.CruxUnmarked(2, 1, None), "no crux for the question any more"),
        (e.CruxUnmarked(2, 1, 3), "no crux for #3 any more"),
        (e.EntryWithdrawn(2), "entry withdrawn"),
    ],
)
def test_a_change(change: Change, told: str) -> None:
    said = histories.history(DISCORD, QUALITY, [event(change)], {1: "ana_"})

    assert said == f"History of **#2** “Quality \\*suffers\\*”\n- <t:1767268800:f> ana\\_: {told}"


def test_who_did_it_is_crux_or_somebody_who_was_forgotten() -> None:
    withdrawn = e.EntryWithdrawn(2)

    said = histories.history(DISCORD, QUALITY, [event(withdrawn, 0), event(withdrawn, 1)], {1: None})

    assert [line.split(" ")[2] for line in said.splitlines()[1:]] == ["Crux:", "someone:"]


def test_what_does_not_fit_is_counted_with_what_was_not_read() -> None:
    said = histories.history(DISCORD, QUALITY, [event(e.EntryWithdrawn(2))] * 100, {1: "ana"}, earlier=7)

    assert len(said) <= DISCORD.dialect.limits.message
    shown = len(said.splitlines()) - 2
    assert said.splitlines()[1] == f"-# and {107 - shown} earlier"


def test_no_more_events_are_read_than_the_shortest_lines_have_room_for() -> None:
    entry = replace(QUALITY, number=1, wordings=(Wording(1, "x"),))
    many = [event(e.StanceTaken(2, 1, 1, Answer.AGREE))] * (histories.MOST_EVENTS + 1)

    said = histories.history(DISCORD, entry, many, {1: "x"})

    assert len(said.splitlines()) - 2 == histories.MOST_EVENTS - 1


def test_every_verb_of_an_entry_is_said() -> None:
    in_other_words = {"entry tagged", "entry reworded", "entry merged", "stance taken", "entries linked"}
    in_other_words |= {"entries unlinked", "crux marked", "crux unmarked"}
    of_an_entry = {verb for verb, kind in CHANGES.items() if "entry" in {field.name for field in fields(kind)}}

    assert of_an_entry - in_other_words == set(histories.VERBS)
