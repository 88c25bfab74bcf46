"""What was left out of a newer file: what stands most often is named first, and not more than a line holds."""

from bot.render.front_ends import TERMINAL
from bot.words.imported_files import left_out


def test_what_stands_most_often_is_named_first() -> None:
    assert left_out(TERMINAL, "1.4", {"b": 1, "ledger.entries.mood": 12, "a": 1}) == (
        "A newer Crux wrote the file (version 1.4). What is not known here was left out: "
        "ledger.entries.mood (12), a (1), b (1)."
    )


def test_after_ten_keys_the_others_are_counted() -> None:
    told = left_out(TERMINAL, "1.4", {f"k{number:02}": 1 for number in range(12)})

    assert told.endswith("k08 (1), k09 (1), and 2 more.")
