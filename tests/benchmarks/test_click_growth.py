"""By how much a click's cost grows is read off the line through all rounds."""

from collections.abc import Sequence

from benchmarks.click_growth import Cost, Grown, tables

MACHINE: dict[str, str | int] = {"cores": 2, "processor": "some processor"}


def grown(thing: str, costs: Sequence[Sequence[float]]) -> list[Grown]:
    """Four sizes with these costs of Crux in each round, and half as much of PostgreSQL's."""
    return [
        Grown(thing, 10 * 10**place, [Cost(cost, cost / 2) for cost in rounds], megabytes=100 + 10 * place)
        for place, rounds in enumerate(costs)
    ]


def test_a_cost_that_only_noise_moves_is_flat() -> None:
    told = tables(grown("people", [(400, 402, 398)] * 4), MACHINE)

    assert "| 10 and more people | Crux, µs a click | 400 | 400 | 400 | 400 | +0% ± 0% | flat |" in told


def test_a_cost_that_grows_with_each_decade_is_told_over_all_three() -> None:
    told = tables(grown("entries", [(399, 401), (439, 441), (479, 481), (519, 521)]), MACHINE)

    assert "| 10 and more entries | Crux, µs a click | 400 | 440 | 480 | 520 | +30% ± 0% | grows |" in told
    assert "| 10 and more entries | PostgreSQL, µs a click | 200 | 220 | 240 | 260 | +30% ± 0% | grows |" in told


def test_memory_is_told_by_servers_alone() -> None:
    told = tables(grown("servers", [(400, 401)] * 4) + grown("people", [(400, 401)] * 4), MACHINE)

    assert told.count("Crux, MB") == 1
    assert "| 10 and more servers | Crux, MB | 100 | 110 | 120 | 130 | +30% | |" in told


def test_clicks_on_anything_are_told_beside_those_on_a_digest() -> None:
    told = tables(grown("entries", [(400, 401)] * 4) + grown("any-entry", [(500, 501)] * 4), MACHINE)

    assert "| 10 and more entries | Crux, µs a click | 400 |" in told
    assert "| 10 and more entries, any of them clicked | Crux, µs a click | 500 |" in told
