"""The look of a request: the part of a debate's ledger that it is about, with the head it was read under.

The head is read first, or in the same statement. So where the ledger still ends there when the request's changes are
appended, all that was read stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.ledger.entries import LARGEST_NUMBER, STATEMENT_LIMIT, Definition, Entry, Kind
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import Participant
from bot.ledger.record.chain import GENESIS
from bot.ledger.rules.concessions import Moved
from bot.ledger.rules.entries import entry_named, entry_numbered, number_in
from bot.ledger.rules.limits import NOTHING, SoFar
from bot.ledger.rules.proposals import Removal
from bot.ledger.statements import one_line
from bot.ledger.text import folded
from bot.store.prepared import Execute
from bot.store.reading.debate_statements import ANSWERS, STATED, look_statement
from bot.store.reading.debates import HEAD_COLUMNS, Head, head_of
from bot.store.reading.searching import search
from bot.store.reading.values import Rows, by_key, from_rows
from bot.store.rows import (
    CRUX_MARKS,
    DEFINITIONS,
    ENTRIES,
    FORMER_SIDES,
    LINKS,
    PARTICIPANTS,
    SIDES,
    STANCES,
)
from bot.store.waiting.drafts import Draft

MOST_FITTING = 25
"""Among how many entries that hold the words one is looked for that says just these."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries somebody may make within an hour, and how many a debate may have."""

    tags_an_hour: int
    open_entries: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What a request is about. `users` are people by the platform's ids: who asks, and whom they name.

    `names` are what somebody typed to name an entry: a number, or words of its statement. With `conceded`, what the
    entries concede is wanted too. `tags` is the message whose draft is wanted, with what was tagged in it already.
    `stated` is a statement that the first of the users may have made. With `limits`, what they have made
    within them is wanted. With `sides`, who takes part and who is where is
    wanted.
    """

    users: tuple[int, ...]
    entries: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    conceded: bool = False
    definition: int | None = None
    tags: int | None = None
    stated: str | None = None
    sides: bool = False
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Quoting:
    """An entry that quotes a message, live or proposed, as it was tagged; None where the statement was erased."""

    entry: int
    kind: Kind
    statement: str | None


@dataclass(frozen=True, slots=True)
class DebateLook:
    """Part of a ledger as it stood at `head`: people, sides, entries with their wordings, what the people said of them.

    The sequence of a debate that is not opened yet is 0.
    """

    head: Head
    ledger: Ledger
    next_person: int
    next_entry: int = 0
    next_definition: int = 0
    draft: Draft | None = None
    quoting: tuple[Quoting, ...] = ()
    """What was tagged in the wanted message already."""
    named: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The entries that fit each of the names, best first."""
    stated: tuple[int, ...] = ()
    """The entries that make the wanted statement."""
    linked_by: int | None = None
    """Who said last that two entries are linked, where that was wanted."""
    removal: Removal | None = None
    """How an entry was withdrawn or merged last, where that was wanted."""
    removals: Mapping[int, Removal] = field(default_factory=dict)
    """How each of some entries was withdrawn or merged last, where that was wanted."""
    moved: Moved | None = None
    """How somebody's stance changed, where that was wanted."""
    so_far: SoFar = NOTHING
    """What there is of what is limited, where that was wanted."""
    taking_part: frozenset[int] = frozenset()
    """Those of the users who take part, by their numbers, where that was wanted."""
    is_newcomer: bool = False
    """Whether the ledger had not met who asks before this request."""
    two_take_part: bool = False
    """Whether at least two people take part, where that was wanted."""
    on_each_side: Mapping[int, int] = field(default_factory=dict)
    """How many people are on each side, where that was wanted; a side without any is absent."""

    @property
    def is_opened(self) -> bool:
        """Whether the debate has a ledger."""
        return self.head.sequence > 0

    def entry(self, number: int) -> Entry:
        """The entry of that number. Raises NoSuchEntry."""
        return entry_numbered(self.ledger.entries, number)

    def entry_named(self, name: str) -> Entry:
        """The entry that somebody names, as wanted. Raises NoSuchEntry, NothingFits, AmbiguousEntry."""
        return entry_named(self.ledger.entries, name, self.named[name])

    def person(self, user: int) -> Participant | None:
        """The participant that a person of the platform is; None where the ledger has not met them."""
        return next((person for person in self.ledger.participants.values() if person.user == user), None)


async def debate_look(execute: Execute, unopened: Debate, subject: Subject) -> DebateLook:
    """The look of a request; `unopened` is what the debate would be if it were opened now."""
    first = await _read(execute, unopened, subject, subject.entries)
    named = {name: await _fitting(execute, unopened.id, name) for name in subject.names}
    more = {number for fitting in named.values() for number in fitting}
    stated = () if subject.stated is None else await _stated(execute, unopened.id, subject.users[0], subject.stated)
    more.update(stated)
    if subject.conceded:
        more |= {entry.concession.entry for entry in first.ledger.entries.values() if entry.concession is not None}
    if not more:
        return replace(first, named=named) if named else first
    second = await _read(execute, unopened, subject, (*subject.entries, *more))
    return replace(second, head=first.head, named=named, stated=stated)


