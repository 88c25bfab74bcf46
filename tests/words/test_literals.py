"""What is taken for a sentence, and what is not."""

from pathlib import Path

import pytest

from tests.words.literals import sentences


@pytest.mark.parametrize(
    "code",
    [
        'answer("You left the side.")',
        'answer(f"{name} left the side")',
        'raise Refused("Nobody was picked")',
        'LABEL = "Answer what waits for you"',
    ],
)
def test_a_sentence(code: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")

    assert len(list(sentences(tmp_path / "module.py"))) == 1


@pytest.mark.parametrize(
    "code",
    [
        '"""What this module is for."""',
        'log.info("The database was away for a while")',
        'raise ValueError("The first event of a ledger opens its debate")',
        "sa.text('SELECT number FROM entries WHERE debate IS NULL')",
        'VERB = "debate opened"',
        'KEY = "head_sequence"',
    ],
)
def test_no_sentence(code: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")

    assert list(sentences(tmp_path / "module.py")) == []
