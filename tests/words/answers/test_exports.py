"""What goes with an exported file."""

from bot.render.front_ends import DISCORD
from bot.words.answers import exports


def test_a_file_is_for_one_reader() -> None:
    assert exports.exported(DISCORD, "ledger-7.csv") == (
        "The ledger of this debate: `ledger-7.csv`. Only you see this message."
    )
