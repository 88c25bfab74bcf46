"""Commands can be pressed from the moment on at which Discord has told their ids."""

from collections.abc import Mapping

from bot.discord.linked_fronts import LinkedFronts
from bot.render.front_ends import discord_in


class Registered:
    """The ids of the commands that are registered; none at first."""

    def __init__(self) -> None:
        self.ids: Mapping[str, int] = {}


def test_commands_are_typed_until_their_ids_are_known() -> None:
    registered = Registered()
    fronts = LinkedFronts(discord_in, lambda: registered.ids)
    before = fronts.of("de")

    registered.ids = {"side": 8}
    after = fronts.of("de")

    assert before is discord_in("de")
    assert (after.ways.join_side, after.ways.open_debate) == ("</side join:8>", "/debate open")
    assert after.language == before.language
    assert after.with_typed_commands() == before


def test_each_front_end_is_made_once_for_the_same_ids() -> None:
    registered = Registered()
    fronts = LinkedFronts(discord_in, lambda: registered.ids)
    registered.ids = {"side": 8}

    assert fronts.of("en-GB") is fronts.of("en-GB")
    assert fronts.of("en-GB").ways == fronts.of("en-US").ways
