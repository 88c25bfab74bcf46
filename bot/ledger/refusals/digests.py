"""Refusals about digests, cards and files."""

from bot.ledger.pauses import Obstacle
from bot.ledger.refusals.refusal import Address, Refusal
from bot.ledger.schedule_problems import ScheduleProblem


class NoSchedule(Refusal):
    """Only a schedule that is there can be shown or paused."""


class BadScheduleAsked(Refusal):
    """A schedule must make sense."""

    problem: ScheduleProblem


class ChannelOfAllDebates(Refusal):
    """A channel is picked for the digest of all debates; that of one debate stands where its server says."""


class SigningIsOver(Refusal):
    """A digest is signed within a day of its posting."""


class SigningNeedsASide(Refusal):
    """Only members of a side say whether a digest is fair to it."""


class OwnWording(Refusal):
    """A better wording is offered to an entry's author; who is the author rewords it."""

    entry: int


class NoCard(Refusal):
    """Only a status card that is kept can be removed."""


class CannotPostHere(Refusal):
    """Where something is to be posted, Crux needs the permissions for it."""

    permissions: tuple[str, ...]


class CommandsAlone(Refusal):
    """Where something is to be posted, Crux must be there itself, and not its commands alone."""

    invitation: Address


class PostRefused(Refusal):
    """Where something is to be posted, the platform has to take it."""

    obstacle: Obstacle


class NotPostedYet(Refusal):
    """The platform gave no clear answer, or refused for the moment: the message may be there or not."""


class FileTooLarge(Refusal):
    """A file is handed out only where the platform takes one of its size."""


class FormatNotInstalled(Refusal):
    """A format is written only where the extra of Crux that it needs is installed."""

    form: str
    extra: str
