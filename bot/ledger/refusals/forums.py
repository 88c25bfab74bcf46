"""Refusals about forums whose posts are debates."""

from bot.ledger.refusals.refusal import Refusal


class NoForumNamed(Refusal):
    """A forum is named, unless somebody asks within one of its posts."""


class NotADebateForum(Refusal):
    """Only a forum whose posts are debates can stop being one."""


class NoSuchForumTag(Refusal):
    """A post is chosen by a tag that the forum has."""

    name: str
    names: tuple[str, ...]
