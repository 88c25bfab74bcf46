"""Numbers of entries as an event says them: `3 7 12`, in their order. There is one way to write each set."""

from collections.abc import Iterable


def written(entries: Iterable[int]) -> str:
    """The numbers as an event says them; empty where there are none."""
    return " ".join(map(str, sorted(set(entries))))


def read(said: str) -> list[int]:
    """The numbers that an event says. Raises ValueError for anything else."""
    numbers = [int(number) for number in said.split(" ")] if said else []
    if written(numbers) != said:
        raise ValueError("not as numbers of entries are written")
    return numbers
