"""Answers that follow one another are taken together: what comes of it is what comes of them one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import ledger_lines
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.read_answers import AT_ONCE, in_runs
from bot.exchange.read_events import ReadEvent
from bot.ledger.entries import Answer
from bot.ledger.file_problems import ProblemKind
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, seal
from bot.ledger.record.events import Change, Event
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.record.replay import replay
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed
from tests.exchange.read_lines import read_lines

# Without what would close it: two people, entry 1 of two wordings, entry 2 of one.
BEFORE = EVERYTHING[: next(place for place, change in enumerate(EVERYTHING) if type(change) is e.EntryReworded) + 1]
FIRST = len(BEFORE) + 1
"""The number of the first event behind them."""

answers = st.builds(
    e.StanceTaken,
    entry=st.just(1),
    person=st.integers(1, 3),
    wording=st.integers(1, 2),
    answer=st.sampled_from(Answer),
    credence=st.none() | st.integers(0, 100),
    concession=st.sampled_from([None, None, None, 2]),
)


def text_of(changes: Sequence[Change], mark: ImportMark | None = None) -> str:
    """A file of lines with these changes."""
    return text_of_events([line.event for line in sealed(changes)], mark)


def text_of_events(events: Sequence[Event], mark: ImportMark | None = None) -> str:
    """A file of lines with these events."""
    lines, before = [ledger_lines.first_line(DEBATE, mark)], GENESIS
    for event in events:
        line = seal(before, event, bytes)
        lines.append(ledger_lines.line(line))
        before = line.hash
    return b"".join(lines).decode()


def refused(changes: Sequence[Change]) -> LedgerFileError:
    """Why a file with these changes is refused."""
    with pytest.raises(LedgerFileError) as found:
        read_lines(text_of(changes))
    return found.value


@given(st.lists(answers, max_size=20))
def test_the_ledger_is_the_one_that_the_events_make(given_answers: list[e.StanceTaken]) -> None:
    changes = (*BEFORE, *given_answers, e.QuestionAsked("And now?"), *reversed(given_answers))

    events, ledger = read_lines(text_of(changes))

    assert events == sealed(changes)
    assert ledger == replay(line.event for line in events)
    assert list(ledger.stances) == sorted(ledger.stances)


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (e.StanceTaken(9, 1, 1, Answer.AGREE), ProblemKind.ENTRY_NOT_THERE),
        (e.StanceTaken(1, 9, 1, Answer.AGREE), ProblemKind.PARTICIPANT_NOT_THERE),
        (e.StanceTaken(1, 1, 0, Answer.AGREE), ProblemKind.NO_SUCH_WORDING),
        (e.StanceTaken(1, 1, 3, Answer.AGREE), ProblemKind.NO_SUCH_WORDING),
        (e.StanceTaken(1, 1, 1, Answer.AGREE, 101), ProblemKind.CREDENCE_OUT_OF_RANGE),
    ],
)
@pytest.mark.parametrize("place", [0, 3, 6])
def test_one_that_does_not_follow_is_named_among_others(wrong: Change, kind: ProblemKind, place: int) -> None:
    sound = [e.StanceTaken(1 + number % 2, 1, 1, Answer.UNSURE, number) for number in range(6)]
    changes = [*BEFORE, *sound[:place], wrong, *sound[place:], e.StanceTaken(7, 7, 7, Answer.AGREE)]

    problem = refused(changes).problem

    assert (problem.kind, problem.facts["event"]) == (kind, FIRST + place)


def test_answers_before_the_debate_are_refused() -> None:
    assert refused([e.StanceTaken(1, 1, 1, Answer.AGREE), *BEFORE]).problem.kind is ProblemKind.OPENED_AMISS


def test_whoever_acted_first_and_is_nobody_is_named() -> None:
    before = [line.event for line in sealed(BEFORE)]
    by_nobody = [replace(before[-1], sequence=FIRST + place, actor=actor) for place, actor in enumerate((1, 8, 7, 8))]
    asked = [replace(event, change=e.StanceTaken(1, 1, 1, Answer.AGREE)) for event in by_nobody]

    with pytest.raises(LedgerFileError) as found:
        read_lines(text_of_events([*before, *asked]))

    assert found.value.problem.facts == {"event": FIRST + 1, "actor": 8}


def test_an_answer_that_does_not_follow_comes_before_a_line_that_is_none() -> None:
    changes = (*BEFORE, e.StanceTaken(1, 1, 9, Answer.AGREE), e.StanceTaken(1, 1, 1, Answer.AGREE))
    text = text_of(changes)
    cut = text[: text.rindex('"verb"')]

    with pytest.raises(LedgerFileError) as found:
        read_lines(cut)

    assert found.value.problem.kind is ProblemKind.NO_SUCH_WORDING


def test_a_line_that_is_none_is_found_behind_answers() -> None:
    text = text_of((*BEFORE, *[e.StanceTaken(1, 1, 1, Answer.AGREE)] * 3))

    with pytest.raises(LedgerFileError) as found:
        read_lines(text[: text.rindex('"verb"')])

    assert found.value.problem.facts["line"] == FIRST + 3


@pytest.mark.parametrize("place", range(4))
def test_a_mark_within_answers_is_held_against_the_hash_there(place: int) -> None:
    changes = (*BEFORE, *[e.StanceTaken(1, 1, 1, Answer.AGREE)] * 3)
    number = len(BEFORE) + place
    mark = ImportMark(datetime(2026, 6, 2, tzinfo=UTC), number, sealed(changes)[number - 1].hash)

    assert read_lines(text_of(changes, mark))[0] == sealed(changes)
    with pytest.raises(LedgerFileError):
        read_lines(text_of(changes, ImportMark(mark.at, number, bytes(32))))


def test_no_more_than_some_wait_for_each_other() -> None:
    answer: ReadEvent = ("", 1, e.StanceTaken.verb, (1, 1, 1, "agree", None, None), "", {}, "")
    conceding: ReadEvent = ("", 1, e.StanceTaken.verb, (1, 1, 1, "agree", None, 2), "", {}, "")

    runs = [len(run) for run in in_runs([answer] * (AT_ONCE + 1) + [conceding] * 2 + [answer])]

    assert runs == [AT_ONCE, 1, 1, 1, 1]
