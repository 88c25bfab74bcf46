"""What people did in a debate, as CSV or JSON: one row an event, with what it was about before and after it.

What was erased since is in no row: the words before a change are those that stand there now.
"""

import json
from collections.abc import Callable, Iterator

from bot.exchange import csv_cells
from bot.exchange.earlier_stances import earlier_stances, told_stance
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.partial_replay import FEW, PartialReplay
from bot.ledger.entries import CruxMark, Definition, Entry, Link
from bot.ledger.ledger import Debate
from bot.ledger.people import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.lists import joined
from bot.words.seals import SEAL_SHOWN

COLUMNS = ("number", "at", "person", "verb", "entry", "before", "after", "seal")
"""The columns of every file. No one's words stand in the last one: split at a semicolon, a row could end in them."""

FORMAT, VERSION = "crux-moderation-log", 1


def lines(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The lines of the file as CSV, behind the byte order mark that Excel needs to read it as UTF-8."""
    yield "\ufeff" + csv_cells.row(COLUMNS)
    for row in _rows(front, source):
        yield csv_cells.row(["" if cell is None else cell for cell in row])


def json_pieces(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The file as JSON: an object an event, by the same columns; one that is about no entry has null there."""
    debate = json.dumps(str(source.ledger.debate.id))
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "debate": {debate},\n"events": ['
    before = "\n"
    for row in _rows(front, source):
        yield before + json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _rows(reader: FrontEnd, source: LedgerSource) -> Iterator[tuple[object, ...]]:
    front, standing = reader.for_files(), PartialReplay(*FEW)
    people = source.ledger.participants
    with earlier_stances(line.event for line in source.events()) as earlier:
        for line in source.events():
            event = line.event
            before, after = _before_and_after(front, standing, earlier, event)
            who = names.person(front, people[event.actor].called if event.actor in people else names.CRUX)
            seal = line.hash.hex()[:SEAL_SHOWN]
            yield event.sequence, event.at.isoformat(), who, event.change.verb, event.entry, before, after, seal


def _before_and_after(
    front: FrontEnd, standing: PartialReplay, earlier: Iterator[str], event: Event
) -> tuple[str, str]:
    """What an event is about, as it was and as it is then; the replay goes on by it."""
    if isinstance(event.change, e.StanceTaken | e.StanceWithdrawn):
        return next(earlier), told_stance(event.change)
    before = _about(front, standing, event.change)
    standing.take(event)
    return before, _about(front, standing, event.change)


def _about(front: FrontEnd, now: PartialReplay, change: Change) -> str:
    """What a change is about, as it stands; empty where it does not stand there, and for what is only said."""
    match change:
        case e.DebateOpened() | e.QuestionAsked():
            return _of_debate(now, lambda debate: _covered(front, debate.question))
        case e.DebateClosed() | e.DebateReopened():
            return _of_debate(now, lambda debate: "open" if debate.is_open else "closed")
        case e.LookAgainSet():
            return _of_debate(now, lambda debate: debate.look_again.isoformat() if debate.look_again else "")
        case e.LedgerLocked() | e.LedgerUnlocked():
            return _of_debate(now, lambda debate: _lock(front, debate))
        case e.SideNamed(side=side) | e.SideRenamed(side=side) | e.SideRemoved(side=side):
            return _side(front, now, side)
        case e.SidesMerged(side=side, into=into):
            return _side(front, now, side) or _side(front, now, into)
        case e.SideJoined(person=person) | e.SideLeft(person=person):
            return _side(front, now, now.standing(Participant)[person].side)
        case e.ParticipantCounted(person=person):
            return "uncounted" if now.standing(Participant)[person].uncounted else "counted"
        case e.ParticipantMet(person=person) | e.ParticipantRenamed(person=person):
            return _person(front, now, person) if person in now.standing(Participant) else ""
        case e.TermDefined() | e.TermAdopted() | e.TermCredited():
            return _of_term(front, now, change)
        case e.CruxMarked(entry=entry, person=person, target=target):
            return _mark(now.standing(CruxMark).get((entry, person, target)))
        case e.CruxUnmarked(entry=entry, person=person, target=target):
            return _mark(now.standing(CruxMark).get((entry, person, target)))
        case e.EntriesLinked() | e.EntriesUnlinked():
            link = Link(change.entry, change.relation, change.target)
            return f"{link.relation} #{link.target}" if link in now.standing(Link) else ""
        case _:
            about = now.standing(Entry).get(getattr(change, "entry", 0))
            return _of_entry(front, about, change) if about is not None else ""


def _of_debate(now: PartialReplay, say: Callable[[Debate], str]) -> str:
    return "".join(map(say, now.standing(Debate).values()))


def _lock(front: FrontEnd, debate: Debate) -> str:
    if not debate.is_locked:
        return "unlocked"
    return "locked" if debate.lock_reason is None else f"locked: {_covered(front, debate.lock_reason)}"


def _of_term(front: FrontEnd, now: PartialReplay, change: e.TermDefined | e.TermAdopted | e.TermCredited) -> str:
    """The definition itself, who uses it, or whose it is."""
    definition = now.standing(Definition).get(change.definition)
    if definition is None:
        return ""
    match change:
        case e.TermDefined():
            term, meaning = _covered(front, definition.term), _covered(front, definition.meaning)
            return f"{term}: {meaning}"
        case e.TermAdopted():
            return joined(front.catalogue, (_person(front, now, person) for person in definition.adopted_by))
        case e.TermCredited():
            return _person(front, now, definition.owner)


def _of_entry(front: FrontEnd, entry: Entry, change: Change) -> str:
    match change:
        case e.EntryTagged() | e.EntryReworded():
            return names.covered_text(front, names.statement(front, entry.said))
        case e.EntryParked() | e.ParkingAgreed() | e.EntryRevived():
            return _parked(entry)
        case e.SourceEdited():
            return "edited" if entry.source_edited else ""
        case e.SourceDeleted():
            return "deleted" if entry.source_deleted else ""
        case e.PassageLost():
            return "lost" if entry.orphaned else ""
        case _:
            return entry.status if entry.merged_into is None else f"{entry.status} into #{entry.merged_into}"


def _parked(entry: Entry) -> str:
    if entry.parking is None:
        return "not parked"
    return "proposed to park" if entry.parking.agreed_by is None else "parked"


def _mark(mark: CruxMark | None) -> str:
    if mark is None:
        return ""
    return mark.degree if mark.target is None else f"{mark.degree} for #{mark.target}"


def _side(front: FrontEnd, now: PartialReplay, number: int | None) -> str:
    side = now.standing(Side).get(number)
    return names.side(front, side.called) if side is not None else ""


def _covered(front: FrontEnd, words: str | None) -> str:
    return names.covered_text(front, names.statement(front, words))


def _person(front: FrontEnd, now: PartialReplay, number: int) -> str:
    """What somebody is called by then."""
    person = now.standing(Participant).get(number)
    return names.person(front, person.called if person is not None else None)
