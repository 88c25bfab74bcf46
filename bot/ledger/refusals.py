"""Refusals: what a person may not do, and what they can do instead.

The docstring of each refusal is the message that the person reads; `{…}` is filled from its arguments.
"""

from collections.abc import Mapping

from bot.ledger.text import inert

WRITTEN = frozenset({"name", "words", "statement", "problem"})
"""The facts of a refusal that may hold what somebody wrote."""


class Refusal(Exception):
    """That cannot be done here."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self._with(facts))

    @property
    def message(self) -> str:
        """What the person reads in chat, where nothing that people wrote has any force."""
        return self._with({name: inert(str(fact)) if name in WRITTEN else fact for name, fact in self.facts.items()})

    def _with(self, facts: Mapping[str, object]) -> str:
        return " ".join((type(self).__doc__ or "").split()).format(**facts)


class NoDebate(Refusal):
    """There is no debate here yet. Open one with /debate open, or right-click a message → Apps → Tag as
    claim.
    """


class DebateIsClosed(Refusal):
    """This debate is closed. Its ledger can still be read; /debate open opens it again."""


class DebateIsOpen(Refusal):
    """A debate is already open here. /debate status shows it; /side join takes a side or names a new one."""


class SidesComeInPairs(Refusal):
    """Name both sides (side_a and side_b), or neither: with no sides, two participants are a side each."""


class NoQuestion(Refusal):
    """A debate needs a question. Write what the sides disagree about, in at most {limit} characters."""


class NoSuchSide(Refusal):
    """There is no side “{name}” here. Pick one from the list, or see them with /side list."""


class SideNameTaken(Refusal):
    """There is already a side called “{name}”. Give the sides different names."""


class BadSideName(Refusal):
    """A side needs a name of 1 to {limit} characters."""


class NotOnASide(Refusal):
    """You are on no side of this debate, so there is none to leave."""


class NoSuchEntry(Refusal):
    """There is no entry {entry} in this debate. Pick one from the list while you type, or see them with
    /ledger show.
    """


class NothingFits(Refusal):
    """There is no entry “{words}” in this debate. Pick one from the list while you type, or see them with
    /ledger show.
    """


class AmbiguousEntry(Refusal):
    """“{words}” fits more than one entry: {candidates}. Write its number instead."""


class EmptyStatement(Refusal):
    """A statement needs words: one sentence that people can agree or disagree with."""


class StatementTooLong(Refusal):
    """That statement has {length} characters; at most {limit} fit. Say it in one sentence."""


class PassageNotInMessage(Refusal):
    """The passage is not in that message. Cut the message's own text down to what you quote, without
    changing it.
    """


class NothingToTag(Refusal):
    """That message has no text of its own to tag. Tag the message that holds the words, or use /claim."""


class WrittenByAnApp(Refusal):
    """That was written by an app, so nobody could stand by it. Tag a person's message, or use /claim."""


class NothingTaggedThere(Refusal):
    """That message bears no entry that can be answered. Right-click it → Apps → Tag as claim to make one."""


class FileTooLarge(Refusal):
    """This ledger is too large for a file here. Ask who runs Crux for `crux export`, or try the format csv."""


class AlreadyTagged(Refusal):
    """That passage already stands in the ledger as #{entry}. Right-click the message → Apps → Show in
    ledger to see it.
    """


class AlreadyStated(Refusal):
    """You have stated exactly that before, as #{entry}. /ledger entry shows it; /ledger withdraw takes it back."""


class DraftIsGone(Refusal):
    """That form stood open too long, so Crux no longer has the message. Right-click the message and tag
    it again.
    """


class ConcessionNeedsEntry(Refusal):
    """Say which entry you concede: write its number (for example 3) or some of its words."""


class LinkNotUnderstood(Refusal):
    """“{words}” is not a link. Write for example: supports 6, attacks 2, restates 4 (or after 9: what remains after
    a concession).
    """


class NoCard(Refusal):
    """This debate keeps no status card. /debate card posts one."""


class NotLinked(Refusal):
    """The ledger does not say that #{entry} {relation} #{target}. /ledger entry shows what it says of an entry."""


class NotYourLink(Refusal):
    """Only who linked them, the author of #{entry} and moderators can take that link back."""


class NotYours(Refusal):
    """Only the author of #{entry} can do that. You can take a stance on it with /stance."""


class NotProposed(Refusal):
    """#{entry} is not waiting for its author any more: it is {status}."""


class AwaitsItsAuthor(Refusal):
    """#{entry} still awaits its author's confirmation, and counts nowhere until then."""


class EntryIsGone(Refusal):
    """#{entry} was {status}, so nothing can be added to it. /ledger history tells how that came about."""


class ConcessionTakesNoStance(Refusal):
    """#{entry} is a concession: it records a move and asks for nobody's stance. Answer the entry it
    names, #{target}.
    """


class CannotConcedeAConcession(Refusal):
    """#{entry} is itself a concession. Name the claim or crux that you concede."""


class NotConcession(Refusal):
    """#{entry} is not a concession. Only after a concession can you say what you still disagree about."""


class RewordedMeanwhile(Refusal):
    """#{entry} was reworded since. It now says: “{statement}” — answer that with /stance or from /ledger
    entry.
    """


class BadCredence(Refusal):
    """A credence is a percentage from 0 to 100: how sure you are that the statement is true."""


class CruxForItself(Refusal):
    """An entry cannot be a crux for itself. Name another entry, or leave it empty for the question."""


class LinkToItself(Refusal):
    """An entry cannot be linked to itself. Name another entry."""


class MergedWithItself(Refusal):
    """An entry cannot be merged with itself. Name the other entry that says the same."""


class CannotParkThat(Refusal):
    """#{entry} is a concession; only claims and cruxes can be parked."""


class NotParked(Refusal):
    """#{entry} is not parked, so there is nothing to bring back."""


class EmptyDefinition(Refusal):
    """A definition needs a term (at most {term} characters) and what you mean by it (at most {meaning})."""


class NobodyChosen(Refusal):
    """Nobody was picked. Open the form again and pick the person whose term it is."""


class NoSuchDefinition(Refusal):
    """That definition is no longer in this debate."""


class OwnDefinition(Refusal):
    """That is your own term already; others can adopt it."""


class NotYourDefinition(Refusal):
    """Only who wrote that definition down can say whose term it is."""


class ModeratorsOnly(Refusal):
    """Only moderators can do that here: it needs the permission Manage Messages or Manage Threads in this
    channel.
    """


class NoSchedule(Refusal):
    """No digest is scheduled here. Set one with /digest schedule, or post one now with /digest now."""


class BadScheduleAsked(Refusal):
    """{problem}"""


class CannotPostHere(Refusal):
    """Crux cannot post in this channel. It needs: {permissions}. Ask a moderator, then try again."""


class DebateExists(Refusal):
    """The ledger of debate {debate} is already in this database. Import it into an empty one."""


class NotInADebateChannel(Refusal):
    """Crux keeps ledgers in text channels, threads and forum posts of a server. Try it there."""


class UnsafeText(Refusal):
    """That text holds characters that Crux cannot keep (control or invisible ones only). Write it in
    plain words.
    """
