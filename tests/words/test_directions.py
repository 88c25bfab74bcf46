"""Words that run the other way than the sentence they are in take nothing beside them along."""

import pytest
from markupsafe import Markup

from bot.ledger.text import one_line_said
from bot.render.dialects.discord import DISCORD_DIALECT
from bot.render.front_ends import discord_in, plain_in
from bot.words import ways
from bot.words.catalogue import Catalogue
from bot.words.directions import begun, isolated
from bot.words.front_end import FrontEnd
from bot.words.language import LANGUAGES, Direction
from bot.words.lists import enumerated, joined

LTR, RTL = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT
ALI, SARA = "علي", "سارة"
FSI, PDI, LRM, RLM = "\u2068", "\u2069", "\u200e", "\u200f"


@pytest.mark.parametrize("words", ["Ana", "Zoë", "安", "12", "", "#3", "Ana\nBen", "😀"])
def test_words_that_run_along_stay_as_they_are_to_the_byte(words: str) -> None:
    assert isolated(words, LTR) == words
    assert begun(f"{words} moved", LTR) == f"{words} moved"


@pytest.mark.parametrize("words", [ALI, "12", "", "…", "❓"])
def test_so_do_arabic_words_in_arabic(words: str) -> None:
    assert isolated(words, RTL) == words
    assert begun(f"{words} عبارة", RTL) == f"{words} عبارة"


@pytest.mark.parametrize(
    ("words", "direction"), [(ALI, LTR), (f"Ana {ALI}", LTR), ("Ana", RTL), ("安", RTL), ("/side join", RTL)]
)
def test_others_are_isolated_and_only_once(words: str, direction: Direction) -> None:
    once = isolated(words, direction)

    assert once == f"{FSI}{words}{PDI}"
    assert isolated(once, direction) == once
    assert isolated(f"{once}, {once}", direction) == f"{once}, {once}"


def test_a_sentence_that_begins_with_a_word_of_the_other_direction_says_which_way_it_runs() -> None:
    ali, ana = isolated(ALI, LTR), isolated("Ana", RTL)

    assert begun(f"{ali} moved", LTR) == f"{LRM}{ali} moved"
    assert begun(f"{ana}: {ALI}", RTL) == f"{RLM}{ana}: {ALI}"
    assert begun(f"Then {ali} moved", LTR) == f"Then {ali} moved"
    assert begun(f"{ali} (3)", LTR) == f"{LRM}{ali} (3)"


@pytest.mark.parametrize("line", ["### ", "-# ", "> ", "- ", ""])
def test_the_mark_leaves_a_line_the_heading_or_quotation_that_it_is(line: str) -> None:
    assert begun(f"{line}Ana: {ALI}", RTL) == f"{line}{RLM}Ana: {ALI}"


@pytest.mark.parametrize(("words", "direction"), [("سؤال؟", LTR), ("What now?", RTL), ("#3", RTL)])
def test_words_alone_get_no_mark(words: str, direction: Direction) -> None:
    assert begun(isolated(words, direction), direction) == isolated(words, direction)


def test_html_stays_html() -> None:
    kept = isolated(Markup("<bdi>Ana</bdi>"), RTL)

    assert isinstance(kept, Markup)
    assert kept == f"{FSI}<bdi>Ana</bdi>{PDI}"


def test_names_in_a_list_do_not_change_places() -> None:
    catalogue = Catalogue(direction=LTR)

    assert joined(catalogue, (ALI, SARA, "Ana")) == f"{FSI}{ALI}{PDI}, {FSI}{SARA}{PDI}, Ana"
    assert enumerated(catalogue, (ALI, SARA)) == f"{LRM}{FSI}{ALI}{PDI} and {FSI}{SARA}{PDI}"


def test_a_command_in_arabic_is_isolated_and_what_is_copied_of_it_is_the_command_alone() -> None:
    front = FrontEnd.of(Catalogue(direction=RTL), ways.DISCORD, DISCORD_DIALECT)

    said = front.say("محو: `{ways.forget}`، {ways.help}، {ways.own_words}")

    assert said == f"محو: {FSI}`/privacy forget`{PDI}، {FSI}/help{PDI}، **My words**"


@pytest.mark.parametrize("language", [language.tag for language in LANGUAGES])
def test_a_terminal_and_a_file_have_nothing_isolated(language: str) -> None:
    for front in (plain_in(language), discord_in(language).for_files()):
        assert not {FSI, PDI, LRM, RLM} & {*front.say("Also: {numbers}.", numbers=f"Ana {ALI}")}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (f" {FSI}{ALI}{PDI}  moved\n", f"{FSI}{ALI}{PDI} moved"),
        (f"{LRM}{FSI}{ALI}{PDI} moved", f"{LRM}{FSI}{ALI}{PDI} moved"),
        (f"with {FSI}{ALI[:2]}…", f"with {FSI}{ALI[:2]}…{PDI}"),
        (f"a{PDI}b{FSI}", f"ab{FSI}{PDI}"),
        (f"\u202e{FSI}a{PDI}\u2066b", f"{FSI}a{PDI}b"),
        ("a  b", "a b"),
    ],
)
def test_on_one_line_what_is_isolated_stays_so_and_is_closed(words: str, kept: str) -> None:
    assert one_line_said(words) == kept
