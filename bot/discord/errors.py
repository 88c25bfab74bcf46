"""The one door for errors: whatever goes wrong with an interaction, the person gets an answer."""

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.actions.clock.due import CannotPost, PostFailed
from bot.actions.request import DeliveredTwice
from bot.actions.writing import was_done
from bot.clock import Clock
from bot.discord.measured import OUTCOME, Outcome, reference
from bot.discord.posted_answers import ALREADY_ACKNOWLEDGED
from bot.discord.posting import SILENT
from bot.ledger.pauses import Obstacle
from bot.ledger.refusals import NotPostedYet, PostRefused, Refusal
from bot.store.sessions import Sessions
from bot.words.answers import errors
from bot.words.front_end import FrontEnd
from bot.words.refusals import refused

log = structlog.get_logger(__name__)


async def answer_error(
    interaction: discord.Interaction[discord.Client],
    front: FrontEnd,
    error: BaseException,
    sessions: Sessions,
    clock: Clock,
) -> None:
    """Tell the person what was wrong, in the words of their front end.

    A fault of Crux's own is logged under a reference that the person is given.
    """
    if isinstance(error, DeliveredTwice) or was_answered(error):
        # Discord may deliver an interaction twice, and each process of several receives it: one of them answers.
        log.info("interaction was answered before", interaction=interaction.id)
        interaction.extras[OUTCOME] = Outcome.REPEATED
    elif (refusal := _refusal(error)) is not None:
        interaction.extras[OUTCOME] = Outcome.REFUSED
        await _deliver(interaction, refused(front, refusal))
    elif isinstance(error, app_commands.CheckFailure | app_commands.TransformerError):
        interaction.extras[OUTCOME] = Outcome.REFUSED
        await _deliver(interaction, errors.not_understood(front))
    else:
        interaction.extras[OUTCOME] = Outcome.FAILED
        told = _logged(interaction, error)
        done = await _was_done(interaction, sessions, clock)
        await _deliver(interaction, errors.our_fault(front, told, done=done))


def _refusal(error: BaseException) -> Refusal | None:
    """What stood in the way, if it is no fault of Crux's own."""
    match error:
        case Refusal():
            return error
        case CannotPost(reason=Obstacle() as obstacle):
            return PostRefused(obstacle=obstacle)
        case PostFailed():
            return NotPostedYet()
        case _:
            return None


def was_answered(error: BaseException) -> bool:
    """Whether Discord refuses a first answer since there is one: another process's, or one sent twice."""
    return isinstance(error, discord.HTTPException) and error.code == ALREADY_ACKNOWLEDGED


def _logged(interaction: discord.Interaction[discord.Client], error: BaseException) -> str:
    """Log the error; gives the reference to search for in the log."""
    told = reference()
    log.error(
        "interaction failed",
        reference=told,
        interaction=interaction.id,
        channel=interaction.channel_id,
        guild=interaction.guild_id,
        exc_info=error,
    )
    return told


async def _was_done(interaction: discord.Interaction[discord.Client], sessions: Sessions, clock: Clock) -> bool | None:
    """Whether the request was written although it failed here: a commit whose answer was lost.

    None where nobody can tell, since the database is away.
    """
    try:
        return await was_done(sessions, interaction.id, clock.now())
    except Exception as error:  # answered to the person, and logged
        log.warning("cannot tell whether it was done", interaction=interaction.id, error=type(error).__name__)
        return None


async def _deliver(interaction: discord.Interaction[discord.Client], text: str) -> None:
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(text, ephemeral=True, allowed_mentions=SILENT)
        elif not interaction.is_expired():
            await interaction.followup.send(text, ephemeral=True, allowed_mentions=SILENT)
    except (discord.HTTPException, aiohttp.ClientError, OSError, RuntimeError) as failed:
        # Too late, answered elsewhere, Discord out of reach, or the session closed since Crux is stopping.
        code = getattr(failed, "code", None)
        log.warning("answer not delivered", interaction=interaction.id, error=type(failed).__name__, code=code)
