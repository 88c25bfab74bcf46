"""A debate as a few lines of plain text: for tests, docs and reading.

Each line is one thing done, in order; two spaces stand before a person's own words, and a line may be a
(comment in brackets):

    sides Build / Wait
    ana joins Build
    ana  claim  Rents fall when we build
    ana  crux but disagrees  We can build fast enough
    ana  crux for #1  Zoning is what holds us back
    ben  agrees #1 70%
    ben  unsure #2
    cy  disagrees #1
    ana  rewords #1  Rents fall when we build a lot
    ben  concedes #1  You are right about rents
    ben  concedes the whole of #3  You are right about zoning too
    ben  concedes for argument #2  Let us say so
    ben  claim after #4  The poorest gain nothing
    ben  marks #2
    ben  partly marks #2 for #1
    ben  parks #1
    ana  also parks #1
    ana  revives #1
    cy  says #7 attacks #1
    cy  says #3 supports #1
    cy  unsays #3 supports #1
    ana  defines rent  What a tenant pays
    ana  credits rent to ben
    cy  adopts rent
    ben  proposes for ana  claim  Supply matters most
    ana  confirms #8
    ben  proposes for ana  crux for #1  Nothing else matters
    ana  declines #9
    ana  withdraws #8
    ana  leaves
    ana is forgotten
    message of #1 edited
    message of #2 deleted
    passage of #1 lost
    digest

Whatever a line does goes through the rules (`bot.ledger.rules`), so a transcript cannot say what people could not do.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Answer, Definition, Degree, Kind, Relation, Scope, Source
from bot.ledger.ledger import Ledger
from bot.ledger.people import CRUX_ITSELF, Participant
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import concession
from bot.ledger.rules.cruxes import crux_marked
from bot.ledger.rules.links import Untying, linked, untied
from bot.ledger.rules.parking import parked, revived
from bot.ledger.rules.proposals import confirmed, declined, reworded, withdrawn
from bot.ledger.rules.sides import joined, left, named
from bot.ledger.rules.stances import stance_taken
from bot.ledger.rules.tags import Tag, tagged
from bot.ledger.rules.terms import adopted, credited, defined
from bot.ledger.text import folded

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""The moment of the first line; each later one comes a minute after."""

DEBATE, GUILD = 70, 7


class TranscriptError(ValueError):
    """A line that says nothing a transcript can hold; the message quotes it."""


def debate(text: str, question: str = "Should we build?") -> Ledger:
    """The ledger of a transcript. Raises TranscriptError, and the refusal of what the rules do not allow."""
    return replay(events_of(text, question))


def before_and_now(text: str, question: str = "Should we build?") -> tuple[Ledger | None, Ledger]:
    """The ledger as its last digest saw it (None where there was none), and as it stands at the end."""
    told = events_of(text, question)
    now = replay(told)
    return (replay(told[: now.digests[-1].sequence]) if now.digests else None), now


def events_of(text: str, question: str = "Should we build?") -> list[Event]:
    """The events of a transcript. Raises as `debate` does."""
    writer = _Writer(question)
    for line in (line.strip() for line in text.splitlines()):
        if line and not line.startswith("("):
            writer.line(line)
    return writer.events


class _Writer:
    """The events so far, and what stands after them."""

    def __init__(self, question: str) -> None:
        self.minute = 0
        self.events: list[Event] = []
        self.people: dict[str, int] = {}
        self._write(CRUX_ITSELF, e.DebateOpened(GUILD, True, question))

    def line(self, line: str) -> None:
        self.minute += 1
        for pattern, write in _LINES:
            if found := pattern.fullmatch(line):
                self._require_entries(found)
                changes = tuple(write(self, found))
                self._write(self._actor(found), *changes)
                return
        raise TranscriptError(f"no line of a transcript: {line!r}")

    def _require_entries(self, found: re.Match[str]) -> None:
        """Raises TranscriptError where the line names an entry that is not there."""
        known = self.ledger.entries
        for name in ("entry", "target", "after"):
            number = _number(found, name)
            if number is not None and number not in known:
                raise TranscriptError(f"there is no entry #{number} yet: {found.string!r}")

    def _actor(self, found: re.Match[str]) -> int:
        return self.person(found["who"]) if "who" in found.groupdict() else CRUX_ITSELF

    def _write(self, actor: int, *changes: e.Change) -> None:
        at = START + timedelta(minutes=self.minute)
        start = len(self.events) + 1
        self.events += [Event(DEBATE, n, at, actor, change) for n, change in enumerate(changes, start)]

    @property
    def ledger(self) -> Ledger:
        return replay(self.events)

    def person(self, name: str) -> int:
        """A person's number; somebody new is met."""
        if name not in self.people:
            number = self.people[name] = len(self.people) + 1
            self._write(number, e.ParticipantMet(number, str(number), name))
        return self.people[name]

    def participant(self, name: str) -> Participant:
        number = self.person(name)
        return self.ledger.participants[number]

    def source(self) -> Source:
        return Source(DEBATE, self.minute)


