"""The simulated Discord of the cogs' tests."""

from tests.cogs.conftest import clock, discord_api, registered, simcord_bot, world

__all__ = ["clock", "discord_api", "registered", "simcord_bot", "world"]
