"""The judge of the rehearsal: what was promised and is not there, or is there twice, or was said not to be."""

from collections import Counter
from collections.abc import Collection

import pytest

from tests.failover.clicks import Click, Clicks
from tests.failover.judge import GOAL, Outage, Written, figures, standing_digests
from tests.loopback.server import LoopbackDiscord

ANA, BEN = (5_000, 1, 100), (5_000, 1, 101)


def missed(
    *,
    acknowledged: set[Click],
    refused: Collection[Click] = (),
    there: Counter[Click],
    digests: Counter[int],
    seconds: float = GOAL,
) -> list[str]:
    clicks = Clicks(LoopbackDiscord(), 1, acknowledged=acknowledged, refused=set(refused))
    told = figures(clicks, [Outage("its machine died", seconds)], Written(there), digests, due=[1, 2])
    return [figure.name for figure in told if figure.met is False]


def test_all_that_was_promised_is_there_once() -> None:
    assert missed(acknowledged={ANA}, there=Counter([ANA, BEN]), digests=Counter([1, 2])) == []


@pytest.mark.parametrize(
    ("there", "digests", "wrong"),
    [
        (Counter([BEN]), Counter([1, 2]), "of them lost"),
        (Counter([ANA, ANA]), Counter([1, 2]), "clicks written twice"),
        (Counter([ANA]), Counter([1]), "of them lost, doubled"),
        (Counter([ANA]), Counter([1, 2, 2]), "of them lost, doubled"),
    ],
)
def test_what_is_lost_or_doubled_is_counted(there: Counter[Click], digests: Counter[int], wrong: str) -> None:
    assert missed(acknowledged={ANA}, there=there, digests=digests) == [wrong]


def test_what_was_said_not_to_be_written_must_not_be_there() -> None:
    wrong = missed(acknowledged={ANA}, refused={BEN}, there=Counter([ANA, BEN]), digests=Counter([1, 2]))

    assert wrong == ["of them written all the same"]


def test_an_outage_may_not_last_longer_than_the_goal() -> None:
    wrong = missed(acknowledged={ANA}, there=Counter([ANA]), digests=Counter([1, 2]), seconds=GOAL + 0.1)

    assert wrong == ["answered again after its machine died"]


def test_people_are_answered_again_by_what_they_did_after_the_death() -> None:
    clicks = Clicks(LoopbackDiscord(), 1, answered_at=[(9.0, 10.5), (12.0, 31.0), (30.0, 30.5)])

    assert clicks.answered_after(10.0) == 20.5
    assert clicks.answered_after(40.0) is None


def test_messages_elsewhere_are_no_digests() -> None:
    created = [{"channel_id": "1"}, {"channel_id": "7"}, {"channel_id": "1"}]

    assert standing_digests(created, due=[1, 2]) == Counter({1: 2})