Written = Iterator[e.Change] | Changes
_Write = Callable[[_Writer, re.Match[str]], Written]


def _sides(writer: _Writer, found: re.Match[str]) -> Written:
    return named(found["names"].split(" / "), writer.ledger)


def _joins(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.participant(found["who"])
    side = next((side for side in writer.ledger.sides.values() if side.name == found["side"]), None)
    if side is None:
        raise TranscriptError(f"no side is called {found['side']!r}")
    return joined(person, side)


def _leaves(writer: _Writer, found: re.Match[str]) -> Written:
    return left(writer.participant(found["who"]))


def _forgotten(writer: _Writer, found: re.Match[str]) -> Iterator[e.Change]:
    """Whoever comes back under that name is somebody new."""
    yield e.PersonForgotten(writer.people.pop(found["person"]))


def _tags(writer: _Writer, found: re.Match[str]) -> Written:
    tagger = writer.person(found["who"])
    proposed_for = found.groupdict().get("whose")
    author = writer.person(proposed_for) if proposed_for else tagger
    after = _number(found, "after")
    return tagged(
        Tag(
            number=len(writer.ledger.entries) + 1,
            kind=Kind(found["kind"]),
            author=author,
            tagger=tagger,
            statement=found["words"],
            source=writer.source(),
            answer=_ANSWERS[found["answer"]] if found.groupdict().get("answer") else None,
            crux_for=_number(found, "target"),
            links=() if after is None else ((Relation.RESIDUE_OF, after),),
        )
    )


def _concedes(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.participant(found["who"])
    ledger, number = writer.ledger, int(found["entry"])
    return tagged(
        Tag(
            number=len(ledger.entries) + 1,
            kind=Kind.CONCESSION,
            author=person.number,
            tagger=person.number,
            statement=found["words"],
            source=writer.source(),
            concession=concession(ledger, ledger.entries[number], person, _SCOPES[found["scope"]], None),
            conceded_wording=ledger.entries[number].wording.number,
        )
    )


def _answers(writer: _Writer, found: re.Match[str]) -> Written:
    person, ledger, number = writer.person(found["who"]), writer.ledger, int(found["entry"])
    credence = _number(found, "credence")
    before = ledger.stances.get((number, person))
    return stance_taken(ledger.entries[number], person, _ANSWERS[found["answer"]], credence, before)


def _rewords(writer: _Writer, found: re.Match[str]) -> Written:
    person, ledger, number = writer.person(found["who"]), writer.ledger, int(found["entry"])
    own = ledger.stances.get((number, person))
    return reworded(ledger.entries[number], person, found["words"], own)


def _marks(writer: _Writer, found: re.Match[str]) -> Written:
    person, ledger, number = writer.person(found["who"]), writer.ledger, int(found["entry"])
    target = _number(found, "target")
    aimed = ledger.entries[target] if target is not None else None
    degree = Degree.PARTLY if found["partly"] else Degree.FULLY
    return crux_marked(ledger.entries[number], person, aimed, degree, ledger.marks_on(number))


def _parks(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.participant(found["who"])
    ledger = writer.ledger
    entry = ledger.entries[int(found["entry"])]
    proposer = ledger.participants[entry.parking.by] if entry.parking else None
    return parked(entry, person, proposer, sided=bool(ledger.sides))


def _revives(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.person(found["who"])
    return revived(writer.ledger.entries[int(found["entry"])], person)


def _defines(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.person(found["who"])
    number = len(writer.ledger.definitions) + 1
    return defined(number, person, found["term"], found["words"], writer.source())


def _credits(writer: _Writer, found: re.Match[str]) -> Written:
    person, owner = writer.person(found["who"]), writer.person(found["whose"])
    own = [definition for definition in _senses(writer, found["term"]) if definition.by == person]
    if not own:
        raise TranscriptError(f"{found['who']} has not defined {found['term']!r}")
    return credited(own[-1], person, owner)


def _adopts(writer: _Writer, found: re.Match[str]) -> Written:
    person, known = writer.person(found["who"]), _senses(writer, found["term"])
    if not known:
        raise TranscriptError(f"nobody has defined {found['term']!r}")
    return adopted(known[-1], person)


def _senses(writer: _Writer, term: str) -> list[Definition]:
    known = writer.ledger.definitions.values()
    return [definition for definition in known if folded(definition.term or "") == folded(term)]


def _confirms(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.participant(found["who"])
    return confirmed(writer.ledger, writer.ledger.entries[int(found["entry"])], person)


def _declines(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.person(found["who"])
    return declined(writer.ledger.entries[int(found["entry"])], person)


def _withdraws(writer: _Writer, found: re.Match[str]) -> Written:
    person = writer.person(found["who"])
    return withdrawn(writer.ledger.entries[int(found["entry"])], person, moderator=False)


def _says(writer: _Writer, found: re.Match[str]) -> Written:
    relation = Relation(found["relation"])
    return linked(int(found["entry"]), relation, int(found["target"]), writer.ledger.links)


def _unsays(writer: _Writer, found: re.Match[str]) -> Written:
    entry = writer.ledger.entries[int(found["entry"])]
    anybody = Untying(entry.author, moderator=True, linked_by=None)
    relation = Relation(found["relation"])
    return untied(entry, relation, int(found["target"]), anybody, writer.ledger.links)


def _source(writer: _Writer, found: re.Match[str]) -> Written:
    number = int(found["entry"])
    return (e.SourceEdited(number) if found["how"] == "edited" else e.SourceDeleted(number),)


def _passage(writer: _Writer, found: re.Match[str]) -> Written:
    return (e.PassageLost(int(found["entry"])),)


def _digest(writer: _Writer, found: re.Match[str]) -> Written:
    return (e.DigestPosted(len(writer.events), writer.minute),)


def _number(found: re.Match[str], name: str) -> int | None:
    told = found.groupdict().get(name)
    return int(told) if told else None


_ANSWERS = {"agrees": Answer.AGREE, "disagrees": Answer.DISAGREE, "unsure": Answer.UNSURE}
_SCOPES = {None: Scope.POINT, "the whole of ": Scope.WHOLE, "for argument ": Scope.ARGUMENT}

_WHO = r"(?P<who>\w+) +"
_ENTRY = r"#(?P<entry>\d+)"
_KIND = r"(?P<kind>claim|crux)(?: for #(?P<target>\d+))?"
_START = r"(?: but (?P<answer>disagrees|unsure))?"
_WORDS = r" {2,}(?P<words>.+)"

_LINES: tuple[tuple[re.Pattern[str], _Write], ...] = tuple(
    (re.compile(pattern), write)
    for pattern, write in (
        (r"sides +(?P<names>.+)", _sides),
        (r"digest", _digest),
        (rf"message of {_ENTRY} (?P<how>edited|deleted)", _source),
        (rf"passage of {_ENTRY} lost", _passage),
        (_WHO + rf"says {_ENTRY} (?P<relation>supports|attacks|restates) #(?P<target>\d+)", _says),
        (_WHO + rf"unsays {_ENTRY} (?P<relation>supports|attacks|restates) #(?P<target>\d+)", _unsays),
        (_WHO + r"joins +(?P<side>.+)", _joins),
        (_WHO + r"leaves", _leaves),
        (r"(?P<person>\w+) is forgotten", _forgotten),
        (_WHO + _KIND + r"(?: after #(?P<after>\d+))?" + _START + _WORDS, _tags),
        (_WHO + r"proposes for (?P<whose>\w+) +" + _KIND + _START + _WORDS, _tags),
        (_WHO + r"concedes (?P<scope>the whole of |for argument )?" + _ENTRY + _WORDS, _concedes),
        (_WHO + r"(?P<answer>agrees|disagrees|unsure) " + _ENTRY + r"(?: (?P<credence>\d+) ?%)?", _answers),
        (_WHO + r"rewords " + _ENTRY + _WORDS, _rewords),
        (_WHO + r"(?P<partly>partly )?marks " + _ENTRY + r"(?: for #(?P<target>\d+))?", _marks),
        (_WHO + r"(?:also )?parks " + _ENTRY, _parks),
        (_WHO + r"revives " + _ENTRY, _revives),
        (_WHO + r"defines (?P<term>.+?)" + _WORDS, _defines),
        (_WHO + r"credits (?P<term>.+?) to (?P<whose>\w+)", _credits),
        (_WHO + r"adopts (?P<term>.+)", _adopts),
        (_WHO + r"confirms " + _ENTRY, _confirms),
        (_WHO + r"declines " + _ENTRY, _declines),
        (_WHO + r"withdraws " + _ENTRY, _withdraws),
    )
)