async def with_all_answers(execute: Execute, look: DebateLook, entry: int) -> DebateLook:
    """The look with everybody's stance on an entry, and who they are."""
    rows = await execute(ANSWERS, {"debate_of": look.head.debate.id, "entry_of": entry})
    own = len(PARTICIPANTS.selected)
    people = by_key(PARTICIPANTS.value(*row[:own]) for row in rows)
    stances = by_key(STANCES.value(*row[own:]) for row in rows)
    ledger = replace(
        look.ledger, participants={**people, **look.ledger.participants}, stances={**look.ledger.stances, **stances}
    )
    return replace(look, ledger=ledger)


async def _fitting(execute: Execute, debate: int, name: str) -> tuple[int, ...]:
    """The numbers of the entries that a name fits; none where it is longer than any statement."""
    number, line = number_in(name), one_line(name)
    if number is not None:
        return (number,) if number <= LARGEST_NUMBER else ()
    if not line or len(line) > STATEMENT_LIMIT:
        return ()
    matches = await search(execute, debate, line, MOST_FITTING)
    return tuple(entry.number for entry in matches[1]) if matches is not None else ()


async def _stated(execute: Execute, debate: int, user: int, statement: str) -> tuple[int, ...]:
    """The live or proposed entries of a person that quote no message and say this, in whatever case of letters."""
    values = {"debate_of": debate, "user_of": user, "folded_as": folded(statement)}
    return tuple(row[0] for row in await execute(STATED, values))


async def _read(execute: Execute, unopened: Debate, subject: Subject, entries: tuple[int, ...]) -> DebateLook:
    values: dict[str, object] = {"debate_of": unopened.id, "users_of": list(subject.users)}
    if entries:
        values["entries_of"] = [number for number in entries if 0 < number <= LARGEST_NUMBER]
    if subject.definition is not None:
        values["definition_of"] = subject.definition if 0 < subject.definition <= LARGEST_NUMBER else 0
    if subject.tags is not None:
        values |= {"user_of": subject.users[0], "message_of": subject.tags}
    if subject.limits is not None:
        limits = {"tags_before": subject.limits.tags_an_hour - 1, "most_open": subject.limits.open_entries}
        values |= {"user_of": subject.users[0]} | limits
    shape = (
        bool(entries),
        subject.definition is not None,
        subject.tags is not None,
        subject.sides,
        subject.limits is not None,
    )
    (row,) = await execute(look_statement(*shape), values)
    return _look(row, unopened, subject, *shape)


def _look(
    row: Sequence[Any],
    unopened: Debate,
    subject: Subject,
    about_entries: bool,
    about_terms: bool,
    about_message: bool,
    about_sides: bool,
    about_limits: bool,
) -> DebateLook:
    head = head_of(row[:HEAD_COLUMNS]) or Head(unopened, 0, GENESIS)
    next_person, next_entry, next_definition, people, sides, former_sides, *rest = row[HEAD_COLUMNS:]
    wanted: dict[str, Any] = {}
    definitions: Mapping[Any, Definition] = {}
    parts: dict[str, Any] = {}
    if about_entries:
        entries, wordings, stances, marks, links, others, *rest = rest
        people = [*people, *others]
        parts = _entries(entries, wordings, stances, marks, links)
    if about_terms:
        terms, adopters, *rest = rest
        definitions = by_key(from_rows(DEFINITIONS, terms, adopters))
    if about_message:
        drafts, authors, tagged, *rest = rest
        people = [*people, *authors]
        wanted["quoting"] = tuple(Quoting(number, Kind(kind), statement) for number, kind, statement in tagged)
        wanted["draft"] = next((Draft(unopened.id, subject.users[0], *columns) for columns in drafts), None)
    ledger = Ledger(
        debate=head.debate,
        sides=by_key(from_rows(SIDES, sides)),
        former_sides=by_key(from_rows(FORMER_SIDES, former_sides)),
        participants=by_key(from_rows(PARTICIPANTS, people)),
        definitions=definitions,
        **parts,
    )
    if about_sides:
        taking_part, wanted["two_take_part"], on_each, *rest = rest
        wanted |= {"taking_part": frozenset(taking_part), "on_each_side": dict(on_each)}
    if about_limits:
        wanted["so_far"] = SoFar(*rest)
    return DebateLook(head, ledger, next_person, next_entry, next_definition, **wanted)


def _entries(entries: Rows, wordings: Rows, stances: Rows, marks: Rows, links: Rows) -> dict[str, Any]:
    return {
        "entries": by_key(from_rows(ENTRIES, entries, wordings)),
        "stances": by_key(from_rows(STANCES, stances)),
        "marks": by_key(from_rows(CRUX_MARKS, marks)),
        "links": frozenset(from_rows(LINKS, links)),
    }
