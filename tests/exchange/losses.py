"""What a ledger has, row by row: ledgers that differ in nothing else, so that a file either tells them apart or not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.estimates import Phase
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, SealedText, seal
from bot.ledger.record.events import Change, Event
from bot.ledger.record.import_mark import ImportMark
from tests.exchange.ledgers import DEBATE, GUILD, MESSAGE, START

NOTHING = e.EstimateGiven(1, Phase.BEFORE)
"""What stands in for a change that is left out: it moves nothing that a ledger has."""

_WHOLE: Mapping[str, Change] = {
    "opened": e.DebateOpened(GUILD, True, "Questionone"),
    "ana": e.ParticipantMet(1, "1234567890123456789", "ananame"),
    "ben": e.ParticipantMet(2, "2234567890123456789", "benname"),
    "kim": e.ParticipantMet(3, "3234567890123456789", "kimname"),
    "side": e.SideNamed(1, "Sideone"),
    "other side": e.SideNamed(2, "Sidetwo"),
    "ana joins": e.SideJoined(1, 1),
    "ben joins": e.SideJoined(2, 2),
    "kim joins": e.SideJoined(3, 1),
    "tagged": e.EntryTagged(1, Kind.CLAIM, 1, 1, False, DEBATE, MESSAGE, statement="Wordingone", passage="Passageone"),
    "ana s answer": e.StanceTaken(1, 1, 1, Answer.AGREE, 80),
    "waits": e.StanceTaken(1, 2, 1, Answer.AGREE),
    "reworded": e.EntryReworded(1, 2, "Wordingtwo"),
    "ana s new answer": e.StanceTaken(1, 1, 2, Answer.AGREE, 80),
    "kim s answer": e.StanceTaken(1, 3, 2, Answer.DISAGREE),
    "second": e.EntryTagged(2, Kind.CLAIM, 2, 2, False, statement="Secondone"),
    "second answer": e.StanceTaken(2, 2, 1, Answer.AGREE),
    "unsure": e.StanceTaken(2, 3, 1, Answer.UNSURE),
    "marked": e.CruxMarked(2, 2, None, Degree.FULLY),
    "third": e.EntryTagged(3, Kind.CLAIM, 2, 2, False, statement="Thirdone"),
    "linked": e.EntriesLinked(2, Relation.ATTACKS, 1),
    "restates": e.EntriesLinked(3, Relation.RESTATES, 2),
    "conceded": e.EntryTagged(
        4,
        Kind.CONCESSION,
        1,
        1,
        False,
        concedes=2,
        scope=Scope.POINT,
        conceded_answer=Answer.AGREE,
        statement="Concessionone",
    ),
    "parked": e.EntryParked(3, 2),
    "defined": e.TermDefined(1, 1, 1, DEBATE, MESSAGE, "Termone", "Meaningone"),
    "proposed": e.EntryTagged(5, Kind.CLAIM, 2, 1, True, statement="Proposalone"),
    "taken back": e.EntryTagged(6, Kind.CLAIM, 2, 2, False, statement="Withdrawnone"),
    "withdrawn": e.EntryWithdrawn(6),
    "to merge": e.EntryTagged(7, Kind.CLAIM, 2, 2, False, statement="Mergedone"),
    "merged": e.EntryMerged(7, 3),
    "erased": e.EntryTagged(8, Kind.CLAIM, 2, 2, False, DEBATE, MESSAGE + 2, statement="Erasedone"),
    "deleted": e.SourceDeleted(8),
    "digest": e.DigestPosted(30, MESSAGE + 9, told="1 2"),
    "signed": e.DigestSigned(34, 1, 1, True),
    "closed": e.DebateClosed(None, "Outcomeone", None),
    "counted": e.EstimatesCounted(6, 1, 0, 3, 1, 2, 40, 65),
    "last": e.EntryTagged(9, Kind.CLAIM, 1, 1, False, statement="Lastone"),
    "residue": e.EntriesLinked(9, Relation.RESIDUE_OF, 4),
}
"""One of everything that a ledger has, each change by what it is here."""


@dataclass(frozen=True, slots=True)
class File:
    """What a file is made of."""

    sealed: tuple[SealedEvent, ...]
    mark: ImportMark | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a ledger that differs from the whole one in nothing else, and words that it lacks."""

    other: File
    words: str | None = None


def _file(*, late: str = "", salt: int = 0, mark: ImportMark | None = None, **changed: Change) -> File:
    """The ledger with some changes in the place of others, by their names with spaces."""
    changes = {**_WHOLE, **{name.replace("_", " "): change for name, change in changed.items()}}
    assert changes.keys() == _WHOLE.keys()
    lines: list[SealedEvent] = []
    before = GENESIS
    for sequence, (name, change) in enumerate(changes.items(), start=1):
        at = START + timedelta(days=sequence, hours=12 * (name == late))
        line = seal(before, Event(DEBATE, sequence, at, 1, change), lambda size: bytes([salt] * size))
        lines.append(_erased(line) if name == "erased" and change is not NOTHING else line)
        before = line.hash
    return File(tuple(lines), mark)


