"""Refusals about digests, cards and files."""

from bot.ledger.refusals.refusal import Refusal
from bot.ledger.schedule_problems import ScheduleProblem


class NoSchedule(Refusal):
    """Only a schedule that is there can be shown or paused."""


class BadScheduleAsked(Refusal):
    """A schedule must make sense."""

    problem: ScheduleProblem


class NoCard(Refusal):
    """Only a status card that is kept can be removed."""


class CannotPostHere(Refusal):
    """Where something is to be posted, Crux needs the permissions for it."""

    permissions: tuple[str, ...]


class FileTooLarge(Refusal):
    """A file is handed out only where the platform takes one of its size."""
