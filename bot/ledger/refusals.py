"""Refusals: what a person may not do here, as values with the facts that explain it.

The docstring of each is the rule that was broken. What a person reads of it is said by `bot.words.refusals`, which must
know every one of them.
"""

from dataclasses import dataclass
from typing import dataclass_transform

from bot.ledger.entries import Relation, Status
from bot.ledger.schedule_problems import ScheduleProblem


@dataclass_transform(kw_only_default=True, eq_default=False)
@dataclass(kw_only=True, eq=False)
class Refusal(Exception):
    """That cannot be done here.

    A subclass declares its facts as a dataclass does. A fact that is text may be what a person wrote.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(kw_only=True, eq=False)(cls)

    def __str__(self) -> str:
        return repr(self)


# Debates


class NoDebate(Refusal):
    """There is no debate in this channel."""


class DebateIsClosed(Refusal):
    """A closed debate can be read and reopened, not written to."""


class DebateIsOpen(Refusal):
    """A channel has one debate, which is opened once."""


class NoQuestion(Refusal):
    """A debate has a question, of limited length."""

    limit: int


class DebateExists(Refusal):
    """A ledger is imported once into a database."""

    debate: int


class NotInADebateChannel(Refusal):
    """A ledger belongs to a place where people talk: not to a private conversation, a category or a voice channel."""


# Sides


class SidesComeInPairs(Refusal):
    """Whoever names a side on opening a debate names the other one too."""


class NoSuchSide(Refusal):
    """The side must be one of the debate's."""

    name: str


class SideNameTaken(Refusal):
    """Two sides of a debate never bear the same name."""

    name: str


class BadSideName(Refusal):
    """A side has a name, of limited length."""

    limit: int


class NotOnASide(Refusal):
    """Only who is on a side can leave it."""


# Entries


class NoSuchEntry(Refusal):
    """The number must be an entry's of this debate."""

    entry: int


class NothingFits(Refusal):
    """The words must occur in a statement of this debate."""

    words: str


class AmbiguousEntry(Refusal):
    """Words that stand for an entry must fit no other one."""

    words: str
    candidates: tuple[int, ...]


class NotYours(Refusal):
    """What changes an entry is its author's to do."""

    entry: int


class NotProposed(Refusal):
    """Only a proposal can be confirmed or declined."""

    entry: int
    status: Status


class AwaitsItsAuthor(Refusal):
    """Nothing is added to a proposal until its author has confirmed it."""

    entry: int


class EntryIsGone(Refusal):
    """Nothing is added to an entry that was declined, withdrawn or merged."""

    entry: int
    status: Status


class MergedWithItself(Refusal):
    """A merge is of two entries."""


# Tags


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


class AlreadyTagged(Refusal):
    """A passage of a message is tagged once as the same kind."""

    entry: int


class AlreadyStated(Refusal):
    """A person states the same sentence as the same kind once."""

    entry: int


class DraftIsGone(Refusal):
    """A form must come back while its message is still kept."""


# Concessions


class ConcessionNeedsEntry(Refusal):
    """A concession names the entry that it concedes."""


class CannotConcedeAConcession(Refusal):
    """Only a claim or a crux can be conceded."""

    entry: int


class NotConcession(Refusal):
    """Only of a concession can something remain."""

    entry: int


# Links


class LinkNotUnderstood(Refusal):
    """A link is a relation and the number of an entry."""

    words: str


class LinkToItself(Refusal):
    """A link is between two entries."""


class NotLinked(Refusal):
    """Only a link that the ledger has can be taken back."""

    entry: int
    relation: Relation
    target: int


class NotYourLink(Refusal):
    """A link is taken back by who made it, by the author of its first entry, or by a moderator."""

    entry: int


# Stances and cruxes


class ConcessionTakesNoStance(Refusal):
    """A concession records a move, so nobody takes a stance on it."""

    entry: int
    target: int | None


class RewordedMeanwhile(Refusal):
    """A stance is on the wording that the person has read."""

    entry: int
    statement: str


class BadCredence(Refusal):
    """A credence is a percentage."""


class CruxForItself(Refusal):
    """A crux is one for something else."""


# Parking


class CannotParkThat(Refusal):
    """Only claims and cruxes are set aside."""

    entry: int


class NotParked(Refusal):
    """Only what was set aside can be brought back."""

    entry: int


# Terms


class EmptyDefinition(Refusal):
    """A definition has a term and a meaning, both of limited length."""

    term: int
    meaning: int


class NobodyChosen(Refusal):
    """A term is given to a person, who must be named."""


class NoSuchDefinition(Refusal):
    """The definition must still stand in the debate."""


class OwnDefinition(Refusal):
    """Nobody adopts their own term."""


class NotYourDefinition(Refusal):
    """Whose term it is, is said by who wrote the definition down."""


# Digests, cards and files


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


# Everything else


class ModeratorsOnly(Refusal):
    """Some things are for moderators alone."""


class ButtonExpired(Refusal):
    """A button must be one that is still known."""
