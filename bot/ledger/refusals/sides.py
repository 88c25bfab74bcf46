"""Refusals about sides."""

from bot.ledger.house import Who
from bot.ledger.people import Side
from bot.ledger.refusals.refusal import Refusal


class SidesComeInPairs(Refusal):
    """Whoever names a side on opening a debate names the other one too."""


class NoSuchSide(Refusal):
    """The side must be one of the debate's."""

    name: str
    sides: tuple[Side, ...] = ()
    """Those that there are."""
    may_open: bool = False
    """Whether who asked may open a new side of that name."""
    who: Who = Who.OPENERS
    """Who may open one beyond the second."""


class MayNotNameSides(Refusal):
    """While a debate lacks sides, those who take part name them."""


class MayNotOpenSides(Refusal):
    """From the second side on, new ones are opened by whom the server lets."""

    who: Who = Who.OPENERS


class DebateHasSides(Refusal):
    """A debate that is opened again keeps its sides."""


class SideIntoItself(Refusal):
    """A side is merged into another one."""


class SideHasPeople(Refusal):
    """Only a side that nobody is on can be removed."""

    people: int


class SideNameTaken(Refusal):
    """Two sides of a debate never bear the same name."""

    name: str


class BadSideName(Refusal):
    """A side has a name, of limited length."""

    limit: int


class NotOnASide(Refusal):
    """Only who is on a side can leave it."""
