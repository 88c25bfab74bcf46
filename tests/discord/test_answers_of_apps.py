"""What another app answered to a command is a message of a type of its own: it is written by an app all the same."""

from tests.discord.conftest import Place
from tests.loopback.interactions import message_command
from tests.loopback.world import CHANNEL, person

CHAT_INPUT_COMMAND, CONTEXT_MENU_COMMAND = 20, 23


async def test_an_app_s_answer_to_a_command_is_written_by_an_app(place: Place) -> None:
    ana, app = place.discord.world.add_person(50, "ana"), person(900, "Polls", bot=True)
    for kind in (CHAT_INPUT_COMMAND, CONTEXT_MENU_COMMAND):
        used = {"id": "5", "type": 2, "user": ana, "authorizing_integration_owners": {}}
        answer = await place.discord.say(
            CHANNEL, app, "Rents fall, by 7 of 9 votes", type=kind, application_id="900", interaction_metadata=used
        )
        for menu in ("Tag as claim", "Tag as crux", "Tag as concession"):
            told = await place.discord.ask(message_command(place.discord.world, menu, answer, ana))
            assert told.text.startswith("That was written by an app")
