"""What people read of refusals about forums whose posts are debates."""

from collections.abc import Mapping

from bot.ledger.refusals import NoForumNamed, NoSuchForumTag, NotADebateForum, Refusal
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    NoForumNamed: message("Say which forum: fill in its option, or use the command within one of its posts."),
    NotADebateForum: message(
        "New posts in this forum do not become debates, so there is nothing to stop. {ways.set_forum} begins it."
    ),
    NoSuchForumTag: message(
        "This forum has no tag “{name}”. It has: {names}. Leave the tag out to have every new post be a debate."
    ),
}
