"""Where a whole debate stands, in one word."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.ledger.ledger import Debate
from bot.ledger.standing.debate_tag import DebateTag, debate_tag, debate_tag_of
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import StandingClass as C
from tests.transcript import debate

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = Debate(1, 7, "Should we build?", 1, NOON)
CLOSED = replace(OPEN, closed_at=NOON)


@pytest.mark.parametrize(
    ("numbers", "tag"),
    [
        pytest.param({}, DebateTag.NEEDS_ANSWERS, id="an empty debate"),
        pytest.param({C.UNTESTED: 3}, DebateTag.NEEDS_ANSWERS, id="nothing but what waits"),
        pytest.param({C.COMMON_GROUND: 5, C.DIVERGING: 1}, DebateTag.DIVERGING, id="one divides the sides"),
        pytest.param({C.ROOM_HOLDS: 2, C.CONTESTED: 1}, DebateTag.DIVERGING, id="one divides the room"),
        pytest.param({C.COMMON_GROUND: 1}, DebateTag.COMMON_GROUND, id="all agreed on"),
        pytest.param({C.COMMON_GROUND_REJECTED: 1}, DebateTag.COMMON_GROUND, id="all rejected together"),
        pytest.param(
            {C.COMMON_GROUND: 1, C.COMMON_GROUND_REJECTED: 1, C.ONE_SIDED: 1, C.OPEN: 1},
            DebateTag.COMMON_GROUND,
            id="as much agreed on as waits",
        ),
        pytest.param({C.COMMON_GROUND: 1, C.ONE_SIDED: 1, C.OPEN: 1}, DebateTag.NEEDS_ANSWERS, id="more waits"),
        pytest.param({C.ROOM_HOLDS: 4, C.ROOM_REJECTS: 1}, DebateTag.NEEDS_ANSWERS, id="a room has no common ground"),
    ],
)
def test_an_open_debate_stands_where_its_entries_do(numbers: Mapping[C, int], tag: DebateTag) -> None:
    assert debate_tag_of(OPEN, numbers) is tag


@pytest.mark.parametrize(
    ("closed", "numbers", "tag"),
    [
        pytest.param(CLOSED, {C.UNTESTED: 3}, DebateTag.SETTLED, id="nothing divides it"),
        pytest.param(CLOSED, {C.DIVERGING: 1}, DebateTag.DIVERGING, id="no outcome, and divided"),
        pytest.param(replace(CLOSED, settled="#1"), {C.DIVERGING: 1}, DebateTag.SETTLED, id="its outcome settles it"),
        pytest.param(
            replace(CLOSED, settled="#1", still_open="#2"), {}, DebateTag.DIVERGING, id="something stays open"
        ),
    ],
)
def test_a_closed_debate_is_settled_unless_something_was_left_open(
    closed: Debate, numbers: Mapping[C, int], tag: DebateTag
) -> None:
    assert debate_tag_of(closed, numbers) is tag


def test_what_is_parked_divides_nobody() -> None:
    ledger = debate(
        """
        ana claim  Rents fall
        ben disagrees #1
        """
    )
    assert debate_tag(ledger.debate, standing(ledger)) is DebateTag.DIVERGING

    parked = debate(
        """
        ana claim  Rents fall
        ben disagrees #1
        ben parks #1
        ana parks #1
        """
    )
    assert debate_tag(parked.debate, standing(parked)) is DebateTag.NEEDS_ANSWERS
