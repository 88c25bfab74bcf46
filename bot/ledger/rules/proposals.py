"""Answer a proposal; reword, withdraw or merge an entry."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.ledger.entries import Answer, Concession, Degree, Entry, Kind, Link, Relation, Stance, Status, Wording
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from bot.ledger.refusals import (
    EntryIsGone,
    MergedWithItself,
    NothingRestorable,
    NothingToRestore,
    NotMerged,
    NotProposed,
    NotYours,
)
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import conceded, concession
from bot.ledger.rules.entries import is_alive, require_answerable, require_words
from bot.ledger.rules.links import linked
from bot.ledger.rules.tags import counted
from bot.ledger.statements import statement_from


def confirmed(ledger: Ledger, entry: Entry, by: Participant) -> Changes:
    """The author stands by what somebody tagged: it counts from now on, and so does what its tagger said of it.

    A concession is judged by what the others answer by now: `ledger` has the entry that it names, the sides, and
    everybody's stance on that entry. Raises NotYours, NotProposed, WordsAreGone and what `concession` raises.
    """
    _require_proposed(entry, by.number)
    require_words(entry)
    judged = _judged(ledger, entry, by)
    proposal = entry.proposal
    crux_for = proposal.crux_for if proposal else None
    wording = entry.wording.number
    author = counted(entry.number, entry.kind, by.number, Answer.AGREE, None, crux_for, Degree.FULLY, wording)
    tagger: Changes = ()
    if proposal and proposal.answer and wording == 1:
        tagger = counted(entry.number, entry.kind, entry.tagger, proposal.answer, None, crux_for, Degree.FULLY, wording)
    if judged is None:
        return (e.EntryConfirmed(entry.number), *author, *tagger)
    moved = conceded(entry.number, by.number, judged, ledger.entries[judged.entry].wording.number)
    return (e.EntryConfirmed(entry.number, judged.answer, judged.before), *moved)


def _judged(ledger: Ledger, entry: Entry, by: Participant) -> Concession | None:
    """What a proposed concession takes over; None where something else is proposed."""
    proposed = entry.concession
    if proposed is None:
        return None
    return concession(ledger, ledger.entries[proposed.entry], by, proposed.scope, proposed.wording)


def declined(entry: Entry, by: int) -> Changes:
    """The author does not want the tag. Raises NotYours, NotProposed."""
    _require_proposed(entry, by)
    return (e.EntryDeclined(entry.number),)


def _require_proposed(entry: Entry, by: int) -> None:
    if by != entry.author:
        raise NotYours(entry=entry.number)
    if entry.status is not Status.PROPOSED:
        raise NotProposed(entry=entry.number, status=entry.status)


def reworded(entry: Entry, by: int, words: str, own: Stance | None) -> Changes:
    """The author says it anew. Others' stances wait; the author's own goes with the author's new words.

    A proposal that its author rewords still waits to be confirmed. Raises NotYours, EntryIsGone.
    """
    if by != entry.author:
        raise NotYours(entry=entry.number)
    if not is_alive(entry):
        raise EntryIsGone(entry=entry.number, status=entry.status)
    statement = statement_from(words)
    if statement == entry.statement:
        return ()
    wording = entry.wording.number + 1
    said = e.EntryReworded(entry.number, wording, statement)
    if own is None or not own.counts_for(entry):
        return (said,)
    return (said, e.StanceTaken(entry.number, by, wording, own.answer, own.credence))


def reworded_and_confirmed(ledger: Ledger, entry: Entry, by: Participant, words: str) -> Changes:
    """The author says in their own words what somebody tagged, and stands by that."""
    rewording = reworded(entry, by.number, words, None)
    wordings = tuple(Wording(c.wording, c.statement) for c in rewording if isinstance(c, e.EntryReworded))
    said = replace(entry, wordings=(*entry.wordings, *wordings))
    return (*rewording, *confirmed(ledger, said, by))


def withdrawn(entry: Entry, by: int, moderator: bool) -> Changes:
    """Take an entry back: its author may, its tagger while it is proposed, and moderators.

    Raises NotYours, EntryIsGone.
    """
    tagger_may = entry.status is Status.PROPOSED and by == entry.tagger
    if by != entry.author and not tagger_may and not moderator:
        raise NotYours(entry=entry.number)
    if not is_alive(entry):
        raise EntryIsGone(entry=entry.number, status=entry.status)
    return (e.EntryWithdrawn(entry.number),)


def withdrawn_together(entries: Iterable[Entry], by: int, moderator: bool) -> Changes:
    """Take several entries back, or none of them. Raises what `withdrawn` raises."""
    return tuple(change for entry in entries for change in withdrawn(entry, by, moderator))


@dataclass(frozen=True, slots=True)
class Removal:
    """How an entry was withdrawn or merged last: by whom, and whether it had counted before.

    `restates` is the link that the merge wrote, where it wrote one.
    """

    by: int
    was_live: bool
    restates: Link | None = None


def restored(entry: Entry, by: int, moderator: bool, removal: Removal | None, restates: Link | None) -> Changes:
    """Let a withdrawn or merged claim or crux stand again: whoever took it away may, and moderators.

    A concession is made anew, since taking it back may have moved a stance. `restates` is the link that a merge wrote:
    it goes with that. Raises NotYours, NothingToRestore.
    """
    is_gone = entry.status in (Status.WITHDRAWN, Status.MERGED)
    if not is_gone or entry.kind is Kind.CONCESSION or removal is None or not removal.was_live:
        raise NothingToRestore(entry=entry.number)
    if by != removal.by and not moderator:
        raise NotYours(entry=entry.number)
    untied = () if restates is None else (e.EntriesUnlinked(restates.entry, restates.relation, restates.target),)
    return (*untied, e.EntryRestored(entry.number))


def restored_together(entries: Iterable[Entry], by: int, moderator: bool, removals: Mapping[int, Removal]) -> Changes:
    """Let those of these entries stand again that are withdrawn and can be brought back.

    Raises NothingRestorable where there are none, NotYours.
    """
    changes: list[Change] = []
    for entry in (each for each in entries if each.status is Status.WITHDRAWN):
        with suppress(NothingToRestore):
            changes += restored(entry, by, moderator, removals.get(entry.number), None)
    if not changes:
        raise NothingRestorable
    return tuple(changes)


def require_merged(entry: Entry) -> None:
    """Raises NotMerged for what does not go on as another entry."""
    if entry.status is not Status.MERGED:
        raise NotMerged(entry=entry.number)


def merged(entry: Entry, into: Entry, by: int, moderator: bool, before: Iterable[Link]) -> Changes:
    """Let an entry go on as another one that says the same: its author may, and moderators.

    Stances are not carried over: whoever answered the one has not answered the other. Raises MergedWithItself,
    NotYours and what `require_answerable` raises.
    """
    if entry.number == into.number:
        raise MergedWithItself
    if by != entry.author and not moderator:
        raise NotYours(entry=entry.number)
    require_answerable(entry)
    require_answerable(into)
    restates = linked(entry.number, Relation.RESTATES, into.number, before)
    return (*restates, e.EntryMerged(entry.number, into.number, bool(restates)))
