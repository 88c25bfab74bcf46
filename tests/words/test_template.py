"""The committed template holds every message that Crux says, and nothing else."""

from pathlib import Path

from tests.words.template import TEMPLATE, extract


def test_the_template_is_what_stands_in_the_code(tmp_path: Path) -> None:
    extract(tmp_path / "crux.pot")

    assert (tmp_path / "crux.pot").read_bytes() == TEMPLATE.read_bytes(), "run `make words`"
