"""The tags of a forum that show where debates stand: made where the forum lacks them and Crux may."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.actions.clock.due import CannotPost
from bot.ledger.forums import AvailableTag, Forum
from bot.ledger.rules.forums import arranged
from bot.ledger.standing.debate_tag import DebateTag
from bot.render.front_ends import discord_in
from bot.words import debate_tags
from bot.words.language import LANGUAGES
from cogs._forums import NamedForum
from cogs._translate import Interaction, server_front


async def made_tags(
    interaction: Interaction, named: NamedForum, tags: Sequence[AvailableTag], known: Forum | None
) -> Mapping[DebateTag, int]:
    """The forum's tags for where debates stand, in the server's language; without those that Crux may not make.

    New ones are put on posts by moderators and by Crux alone, where Crux may put such tags on posts.
    """
    front, own = server_front(interaction), named.own_permissions
    names = {tag: debate_tags.name(front, tag) for tag in DebateTag}
    moderated = own is not None and (own.manage_threads or own.administrator)
    stored = known.tags if known is not None else {}
    wanted = arranged(tags, stored, names, _names_in_all_languages(), moderated=moderated)
    if wanted.tags != tuple(tags):
        # Without the permission Manage Channels; the answer says which tags are lacking.
        with suppress(CannotPost):
            tags = await interaction.client.forums.put_tags(named.id, wanted.tags)
    return wanted.numbered(tags)


def _names_in_all_languages() -> list[str]:
    return [debate_tags.name(discord_in(language.tag), tag) for language in LANGUAGES for tag in DebateTag]
