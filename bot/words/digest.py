"""A digest in words: its titles, its headline and its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.ledger.entries import Source
from bot.ledger.telling import headline as h
from bot.ledger.telling import reasons as r
from bot.ledger.telling.lines import Line, SectionKind
from bot.words import names, notes, reasons
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined

_TITLES: Mapping[SectionKind, str] = {
    SectionKind.AGREE: message("Agree"),
    SectionKind.ROOM: message("Everybody together"),
    SectionKind.CRUXES: message("Cruxes"),
    SectionKind.DIVERGE: message("Still diverge"),
    SectionKind.ONE_SIDED: message("One side only"),
    SectionKind.UNSETTLED: message("Not settled yet"),
    SectionKind.MOVED: message("Moved"),
    SectionKind.MOVED_SINCE: message("Moved since last time"),
    SectionKind.AWAITING: message("Awaiting the author"),
    SectionKind.PARKED: message("Parked"),
    SectionKind.DEFINITIONS: message("Definitions"),
}


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line in words. `statement` is empty where the line is about no entry and its reason says everything."""

    entry: int | None
    statement: str
    reason: str
    source: Source | None


def title(front: FrontEnd, kind: SectionKind) -> str:
    """What heads the lines of a section."""
    return front.say(_TITLES[kind])


def said(front: FrontEnd, line: Line) -> SaidLine:
    """The line in words. People's own words in it are not made inert: that is the renderer's part."""
    beside = (notes.note(front, note) for note in line.notes)
    why = clauses(front.catalogue, (reasons.reason(front, line.reason), *beside))
    return SaidLine(line.entry, _statement(front, line), why, line.source)


def _statement(front: FrontEnd, line: Line) -> str:
    if isinstance(line.reason, r.TermDefined):
        return front.say("{term}: {meaning}", term=line.reason.term, meaning=line.reason.meaning)
    return names.statement(front, line.statement) if line.entry is not None else ""


def headline(front: FrontEnd, state: h.Headline) -> str:
    """Where the debate stands, in one sentence."""
    match state:
        case h.NothingTagged():
            return front.say("No claim or crux stands in the ledger yet.")
        case r.NobodyOnASide():
            return front.say("Nobody is on a side yet: {ways.join_side} takes one.")
        case h.NothingShared():
            return front.say("The sides neither agree nor diverge on anything yet.")
        case h.Points():
            return front.say("{points}.", points=_points(front, state))
        case h.TurnsOn():
            return front.say("It turns on #{entry}: {points}.", entry=state.entry, points=_points(front, state.points))
    assert_never(state)


def _points(front: FrontEnd, points: h.Points) -> str:
    agreed = front.count("{number} point agreed", "{number} points agreed", points.agreed)
    apart = front.count("{number} still apart", "{number} still apart", points.apart)
    return joined(front.catalogue, (agreed, apart))


def and_more(front: FrontEnd, number: int) -> str:
    """How many lines of a section are not shown, and where they are."""
    return front.count("and {number} more: {ways.show_ledger}", "and {number} more: {ways.show_ledger}", number)


def footer(front: FrontEnd, reference: str, *, has_buttons: bool) -> str:
    """The last line: what the digest is found by, and how to take a stance."""
    if has_buttons:
        return front.say(
            "Crux digest {reference} · take a stance with the buttons or {ways.take_stance}", reference=reference
        )
    return front.say("Crux digest {reference} · take a stance with {ways.take_stance}", reference=reference)
