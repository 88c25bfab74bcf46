"""Commands in the languages that Discord and Crux have in common: descriptions, choices, names of message commands.

Names of slash commands and of their options stay as they are in each language, since sentences name them so.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation, TranslationContextTypes

from bot.words.language import ENGLISH, Language, language_of
from bot.words.translations import Translations, translations_read

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_CHOICE = 32, 100, 100
"""Characters that Discord takes, in each language."""

_LONGEST = {
    TranslationContextLocation.command_description: LONGEST_DESCRIPTION,
    TranslationContextLocation.group_description: LONGEST_DESCRIPTION,
    TranslationContextLocation.parameter_description: LONGEST_DESCRIPTION,
    TranslationContextLocation.choice_name: LONGEST_CHOICE,
}


class CommandLanguages(app_commands.Translator):
    """Says what Discord shows of the commands in the language of each of its locales, once it is loaded.

    `texts` are what may have to be said, `into` reads the translations into a language.
    """

    def __init__(self, texts: Collection[str], into: Callable[[Language], Translations] = translations_read) -> None:
        self._texts = texts
        self._into = into
        self._said: dict[str, Mapping[str, str]] = {}

    async def load(self) -> None:
        """Read the catalogues beside the event loop, one by one: of each, no more is kept than these texts."""
        for language in {language_of(locale.value) for locale in Locale} - {ENGLISH}:
            self._said[language.tag] = await asyncio.to_thread(self._read, language)

    def _read(self, language: Language) -> Mapping[str, str]:
        translations = self._into(language)
        said = ((text, translations.translated(text)) for text in self._texts)
        return {text: translated for text, translated in said if translated is not None}

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """The text in the locale's language; None where it stays English: Discord would refuse all for a long one."""
        language, longest = language_of(locale.value), _longest(context)
        if language is ENGLISH or not longest:
            return None
        said = self._said[language.tag].get(string.message)
        return said if said is not None and len(said) <= longest else None


def _longest(context: TranslationContextTypes) -> int:
    """How long the text may be; 0 where it is not translated."""
    if context.location is TranslationContextLocation.command_name:
        return LONGEST_NAME if isinstance(context.data, app_commands.ContextMenu) else 0
    return _LONGEST.get(context.location, 0)
