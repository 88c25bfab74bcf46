"""The live entries of a ledger and what they are to one another: what the formats of argument maps draw.

Proposals count nowhere yet, and what was withdrawn, declined or merged counts no more: none of these is in it.
"""

from collections.abc import Iterator, Sequence
from itertools import filterfalse

from bot.exchange.ledger_source import LedgerSource, counted, with_stances
from bot.ledger.entries import CruxMark, Entry, Link, Said, Stance, Status
from bot.ledger.people import Side
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import StandingClass, Tally
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter


class ArgumentMap:
    """The live entries of a ledger, with what is said of each, and words as one line of a file has them."""

    def __init__(self, front: FrontEnd, source: LedgerSource) -> None:
        self.front = front.for_files()
        self._source = source
        self.ledger = ledger = counted(source)
        self._now = standing(ledger)
        self._lines = {line.entry.number: line for line in self._now.entries}
        self.entries = [entry for _, entry in sorted(ledger.entries.items()) if entry.status is Status.LIVE]
        self._live = {entry.number for entry in self.entries}
        self.links = sorted(self._links(), key=lambda link: (link.entry, link.relation.value, link.target))
        self._marks: dict[int, list[CruxMark]] = {}
        for mark in sorted(self._surviving_marks(), key=_by_marker):
            self._marks.setdefault(mark.entry, []).append(mark)

    @property
    def question(self) -> str:
        return self.words(names.question(self.front, self.ledger.debate.question))

    @property
    def sides(self) -> dict[str, str]:
        """What each side is called, by its letter; without sides, everybody together is side A."""
        return {
            side_letter(place): self.words(
                self.front.say("Everybody") if self._now.is_room else names.side(self.front, side.name)
            )
            for place, side in enumerate(self._now.sides)
        }

    def words(self, words: str) -> str:
        """A person's words on one line."""
        return names.covered(self.front, words)

    def text(self, said: Said) -> str:
        """What an entry says, on one line; that it was erased, where it was."""
        return self.words(names.statement(self.front, said))

    def name(self, person: int) -> str:
        """What a participant is called, on one line."""
        return self.words(names.person(self.front, self.ledger.name(person)))

    def side(self, side: Side) -> str:
        """What a side is called, on one line."""
        return self.words(names.side(self.front, side.called))

    def message(self, entry: Entry) -> str | None:
        """The address of the message that an entry was tagged on."""
        debate = self.ledger.debate
        return self.front.dialect.link(debate.guild, entry.source) if entry.source else None

    def tallies(self, entry: int) -> dict[str, Tally]:
        """How each side answered, by its letter; empty where nobody is asked for an answer."""
        if self.class_of(entry) is None:
            return {}
        return {side_letter(place): tally for place, tally in enumerate(self._lines[entry].tallies)}

    def class_of(self, entry: int) -> StandingClass | None:
        """Where an entry stands; None where it is not classed."""
        line = self._lines.get(entry)
        return line.cls if line is not None else None

    def with_stances(self) -> Iterator[tuple[Entry, Iterator[Stance]]]:
        """Each entry with the stances of those who count, to any wording, in the order of people.

        They are read anew each time, and can be gone through until the next entry is asked for.
        """
        for entry, stances in self.with_everybodys_stances():
            yield entry, filterfalse(lambda stance: self.ledger.counts_nowhere(stance.person), stances)

    def with_everybodys_stances(self) -> Iterator[tuple[Entry, Iterator[Stance]]]:
        """The same with the stances of those too who count nowhere."""
        return with_stances(self.entries, self._source.stances(sorted(self._live)))

    def marks(self, entry: int) -> Sequence[CruxMark]:
        """The crux marks for the question and for live entries, in the order of people."""
        return self._marks.get(entry, ())

    def conceded(self, entry: Entry) -> int | None:
        """The entry that a concession is about, where that is live."""
        if entry.concession is None:
            return None
        target = self.ledger.survivor(entry.concession.entry)
        return target if target in self._live and target != entry.number else None

    def _links(self) -> Iterator[Link]:
        for link in self.ledger.surviving_links():
            if {link.entry, link.target} <= self._live:
                yield Link(link.entry, link.relation, link.target)

    def _surviving_marks(self) -> set[CruxMark]:
        survivor, marks = self.ledger.survivor, set()
        for mark in self.ledger.marks.values():
            target = survivor(mark.target) if mark.target is not None else None
            if not self.ledger.is_of_itself(mark) and (target is None or target in self._live):
                marks.add(CruxMark(mark.person, survivor(mark.entry), target, mark.degree))
        return marks


def _by_marker(mark: CruxMark) -> tuple[int, int, str]:
    return mark.person, mark.target or 0, mark.degree.value
