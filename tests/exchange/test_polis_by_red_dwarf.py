"""red-dwarf, an analysis of Polis's data by others, reads what Crux writes and finds the same consensus."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import group_informed_consensus
from tests.exchange.debates import NAMES, debate
from tests.exchange.polis_reports import REAL, SMALL
from tests.exchange.test_polis_report import events_in, needs_real, real_events, rows, tables

# It calls pandas in ways that newer versions warn of.
pytestmark = pytest.mark.filterwarnings("ignore")

Consensus = dict[int, tuple[float, float]]
"""How much all groups agree with a comment, and how much they disagree."""


@dataclass(frozen=True)
class RedDwarf:
    """Its functions: they bring no types."""

    run_pipeline: Any
    generate_raw_matrix: Any
    statistics: Any


@pytest.fixture(scope="module")
def red_dwarf() -> RedDwarf:
    """Imported here alone: it takes seconds, and its own models make pydantic warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from reddwarf.implementations.base import run_pipeline
        from reddwarf.utils.matrix import generate_raw_matrix
        from reddwarf.utils.stats import calculate_comment_statistics_dataframes
    return RedDwarf(run_pipeline, generate_raw_matrix, calculate_comment_statistics_dataframes)


def ours(events: Iterable[Event]) -> Consensus:
    now = standing(replay(events))
    return {
        line.entry.number: (
            group_informed_consensus(line.tallies),
            group_informed_consensus([tally.mirrored for tally in line.tallies]),
        )
        for line in now.entries
    }


def votes_in(written: dict[str, str]) -> list[dict[str, int]]:
    """The votes of a report as red-dwarf takes them: the last one of each person on each comment."""
    last = {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in rows(written["votes.csv"])}
    return [
        {"participant_id": person, "statement_id": comment, "vote": vote} for (person, comment), vote in last.items()
    ]


def theirs(red_dwarf: RedDwarf, written: dict[str, str]) -> Consensus:
    """What red-dwarf computes from the votes and the groups of a report."""
    groups = {int(row["participant"]): row["group-id"] for row in rows(written["participant-votes.csv"])}
    matrix = red_dwarf.generate_raw_matrix(votes=votes_in(written))
    matrix = matrix.loc[[person for person in matrix.index if groups[person]]]
    _, found = red_dwarf.statistics(matrix, [int(groups[person]) for person in matrix.index])
    agree, disagree = found["group-aware-consensus-agree"], found["group-aware-consensus-disagree"]
    return {int(number): (float(agree[number]), float(disagree[number])) for number in matrix.columns}


def same(found: Consensus, expected: Consensus) -> bool:
    return found.keys() == expected.keys() and all(
        scores == pytest.approx(expected[number], abs=1e-12) for number, scores in found.items()
    )


def test_it_finds_the_consensus_of_a_small_debate(red_dwarf: RedDwarf) -> None:
    events = events_in(SMALL)

    assert same(theirs(red_dwarf, tables(events)), ours(events))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "room"])  # which has no groups
def test_it_finds_the_consensus_of_a_whole_debate(red_dwarf: RedDwarf, name: str) -> None:
    events = [line.event for line in debate(name)]
    found, expected = theirs(red_dwarf, tables(events)), ours(events)
    # Only one of both has what nobody votes on: concessions here, what was withdrawn or merged there.
    both = found.keys() & expected.keys()

    assert len(both) > len(expected) / 2
    assert same({number: found[number] for number in both}, {number: expected[number] for number in both})


@needs_real
@pytest.mark.parametrize("name", REAL)
def test_it_finds_the_consensus_of_a_real_conversation(red_dwarf: RedDwarf, name: str) -> None:
    assert same(theirs(red_dwarf, tables(real_events(name))), ours(real_events(name)))


@needs_real
def test_it_takes_what_is_written_through_its_whole_pipeline(red_dwarf: RedDwarf) -> None:
    written = tables(real_events(REAL[2]))
    result = red_dwarf.run_pipeline(votes=votes_in(written), random_state=1)

    comments = sorted(int(row["comment-id"]) for row in rows(written["comment-groups.csv"]))
    assert sorted(result.raw_vote_matrix.columns) == comments
    assert sorted(result.group_aware_consensus["agree"]) == comments
