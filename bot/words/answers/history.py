"""What happened to an entry, or to a debate, line by line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.ledger.entries import Answer, Entry, Kind, Relation, Said
from bot.ledger.ledger import Debate
from bot.ledger.people import UnnamedSide
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.words import concessions, estimates, names
from bot.words.answers.entries import QUOTE_LIMIT, quoted
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses
from bot.words.names import Survivor, numbered, unmerged
from bot.words.outcome import written_day
from bot.words.vocabulary import term

MOST_EVENTS = 65
"""More events than a message has room for, however short their lines are."""

_ROOM_FOR_EARLIER = 60
"""What the line that counts the earlier events may take."""

_TAGGED: Mapping[Kind, str] = {
    Kind.CLAIM: message("tagged as claim: “{statement}”"),
    Kind.CRUX: message("tagged as crux: “{statement}”"),
    Kind.CONCESSION: message("tagged as concession: “{statement}”"),
}
_LINKED: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("supports {entry}"),
    Relation.ATTACKS: message("attacks {entry}"),
    Relation.RESTATES: message("restates {entry}"),
    Relation.RESIDUE_OF: message("left open by {entry}"),
}
_UNLINKED: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("taken back: supports {entry}"),
    Relation.ATTACKS: message("taken back: attacks {entry}"),
    Relation.RESTATES: message("taken back: restates {entry}"),
    Relation.RESIDUE_OF: message("taken back: left open by {entry}"),
}
_DEBATE_VERBS: Mapping[type[e.Change], str] = {
    e.DebateClosed: message("closed the debate"),
    e.DebateReopened: message("opened it again"),
    e.LedgerLocked: message("locked the ledger"),
    e.LedgerUnlocked: message("unlocked the ledger"),
}
VERBS = (
    message("entry confirmed"),
    message("entry declined"),
    message("entry withdrawn"),
    message("entry restored"),
    message("entry parked"),
    message("parking agreed"),
    message("entry revived"),
    message("stance withdrawn"),
    message("source edited"),
    message("source deleted"),
    message("passage lost"),
)
"""The verbs that say by themselves what happened to the entry."""


def of_debate(
    front: FrontEnd, debate: Debate, events: Sequence[Event], people: Mapping[int, str | None], earlier: int = 0
) -> str:
    """What was done with a debate and its sides, the latest kept where it is too much."""
    head = front.say("History of “{question}”", question=front.dialect.inert(names.question(front, debate.question)))
    sides: dict[int, str] = {}
    lines = [dated(front, event, people, debate_changed(front, event.change, sides)) for event in events]
    return _within(front, head, reversed(lines), len(events) + earlier)


def debate_changed(front: FrontEnd, change: e.Change, sides: dict[int, str]) -> str:
    """What a change did; `sides` are what sides were called before it, and after it."""
    match change:
        case e.DebateOpened(question=question):
            return front.say("opened the debate: “{question}”", question=_question(front, question))
        case e.QuestionAsked(question=question):
            return front.say("changed the question: “{question}”", question=_question(front, question))
        case e.SideNamed(side=side, name=name):
            sides[side] = _side(front, side, name)
            return front.say("opened the side “{side}”", side=sides[side])
        case e.SideRenamed(side=side, name=name):
            before, sides[side] = sides.get(side, _side(front, side, None)), _side(front, side, name)
            return front.say("renamed the side “{before}”: “{side}”", before=before, side=sides[side])
        case e.SidesMerged(side=side, into=into):
            called = [sides.get(number, _side(front, number, None)) for number in (side, into)]
            return front.say("merged the side “{side}” into “{into}”", side=called[0], into=called[1])
        case e.SideRemoved(side=side):
            return front.say("removed the side “{side}”", side=sides.get(side, _side(front, side, None)))
        case e.DebateClosed(look_again=str() as day):
            return front.say("closed the debate, to be looked at again on {day}", day=_day(front, day))
        case e.LedgerLocked(lock_reason=str() as reason):
            return front.say("locked the ledger: {reason}", reason=front.dialect.inert(reason))
        case e.LookAgainSet(on=None):
            return front.say("brought the debate up again")
        case e.LookAgainSet(on=str() as day):
            return front.say("set the day to look at it again: {day}", day=_day(front, day))
        case e.EstimatesCounted(tally=tally):
            return front.say("counted the estimates: {tally}", tally=estimates.in_one_line(front, tally))
        case e.EstimatesShown(estimate_before=None) | e.EstimatesShown(estimate_after=None):
            return front.say("showed both estimates, which were erased since")
        case e.EstimatesShown(estimate_before=before, estimate_after=after):
            return front.say("showed both estimates: {before} % before, {after} % after", before=before, after=after)
        case other:
            return front.say(_DEBATE_VERBS[type(other)])


def _side(front: FrontEnd, number: int, name: str | None) -> str:
    return front.dialect.inert(names.side(front, name or UnnamedSide(number)))


def _day(front: FrontEnd, written: str) -> str:
    return written_day(front, date.fromisoformat(written))


def _question(front: FrontEnd, question: str | None) -> str:
    return front.dialect.inert(names.question(front, question))


def history(
    front: FrontEnd,
    entry: Entry,
    events: Sequence[Event],
    people: Mapping[int, str | None],
    earlier: int = 0,
    survivor: Survivor = unmerged,
) -> str:
    """What happened to an entry, the latest kept where it is too much; `earlier` is how many events came before."""
    head = front.say("History of {entry}", entry=quoted(front, entry))
    latest = (
        dated(front, event, people, entry_changed(front, event.change, entry, survivor)) for event in events[::-1]
    )
    return _within(front, head, latest, len(events) + earlier)


def _within(front: FrontEnd, head: str, latest: Iterable[str], number: int) -> str:
    """As many lines as fit, from the latest one back, and how many there are before them: `number` are there in all."""
    room = front.dialect.limits.message - _ROOM_FOR_EARLIER - len(head)
    lines: list[str] = []
    for line in latest:
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if left_out := number - len(lines):
        lines.append(front.dialect.small(front.count("and {number} earlier", "and {number} earlier", left_out)))
    return "\n".join([head, *reversed(lines)])


def dated(front: FrontEnd, event: Event, people: Mapping[int, str | None], change: str) -> str:
    """A line of a history: when, who, what."""
    line = front.say(
        "{moment} {person}: {change}",
        moment=front.dialect.moment(event.at),
        person=front.dialect.inert(names.person(front, people.get(event.actor, names.CRUX))),
        change=change,
    )
    return front.dialect.item(line)


def entry_changed(
    front: FrontEnd, change: e.Change, entry: Entry, survivor: Survivor = unmerged, room: int = QUOTE_LIMIT
) -> str:
    """What a change did to its entry; statements are cut to the room."""
    match change:
        case e.EntryTagged(kind=kind):
            tagged = front.say(_TAGGED[kind], statement=_statement(front, entry.said_in(entry.wordings[0]), room))
            return clauses(front.catalogue, (tagged, *_conceded(front, change, survivor)))
        case e.EntryConfirmed(conceded_answer=Answer()):
            return clauses(front.catalogue, (front.say(change.verb), *_conceded_now(front, change, entry, survivor)))
        case e.EntryReworded(statement=said):
            return front.say("reworded: “{statement}”", statement=_statement(front, said, room))
        case e.StanceTaken():
            return _answered(front, change)
        case e.EntryMerged(into=into):
            return front.say("merged into {entry}", entry=numbered(front, into, survivor))
        case e.EntriesLinked(relation=relation, target=target):
            return front.say(_LINKED[relation], entry=numbered(front, target, survivor))
        case e.EntriesUnlinked(relation=relation, target=target):
            return front.say(_UNLINKED[relation], entry=numbered(front, target, survivor))
        case e.CruxMarked(target=target):
            return _marked(front, target, survivor)
        case e.CruxUnmarked(target=target):
            return _unmarked(front, target, survivor)
        case other:
            return front.say(other.verb)


def _conceded(front: FrontEnd, change: e.EntryTagged, survivor: Survivor) -> Iterator[str]:
    """What a concession of one's own concedes, how far, and which answer it takes over."""
    conceded = change.concession
    if conceded is not None and not change.proposed:
        yield concessions.step(front, numbered(front, conceded.entry, survivor), conceded)


