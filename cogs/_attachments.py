"""Answers that carry a file: as it is, zipped, or in parts, as Discord takes it."""

from collections.abc import Sequence

import discord

from bot.discord.attachments import Attachment, Attachments, messages
from bot.discord.posting import SILENT
from bot.words.answers import exports as words
from bot.words.front_end import FrontEnd
from cogs._translate import Interaction, reader_front


async def send(interaction: Interaction, text: str, written: Attachments) -> None:
    """Answer who asked, for them alone, with what was written; further messages follow where one cannot carry it.

    The interaction is deferred already. Raises FileTooLarge, before anything is sent.
    """
    front = reader_front(interaction)
    files = await written.attached()
    said, sent = " ".join((text, *_why(front, written.name, files))), 0
    for carried in messages(files):
        last = sent + len(carried)
        told = words.more_parts(front, sent + 1, last, len(files)) if sent else said
        attached = [discord.File(file.file, filename=file.name) for file in carried]
        await interaction.followup.send(told, files=attached, ephemeral=True, allowed_mentions=SILENT)
        sent = last


def _why(front: FrontEnd, name: str, files: Sequence[Attachment]) -> list[str]:
    """Why it is not the file as it is, and what to do with it; nothing where it is."""
    if len(files) > 1:
        return [words.in_parts(front, files[0].name.rpartition(".")[0], len(files))]
    return [words.zipped(front)] if files[0].name != name else []
