"""A digest's message keeps to Discord's limits and to a screen, and nothing that people wrote has any force in it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.entries import Answer, Relation, Source
from bot.ledger.record.replay import replay
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.verdicts import Tally
from bot.ledger.telling.digest import Anchor, Digest, DigestSide, Summary, compose
from bot.ledger.telling.lines import Line, SectionKind
from bot.ledger.telling.news import News
from bot.ledger.telling.reasons import BestReason, Counts, CruxReason, NamedBy
from bot.ledger.telling.rest import Rest
from bot.ledger.telling.sections import ShownSection
from bot.render.chat import DigestMessage, digest_message
from bot.render.dialects.discord import DISCORD_DIALECT
from bot.render.dialects.markdown import inert
from bot.render.front_ends import DISCORD, TERMINAL, discord_in, with_links
from bot.render.phone import SCREEN, SCREEN_AND_A_HALF, height
from bot.render.plain import digest_text
from bot.render.room import MOST_BYTES, MOST_CHARACTERS
from bot.words import names, ways
from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd
from bot.words.language import LANGUAGES, TRANSLATED
from bot.words.translations import catalogue_of
from tests.ledger.telling.test_digest import SEED, SEED_QUESTION
from tests.render.pro_and_con import pro_and_con
from tests.transcript import debate
from tests.words.linked import IDS, LINKED, LONGEST_ID
from tests.words.pseudo import PSEUDO

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANCHOR = Anchor(31, bytes(range(32)))
COUNTS = Counts(Answer.AGREE, (Tally(4, 1, 0, 5), Tally(3, 0, 0, 3)))


def digest(statement: str, lines: int, more: int = 0) -> Digest:
    def section(kind: SectionKind, first: int) -> ShownSection:
        told = (Line(first + place, statement, COUNTS, (), Source(1, 2)) for place in range(lines))
        return ShownSection(kind, tuple(told), more)

    best = tuple(
        BestReason(side, Relation.SUPPORTS, 90 + side, statement, Tally(1, 0, 0, 1), Source(1, 3)) for side in (0, 1)
    )
    crux = Line(
        60, statement, CruxReason(CruxState.DOUBLE, None, NamedBy((0, 1), 2), COUNTS, None, best), (), Source(1, 4)
    )
    sections = (
        section(SectionKind.ACCEPT, 1),
        section(SectionKind.REJECT, 20),
        section(SectionKind.DIVERGE, 40),
        ShownSection(SectionKind.TURNS_ON, (crux,) * lines),
    )
    return Digest(
        question=statement,
        is_open=True,
        sides=(DigestSide("Yes", 2, 1), DigestSide("No", 3, 2)),
        room=None,
        unsided=1,
        summary=Summary(2, 5, True, sections),
        sections=(),
        news=News(),
        rest=Rest(await_side=4),
        settling=None,
        waits=True,
        nothing_moved=False,
        at=NOW,
    )


def texts(shown: Digest) -> list[str]:
    message = digest_message(DISCORD, shown, 7, anchor=ANCHOR)
    return [*(block.text for block in message.blocks), message.footer]


@pytest.mark.parametrize("statement", ["Rents fall when we build " * 12, "家賃は下がる" * 50, "🏠" * 300, "*_~`" * 75])
def test_a_huge_digest_keeps_to_the_limits_and_to_what_is_read_at_a_glance(statement: str) -> None:
    shown = texts(digest(statement[:300], 3, more=400))

    assert sum(map(len, shown)) <= MOST_CHARACTERS
    assert sum(len(text.encode()) for text in shown) <= MOST_BYTES
    assert sum(text.count(" of 403)") for text in shown) == 3
    assert "…" in shown[1]


def test_a_long_statement_is_cut_behind_a_word() -> None:
    (line, *_) = texts(digest("Rents fall when we build " * 12, 3))[1].splitlines()[1:]

    assert "build…" in line or "we…" in line or "when…" in line or "fall…" in line or "Rents…" in line
    assert len(line) < 300


def test_a_short_digest_has_each_section_with_links_to_the_messages() -> None:
    head, accept, reject, diverge, turns_on, rest, footer = texts(digest("Rents fall", 1))

    assert head == (
        "### Rents fall\n**A** Yes (2) · **B** No (3) · 1 on no side\n"
        "Both sides accept “Rents fall” (#1); both reject “Rents fall” (#20). They still diverge on “Rents fall” "
        "(#40). It turns on “Rents fall” (#60)."
    )
    assert accept == "**Both accept**\n[#1](https://discord.com/channels/7/1/2) Rents fall · A 4 of 5 · B 3 of 3"
    assert reject.startswith("**Both reject**\n[#20]")
    assert diverge.startswith("**Still diverge**\n[#40]")
    assert turns_on.splitlines()[1:] == [
        "[#60](https://discord.com/channels/7/1/4) Rents fall · double crux, named by both · A 4 of 5 · B 3 of 3",
        "- Reason of A: [#90](https://discord.com/channels/7/1/3) Rents fall · 1 of 1 agree",
        "- Reason of B: [#91](https://discord.com/channels/7/1/3) Rents fall · 1 of 1 agree",
    ]
    assert rest == "-# Also: 4 await one side."
    assert footer.startswith("-# Seal `31:000102030405`")


def test_the_seed_debate_s_sentences_quote_its_statements_on_one_screen() -> None:
    message = digest_message(DISCORD, compose(debate(SEED, SEED_QUESTION), None, NOW), 7, anchor=ANCHOR)

    assert message.blocks[0].text.splitlines()[2] == (
        "Both sides accept “CoT systems are safer than black-box…”; both reject “CoT systems require open-ended RL”. "
        "They still diverge on “Simple LLMs without open-ended RL would…”. "
        "It turns on “Without RL on the entire output a CoT…”."
    )
    assert message_height(message) <= SCREEN


@pytest.mark.parametrize("language", [language.tag for language in LANGUAGES])
def test_the_seed_debate_s_digest_fits_a_screen_in_every_language(language: str) -> None:
    message = digest_message(discord_in(language), compose(debate(SEED, SEED_QUESTION), None, NOW), 7, anchor=ANCHOR)

    assert message_height(message) <= SCREEN


@pytest.mark.parametrize(("statements", "lines"), [(18, [3, 3, 3]), (49, [2, 2, 2, 2]), (105, [2, 2, 2, 1])])
def test_what_does_not_fit_a_screen_shows_as_many_lines_as_a_screen_and_a_half_has_room_for(
    statements: int, lines: list[int]
) -> None:
    message = digest_message(DISCORD, compose(replay(pro_and_con(statements)), None, NOW), 7, anchor=ANCHOR)
    sections = [block.text for block in message.blocks if block.text.startswith("**")]

    assert [text.count("\n[#") for text in sections] == lines
    assert message_height(message) <= SCREEN_AND_A_HALF


def message_height(message: DigestMessage) -> int:
    texts = [*(block.text for block in message.blocks), message.footer]
    return height(texts, [[button.label for button in row] for row in message.buttons])


def labels(shown: Digest, reference: str = "") -> list[list[str]]:
    message = digest_message(DISCORD, shown, 7, anchor=None, reference=reference)
    return [[button.label for button in row] for row in message.buttons]


def test_five_buttons_stand_below_a_digest_of_two_sides() -> None:
    assert labels(digest("Rents fall", 1)) == [["Answer what waits for you", "Join A", "Join B", "Map", "Whole ledger"]]


def test_more_sides_have_a_row_of_their_own_and_of_many_the_first_can_be_joined() -> None:
    many = replace(digest("Rents fall", 1), sides=tuple(DigestSide(f"Side {n}", 1, n) for n in range(1, 8)))

    assert labels(many) == [
        ["Answer what waits for you", "Map", "Whole ledger"],
        ["Join A", "Join B", "Join C", "Join D", "Join E"],
    ]


def test_where_no_side_is_declared_two_can_be_named_and_where_it_is_closed_there_is_only_to_look() -> None:
    shown = digest("Rents fall", 1)

    assert labels(replace(shown, sides=(), room=3)) == [
        ["Answer what waits for you", "Name two sides", "Map", "Whole ledger"]
    ]
    assert labels(replace(shown, is_open=False)) == [["Map", "Whole ledger"]]
    assert labels(replace(shown, waits=False)) == [["Join A", "Join B", "Map", "Whole ledger"]]
    empty = replace(shown, waits=False, summary=Summary(2, 0, False, ()))
    assert labels(empty) == [["Join A", "Join B", "Whole ledger"]]


def test_one_button_carries_the_reference_by_which_the_message_is_found_again() -> None:
    message = digest_message(DISCORD, digest("Rents fall", 1), 7, anchor=ANCHOR, reference="ref")

    carrying = [button for row in message.buttons for button in row if "ref" in button.arguments]
    assert [button.verb for button in carrying] == ["page"]
    assert "ref" not in "".join(texts(digest("Rents fall", 1)))


def test_plain_text_says_the_same_without_markup() -> None:
    text = digest_text(TERMINAL, digest("Rents fall", 1))

    assert text.startswith("Rents fall\n\nA Yes (2) · B No (3) · 1 on no side\n\nBoth sides accept “Rents fall” (#1)")
    assert "Both accept\n  - #1 Rents fall\n    A 4 of 5 · B 3 of 3\n" in text
    assert "    - Reason of A: #90 Rents fall 1 of 1 agree\n" in text
    assert text.endswith("Also: 4 await one side.\n")


@pytest.mark.parametrize(
    "words",
    [
        "@everyone",
        "@here",
        "<@123>",
        "<@&1>",
        "# title",
        "> quote",
        "[a](https://x.y)",
        "https://x.y",
        "||hidden||",
        "`c`",
    ],
)
def test_what_people_write_has_no_force(words: str) -> None:
    safe = inert(words)

    for dangerous in ("@everyone", "@here", "<@1", "<@&", "[a](", "://", "||", "`c`"):
        assert dangerous not in safe
    assert not safe.startswith(("# ", "> "))


@given(st.text(max_size=300))
def test_whatever_people_write_stays_on_one_line_and_mentions_nobody(words: str) -> None:
    safe = inert(words)

    assert "\n" not in safe
    assert "\u202e" not in safe
    assert all(safe[place + 1 : place + 2] == "\u200b" for place, c in enumerate(safe) if c == "@")


def in_another(catalogue: Catalogue) -> FrontEnd:
    return FrontEnd.of(catalogue, ways.DISCORD, DISCORD_DIALECT)


def test_a_command_that_can_be_pressed_takes_no_more_of_the_screen() -> None:
    for told in digests():
        typed, linked = (digest_message(front, told, 7, anchor=ANCHOR) for front in (DISCORD, LINKED))

        assert linked.footer == typed.footer.replace("/ledger verify", f"</ledger verify:{LONGEST_ID}>")
        assert (linked.blocks, message_height(linked)) == (typed.blocks, message_height(typed))


@cache
def digests() -> tuple[Digest, ...]:
    seed = debate(SEED, SEED_QUESTION)
    return tuple(
        compose(ledger, None, NOW) for ledger in (seed, *(replay(pro_and_con(many)) for many in (18, 49, 105)))
    )


def entries_in(message: DigestMessage) -> list[list[str]]:
    """The entries of each section."""
    return [
        re.findall(r"^\u200f?\[#(\d+)\]", block.text, re.MULTILINE) for block in message.blocks if "](" in block.text
    ]


_TAGS = [language.tag for language in TRANSLATED]


@pytest.mark.parametrize("catalogue", [PSEUDO, *map(catalogue_of, TRANSLATED)], ids=["longer", *_TAGS])
def test_every_language_shows_the_same_entries_within_the_limits(catalogue: Catalogue) -> None:
    for told in digests():
        in_english = digest_message(DISCORD, told, 7, anchor=ANCHOR)
        translated = digest_message(with_links(in_another(catalogue), IDS), told, 7, anchor=ANCHOR)
        texts = [*(block.text for block in translated.blocks), translated.footer]

        assert entries_in(translated) == entries_in(in_english)
        assert sum(map(len, texts)) <= MOST_CHARACTERS
        assert sum(len(text.encode()) for text in texts) <= MOST_BYTES
        assert message_height(translated) <= SCREEN_AND_A_HALF


def test_where_statements_are_hidden_no_word_of_one_stands_open() -> None:
    ledger = debate(SEED, SEED_QUESTION)
    hiding = replace(DISCORD, hides_statements=True)

    message = digest_message(hiding, compose(ledger, None, NOW), 7, anchor=ANCHOR)

    text = "\n".join(block.text for block in message.blocks)
    opened = DISCORD.dialect.covered(text, "").replace("Open-ended RL is net positive", "side A")
    assert text.count("||") >= 8
    for entry in ledger.entries.values():
        said = names.statement(DISCORD, entry.said)
        assert said[:15] not in opened


def test_a_message_says_which_entries_have_a_line_in_it() -> None:
    seed, large = digests()[0], digests()[-1]

    for told in (seed, large):
        shown = digest_message(DISCORD, told, 7, anchor=ANCHOR)
        numbered = {
            int(number)
            for block in shown.blocks
            for number in re.findall(r"^(?:- [^\n]*?)?\[?#(\d+)\b", block.text, re.M)
        }
        assert shown.entries == numbered
        assert shown.entries <= {line.entry for section in told.shown for line in section.lines} | {
            best.entry for section in told.shown for line in section.lines for best in getattr(line.reason, "best", ())
        }
