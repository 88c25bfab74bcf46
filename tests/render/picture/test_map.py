"""The map and the timeline: compared whole with pictures that were looked at, and true to the digest."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.ledger.entries import Answer, Debate, Entry, Kind, Ledger, Participant, Side, Stance, Status, Wording
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.telling.digest import compose
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.overview import MOST_ROWS, overview
from bot.ledger.telling.progress import progress
from bot.render.front_ends import DISCORD
from bot.render.picture.alt import DISCORD_LIMIT, map_in_words, short_map_in_words
from bot.render.picture.colours import DARK, LIGHT, Colours
from bot.render.picture.map import STATEMENT_X, WIDTH, debate_map
from bot.render.picture.png import png
from bot.render.picture.timeline import timeline, timeline_in_words
from bot.words.digest import headline, said
from tests.exchange.test_ledger_markdown import hostile
from tests.render.picture.debates import EVENTS, LEDGERS, NOON

GOLDEN = Path(__file__).parent / "golden"
POLIS = Path(__file__).parents[4] / "shared" / "polis"
SVG = "{http://www.w3.org/2000/svg}"


def drawings() -> dict[str, str]:
    """Every picture that is compared whole."""
    maps = {f"map-{name}": debate_map(overview(ledger, NOON)) for name, ledger in LEDGERS.items()}
    lines = {f"timeline-{name}": timeline(progress(EVENTS[name])) for name in ("two-people", "crowds", "empty")}
    dark = {"map-dark": debate_map(overview(LEDGERS["two-people"], NOON), DARK)}
    return maps | lines | dark


DRAWN = drawings()


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_picture_is_the_one_that_was_looked_at(name: str) -> None:
    """`python -m tests.render.picture` draws them anew."""
    assert DRAWN[name] == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_picture_is_whole_as_svg_and_as_png_with_all_of_it_inside_its_edges(name: str) -> None:
    drawn = ET.fromstring(DRAWN[name])
    painted = Image.open(io.BytesIO(png(DRAWN[name]))).convert("RGB")

    assert painted.size == (int(drawn.attrib["width"]), int(drawn.attrib["height"]))
    assert painted.width == WIDTH
    paper = painted.getpixel((2, 2))
    edges = [painted.getpixel((x, y)) for x in (0, WIDTH - 1) for y in range(painted.height)]
    assert set(edges) == {paper}, "nothing is cut off at the sides"
    assert len(painted.getcolors(1 << 24) or ()) > 10


def texts(drawn: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(drawn).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_the_map_shows_the_digests_entries_in_the_digests_order(name: str) -> None:
    ledger = LEDGERS[name]
    digest = compose(ledger, None, NOON)

    seen = overview(ledger, NOON, most=1000)

    told = {section.kind: [line.entry for line in section.lines] for section in digest.sections}
    assert {group.kind: [row.entry for row in group.rows] for group in seen.groups} == {
        kind: entries for kind, entries in told.items() if kind in {group.kind for group in seen.groups}
    }
    assert seen.headline == digest.headline
    assert seen.more == 0


def test_the_counts_on_the_map_are_the_digests() -> None:
    (agreed,) = (group for group in overview(LEDGERS["two-people"], NOON).groups if group.kind is SectionKind.AGREE)
    crowds = {row.entry: row for group in overview(LEDGERS["crowds"], NOON).groups for row in group.rows}

    assert [row.entry for row in agreed.rows] == [1, 2]
    assert said(DISCORD, crowds[1].line).reason == "“Build” holds it, 8 of 8; “Wait” rejects it, 5 of 5"
    assert [(a.agree, a.disagree, a.unsure, a.silent) for a in crowds[1].answers] == [(8, 0, 0, 1), (0, 5, 0, 0)]
    assert [(a.agree, a.disagree, a.unsure, a.silent) for a in crowds[2].answers] == [(0, 3, 3, 3), (2, 0, 0, 3)]


def test_double_and_settled_cruxes_are_named_on_the_map_and_lines_say_who_moved() -> None:
    assert "DOUBLE CRUX" in texts(DRAWN["map-crowds"])
    two = texts(DRAWN["map-two-people"])
    assert "CRUX, SETTLED" in two
    assert two[two.index("CRUX, SETTLED") :].index("conceded in #4") > 0
    assert "granted in #5" in two


def test_a_long_debate_shows_its_twelve_most_decisive_rows_and_how_many_more() -> None:
    seen = overview(LEDGERS["long"], NOON)

    assert sum(len(group.rows) for group in seen.groups) == MOST_ROWS
    assert seen.more == 30 - MOST_ROWS
    assert all(group.rows for group in seen.groups)
    assert "18 more entries: /ledger show has them all" in texts(DRAWN["map-long"])


def test_a_long_number_leaves_its_statement_alone() -> None:
    seen = overview(LEDGERS["two-people"], NOON)
    (group, *_) = (group for group in seen.groups if group.rows)
    huge = replace(seen, groups=(replace(group, rows=(replace(group.rows[0], entry=1_000_000),)),))

    (number,) = (t for t in ET.fromstring(debate_map(huge)).iter(f"{SVG}text") if t.text == "#1000000")

    assert float(number.attrib["x"]) + float(number.attrib["textLength"]) <= STATEMENT_X


def test_what_is_shared_as_a_crux_is_never_left_out() -> None:
    seen = overview(LEDGERS["crowds"], NOON, most=1)

    ((row,),) = (group.rows for group in seen.groups if group.rows)
    assert row.crux is CruxState.DOUBLE


def test_where_nobody_is_on_a_side_everybodys_answers_are_one_bar() -> None:
    ((row,),) = (group.rows for group in overview(LEDGERS["no-sides"], NOON).groups)

    assert [(a.people, a.agree, a.disagree, a.unsure) for a in row.answers] == [(4, 2, 1, 1)]


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "]]>&amp;\x00\u202e", "x" * 300, "家賃" * 150, "\u0301" * 300]
)
def test_hostile_words_stay_text_in_a_picture(words: str) -> None:
    drawn = debate_map(overview(hostile(words.replace("\0", "") or "x"), NOON))

    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(drawn).iter()}
    assert tags <= {
        "svg",
        "title",
        "desc",
        "defs",
        "pattern",
        "path",
        "circle",
        "rect",
        "line",
        "polygon",
        "polyline",
        "text",
    }
    assert png(drawn).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_a_picture_is_told_in_words_too_within_discords_limit(name: str) -> None:
    seen = overview(LEDGERS[name], NOON)

    words, short = map_in_words(seen), short_map_in_words(seen)

    assert all(f"#{row.entry} {row.line.statement}" in words for group in seen.groups for row in group.rows)
    assert all(f"#{row.entry} " in short for group in seen.groups for row in group.rows)
    assert len(short) <= DISCORD_LIMIT
    assert (ET.fromstring(DRAWN[f"map-{name}"]).findtext(f"{SVG}desc") or "") == words


def lightness(colour: str) -> float:
    """The relative luminance of a colour (Web Content Accessibility Guidelines 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_and_answers_told_apart_in_grey(colours: Colours) -> None:
    assert contrast(colours.ink, colours.paper) >= 12
    assert contrast(colours.quiet, colours.paper) >= 7
    assert contrast(colours.agree, colours.paper) >= 4.5
    assert contrast(colours.agree, colours.disagree) >= 3
    assert contrast(colours.disagree_line, colours.disagree) >= 2.5
    assert contrast(colours.unsure_dot, colours.unsure) >= 3


def test_the_timeline_grows_with_the_debate_and_marks_its_concessions() -> None:
    seen = progress(EVENTS["two-people"])

    assert [step.agreed for step in seen.steps][-1] == 2
    assert [(c.concession, c.entry) for c in seen.concessions] == [(4, 2), (5, 3)]
    assert all(one.at < other.at for one, other in zip(seen.steps, seen.steps[1:], strict=False))
    assert "2 agreed, 1 still apart" in timeline_in_words(seen)
    assert len(seen.steps) <= 61


def test_a_debate_of_one_moment_has_a_timeline_too() -> None:
    (opened, *_) = EVENTS["empty"]

    assert "No claim or crux" in "".join(texts(timeline(progress([opened]))))


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
    assert re.fullmatch(r"\d+ points? agreed, \d+ still apart\.", headline(DISCORD, seen.headline))
    assert png(debate_map(seen)).startswith(b"\x89PNG")


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
