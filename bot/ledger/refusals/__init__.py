"""Refusals: what a person may not do here, as values with the facts that explain it.

The docstring of each is the rule that was broken. What a person reads of it is said by `bot.words.refusals`, which must
know every one of them.
"""

from bot.ledger.refusals.concessions import AnsweredSoAlready as AnsweredSoAlready
from bot.ledger.refusals.concessions import BuiltUponSince as BuiltUponSince
from bot.ledger.refusals.concessions import CannotConcedeAConcession as CannotConcedeAConcession
from bot.ledger.refusals.concessions import ConcessionNeedsEntry as ConcessionNeedsEntry
from bot.ledger.refusals.concessions import NotConcession as NotConcession
from bot.ledger.refusals.concessions import OthersAreEven as OthersAreEven
from bot.ledger.refusals.concessions import OthersAreSilent as OthersAreSilent
from bot.ledger.refusals.concessions import OwnClaimIsAccepted as OwnClaimIsAccepted
from bot.ledger.refusals.debates import DebateExists as DebateExists
from bot.ledger.refusals.debates import DebateIsClosed as DebateIsClosed
from bot.ledger.refusals.debates import DebateIsOpen as DebateIsOpen
from bot.ledger.refusals.debates import NoDebate as NoDebate
from bot.ledger.refusals.debates import NoQuestion as NoQuestion
from bot.ledger.refusals.debates import NothingToDraw as NothingToDraw
from bot.ledger.refusals.debates import NotInADebateChannel as NotInADebateChannel
from bot.ledger.refusals.digests import BadScheduleAsked as BadScheduleAsked
from bot.ledger.refusals.digests import CannotPostHere as CannotPostHere
from bot.ledger.refusals.digests import FileTooLarge as FileTooLarge
from bot.ledger.refusals.digests import NoCard as NoCard
from bot.ledger.refusals.digests import NoSchedule as NoSchedule
from bot.ledger.refusals.entries import AmbiguousEntry as AmbiguousEntry
from bot.ledger.refusals.entries import AwaitsItsAuthor as AwaitsItsAuthor
from bot.ledger.refusals.entries import EntryIsGone as EntryIsGone
from bot.ledger.refusals.entries import MergedWithItself as MergedWithItself
from bot.ledger.refusals.entries import NoSuchEntry as NoSuchEntry
from bot.ledger.refusals.entries import NothingFits as NothingFits
from bot.ledger.refusals.entries import NotProposed as NotProposed
from bot.ledger.refusals.entries import NotYours as NotYours
from bot.ledger.refusals.entries import WordsAreGone as WordsAreGone
from bot.ledger.refusals.general import ButtonExpired as ButtonExpired
from bot.ledger.refusals.general import ModeratorsOnly as ModeratorsOnly
from bot.ledger.refusals.links import LinkNotUnderstood as LinkNotUnderstood
from bot.ledger.refusals.links import LinkToItself as LinkToItself
from bot.ledger.refusals.links import NotLinked as NotLinked
from bot.ledger.refusals.links import NotYourLink as NotYourLink
from bot.ledger.refusals.parking import CannotParkThat as CannotParkThat
from bot.ledger.refusals.parking import NotParked as NotParked
from bot.ledger.refusals.refusal import Refusal as Refusal
from bot.ledger.refusals.sides import BadSideName as BadSideName
from bot.ledger.refusals.sides import NoSuchSide as NoSuchSide
from bot.ledger.refusals.sides import NotOnASide as NotOnASide
from bot.ledger.refusals.sides import SideNameTaken as SideNameTaken
from bot.ledger.refusals.sides import SidesComeInPairs as SidesComeInPairs
from bot.ledger.refusals.stances import BadCredence as BadCredence
from bot.ledger.refusals.stances import ConcessionTakesNoStance as ConcessionTakesNoStance
from bot.ledger.refusals.stances import CruxForItself as CruxForItself
from bot.ledger.refusals.stances import RewordedMeanwhile as RewordedMeanwhile
from bot.ledger.refusals.tags import AlreadyStated as AlreadyStated
from bot.ledger.refusals.tags import AlreadyTagged as AlreadyTagged
from bot.ledger.refusals.tags import DraftIsGone as DraftIsGone
from bot.ledger.refusals.tags import EmptyStatement as EmptyStatement
from bot.ledger.refusals.tags import NothingTaggedThere as NothingTaggedThere
from bot.ledger.refusals.tags import NothingToTag as NothingToTag
from bot.ledger.refusals.tags import PassageNotInMessage as PassageNotInMessage
from bot.ledger.refusals.tags import StatementTooLong as StatementTooLong
from bot.ledger.refusals.tags import UnsafeText as UnsafeText
from bot.ledger.refusals.tags import WrittenByAnApp as WrittenByAnApp
from bot.ledger.refusals.terms import EmptyDefinition as EmptyDefinition
from bot.ledger.refusals.terms import NobodyChosen as NobodyChosen
from bot.ledger.refusals.terms import NoSuchDefinition as NoSuchDefinition
from bot.ledger.refusals.terms import NotYourDefinition as NotYourDefinition
from bot.ledger.refusals.terms import OwnDefinition as OwnDefinition
