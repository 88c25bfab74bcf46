"""Metrics: counted under their names, and the dashboard asks for names that there are."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot.actions.clock.one_message import Unshown
from bot.metrics import DIGEST_OUTCOMES, Metrics

DASHBOARD = Path(__file__).parents[1] / "docs" / "grafana.json"
_NAME = re.compile(r"\b(?:crux|process)_\w+")


def values(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(metrics.as_text().decode())
    samples = (sample for family in families for sample in family.samples)
    return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value for sample in samples}


def families(metrics: Metrics) -> set[str]:
    return {family.name for family in text_string_to_metric_families(metrics.as_text().decode())}


def asked_for() -> Iterator[str]:
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel["targets"]:
            yield from _NAME.findall(target["expr"])


def family_of(name: str) -> str:
    return re.sub(r"_(?:bucket|count|sum|total)$", "", name)


def test_a_digest_is_late_when_its_slot_was_over_a_minute_ago() -> None:
    metrics = Metrics()

    metrics.digest_posted(timedelta(seconds=60))
    metrics.digest_posted(timedelta(seconds=61))

    counted = values(metrics)
    assert counted["crux_digests_total", (("outcome", "posted"),)] == 2
    assert counted["crux_digests_late_total", ()] == 1
    assert counted["crux_digest_delay_seconds_sum", ()] == 121


def test_every_way_in_which_a_digest_s_attempt_ends_is_there_from_the_start() -> None:
    assert {*DIGEST_OUTCOMES} == {"posted", *Unshown}
    there = {labels: value for (name, labels), value in values(Metrics()).items() if name == "crux_digests_total"}
    assert there == {(("outcome", outcome),): 0.0 for outcome in DIGEST_OUTCOMES}


def test_two_processes_of_one_interpreter_count_each_for_itself() -> None:
    first, second = Metrics(), Metrics()

    first.digests_on_demand.inc()

    assert values(second)["crux_digests_on_demand_total", ()] == 0
    assert not any(family.name.startswith("crux") for family in REGISTRY.collect())


def test_the_dashboard_asks_for_metrics_that_there_are() -> None:
    there = families(Metrics()) | {"process_resident_memory_bytes"}

    assert {family_of(name) for name in asked_for()} - there == set()


def test_the_dashboard_shows_every_metric_of_crux() -> None:
    of_crux = {name for name in families(Metrics()) if name.startswith("crux_") and not name.endswith("_created")}

    assert of_crux - {family_of(name) for name in asked_for()} == set()
