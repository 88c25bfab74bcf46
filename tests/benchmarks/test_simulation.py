"""What is reckoned of a million servers, on a world so small that each figure can be reckoned by hand."""

import pytest

from benchmarks import simulation
from benchmarks.simulation import Assumed, Measured, Minute, busiest, drawn, largest, rows

SMALL = Assumed(
    servers=2_000,
    debates=1_200,
    active=0.5,
    clicks=10,
    scheduled=0.25,
    moved=0.4,
    events=9.5,
    spread=0,
    shards_a_process=1,
    busy=0.5,
    cores=2,
    sample=100,
)
MEASURED = Measured(
    clicks_a_second=2,
    tags_a_second=1,
    memory_of_none=50,
    memory_of_a_server=0.01,
    claim_of_twenty=400,
    silent_digest=20,
    event_bytes=1e8,
    click_in_database=540,
)


@pytest.fixture
def one_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world in which all live at UTC, have their digests at 18:00 and click between 20:00 and 21:00."""
    monkeypatch.setattr(simulation, "ZONES", {0: 1})
    monkeypatch.setattr(simulation, "DIGEST_HOURS", {18: 1})
    monkeypatch.setattr(simulation, "ACTIVE_HOURS", [0] * 20 + [1, 0, 0, 0])


@pytest.mark.usefixtures("one_hour")
def test_each_line_of_a_small_world_is_what_it_is_by_hand() -> None:
    # 1,200 × 0.25 = 300 slots at once; 1,200 × 0.5 × 10 = 6,000 clicks in 60 minutes.
    assert busiest(SMALL) == Minute(slots_at=18 * 60, slots=300, clicks_at=20 * 60, clicks=100)
    assert [value for _, value in rows(SMALL, MEASURED)] == [
        "2 (1)",
        "0 min, 0.1 min",  # 2 shards, one or all in five seconds: 10 and 5 seconds
        "2,000: all shards 1000 times",
        "2, 60 MB",  # 50 + 1,000 × 0.01
        "100 (20:00 UTC), 2 a second",
        "2",  # 1.67 a second, of 2 × 0.5 a process
        "none: answers to interactions do not count",
        "300 (18:00 UTC)",
        "6 s",  # 15 claims of twenty, 0.4 s each
        "3 s",  # 300 × 20 ms by two processes
        "120",  # 300 × 0.4
        "0 min",  # 2.4 s
        "2",
        "120, 0%",
        "11,400; a day brings 6,600",  # 1,200 × 9.5; 6,000 clicks and a tenth of them tags
        "10, 10, 10",
        "1.14 TB",
        "660.0 GB",
        "40",
        "0.9",  # 1.67 × 0.54 s
        "1",  # of 2 × 0.5 cores
        "2",
        "48, 96",  # 2 processes and twice 2 cores, 24 hours
        "2160.0",  # 6 cores × 720 hours, of 2,000 servers
    ]


@pytest.mark.parametrize("assumed", [SMALL, Assumed(sample=10_000)])
def test_every_drawn_schedule_and_click_is_in_one_minute_of_the_day(assumed: Assumed) -> None:
    slots, clicks = drawn(assumed)

    assert slots.total() == clicks.total() == assumed.sample
    assert set(slots) <= set(range(simulation.DAY))
    assert set(clicks) <= set(range(24))


def test_the_busiest_minute_has_at_most_everything_and_at_least_its_share() -> None:
    assumed = Assumed(sample=10_000)
    minute = busiest(assumed)

    scheduled, clicked = assumed.debates * assumed.scheduled, assumed.debates * assumed.active * assumed.clicks
    assert scheduled / simulation.DAY <= minute.slots <= scheduled
    assert clicked / simulation.DAY <= minute.clicks <= clicked / 60


@pytest.mark.parametrize(
    ("hour", "zone", "minute"), [(18, 0, 18 * 60), (18, -8, 2 * 60), (1, 5.5, 19 * 60 + 30), (0, 1, 23 * 60)]
)
def test_a_local_hour_is_a_minute_of_the_utc_day(hour: int, zone: float, minute: int) -> None:
    assert simulation._minute(hour, 0, zone) == minute


def test_the_same_seed_gives_the_same_world_and_another_one_another() -> None:
    assumed = Assumed(sample=10_000)

    assert busiest(assumed, 1) == busiest(assumed, 1)
    assert drawn(assumed, 1) != drawn(assumed, 2)
    assert largest(assumed, 1) == largest(assumed, 1)


def test_hundredths_are_a_hundred() -> None:
    shares = (simulation.ZONES.values(), simulation.DIGEST_HOURS.values(), simulation.ACTIVE_HOURS)

    assert [sum(share) for share in shares] == [100, 100, 100]
