"""What an hour of clicks came to."""

from benchmarks.soak import Minute, table

MACHINE: dict[str, str | int] = {"cores": 2, "processor": "some processor"}


def test_a_figure_is_flat_where_its_slope_cannot_be_told_from_none() -> None:
    minutes = [
        Minute(100 + number + number % 2, 5, 9 + number % 2, 500 - number % 2, 60, 2.5, 9 + number % 2, 250)
        for number in range(10)
    ]

    assert table(150.2, minutes, MACHINE).splitlines() == [
        "10 minutes at 150 clicks a second, on 2 cores of some processor.",
        "",
        "| | first fifth | last fifth | slope an hour | its standard error | |",
        "|---|---|---|---|---|---|",
        "| memory, MB | 101 | 109 | +61.8 | 3.6 | grows |",
        "| median latency, ms | 5 | 5 | +0 | 0 | flat |",
        "| median latency by the floor's | 2 | 2 | +0 | 0 | flat |",
        "| 99th percentile of latency, ms | 9.5 | 9.5 | +1.82 | 3.6 | flat |",
        "| 99th percentile by the floor's | 1 | 1 | +0 | 0 | flat |",
        "| processor time a click, µs | 500 | 500 | -1.82 | 3.6 | flat |",
        "| processor time by the floor's | 2 | 2 | -0.00727 | 0.015 | flat |",
    ]
