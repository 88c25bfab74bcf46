"""Chaos in short, with fixed seeds: `make chaos` is the long form."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.chaos.plan import Plan
from tests.chaos.postgres import RestartablePostgres
from tests.chaos.rig import Rig, run
from tests.chaos.table import table

SPRING = (datetime(2026, 3, 28, 17, tzinfo=UTC), datetime(2026, 4, 23, 17, tzinfo=UTC))
AUTUMN = (datetime(2026, 10, 24, 17, tzinfo=UTC), datetime(2026, 10, 31, 17, tzinfo=UTC))


@pytest.mark.parametrize(("seed", "processes", "starts"), [(11, 2, SPRING), (12, 3, AUTUMN)])
def test_nothing_is_lost_and_nothing_doubled(
    seed: int, processes: int, starts: tuple[datetime, ...], tmp_path: Path
) -> None:
    rigs: list[Rig] = []
    postgres = RestartablePostgres(tmp_path)

    async def short_form(server: RestartablePostgres) -> None:
        plan = Plan(
            seed,
            slots=10,
            debates=6,
            closings=3,
            processes=processes,
            accepted_and_killed=1.0,
            fast_clock=0.5,
            crowded=0.0,
            rescheduled=0,
            pooled=False,
            starts=starts,
        )
        rigs.append(await run(plan, server, tmp_path, lambda line: None))

    postgres.serve(short_form)
    (rig,) = rigs
    assert rig.verdict.wrong == [], table(rig, seed)
    assert (rig.verdict.lost, rig.verdict.doubled) == (0, 0)
    assert rig.verdict.due == rig.verdict.posted >= 10
    assert rig.verdict.reminders_due == rig.verdict.reminders_posted >= 3
    assert rig.verdict.cards_due == rig.verdict.cards_posted > 0
    assert rig.verdict.acknowledged == rig.verdict.found > 0
    assert rig.crowd.outcomes["rights lost"] > 0
    assert rig.chaos.injected["killed after Discord's acceptance"] > 0
