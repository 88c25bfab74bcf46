"""The examples in docs/rules.md: each line of its tables is what the rules give."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.ledger.entries import Answer
from bot.ledger.record.events import SideJoined
from bot.ledger.standing.verdicts import StandingClass, Tally, room_class, standing_class, verdict
from tests.ledger.standing.test_standing import Book, classes

PAGE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")
_TALLY = re.compile(
    r"(?P<answers>\d+ (?:agree|disagree|unsure)(?:, \d+ (?:agree|disagree|unsure))*) of (?P<members>\d+)"
)


def rows(heads: str, section: str) -> list[list[str]]:
    """The rows of the table with these heads, in a section of the page."""
    after = PAGE[PAGE.index(f"## {section}\n") :]
    lines = after[after.index(f"| {heads} |") :].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in _until_blank(lines)]


def _until_blank(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield line


def tally(written: str) -> Tally:
    found = _TALLY.fullmatch(written)
    assert found is not None, written
    counts = dict.fromkeys(Answer, 0)
    for part in found["answers"].split(", "):
        number, answer = part.split()
        counts[Answer(answer)] = int(number)
    return Tally(*counts.values(), int(found["members"]))


@pytest.mark.parametrize(("written", "expected"), rows("answers | verdict", "A verdict"))
def test_a_verdict(written: str, expected: str) -> None:
    assert verdict(tally(written)).value == expected


@pytest.mark.parametrize(
    ("members", "unanimous", "one_against"), rows("*N* | nobody against | one against", "A verdict")
)
def test_the_least_answers_that_make_a_side_hold(members: str, unanimous: str, one_against: str) -> None:
    def least(against: int) -> str:
        enough = (
            n for n in range(1, int(members) + 1) if verdict(Tally(n - against, against, 0, int(members))) == "holds"
        )
        return str(next(enough, "–"))

    assert (least(0), least(1)) == (unanimous, one_against)


@pytest.mark.parametrize(
    ("case", "written", "expected"),
    rows("case | answers of each side | class", "Sides, and the class of an entry"),
)
def test_a_class_of_sides(case: str, written: str, expected: str) -> None:
    sides = [tally(side) for side in written.split("; ") if side != "nobody"]

    assert standing_class([verdict(side) for side in sides]).value == expected, case
    if all(side.answers == side.members for side in sides) and sum(side.members for side in sides) < 20:
        assert _played(sides, written.count("nobody")).value == expected, case


def _played(sides: Sequence[Tally], empty: int) -> StandingClass:
    """The same as a debate whose people join sides and answer."""
    book = Book(*(f"p{n}" for n in range(1, 20)), sides=tuple(f"side {n}" for n in range(len(sides) + empty)))
    book.claim(1, 1)
    people = iter(range(1, 20))
    for number, side in enumerate(sides, start=1):
        for answer, times in zip(Answer, (side.agree, side.disagree, side.unsure), strict=True):
            for person in (next(people) for _ in range(times)):
                book.write(SideJoined(person, number)).answers(1, (person, answer))
    cls = classes(book.ledger())[1]
    assert cls is not None
    return cls


@pytest.mark.parametrize(("case", "written", "expected"), rows("case | answers | class", "The room"))
def test_a_class_of_the_room(case: str, written: str, expected: str) -> None:
    assert room_class(tally(written)).value == expected, case


def test_every_class_and_verdict_has_its_example() -> None:
    told = {row[-1] for row in rows("case | answers of each side | class", "Sides, and the class of an entry")}
    told |= {row[-1] for row in rows("case | answers | class", "The room")}

    assert told == {
        row[0] for name in ("Sides, and the class of an entry", "The room") for row in rows("class | when", name)
    }
