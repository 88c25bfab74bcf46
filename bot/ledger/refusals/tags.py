"""Refusals of tags and of statements."""

from bot.ledger.house import Who
from bot.ledger.refusals.refusal import Refusal


class EmptyStatement(Refusal):
    """A statement has words in it."""


class StatementTooLong(Refusal):
    """A statement is of limited length."""

    length: int
    limit: int


class UnsafeText(Refusal):
    """Text is kept only where something of it can be seen."""


class PassageNotInMessage(Refusal):
    """A passage is an exact piece of its message."""


class NothingToTag(Refusal):
    """A message is tagged for its own text, which it must have."""


class WrittenByAnApp(Refusal):
    """An entry has a person as its author."""


class NothingTaggedThere(Refusal):
    """Only a message with an entry that is live can be answered."""


class NamesNoEntry(Refusal):
    """Of Crux's own messages, only those that name an entry lead to one."""


class MayNotTagOthers(Refusal):
    """A server may leave it to some to tag what others wrote."""

    who: Who


class AlreadyTagged(Refusal):
    """A passage of a message is tagged once as the same kind."""

    entry: int


class AlreadyStated(Refusal):
    """A person states the same sentence as the same kind once."""

    entry: int


class DraftIsGone(Refusal):
    """A form must come back while its message is still kept."""
