"""Refusals of suggestions."""

from bot.ledger.refusals.refusal import Refusal


class SuggestionDecided(Refusal):
    """A suggestion is decided once, and waits for that no longer than it is kept."""


class MessageIsGone(Refusal):
    """What is suggested of a message goes with it."""


class PassageIsGone(Refusal):
    """What is suggested is an exact piece of its message, as that is now."""


class CannotReadHere(Refusal):
    """Messages are read only where Crux may see them and their history."""


class ReadLately(Refusal):
    """A channel's messages are read once in a while."""
