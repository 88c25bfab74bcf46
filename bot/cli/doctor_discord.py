"""What `crux doctor` finds of Discord: the application, its commands, and the channels of debates."""

from collections.abc import Sequence

from bot.app import unconnected_client
from bot.discord.inspection import ApplicationFacts, Inspection, NotAnswered, TokenUnknown, log_in
from bot.render.front_ends import TERMINAL
from bot.settings import Settings
from bot.store.reading.debate_list import ListedDebate
from bot.words import doctor_discord as words
from bot.words.doctor import Check


async def checks_of_discord(
    settings: Settings, url: str, token: str, debates: Sequence[ListedDebate]
) -> Sequence[Check]:
    """What Discord says of the token, and what Crux may do in the channels of these debates."""
    try:
        async with unconnected_client(settings, url) as client:
            application = await log_in(client, token)
            inspection = Inspection(client)
            return [*_of_application(application), *[await _of_channel(inspection, debate) for debate in debates]]
    except TokenUnknown:
        return [words.token_unknown(TERMINAL)]
    except NotAnswered as unclear:
        return [words.unreachable(TERMINAL, unclear.reason)]


def _of_application(application: ApplicationFacts) -> Sequence[Check]:
    return (
        words.logged_in(TERMINAL, application.name, application.id),
        words.intents(TERMINAL),
        words.interactions_endpoint(TERMINAL, application.interactions_endpoint),
        words.commands(TERMINAL, is_current=application.commands_are_current),
    )


async def _of_channel(inspection: Inspection, debate: ListedDebate) -> Check:
    try:
        facts = await inspection.channel(debate.guild, debate.id)
    except NotAnswered as unclear:
        return words.channel_unclear(TERMINAL, debate.id, unclear.reason)
    return words.channel(TERMINAL, debate.id, facts.obstacle, facts.missing_to_post, facts.missing_for_pictures)
