"""The front ends that Crux has: the language, the ways and the dialect of each."""

from bot.render.dialects.discord import DISCORD_DIALECT
from bot.render.dialects.plain import PLAIN_DIALECT
from bot.words import ways
from bot.words.catalogue import ENGLISH
from bot.words.front_end import FrontEnd

DISCORD = FrontEnd.of(ENGLISH, ways.DISCORD, DISCORD_DIALECT)

TERMINAL = FrontEnd.of(ENGLISH, ways.DISCORD, PLAIN_DIALECT)
"""The `crux` command. Its debates are on Discord, so people act on them there."""
