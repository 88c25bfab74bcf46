"""At least ten thousand hostile inputs, always the same ones: `make fuzz` has others."""

import pytest

from tests.fuzz.formats import FORMATS
from tests.fuzz.run import run
from tests.fuzz.sentences import SENTENCES

SEED = 1
INPUTS = {
    "aif_export": 200,
    "answers": 300,
    "argdown_export": 200,
    "cards": 200,
    "csv_export": 600,
    "csv_set_export": 50,
    "dds_export": 100,
    "digests": 300,
    "foreign_file": 400,
    "graphml_export": 200,
    "html_export": 100,
    "json_export": 200,
    "ledger_file": 1500,
    "lines_of_words": 3000,
    "markdown_export": 500,
    "mermaid_export": 200,
    "no_document": 1500,
    "parquet_export": 50,
    "passages": 1000,
    "pictures": 60,
    "every_refusal": 100,
    "every_schedule": 300,
    "vote_file": 1000,
    "written_debate": 1500,
    "xlsx_export": 30,
}
PURE = FORMATS | SENTENCES


def test_there_are_ten_thousand_inputs_and_every_check_has_its_share() -> None:
    assert INPUTS.keys() == PURE.keys()
    assert sum(INPUTS.values()) >= 10_000


@pytest.mark.parametrize("name", sorted(PURE))
def test_hostile_input_has_no_force_and_breaks_nothing(name: str) -> None:
    assert run(name, PURE[name], SEED, INPUTS[name]) == INPUTS[name]