def _erased(line: SealedEvent) -> SealedEvent:
    """The event of a statement once that was erased with the message that it came from."""
    gone = {name: SealedText(None, None, text.commitment) for name, text in line.texts.items()}
    assert isinstance(line.event.change, e.EntryTagged)
    return SealedEvent(replace(line.event, change=replace(line.event.change, statement=None)), gone, line.hash)


def _row(words: str | None = None, **changed: Change) -> Row:
    return Row(_file(**changed), words)


def _entry(number: int, statement: str, *, proposed: bool = False) -> e.EntryTagged:
    return e.EntryTagged(number, Kind.CLAIM, 2, 1 if proposed else 2, proposed, statement=statement)


def _tagged(statement: str = "Wordingone", passage: str = "Passageone", message: int = MESSAGE) -> e.EntryTagged:
    return e.EntryTagged(1, Kind.CLAIM, 1, 1, False, DEBATE, message, statement=statement, passage=passage)


def _conceded(concedes: int = 2, scope: Scope = Scope.POINT, statement: str = "Concessionone") -> e.EntryTagged:
    return e.EntryTagged(
        4,
        Kind.CONCESSION,
        1,
        1,
        False,
        concedes=concedes,
        scope=scope,
        conceded_answer=Answer.AGREE,
        statement=statement,
    )


WHOLE = _file()
"""The ledger that has one of everything."""

_MARK = ImportMark(START + timedelta(days=99), 2, bytes(32))

SEALS = "every event with its seal"

ROWS: Mapping[str, Row] = {
    "the question": _row("Questionone", opened=e.DebateOpened(GUILD, True, "Questiontwo")),
    "statements in force": _row("Wordingtwo", reworded=e.EntryReworded(1, 2, "Wordingthree")),
    "kinds": _row(third=e.EntryTagged(3, Kind.CRUX, 2, 2, False, statement="Thirdone")),
    "authors": _row(third=e.EntryTagged(3, Kind.CLAIM, 1, 1, False, statement="Thirdone")),
    "when an entry was tagged": Row(_file(late="third")),
    "earlier wordings": _row("Wordingone", tagged=_tagged(statement="Wordingnone")),
    "passages": _row("Passageone", tagged=_tagged(passage="Passagenone")),
    "links to messages": _row(str(MESSAGE), tagged=_tagged(message=MESSAGE + 1)),
    "names of people": _row("benname", ben=e.ParticipantMet(2, "2234567890123456789", "bobname")),
    "accounts on Discord": _row("2234567890123456789", ben=e.ParticipantMet(2, "2234567890123456788", "benname")),
    "names of sides": _row("Sideone", side=e.SideNamed(1, "Sidenone")),
    "who is on which side": _row(kim_joins=e.SideJoined(3, 2)),
    "stances as counts of sides": _row(kim_s_answer=e.StanceTaken(1, 3, 2, Answer.AGREE)),
    "who answered what": _row(
        ana_s_new_answer=e.StanceTaken(1, 1, 2, Answer.DISAGREE, 80), kim_s_answer=e.StanceTaken(1, 3, 2, Answer.AGREE)
    ),
    "unsure": _row(unsure=NOTHING),
    "stances that wait, on an earlier wording": _row(waits=NOTHING),
    "credences": _row(ana_s_new_answer=e.StanceTaken(1, 1, 2, Answer.AGREE, 60)),
    "crux marks": _row(marked=NOTHING),
    "how far a crux": _row(marked=e.CruxMarked(2, 2, None, Degree.PARTLY)),
    "concessions": _row("Concessionone", conceded=_conceded(statement="Concessionnone")),
    "what is conceded": _row(conceded=_conceded(concedes=3)),
    "how far it is conceded": _row(conceded=_conceded(scope=Scope.WHOLE)),
    "supports, attacks": _row(linked=e.EntriesLinked(2, Relation.SUPPORTS, 1)),
    "restates": _row(restates=NOTHING),
    "what remains after a concession": _row(residue=NOTHING),
    "parked": _row(parked=NOTHING),
    "definitions": _row("Termone", defined=e.TermDefined(1, 1, 1, DEBATE, MESSAGE, "Termnone", "Meaningone")),
    "proposals": _row("Proposalone", proposed=_entry(5, "Proposalnone", proposed=True)),
    "entries withdrawn or declined": _row("Withdrawnone", taken_back=_entry(6, "Withdrawnnone")),
    "entries merged into others": _row("Mergedone", to_merge=_entry(7, "Mergednone")),
    "that words were erased": _row(erased=NOTHING, deleted=NOTHING),
    "digests posted": _row(digest=e.DigestPosted(29, MESSAGE + 9, told="1 2")),
    "outcomes": _row("Outcomeone", closed=e.DebateClosed(None, "Outcomenone", None)),
    "estimates, as their tally": _row(counted=e.EstimatesCounted(6, 1, 0, 3, 1, 2, 40, 60)),
    "that it was imported": Row(_file(mark=_MARK)),
    SEALS: Row(_file(salt=1)),
}
"""The rows of the table in `docs/formats.md`, each by what a ledger has."""
