"""A ledger as tables for spreadsheets: what stands in it, with names beside the numbers of people, and its events.

Moments are in UTC. Numbers of the platform are text: a spreadsheet keeps fifteen digits of a number.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from bot.exchange.import_marks import mark_out
from bot.exchange.ledger_csv import entry_rows
from bot.exchange.ledger_events import event_out
from bot.exchange.ledger_source import LedgerSource
from bot.ledger.entries import Said, Source
from bot.words import names
from bot.words.front_end import FrontEnd

FORMAT, VERSION = "crux-ledger-tables", 1

Row = Sequence[object]
"""Its cells: text, whole numbers, yes and no, moments in UTC, and None where there is nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """A row for each of something, under a row of columns. Its rows can be read once."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]


def tables(front: FrontEnd, source: LedgerSource) -> Iterator[Table]:
    """The tables of a ledger."""
    of = _Tables(front.for_files(), source)
    yield Table("debate", ("key", "value"), _debate(source))
    yield Table("entries", *entry_rows(front, source))
    yield Table("stances", ("entry", *_PERSON, "side", "answer", "credence", "wording", "waits", "at"), of.stances())
    yield Table("crux marks", ("entry", *_PERSON, "for", "degree"), of.marks())
    yield Table("links", ("entry", "relation", "target"), of.links())
    yield Table("wordings", ("entry", "wording", "statement"), of.wordings())
    yield Table("people", (*_PERSON, "side", "side_name", "counts"), of.people())
    yield Table("sides", ("side", "side_name"), of.sides())
    yield Table("definitions", ("number", "term", "meaning", "by", "owner", "adopted_by", *_SOURCE), of.definitions())
    yield Table("digests", ("at", "seen", "message"), of.digests())
    yield Table("events", ("sequence", "at", *_PERSON, "verb", "entry", "data", "words", "hash"), of.events())


_PERSON, _SOURCE = ("person", "name"), ("channel", "message")


def _debate(source: LedgerSource) -> Iterator[Row]:
    debate, imported = source.ledger.debate, source.imported
    yield "format", FORMAT
    yield "version", VERSION
    yield "debate", str(debate.id)
    yield "guild", str(debate.guild)
    yield "question", debate.question
    yield "opened_at", debate.opened_at
    yield "closed_at", debate.closed_at
    yield "settled", debate.settled
    yield "still_open", debate.still_open
    yield "look_again", debate.look_again.isoformat() if debate.look_again else None
    yield "locked_at", debate.locked_at
    yield "lock_reason", debate.lock_reason
    yield "events", source.last.sequence
    yield "seal", source.last.seal
    yield "imported", _json(mark_out(imported)) if imported else None


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


class _Tables:
    def __init__(self, front: FrontEnd, source: LedgerSource) -> None:
        self._front, self._source, self._ledger = front, source, source.ledger

    def _person(self, number: int) -> tuple[int, str | None]:
        """The number and the name; no name for Crux itself, whose number is 0."""
        return number, names.person(self._front, self._ledger.name(number)) if number else None

    def _words(self, words: Said) -> str:
        return names.covered_text(self._front, names.statement(self._front, words))

    def stances(self) -> Iterator[Row]:
        for stance in self._source.stances():
            waits = not stance.counts_for(self._ledger.entries[stance.entry])
            answer = stance.answer.value, stance.credence, stance.wording, waits, stance.at
            side = self._ledger.participants[stance.person].side
            yield stance.entry, *self._person(stance.person), side, *answer

    def marks(self) -> Iterator[Row]:
        for mark in sorted(self._ledger.marks.values(), key=lambda mark: (mark.entry, mark.person, mark.target or 0)):
            yield mark.entry, *self._person(mark.person), mark.target, mark.degree.value

    def links(self) -> Iterator[Row]:
        for link in sorted(self._ledger.links, key=lambda link: (link.entry, link.relation.value, link.target)):
            yield link.entry, link.relation.value, link.target

    def wordings(self) -> Iterator[Row]:
        for number, entry in sorted(self._ledger.entries.items()):
            for wording in entry.wordings:
                yield number, wording.number, self._words(entry.said_in(wording))

    def people(self) -> Iterator[Row]:
        for number, person in sorted(self._ledger.participants.items()):
            yield *self._person(number), person.side, self._side(person.side), not person.counts_nowhere

    def sides(self) -> Iterator[Row]:
        for number in sorted(self._ledger.sides):
            yield number, self._side(number)

    def _side(self, number: int | None) -> str | None:
        return names.side(self._front, self._ledger.sides[number].called) if number is not None else None

    def definitions(self) -> Iterator[Row]:
        for number, one in sorted(self._ledger.definitions.items()):
            adopted = " ".join(map(str, one.adopted_by))
            yield number, one.term, one.meaning, one.by, one.owner, adopted, *_message(one.source)

    def digests(self) -> Iterator[Row]:
        for digest in self._ledger.digests:
            yield digest.at, digest.sequence, str(digest.message) if digest.message is not None else None

    def events(self) -> Iterator[Row]:
        for line in self._source.events():
            event, data = line.event, event_out(line)["data"]
            words = _json({field: text.words for field, text in sorted(line.texts.items())})
            about = event.change.verb, event.entry, _json(data), words, line.hash.hex()
            yield event.sequence, event.at, *self._person(event.actor), *about


def _message(source: Source | None) -> tuple[str | None, str | None]:
    return (str(source.channel), str(source.message)) if source else (None, None)
