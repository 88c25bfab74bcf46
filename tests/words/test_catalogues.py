"""Each catalogue says every message of the template, with its fields, in its language's plural forms, where it fits."""

import re
from gettext import c2py
from itertools import groupby

import pytest
from babel import Locale
from babel.messages.plurals import get_plural
from discord import Locale as Locales

from bot.render.dialects.discord import DISCORD_DIALECT
from bot.words import buttons, ways
from bot.words.catalogue import ENGLISH as ENGLISH_CATALOGUE
from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd
from bot.words.language import LANGUAGES, TRANSLATED, Language, language_of
from bot.words.lists import enumerated, joined
from bot.words.translations import catalogue_of, forms_in, plain_catalogue_of
from tests.words.catalogues import FOLDER, english, fields, messages, path_of, read, said, template, updated
from tests.words.pseudo import PSEUDO
from tests.words.slots import DESCRIPTION, menus, slots

NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102)
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
SIGNS = ("**", "`", "\n")

languages = pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.tag)


def front(catalogue: Catalogue) -> FrontEnd:
    return FrontEnd.of(catalogue, ways.DISCORD, DISCORD_DIALECT)


def test_each_language_has_a_catalogue_and_each_catalogue_a_language() -> None:
    assert sorted(FOLDER.glob("*.po")) == sorted(path_of(language) for language in TRANSLATED)


@languages
def test_all_that_the_template_has_is_translated_and_nothing_else(language: Language) -> None:
    there, wanted = messages(read(language)), messages(template())

    assert [message for message in wanted if message not in there] == [], "run `make words`, and translate"
    assert [message for message in there if message not in wanted] == [], "run `make words`"
    assert [message for message, entry in there.items() if entry.fuzzy or not all(said(entry))] == []


@languages
def test_a_catalogue_is_as_make_words_writes_it(language: Language) -> None:
    assert path_of(language).read_bytes() == updated(read(language)), "run `make words`"


@languages
def test_crux_reads_a_catalogue_as_babel_does(language: Language) -> None:
    read_by_babel = {message: said(entry) for message, entry in messages(read(language)).items()}

    assert forms_in(path_of(language).read_text(encoding="utf-8")) == read_by_babel


@languages
def test_a_translation_has_the_fields_of_its_message(language: Language) -> None:
    wrong, for_one = {}, _for_one_number(language)
    for message, entry in messages(read(language)).items():
        for form, text in enumerate(said(entry)):
            needed = fields(english(entry)[-1])
            spared = {"number"} if form in for_one else set()
            if not needed - spared <= fields(text) <= needed:
                wrong[message] = text

    assert wrong == {}


def _for_one_number(language: Language) -> set[int]:
    """The plural forms that are for a single number, which they may say as a word; below one nothing is counted."""
    forms = sorted((language.plural(number), number) for number in range(1000))
    numbers = {form: [number for _, number in of] for form, of in groupby(forms, key=lambda pair: pair[0])}
    return {form for form, of in numbers.items() if of in ([0], [1], [2], [0, 1])}


@languages
def test_a_translation_has_the_signs_of_its_message_and_its_spaces_at_both_ends(language: Language) -> None:
    wrong = {
        message: text
        for message, entry in messages(read(language)).items()
        for text in said(entry)
        if _is_worded(message) and _shape(text) != _shape(english(entry)[-1])
    }

    assert wrong == {}


def _is_worded(message: str) -> bool:
    """What stands between things of a list has another form, and other spaces, in other scripts."""
    return any(letter.isalpha() for letter in message)


def _shape(text: str) -> tuple[object, ...]:
    return (*(text.count(sign) for sign in SIGNS), *text.split(text.strip(), 1))


@languages
def test_a_number_asks_for_the_plural_form_that_cldr_names(language: Language) -> None:
    by_cldr = [Locale.parse(language.tag, sep="-").plural_form(number) for number in NUMBERS]
    its_own = [category for category in CATEGORIES if category in by_cldr]

    assert [language.plural(number) for number in NUMBERS] == [its_own.index(category) for category in by_cldr]
    assert len(its_own) == get_plural(language.tag.replace("-", "_")).num_plurals


