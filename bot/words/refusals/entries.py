"""What people read of refusals about entries as such: which one is meant, and what its state allows."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    AmbiguousEntry,
    AwaitsItsAuthor,
    EntryGoesOn,
    EntryIsGone,
    MergedWithItself,
    NoSuchEntry,
    NothingFits,
    NothingRestorable,
    NothingToRestore,
    NotMerged,
    NotProposed,
    NotYours,
    Refusal,
    WordsAreGone,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    NoSuchEntry: message(
        "There is no entry #{entry} in this debate. {ways.pick_entry}, or see them with {ways.show_ledger}."
    ),
    NothingFits: message(
        "There is no entry “{words}” in this debate. {ways.pick_entry}, or see them with {ways.show_ledger}."
    ),
    AmbiguousEntry: message("“{words}” fits more than one entry: {candidates}. Write its number instead."),
    NotYours: message("Only the author of #{entry} can do that. You can take a stance on it with {ways.take_stance}."),
    NothingToRestore: message(
        "#{entry} cannot be brought back: {ways.show_entry} shows where it stands, {ways.show_history} what happened."
    ),
    NothingRestorable: message(
        "Nothing of that can be brought back any more: it stands again already, or was a concession, which is made "
        "anew with {ways.concede}."
    ),
    NotMerged: message(
        "#{entry} was not merged into another entry. {ways.show_history} shows what happened to it; "
        "{ways.restore} brings back what was withdrawn."
    ),
    NotProposed: message("#{entry} is not waiting for its author any more: it is {status}."),
    AwaitsItsAuthor: message("#{entry} still awaits its author's confirmation, and counts nowhere until then."),
    EntryIsGone: message(
        "#{entry} was {status}, so nothing can be added to it. {ways.show_history} tells how that came about."
    ),
    MergedWithItself: message("An entry cannot be merged with itself. Name the other entry that says the same."),
    EntryGoesOn: message(
        "#{entry} was merged and goes on as #{into}: name that one. {ways.show_entry} shows it, with its buttons."
    ),
    WordsAreGone: message(
        "The words of #{entry} were erased, so nobody can read what it says. Its author can reword it, or decline it "
        "where it is proposed; {ways.show_history} tells what happened to it."
    ),
}
