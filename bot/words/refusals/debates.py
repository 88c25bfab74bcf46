"""What people read of refusals about debates."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    BadDay,
    DebateExists,
    DebateIsClosed,
    DebateIsOpen,
    DebateStillOpen,
    LedgerIsLocked,
    LedgerIsLockedFor,
    LedgerIsUnlocked,
    MayNotChangeQuestion,
    MayNotOpenDebates,
    NoDebate,
    NoQuestion,
    NothingToDraw,
    NotInADebateChannel,
    OutcomeTooLong,
    Refusal,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    NoDebate: message("There is no debate here yet. Open one with {ways.open_debate}, or {ways.tag_as_claim}."),
    DebateIsClosed: message("This debate is closed. Its ledger can still be read; {ways.open_debate} opens it again."),
    LedgerIsLocked: message(
        "Moderators have locked this ledger, so nothing can be added or changed; it can still be read. "
        "They unlock it with {ways.unlock_ledger}: it needs {ways.moderators}. Ask one of them."
    ),
    LedgerIsLockedFor: message(
        "Moderators have locked this ledger, so nothing can be added or changed; it can still be read. Why: "
        "“{reason}”. They unlock it with {ways.unlock_ledger}: it needs {ways.moderators}. Ask one of them."
    ),
    LedgerIsUnlocked: message("This ledger is not locked. {ways.lock_ledger} locks it."),
    DebateIsOpen: message(
        "A debate is already open here. {ways.show_status} shows it; {ways.join_side} takes a side; "
        "{ways.edit_debate} corrects its question and the names of its sides."
    ),
    NoQuestion: message(
        "A debate needs a question. Write what the sides disagree about, in at most {limit} characters."
    ),
    NothingToDraw: message(
        "There is nothing to draw yet: no claim or crux stands in this debate's ledger. {ways.start_tagging}."
    ),
    MayNotChangeQuestion: message(
        "Only who opened this debate and moderators can change its question. Leave the question out to keep it."
    ),
    OutcomeTooLong: message(
        "That is too long: what was settled, and what stays open, has room for {limit} characters each."
    ),
    BadDay: message(
        "“{words}” is no day that is still to come. Write it as year-month-day, for example 2027-03-01, or leave it "
        "out."
    ),
    DebateStillOpen: message("This debate is open, so it need not come back. {ways.close_debate} closes it."),
    DebateExists: message("The ledger of debate {debate} is already in this database. Import it into an empty one."),
    NotInADebateChannel: message("Crux keeps ledgers in {ways.places}. Try it there."),
    MayNotOpenDebates: message(
        "In this server, only moderators open debates, and closed ones again: it needs {ways.moderators}. Ask one of "
        "them to use {ways.open_debate}."
    ),
}
