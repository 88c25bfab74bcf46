"""`crux export` says what is missing before it opens a database."""

import sys

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.exchange.formats import EXTRAS, Format


@pytest.mark.parametrize("form", sorted(EXTRAS))
def test_a_format_whose_extra_is_missing_says_which_it_is_and_how_to_add_it(
    form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, EXTRAS[form].module, None)

    ended = CliRunner().invoke(app, ["export", "70", "--format", form.value])

    assert ended.exit_code == 2
    assert ended.stderr == (
        f"crux: The format {form} needs an extra part of Crux that is not installed. Whoever runs Crux adds it: "
        f'pip install "crux-ledger[{EXTRAS[form].name}]"\n'
    )
