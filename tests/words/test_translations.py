"""A catalogue's text is read as gettext means it; what it does not say is said in English."""

from bot.words.catalogue import ENGLISH as IN_ENGLISH
from bot.words.language import ENGLISH, LANGUAGES
from bot.words.translations import Translations, catalogue_of, forms_in, plain_catalogue_of

CZECH = r"""
# Somebody's remark
msgid ""
msgstr ""
"Language: cs\n"
"Plural-Forms: nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;\n"

#, python-brace-format
msgid "{name} left"
msgstr "{name} odešel"

#, python-brace-format
msgid "{number} entry"
msgid_plural "{number} entries"
msgstr[0] "{number} záznam"
msgstr[1] "{number} záznamy"
msgstr[2] "{number} záznamů"

msgid ""
"First \"line\"\n"
"second\tline \\ end"
msgstr ""
"První „řádek“\n"
"druhý\třádek \\ "
"konec"

#, fuzzy, python-brace-format
msgid "{name} joined"
msgstr "{name} odešel"

msgid "Not yet"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Pryč"
"""


def test_a_catalogue_says_what_is_translated_and_looked_at() -> None:
    assert forms_in(CZECH) == {
        "{name} left": ("{name} odešel",),
        "{number} entry": ("{number} záznam", "{number} záznamy", "{number} záznamů"),
        'First "line"\nsecond\tline \\ end': ("První „řádek“\ndruhý\třádek \\ konec",),
    }


def test_what_is_not_translated_is_said_in_english() -> None:
    czech = Translations(forms_in(CZECH), lambda number: 0 if number == 1 else 1 if 2 <= number <= 4 else 2)

    assert czech.gettext("{name} left") == "{name} odešel"
    assert [czech.ngettext("{number} entry", "{number} entries", n) for n in (1, 3, 5)] == [
        "{number} záznam",
        "{number} záznamy",
        "{number} záznamů",
    ]
    assert czech.gettext("Not yet") == "Not yet"
    assert czech.translated("Not yet") is None
    assert [czech.ngettext("{number} side", "{number} sides", n) for n in (0, 1, 2)] == [
        "{number} sides",
        "{number} side",
        "{number} sides",
    ]


def test_each_language_has_one_catalogue_and_english_the_one_of_the_code() -> None:
    assert plain_catalogue_of(ENGLISH) is IN_ENGLISH
    for language in LANGUAGES:
        assert catalogue_of(language) is catalogue_of(language)