@languages
def test_a_catalogue_says_to_its_translators_for_which_numbers_a_plural_form_is(language: Language) -> None:
    told = read(language)
    asked = c2py(told.plural_expr)

    assert told.num_plurals == len({language.plural(number) for number in range(1000)})
    assert [asked(number) for number in range(1000)] == [language.plural(number) for number in range(1000)]


@pytest.mark.parametrize(
    ("number", "said_as"),
    [
        (1, "بند واحد"),
        (2, "بندان"),
        (3, "3 بنود"),
        (11, "11 بنداً"),
        (99, "99 بنداً"),
        (100, "100 بند"),
        (103, "103 بنود"),
    ],
)
def test_arabic_counts_each_number_in_its_own_form(number: int, said_as: str) -> None:
    assert catalogue_of(language_of("ar")).count("{number} entry", "{number} entries", number) == said_as


@languages
def test_each_counted_message_is_said_for_every_number(language: Language) -> None:
    catalogue, counted = catalogue_of(language), [e for e in messages(read(language)).values() if len(english(e)) > 1]

    assert counted
    for entry in counted:
        one, many = english(entry)
        assert len(said(entry)) == len({language.plural(number) for number in range(1000)})
        assert all(catalogue.translations.ngettext(one, many, number) in said(entry) for number in NUMBERS)


@languages
def test_two_things_are_named_together_as_cldr_does_or_by_a_comma(language: Language) -> None:
    """A comma reads well before whatever is named last: "외 8", in Korean eight more, takes no "and"."""
    catalogue = plain_catalogue_of(language)
    two: str = Locale.parse(language.tag, sep="-").list_patterns["standard"]["2"]

    assert enumerated(catalogue, ["A", "B"]) in (two.format("A", "B"), joined(catalogue, ["A", "B"]))


@languages
def test_a_share_has_the_space_before_its_sign_that_cldr_has(language: Language) -> None:
    has_space = len(Locale.parse(language.tag, sep="-").percent_formats[None].pattern.split("0")[-1]) > 1
    texts = [text for entry in messages(read(language)).values() for text in said(entry)]
    shares = {text: re.findall(r"[}\d]( ?)%", text) for text in texts}

    assert any(shares.values())
    assert [text for text, spaces in shares.items() if any(bool(space) is not has_space for space in spaces)] == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_what_discord_has_little_room_for_fits(language: Language) -> None:
    there = list(slots(front(catalogue_of(language))))

    assert len(there) > 150
    assert [slot for slot in there if not 0 < len(slot.text) <= slot.most] == []


def test_a_language_two_fifths_longer_has_room_but_in_descriptions_and_two_labels_of_forms() -> None:
    in_english, longer = list(slots(front(ENGLISH_CATALOGUE))), list(slots(front(PSEUDO)))
    too_long = [slot for slot in longer if len(slot.text) > slot.most]

    assert sum(len(slot.text) for slot in longer) > 1.35 * sum(len(slot.text) for slot in in_english)
    assert len([slot for slot in too_long if slot.most < DESCRIPTION]) <= 2


@languages
def test_sentences_name_menus_and_buttons_as_they_are_labelled(language: Language) -> None:
    translated = front(catalogue_of(language))
    in_menu = translated if language.primary in _DISCORDS_LANGUAGES else front(ENGLISH_CATALOGUE)
    claim, crux, concession, stance, show = menus(in_menu)
    said = translated.ways

    assert len(set(menus(translated))) == 5
    assert all(claim in way for way in (said.tag_as_claim, said.start_tagging, said.start_tagging_it))
    assert all(f"**{name}**" in said.start_any_tag for name in (claim, crux, concession))
    assert f"**{stance}**" in said.stance_menu
    assert show in said.start_looking_up
    assert said.own_words == f"**{translated.say(buttons.MY_WORDS)}**"


_DISCORDS_LANGUAGES = {locale.value.partition("-")[0] for locale in Locales}
"""The menu of a message is in none but these; elsewhere it is in English."""
