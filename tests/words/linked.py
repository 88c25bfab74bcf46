"""Discord with every command as the longest link that there can be."""

from dataclasses import fields

from bot.render.front_ends import DISCORD, discord_in, with_links
from bot.words.front_end import FrontEnd
from bot.words.language import Language
from bot.words.ways import Ways

LONGEST_ID = 2**64 - 1

_WAYS = [getattr(DISCORD.ways, field.name) for field in fields(Ways)]

IDS = {way[1:].partition(" ")[0]: LONGEST_ID for way in _WAYS if way.startswith("/")}

LINKED = with_links(DISCORD, IDS)


def linked_in(language: Language) -> FrontEnd:
    """The same in a language."""
    return with_links(discord_in(language.tag), IDS)
