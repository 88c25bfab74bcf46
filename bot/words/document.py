"""What an exported document says of a ledger. Names, numbers and sentences come in as the document writes them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.ledger.entries import Answer, Degree, Kind, Relation
from bot.words import dates
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined
from bot.words.vocabulary import term

TITLES: Mapping[Kind, str] = {
    Kind.CLAIM: message("Claims"),
    Kind.CRUX: message("Cruxes"),
    Kind.CONCESSION: message("Concessions"),
}
PARKED = message("Parked")
DEFINITIONS = message("Definitions")


def opened(front: FrontEnd, at: datetime, closed_at: datetime | None) -> str:
    """Since when the debate is open, and until when."""
    if closed_at is None:
        return front.say("Opened {date}.", date=day(front, at))
    return front.say("Opened {date}, closed {closed}.", date=day(front, at), closed=day(front, closed_at))


def day(front: FrontEnd, at: date) -> str:
    """A day; of a moment, its day in UTC."""
    return dates.day(front.language, at)


def people(front: FrontEnd, names: Sequence[str]) -> str:
    """People by name."""
    return joined(front.catalogue, names) if names else front.say("nobody yet")


def side(front: FrontEnd, name: str, people: str) -> str:
    """A side and who is on it."""
    return front.say("{side}: {people}", side=name, people=people)


def on_no_side(front: FrontEnd, people: str) -> str:
    """Who takes part on no side."""
    return front.say("on no side: {people}", people=people)


def not_counted(front: FrontEnd, people: str) -> str:
    """Whose answers do not count, by what the server has decided."""
    return front.say("not counted: {people}", people=people)


def by(front: FrontEnd, person: str) -> str:
    """Whose entry it is."""
    return front.say("by {person}", person=person)


def tagged_by(front: FrontEnd, person: str) -> str:
    """Who tagged it for its author."""
    return front.say("tagged by {person}", person=person)


def answered(front: FrontEnd, answer: Answer, people: str) -> str:
    """Who gave an answer."""
    return front.say("{answer}: {people}", answer=term(front.catalogue, answer), people=people)


def answered_earlier(front: FrontEnd, people: str) -> str:
    """Whose answer waits since the entry was reworded."""
    return front.say("answered an earlier wording: {people}", people=people)


def of_a_side(front: FrontEnd, name: str, people: str) -> str:
    """Those people who are on a side."""
    return front.say("{side} ({people})", side=name, people=people)


def of_no_side(front: FrontEnd, people: str) -> str:
    """Those people who are on none."""
    return front.say("on no side ({people})", people=people)


def of_the_uncounted(front: FrontEnd, people: str) -> str:
    """Those people whose answers do not count."""
    return front.say("not counted ({people})", people=people)


def by_side(front: FrontEnd, groups: Sequence[str]) -> str:
    """People, side by side."""
    return clauses(front.catalogue, groups)


def crux_mark(front: FrontEnd, person: str, entry: str | None, degree: Degree) -> str:
    """Whose crux it is, for an entry or (None) for the question."""
    degree_said = term(front.catalogue, degree)
    if entry is None:
        return front.say("crux of {person} for the question ({degree})", person=person, degree=degree_said)
    return front.say("crux of {person} for {entry} ({degree})", person=person, entry=entry, degree=degree_said)


def crux_mark_in_short(front: FrontEnd, person: str, entry: str | None, degree: Degree) -> str:
    """The same where the reader knows that it is about crux marks."""
    degree_said = term(front.catalogue, degree)
    if entry is None:
        return front.say("{person} (the question, {degree})", person=person, degree=degree_said)
    return front.say("{person} ({entry}, {degree})", person=person, entry=entry, degree=degree_said)


def goes_on_as(front: FrontEnd, entry: str) -> str:
    """Which entry one that was merged goes on as."""
    return front.say("goes on as {entry}", entry=entry)


def link(front: FrontEnd, relation: Relation, entry: str) -> str:
    """What the entry is to another one."""
    return front.say("{relation} {entry}", relation=term(front.catalogue, relation), entry=entry)


def parked(front: FrontEnd, person: str, other: str | None) -> str:
    """Who set it aside, and who agreed."""
    if other is None:
        return front.say("parked by {person}", person=person)
    return front.say("parked by {person}, and {other} agreed", person=person, other=other)


def earlier_wording(front: FrontEnd, statement: str) -> str:
    """What it said before."""
    return front.say("earlier wording: {statement}", statement=statement)


def quotes(front: FrontEnd, passage: str, *, is_lost: bool) -> str:
    """The passage that the entry quotes."""
    if is_lost:
        return front.say("quotes: {passage} (no longer in the message)", passage=passage)
    return front.say("quotes: {passage}", passage=passage)


def source(front: FrontEnd, address: str, *, is_edited: bool, is_deleted: bool) -> str:
    """The message that the entry comes from, and what became of it."""
    if is_edited and is_deleted:
        return front.say("{address} (edited since) (deleted since)", address=address)
    if is_deleted:
        return front.say("{address} (deleted since)", address=address)
    return front.say("{address} (edited since)", address=address) if is_edited else address


def definition(front: FrontEnd, term: str, meaning: str, owner: str, adopted_by: str) -> str:
    """A term, whose it is, who adopted it (empty for nobody), and what it means."""
    if not adopted_by:
        return front.say("{term} ({owner}): {meaning}", term=term, owner=owner, meaning=meaning)
    return front.say(
        "{term} ({owner}; adopted by {people}): {meaning}", term=term, owner=owner, people=adopted_by, meaning=meaning
    )