def _conceded_now(front: FrontEnd, change: e.EntryConfirmed, entry: Entry, survivor: Survivor) -> Iterator[str]:
    """The same, of one that its author confirms."""
    if entry.concession is not None and change.conceded_answer is not None:
        now = replace(entry.concession, answer=change.conceded_answer, before=change.conceded_before)
        yield concessions.step(front, numbered(front, now.entry, survivor), now)


def _answered(front: FrontEnd, change: e.StanceTaken) -> str:
    answer = term(front.catalogue, change.answer)
    match change.concession, change.credence:
        case None, None:
            return answer
        case None, credence:
            return front.say("{answer} ({credence} % likely)", answer=answer, credence=credence)
        case concession, _:
            return front.say("{answer}, conceding in #{concession}", answer=answer, concession=concession)


def _marked(front: FrontEnd, target: int | None, survivor: Survivor) -> str:
    if target is None:
        return front.say("crux for the question")
    return front.say("crux for {entry}", entry=numbered(front, target, survivor))


def _unmarked(front: FrontEnd, target: int | None, survivor: Survivor) -> str:
    if target is None:
        return front.say("no crux for the question any more")
    return front.say("no crux for {entry} any more", entry=numbered(front, target, survivor))


def _statement(front: FrontEnd, said: Said, room: int) -> str:
    return front.dialect.inert_within(names.statement(front, said), room)
