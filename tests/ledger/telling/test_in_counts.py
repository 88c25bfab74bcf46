"""Where a debate stands, in counts: as its digest has it, without a word."""

from bot.ledger.entries import Status
from bot.ledger.ledger import Ledger
from bot.ledger.telling.in_counts import Awaited, Counts, InCounts, in_counts, ranked
from tests.transcript import debate

SIDES = """
sides Build / Wait
ana joins Build
ben joins Wait
"""


def counted(text: str) -> InCounts:
    ledger: Ledger = debate(text)
    asking = [entry.number for entry in ledger.entries.values() if entry.asks_for_stances and entry.parking is None]
    proposed = sum(entry.status is Status.PROPOSED for entry in ledger.entries.values())
    return in_counts(Counts(ledger, 1, b"", asking, len(ledger.entries) - proposed, proposed))


def test_entries_are_counted_where_they_stand_and_parked_ones_nowhere() -> None:
    told = counted(
        f"{SIDES}ana  claim  Rents fall\nana  claim  Streets fill\nana  claim  Noise grows\nana  claim  Parks close\n"
        "ben  agrees #1\nben  disagrees #2\nben  disagrees #3\nben  parks #3\nana  disagrees #4\nben  disagrees #4"
    )

    assert (told.agreed, told.rejected, told.diverging, told.entries) == (1, 1, 1, 4)
    assert [one.entry for one in (*told.most_agreed, *told.most_contested)] == [1, 2]


def test_who_has_not_been_heard_is_awaited_with_so_many_entries() -> None:
    of_sides = counted(f"{SIDES}ana  claim  Rents fall\nana  claim  Streets fill\nben  claim  Noise grows")
    of_two = counted("ana  claim  Rents fall\nben  claim  Noise grows")

    assert of_sides.awaited == (Awaited(0, 1, None, 1), Awaited(1, 2, None, 2))
    assert of_two.awaited == (Awaited(0, None, 1, 1), Awaited(1, None, 2, 1))


def test_what_its_author_alone_holds_stands_out_nowhere() -> None:
    alone = counted("ana  claim  Rents fall")

    assert (alone.agreed, alone.most_agreed, alone.is_room) == (1, (), True)


def test_the_most_decisive_come_first_and_of_those_alike_the_older() -> None:
    told = counted(
        f"{SIDES}cy joins Wait\nana  claim  Rents fall\nana  claim  Streets fill\nana  claim  Noise grows\n"
        "ben  agrees #1\ncy  unsure #1\nben  agrees #2\ncy  agrees #2\nben  agrees #3\ncy  agrees #3"
    )

    assert [one.entry for one in ranked(reversed(told.most_agreed), 2)] == [2, 3]
