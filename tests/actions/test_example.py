"""The example that Crux brings along is the written debate that the demo plays back."""

from pathlib import Path

from bot.actions.example import example_digest
from bot.render.front_ends import TERMINAL
from bot.render.plain import digest_text

GOLDEN = Path(__file__).parents[1] / "demo" / "open-ended-rl.digest.txt"


def test_its_digest_is_that_of_the_demo() -> None:
    assert digest_text(TERMINAL, example_digest()) == GOLDEN.read_text(encoding="utf-8")
