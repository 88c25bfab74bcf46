"""The map is true to the digest."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from bot.ledger.entries import Answer, Entry, Kind, Stance, Status, Wording
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import Participant, Side
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling.digest import compose
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.overview import MOST_NAMED_BY_BOTH, MOST_ROWS, Overview, overview
from bot.render.front_ends import DISCORD, discord_in
from bot.render.picture.colours import DARK
from bot.render.picture.map import debate_map
from bot.render.picture.map.columns import BAR_MIDDLE, STATEMENT_ROOM, STATEMENT_X
from bot.render.picture.png import png
from bot.render.picture.shapes import Drawing, Rectangle, Text, TextLine
from bot.words.digest import said, summary
from bot.words.language import LANGUAGES, Language
from tests.render.picture.debates import LEDGERS, NOON
from tests.render.picture.drawings import MAPS, words_in
from tests.transcript import debate

POLIS = Path(__file__).parents[4] / "shared" / "polis"


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_the_map_shows_the_digests_entries_in_the_digests_order(name: str) -> None:
    ledger = LEDGERS[name]
    digest = compose(ledger, None, NOON)

    seen = overview(ledger, NOON, most=1000)

    shown = {section.kind: [line.entry for line in section.lines] for section in digest.shown}
    turning = shown.get(SectionKind.TURNS_ON, [])
    told = {section.kind: [line.entry for line in section.lines] for section in digest.sections}
    for group in seen.groups:
        rows = [row.entry for row in group.rows]
        if group.kind is SectionKind.TURNS_ON:
            assert rows == turning
        else:
            assert rows == [entry for entry in told[group.kind] if entry not in turning], "each stands once"
        assert rows[:3] == shown.get(group.kind, rows[:3])
    assert seen.summary == digest.summary
    assert seen.more == 0


def test_the_counts_on_the_map_are_the_digests() -> None:
    (agreed,) = (group for group in overview(LEDGERS["two-people"], NOON).groups if group.kind is SectionKind.ACCEPT)
    crowds = {row.entry: row for group in overview(LEDGERS["crowds"], NOON).groups for row in group.rows}

    assert [row.entry for row in agreed.rows] == [1, 2]
    assert said(DISCORD, crowds[1].line).reason == "double crux, named by both · agree: A 8 of 8 · B 0 of 5"
    assert [(a.agree, a.disagree, a.unsure, a.silent) for a in crowds[1].answers] == [(8, 0, 0, 1), (0, 5, 0, 0)]
    assert [(a.agree, a.disagree, a.unsure, a.silent) for a in crowds[2].answers] == [(0, 3, 3, 3), (2, 0, 0, 3)]


def test_double_and_settled_cruxes_are_named_on_the_map_and_lines_say_who_moved() -> None:
    assert "DOUBLE CRUX" in words_in(MAPS["map-crowds"])
    two = words_in(MAPS["map-two-people"])
    assert "SETTLED CRUX" in two
    assert two[two.index("SETTLED CRUX") :].index("ana moved in #4") > 0
    assert not [words for words in two if "#5" in words], "what is granted for the argument's sake moves nobody"


def test_a_picture_has_the_letters_the_sections_and_the_sentences_of_its_digest() -> None:
    two = words_in(MAPS["map-two-people"])

    assert two.count("A") == two.count("B") == 5, "at the head, and on each of four rows"
    assert [words for words in two if words in ("Both accept", "Still diverge", "Parked")] == [
        "Both accept",
        "Still diverge",
        "Parked",
    ]
    assert "Both sides accept #1 and #2. They still diverge on #3." in " ".join(two)
    assert "A 1 of 1 · B 1 of 1" in two


def named_by_both(cruxes: int) -> Overview:
    """A debate with so many cruxes that both sides named, and rows for two entries."""
    names = "\n".join(f"ana  crux  Point {place}\nben marks #{place}" for place in range(1, cruxes + 1))
    plain = "\n".join(f"ana  claim  Plain {place}\nben agrees #{cruxes + place}" for place in range(1, 5))
    return overview(debate(f"sides Build / Wait\nana joins Build\nben joins Wait\n{names}\n{plain}"), NOON, most=2)


@pytest.mark.parametrize("cruxes", [1, 5, MOST_NAMED_BY_BOTH, MOST_NAMED_BY_BOTH + 7])
def test_no_crux_that_both_sides_named_is_left_out_whatever_the_limit(cruxes: int) -> None:
    seen = named_by_both(cruxes)

    rows = {row.entry for group in seen.groups for row in group.rows}
    named = {number for group in seen.groups for number in group.named}
    assert set(range(1, cruxes + 1)) <= rows | named
    assert rows.isdisjoint(named)
    assert cruxes + 4 == len(rows) + len(named) + seen.more
    drawn = " ".join(words_in(debate_map(DISCORD, seen)))
    assert all(re.search(rf"#{number}\b", drawn) for number in range(1, cruxes + 1))


def test_parked_and_settled_cruxes_of_both_sides_are_drawn_too() -> None:
    ledger = debate(
        """
        sides Build / Wait
        ana joins Build
        ben joins Wait
        ana  crux  Zoning
        ben marks #1
        ben agrees #1
        ana  crux  Rents
        ben marks #2
        ben disagrees #2
        ana parks #2
        ben parks #2
        """
    )

    seen = overview(ledger, NOON, most=0)

    assert {row.entry: row.crux for group in seen.groups for row in group.rows} == {
        1: CruxState.SETTLED,
        2: CruxState.DOUBLE,
    }


def test_a_long_debate_shows_its_twelve_most_decisive_rows_and_how_many_more() -> None:
    seen = overview(LEDGERS["long"], NOON)

    assert sum(len(group.rows) for group in seen.groups) == MOST_ROWS
    assert seen.more == 30 - MOST_ROWS
    assert all(group.rows for group in seen.groups)
    assert "18 more entries: /ledger show has them all" in words_in(MAPS["map-long"])


def test_a_long_number_leaves_its_statement_alone() -> None:
    seen = overview(LEDGERS["two-people"], NOON)
    (group, *_) = (group for group in seen.groups if group.rows)
    huge = replace(seen, groups=(replace(group, rows=(replace(group.rows[0], entry=1_000_000),)),))

    texts = (shape for shape in debate_map(DISCORD, huge).shapes if isinstance(shape, Text))
    (number,) = (run for text in texts for line in text.lines for run in line.runs if run.text == "#1000000")

    assert number.x + number.width <= STATEMENT_X


def test_what_is_shared_as_a_crux_is_never_left_out() -> None:
    seen = overview(LEDGERS["crowds"], NOON, most=1)

    ((row,),) = (group.rows for group in seen.groups if group.rows)
    assert row.crux is CruxState.DOUBLE


def test_where_nobody_is_on_a_side_everybodys_answers_are_one_bar() -> None:
    ((row,),) = (group.rows for group in overview(LEDGERS["no-sides"], NOON).groups)

    assert [(a.people, a.agree, a.disagree, a.unsure) for a in row.answers] == [(4, 2, 1, 1)]


@pytest.mark.skipif(not POLIS.exists(), reason="the Polis conversations do not lie beside the checkout")
@pytest.mark.parametrize("conversation", ["biodiversity-nz", "brexit-consensus", "london-youth-policing"])
def test_a_real_conversation_is_drawn_with_its_own_numbers(conversation: str) -> None:
    ledger = polis(conversation)

    seen = overview(ledger, NOON)

    expected = {int(row["comment"]): row for row in rows_of(POLIS / conversation / "expected_claims.csv")}
    rows = [row for group in seen.groups for row in group.rows]
    assert len(rows) == MOST_ROWS
    assert len(expected) == len(rows) + seen.more
    for row in rows:
        for side, answers in zip(ledger.sides.values(), row.answers, strict=True):
            counted = [int(expected[row.entry][f"{side.name}_{word}"]) for word in ("agree", "disagree", "pass")]
            assert [answers.agree, answers.disagree, answers.unsure] == counted
    assert re.match(r"(Both|All) sides accept #\d+", summary(DISCORD, seen.summary, str, quoted=0))
    assert png(debate_map(DISCORD, seen)).startswith(b"\x89PNG")


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))


def polis(conversation: str) -> Ledger:
    """A conversation's votes as a ledger; an entry has its comment's number."""
    folder = POLIS / conversation
    said = {int(row["comment"]): row["text"] for row in rows_of(folder / "comments.csv")}
    votes = rows_of(folder / "votes.csv")
    sides = {name: place for place, name in enumerate(sorted({row["group"] for row in votes} - {""}), start=1)}
    people = {row["participant"]: Participant(0, None, None, sides.get(row["group"])) for row in votes}
    numbers = {person: number for number, person in enumerate(people, start=1)}
    answers = {"1": Answer.AGREE, "-1": Answer.DISAGREE, "0": Answer.UNSURE}
    keyed = {(int(row["comment"]), numbers[row["participant"]]): answers[row["vote"]] for row in votes}
    return Ledger(
        Debate(1, 1, conversation, 1, NOON),
        {number: Side(number, name) for name, number in sides.items()},
        {numbers[key]: Participant(numbers[key], None, key, person.side) for key, person in people.items()},
        {
            number: Entry(number, Kind.CLAIM, 1, 1, Status.LIVE, (Wording(1, said.get(number, "?")[:300]),), NOON)
            for number in {entry for entry, _ in keyed}
        },
        {(entry, person): Stance(person, entry, 1, answer, None, NOON) for (entry, person), answer in keyed.items()},
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_no_words_of_a_map_touch_others_or_leave_it_in_any_language(language: Language) -> None:
    for name, ledger in LEDGERS.items():
        drawing = debate_map(discord_in(language.tag), overview(ledger, NOON))
        lines = [(line.y, *extent) for line, extent in lines_of(drawing)]
        heads = [(s.y + 19, s.x, s.x + s.width) for s in drawing.shapes if isinstance(s, Rectangle) and s.height == 20]

        for one, other in combinations([*lines, *heads], 2):
            assert one[0] != other[0] or one[2] <= other[1] or other[2] <= one[1], (name, one, other)
        assert all(left > 0 and right < drawing.width for _, left, right in lines), name
        for tab in (s for s in drawing.shapes if isinstance(s, Rectangle) and s.height == 38):
            (inside,) = (right for y, left, right in lines if tab.y < y < tab.y + 38 and tab.x < left < tab.x + 50)
            assert inside < tab.x + tab.width, name


def lines_of(drawing: Drawing) -> Iterator[tuple[TextLine, tuple[float, float]]]:
    """The lines of a drawing that show something, and where each begins and ends."""
    for shape in drawing.shapes:
        for line in shape.lines if isinstance(shape, Text) else ():
            if line.runs:
                yield line, (min(run.x for run in line.runs), max(run.x + run.width for run in line.runs))


def ends_of(drawing: Drawing, words: str) -> tuple[float, float]:
    """Where these words begin and end, from the left, where they stand alone in a line for the first time."""
    lines = (line.runs for shape in drawing.shapes if isinstance(shape, Text) for line in shape.lines)
    run = next(run for run, *others in lines if run.text == words and not others)
    return run.x, run.x + run.width


def test_in_arabic_the_map_is_read_from_the_right_and_agreement_runs_to_the_left() -> None:
    seen = overview(LEDGERS["two-people"], NOON)
    english, arabic = debate_map(DISCORD, seen), debate_map(discord_in("ar"), seen)

    (number, _), (_, mirrored) = ends_of(english, "#1"), ends_of(arabic, "#1")
    assert mirrored == pytest.approx(arabic.width - number)
    # Statements in Latin letters begin at the left, as those in Arabic ones begin at the right of an English map.
    assert ends_of(arabic, "Rents fall when we build")[0] == pytest.approx(arabic.width - STATEMENT_X - STATEMENT_ROOM)
    agreed = [shape for shape in arabic.shapes if isinstance(shape, Rectangle) and shape.fill == DARK.agree]
    assert all(shape.x < arabic.width - BAR_MIDDLE for shape in agreed)
    assert len(agreed) > 3
