"""What is kept of an outcome, and what its form offers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.ledger.outcomes import (
    OUTCOME_LIMIT,
    Mark,
    Outcome,
    OutcomeForm,
    OutcomeLine,
    entries_in,
    is_day,
    latest_day,
    lines_of,
    outcome_from,
)
from bot.ledger.refusals import BadDay, OutcomeTooLong
from bot.ledger.standing.standing import standing
from bot.ledger.telling.outcome import ToldLine, ToldOutcome, offered, told
from tests.transcript import debate

TODAY = date(2026, 12, 1)
SAID = {1: "Rents fall", 2: "Quality suffers"}

RENTS = """
    sides  Build / Wait
    ana joins  Build
    ben joins  Wait
    ana claim  Rents fall
    ben agrees #1
    ana claim  Quality suffers
    ben disagrees #2
    ana claim but disagrees  Cranes are pretty
    ben disagrees #3
    ana claim  Nobody answered this
"""


def test_a_form_offers_what_both_accept_what_both_reject_and_what_they_diverge_on() -> None:
    assert offered(standing(debate(RENTS))) == OutcomeForm(
        "✓ #1 Rents fall\n✗ #3 Cranes are pretty", "#2 Quality suffers"
    )


def test_a_form_offers_what_a_room_holds_rejects_and_contests() -> None:
    room = """
        ana claim  Rents fall
        ben agrees #1
        eve agrees #1
        ana claim  Quality suffers
        ben disagrees #2
        eve unsure #2
        ana claim but disagrees  Cranes are pretty
        ben disagrees #3
        eve disagrees #3
    """
    assert offered(standing(debate(room))) == OutcomeForm(
        "✓ #1 Rents fall\n✗ #3 Cranes are pretty", "#2 Quality suffers"
    )


def test_a_form_offers_only_as_much_as_it_takes_back() -> None:
    entries = "\n".join(f"ana claim  {letter * 290}\nben agrees #{n}" for n, letter in enumerate("abcdef", start=1))
    form = offered(standing(debate(entries)))
    assert len(form.settled) <= OUTCOME_LIMIT
    assert len(form.settled.splitlines()) == 3


def test_a_line_that_repeats_an_entry_is_kept_as_its_number_so_its_words_go_with_their_author() -> None:
    form = OutcomeForm(" ✓  #1  Rents fall \n\n✗ #2 Quality suffers\nWe shook hands on #1", "#2 Quality suffers, a bit")
    assert outcome_from(form, SAID, TODAY) == Outcome(
        "✓ #1\n✗ #2\nWe shook hands on #1", "#2 Quality suffers, a bit", None
    )


def test_a_number_alone_names_its_entry_whether_there_is_one_or_not() -> None:
    assert outcome_from(OutcomeForm("#1\n✗ #9", "#9 Unheard of"), SAID, TODAY) == Outcome("#1\n✗ #9", "#9 Unheard of")


def test_an_outcome_may_say_nothing() -> None:
    assert outcome_from(OutcomeForm(" \n ", "\u200b", " "), SAID, TODAY) == Outcome()


def test_the_lines_of_an_outcome_are_entries_or_words() -> None:
    text = "✓ #1\n✗ #2\n#3\n#4 and more\n# 5\nWe shook hands"
    assert lines_of(text) == (
        OutcomeLine(entry=1, mark=Mark.ACCEPTED),
        OutcomeLine(entry=2, mark=Mark.REJECTED),
        OutcomeLine(entry=3),
        OutcomeLine("#4 and more"),
        OutcomeLine("# 5"),
        OutcomeLine("We shook hands"),
    )
    assert entries_in(text, None, "#1 again") == (1, 2, 3, 4)
    assert lines_of(None) == ()


def test_what_an_entry_says_now_is_told_and_a_number_that_no_entry_has_as_it_was_written() -> None:
    ledger = debate(RENTS)
    closed = replace(ledger.debate, settled="✓ #1\n✗ #9\nWe shook hands", still_open="#2", look_again=TODAY)

    assert told(closed, ledger) == ToldOutcome(
        settled=(
            ToldLine(OutcomeLine(entry=1, mark=Mark.ACCEPTED), "Rents fall"),
            ToldLine(OutcomeLine(entry=9, mark=Mark.REJECTED), is_known=False),
            ToldLine(OutcomeLine("We shook hands")),
        ),
        still_open=(ToldLine(OutcomeLine(entry=2), "Quality suffers"),),
        look_again=TODAY,
    )
    assert told(ledger.debate, ledger) == ToldOutcome()


def test_of_an_entry_whose_words_were_erased_the_number_is_told_alone() -> None:
    ledger = debate(RENTS)
    entry = ledger.entries[1]
    erased = replace(entry, wordings=tuple(replace(one, statement=None) for one in entry.wordings))

    outcome = told(replace(ledger.debate, settled="✓ #1"), replace(ledger, entries={1: erased}))

    assert outcome.settled == (ToldLine(OutcomeLine(entry=1, mark=Mark.ACCEPTED), None),)


@pytest.mark.parametrize("words", ["yesterday", "2026-12-01", "2025-12-24", "2026-02-30", "24.12.2026"])
def test_a_day_to_look_again_is_one_that_is_to_come(words: str) -> None:
    with pytest.raises(BadDay):
        outcome_from(OutcomeForm(look_again=words), SAID, TODAY)


def test_a_day_is_written_in_one_way() -> None:
    assert outcome_from(OutcomeForm(look_again=" 2026-12-24 "), SAID, TODAY).look_again == date(2026, 12, 24)
    assert is_day("2026-12-24")
    assert not is_day("20261224")
    assert not is_day("tomorrow")


def test_what_is_said_of_an_outcome_has_a_limit() -> None:
    for form in (OutcomeForm(settled="x" * (OUTCOME_LIMIT + 1)), OutcomeForm(still_open="x" * (OUTCOME_LIMIT + 1))):
        with pytest.raises(OutcomeTooLong):
            outcome_from(form, SAID, TODAY)


def test_a_debate_comes_back_once_its_day_has_come_almost_everywhere() -> None:
    noon = datetime(2026, 12, 24, 12, tzinfo=UTC)
    assert latest_day(noon) == date(2026, 12, 24)
    assert latest_day(noon - timedelta(microseconds=1)) == date(2026, 12, 23)
