"""Name sides, take one, leave it; rename them, merge two, remove an empty one."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.actions.deciding import Decide, Written, may_name_sides, require_opener
from bot.actions.reading import reading
from bot.actions.request import Request
from bot.actions.writing import look_ahead, looking, write
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant, Side, SideName
from bot.ledger.rules import Changes
from bot.ledger.rules import sides as rules
from bot.store.reading import people
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class JoinedSide:
    """The side a person is on now; `new` where they opened it, `before` where they left another for it."""

    side: Side
    new: bool
    before: Side | None

    @property
    def moved_from(self) -> SideName:
        """What the side is called that they left; None where they left none."""
        return self.before.called if self.before is not None else None


@dataclass(frozen=True, slots=True)
class RenamedSide:
    """A side that has another name now; `before` is what it was called."""

    before: SideName
    now: Side


@dataclass(frozen=True, slots=True)
class MergedSides:
    """A side that is none any more, the one that it went into, and how many people moved along."""

    side: Side
    into: Side
    people: int


async def sides_here(sessions: Sessions, request: Request) -> list[Side]:
    """The declared sides, in their order."""
    async with reading(sessions, request) as (session, debate):
        return await people.sides(session, debate.id)


# Taking and leaving


async def join_side(sessions: Sessions, request: Request, name: str, *, open_it: bool = False) -> JoinedSide:
    """Take the side of that name (in any case of letters); with `open_it`, a new one where no side has that name.

    Raises NoSuchSide, which says whether the person may open it; MayNotNameSides and MayNotOpenSides.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        may = may_name_sides(look, request, writer)
        return rules.joined_by_name(writer, name, look.ledger, may, request.unnamed_side, open_it=open_it)

    return _joined(await write(sessions, request, looking(request, sides=True), decide))


async def join_numbered(sessions: Sessions, request: Request, number: int) -> JoinedSide:
    """Take the side of that number, or the one that it was merged into. Raises NoSuchSide."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return rules.joined_by_number(writer, number, look.ledger)

    return _joined(await write(sessions, request, looking(request), decide))


def _joined(written: Written) -> JoinedSide:
    before, after = written.before.ledger.sides, written.after
    side = after.sides[after.participants[written.writer.number].side or 0]
    left_side = before.get(written.writer.side or 0)
    return JoinedSide(side, side.number not in before, left_side if left_side != side else None)


async def leave_side(sessions: Sessions, request: Request) -> Side:
    """Leave one's side; gives the side that was left."""

    def decide(_: DebateLook, writer: Participant) -> Changes:
        return rules.left(writer)

    written = await write(sessions, request, looking(request), decide)
    return written.before.ledger.sides[written.writer.side or 0]


# Naming


async def sides_to_name(sessions: Sessions, request: Request) -> tuple[Side, ...]:
    """The sides here, for who would name the missing ones. Raises MayNotNameSides."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        rules.require_missing(look.ledger, may_name_sides(look, request, writer))
        return ()

    return tuple(
        (await look_ahead(sessions, request, looking(request, sides=True), decide)).before.ledger.sides.values()
    )


async def name_sides(sessions: Sessions, request: Request, first: str, second: str) -> tuple[Side, ...]:
    """Name the sides that a debate lacks; gives all that it has then. Those of these names that are there stay.

    Raises BadSideName, SideNameTaken, MayNotNameSides, MayNotOpenSides.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        may = may_name_sides(look, request, writer)
        return rules.missing_named((first, second), look.ledger, may, request.unnamed_side)

    written = await write(sessions, request, looking(request, sides=True), decide)
    return tuple(written.after.sides.values())


async def rename_side(sessions: Sessions, request: Request, name: str, to: str) -> RenamedSide:
    """Give a side another name. The debate's opener may, and moderators. Raises NoSuchSide, SideNameTaken."""

    def change(ledger: Ledger) -> Changes:
        return rules.renamed({_side(name, ledger, request).number: to}, ledger, request.unnamed_side)

    written = await write(sessions, request, looking(request), _in_charge(request, change))
    before = _side(name, written.before.ledger, request)
    return RenamedSide(before.called, written.after.sides[before.number])


async def sides_to_merge(sessions: Sessions, request: Request, name: str, into: str) -> MergedSides:
    """What merging two sides would do. Raises what `merge_sides` raises."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        rules.merged(_side(name, look.ledger, request), _side(into, look.ledger, request))
        return ()

    look = (await look_ahead(sessions, request, looking(request, sides=True), decide)).before
    return _merged(look, _side(name, look.ledger, request), _side(into, look.ledger, request))


async def merge_sides(sessions: Sessions, request: Request, number: int, into: int) -> MergedSides:
    """Let everybody on a side be on another one; the first is none any more. The opener may, and moderators.

    Raises NoSuchSide, SideIntoItself.
    """

    def change(ledger: Ledger) -> Changes:
        return rules.merged(rules.side_numbered(number, ledger), rules.side_numbered(into, ledger))

    written = await write(sessions, request, looking(request, sides=True), _in_charge(request, change))
    sides = written.before.ledger.sides
    return _merged(written.before, sides[number], sides[into])


def _merged(look: DebateLook, side: Side, into: Side) -> MergedSides:
    return MergedSides(side, into, look.on_each_side.get(side.number, 0))


async def remove_side(sessions: Sessions, request: Request, name: str) -> Side:
    """Take a side away that nobody is on. The opener may, and moderators. Raises NoSuchSide, SideHasPeople."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        side = _side(name, look.ledger, request)
        return rules.removed(side, look.on_each_side.get(side.number, 0))

    written = await write(sessions, request, looking(request, sides=True), decide)
    return _side(name, written.before.ledger, request)


def _side(name: str, ledger: Ledger, request: Request) -> Side:
    return rules.side_named(name, ledger, request.unnamed_side)


def _in_charge(request: Request, change: Callable[[Ledger], Changes]) -> Decide:
    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        return change(look.ledger)

    return decide
