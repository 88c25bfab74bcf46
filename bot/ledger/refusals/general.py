"""Refusals that any command may meet."""

from bot.ledger.refusals.refusal import Refusal


class ModeratorsOnly(Refusal):
    """Some things are for moderators alone."""


class ManagersOnly(Refusal):
    """What a server decides is changed by who manages it."""


class RoleOfEverybody(Refusal):
    """Moderators are told from others by their role, so it must not be everybody's."""


class KeptTooLong(Refusal):
    """Whoever runs Crux says how long debates are kept at most."""

    days: int


class OpenersOnly(Refusal):
    """Some things are for who opened the debate, and for moderators."""


class ParticipantsOnly(Refusal):
    """Some things are for people who take part in the debate, and for moderators."""


class ButtonExpired(Refusal):
    """A button must be one that is still known."""


class BadSeal(Refusal):
    """A seal is the number of an event and the first digits of its hash."""


class BeingRestarted(Refusal):
    """Nothing is begun while Crux stops."""


class CutShort(Refusal):
    """What takes too long is not waited for when Crux stops; nobody can tell whether it was done."""
