"""A message is said in the catalogue's language, with its fields."""

from gettext import NullTranslations

from bot.words.catalogue import ENGLISH, Catalogue

_FRENCH = {
    "{name} left": "{name} est parti",
    "{number} entry": "{number} entrée",
    "{number} entries": "{number} entrées",
}


class _French(NullTranslations):
    def gettext(self, message: str) -> str:
        return _FRENCH[message]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _FRENCH[msgid1 if n < 2 else msgid2]


def test_english_says_what_stands_in_the_code() -> None:
    assert ENGLISH.say("{name} left", name="ana") == "ana left"
    assert [ENGLISH.count("{number} entry", "{number} entries", n) for n in range(3)] == [
        "0 entries",
        "1 entry",
        "2 entries",
    ]


def test_another_catalogue_says_it_in_its_language_and_by_its_plurals() -> None:
    french = Catalogue(_French())

    assert french.say("{name} left", name="ana") == "ana est parti"
    assert french.count("{number} entry", "{number} entries", 0) == "0 entrée"


def test_what_people_wrote_is_no_message_of_its_own() -> None:
    assert ENGLISH.say("{name} left", name="{ways.forget} %s {0}") == "{ways.forget} %s {0} left"
