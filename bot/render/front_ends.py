"""The front ends that Crux has: the language, the ways and the dialect of each."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from bot.render.dialects.discord import DISCORD_DIALECT, command_mention
from bot.render.dialects.plain import PlainDialect
from bot.words import ways
from bot.words.catalogue import ENGLISH, Catalogue
from bot.words.front_end import Dialect, FrontEnd
from bot.words.language import ENGLISH as IN_ENGLISH
from bot.words.language import Language, language_of
from bot.words.translations import catalogue_of, plain_catalogue_of

DISCORD = FrontEnd.of(catalogue_of(IN_ENGLISH), ways.DISCORD, DISCORD_DIALECT)
"""Discord in English: what commands are registered with."""

TERMINAL = FrontEnd.of(ENGLISH, ways.DISCORD, PlainDialect(IN_ENGLISH))
"""The `crux` command. Its debates are on Discord, so people act on them there."""


@cache
def discord_in(locale: str) -> FrontEnd:
    """Discord in the language of a server, or of a reader's locale: Discord knows some thirty. Each is made once."""
    return _in(language_of(locale), catalogue_of, DISCORD_DIALECT, DISCORD)


def with_links(front: FrontEnd, ids: Mapping[str, int]) -> FrontEnd:
    """Discord with its commands as links that can be pressed, those whose ids are known: by name, without a slash."""
    return front.with_commands(partial(command_mention, ids=ids)) if ids else front


def plain_in(locale: str) -> FrontEnd:
    """Plain text in that language."""
    language = language_of(locale)
    return _in(language, plain_catalogue_of, PlainDialect(language), TERMINAL)


def _in(
    language: Language, catalogue: Callable[[Language], Catalogue], dialect: Dialect, english: FrontEnd
) -> FrontEnd:
    if language == english.language:
        return english
    return FrontEnd.of(catalogue(language), ways.DISCORD, dialect, language)
