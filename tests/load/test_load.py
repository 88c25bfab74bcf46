"""The loads in short: `make load` runs them in full and prints the figures."""

from pathlib import Path

from tests.load import scene
from tests.load.figures import Figure


def missed(figures: list[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.met is False]


async def test_people_who_tag_and_vote_at_once_lose_nothing(fresh_database: str, tmp_path: Path) -> None:
    figures = await scene.people_at_once(fresh_database, tmp_path, count=25, votes=4, seed=7)

    assert missed(figures) == []
    told = {figure.name: figure.value for figure in figures}
    assert (told["tags made, acknowledged"], told["votes cast, acknowledged"]) == ("50, 50", "100, 100")


async def test_digests_that_are_due_at_once_come_once_each_within_the_global_limit(
    fresh_database: str, tmp_path: Path
) -> None:
    figures = await scene.digests_at_once(fresh_database, tmp_path, count=80)

    assert missed(figures) == []
