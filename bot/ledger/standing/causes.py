"""Why an entry stands elsewhere than before: what changed between two looks is undone, one kind after the other.

Where the class is the old one again, the kind of change that was undone last is the cause. The order is fixed:

1. an entry that was reworded is another sentence, whose answers began anew: nothing else is looked at;
2. the answers of people who had answered before: a side moved, or single people did;
3. the answers of people who had not answered it; who had answered nothing at all takes no part then;
4. people who were forgotten, or whose answers count no longer, or again;
5. who takes part: how many of a side have answered anything, and who there is where no side is declared;
6. people who changed, left or joined a side;
7. the sides themselves: opened, merged or removed.

So new answers are the cause only where somebody answered that entry, and each change has exactly one cause.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.ledger.entries import Stance
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant
from bot.ledger.standing.counts import PLACE, Counted, camps, counted, participants, recounted, uncounted_in
from bot.ledger.standing.standing import class_of
from bot.ledger.standing.verdicts import StandingClass


class Cause(Enum):
    """Why the class of an entry changed."""

    NEW_WORDING = auto()
    SIDES_MOVED = auto()
    ANSWERS_CHANGED = auto()
    """Single people answer otherwise, and no side moved as such."""
    NEW_ANSWERS = auto()
    SOMEBODY_FORGOTTEN = auto()
    OTHERS_COUNT = auto()
    """Whose answers count in the server is another matter than before."""
    MORE_TAKE_PART = auto()
    FEWER_TAKE_PART = auto()
    """What people had answered was withdrawn or merged, or its words were erased."""
    PEOPLE_CHANGED_SIDES = auto()
    SIDES_MERGED = auto()
    """All of a side are on another one, and theirs is none any more: they themselves did nothing."""
    SIDES_CHANGED = auto()
    """Sides were opened or removed."""


Answers = dict[int | None, tuple[int, int, int]]
"""How many of each camp agree, disagree and are unsure."""

Change = tuple[Stance | None, Stance | None]
"""A stance that is not what it was (None: withdrawn), and what it was (None: there was none)."""


def decided_one_by_one(before: Ledger, now: Ledger) -> frozenset[int]:
    """The people whose stances must be known one by one to tell a cause, beside the stances that changed."""
    others = _counted_otherwise(before, now)
    if now.sides:
        return others | _changed_sides(before, now)
    # Where two people are left, each of them is a side, whose answers are its own.
    then = participants(before)
    return others.union(*(people for people in (then, then & participants(now)) if len(people) <= 2))


class Causes:
    """The causes of what changed on some entries between two looks."""

    def __init__(self, before: Ledger, now: Ledger, entries: Collection[int]) -> None:
        self._before, self._now = before, now
        changes = list(_changes(before, now, entries))
        self._minds_undone = recounted(counted(now), now, (c for c in changes if _is_change_of_mind(*c)))
        self._answers_undone = recounted(counted(now), now, changes)
        self._newcomers: dict[int, set[int]] = {}
        for after, earlier in changes:
            if earlier is None and after is not None:
                self._newcomers.setdefault(after.entry, set()).add(after.person)
        self._steps = list(_steps(before, now))

    def of(self, entry: int, earlier: StandingClass, *, sides_moved: bool) -> Cause:
        """Why an entry stands where it does, and not in the earlier class any more."""
        if self._before.entries[entry].wording.number != self._now.entries[entry].wording.number:
            return Cause.NEW_WORDING
        people = self._steps[0].people
        if people.class_with(people.answers(self._minds_undone, entry)) is earlier:
            return Cause.SIDES_MOVED if sides_moved else Cause.ANSWERS_CHANGED
        answers, newcomers = people.answers(self._answers_undone, entry), self._newcomers.get(entry, set())
        for step in self._steps:
            others = step.people.without(newcomers)
            answers, people = self._carried_over(entry, answers, people, others), others
            if people.class_with(answers) is earlier:
                return step.undone
        return Cause.SIDES_MERGED if _sides_merged(self._before, self._now) else Cause.SIDES_CHANGED

    def _carried_over(self, entry: int, answers: Answers, one: "_People", other: "_People") -> Answers:
        """The answers to an entry once its people stand otherwise; who stands elsewhere is looked up one by one."""
        if one.camps == other.camps:
            return answers
        over = {key: list(answers.get(key, (0, 0, 0))) for key in other.camps}
        for key, people in other.camps.items():
            were = one.camps.get(key, frozenset())
            for person, by in (*((new, 1) for new in people - were), *((old, -1) for old in were - people)):
                stance = self._before.stances.get((entry, person))
                if stance is not None and stance.counts_for(self._now.entries[entry]):
                    over[key][PLACE[stance.answer]] += by
        return {key: (agree, disagree, unsure) for key, (agree, disagree, unsure) in over.items()}


@dataclass(frozen=True, slots=True)
class _People:
    """Who is in which camp, by its key, and who of them has answered anything; `regulars` took part before too."""

    camps: Mapping[int | None, frozenset[int]]
    answered: frozenset[int]
    members: tuple[int, ...]
    declared: bool
    regulars: frozenset[int]
    """Those of before who had answered anything, or took part at all where no side is declared."""

    def without(self, newcomers: Set[int]) -> "_People":
        """The same without those of these people who are new to the debate."""
        new = newcomers - self.regulars
        if not new:
            return self
        if not self.declared:
            everybody = frozenset().union(*self.camps.values()) - new
            return _people_in(camps((), (), lambda: everybody), self.answered - new, self.regulars, declared=False)
        silent = new & self.answered
        members = zip(self.members, self.camps.values(), strict=True)
        return replace(self, members=tuple(number - len(silent & people) for number, people in members))

    def answers(self, counts: Counted, entry: int) -> Answers:
        """The answers of these people to an entry, as they are counted."""
        sides = zip(self.camps, counts.of(entry).sides, strict=True)
        return {key: (side.agree, side.disagree, side.unsure) for key, side in sides}

    def class_with(self, answers: Answers) -> StandingClass:
        """Where an entry stands that they answered so."""
        return class_of(tuple(answers[key] for key in self.camps), self.members, is_room=None in self.camps)


@dataclass(frozen=True, slots=True)
class _Step:
    """Who there is once a kind of change is undone, and all kinds before it."""

    undone: Cause
    people: _People


def _steps(before: Ledger, now: Ledger) -> Iterator[_Step]:
    """The people as they are; then with one kind of change after the other undone. The stances are those of before."""
    here, then = counted(now), counted(before)
    there, there_then = participants(now, here.present), participants(before, then.present)
    regulars = then.answered if now.sides else there_then
    everybody = dict(now.participants)

    def people(there: frozenset[int], answered: frozenset[int]) -> _People:
        chosen = ((number, person.side) for number, person in everybody.items() if not person.counts_nowhere)
        return _people_in(camps(now.sides, chosen, lambda: there), answered, regulars, declared=bool(now.sides))

    yield _Step(Cause.NEW_ANSWERS, people(there, here.answered))

    others = _counted_otherwise(before, now)
    everybody |= {number: _counted_as(everybody[number], before.participants[number]) for number in others}
    back, gone = others & uncounted_in(now), others & uncounted_in(before)
    there, answered = (there | (back & there_then)) - gone, (here.answered | (back & then.answered)) - gone
    by_server = any(now.participants[number].forgotten is before.participants[number].forgotten for number in others)
    yield _Step(Cause.OTHERS_COUNT if by_server else Cause.SOMEBODY_FORGOTTEN, people(there, answered))

    grew = bool(answered - then.answered or (not now.sides and there - there_then))
    undone = Cause.MORE_TAKE_PART if grew else Cause.FEWER_TAKE_PART
    yield _Step(undone, people(there_then, then.answered))

    if before.sides and now.sides:
        new = everybody.keys() - before.participants.keys()
        everybody |= {number: replace(everybody[number], side=None) for number in new}
        changed = _changed_sides(before, now)
        everybody |= {number: replace(everybody[number], side=before.participants[number].side) for number in changed}
    yield _Step(Cause.PEOPLE_CHANGED_SIDES, people(there_then, then.answered))


def _people_in(
    camps: Mapping[int | None, frozenset[int]], answered: frozenset[int], regulars: frozenset[int], *, declared: bool
) -> _People:
    return _People(camps, answered, tuple(len(people & answered) for people in camps.values()), declared, regulars)


def _counted_otherwise(before: Ledger, now: Ledger) -> frozenset[int]:
    """Those of before who counted then and do not now, or the other way round."""
    return (uncounted_in(now) ^ uncounted_in(before)) & before.participants.keys()


def _counted_as(now: Participant, then: Participant) -> Participant:
    """Somebody, counting as they did then."""
    return replace(now, forgotten=then.forgotten, uncounted=then.uncounted)


def _changed_sides(before: Ledger, now: Ledger) -> frozenset[int]:
    """Those of before who are on another side now, or on none, though their side is still there.

    Nobody, where sides were declared at one of the two looks only: it is the sides that changed then.
    """
    if not (before.sides and now.sides):
        return frozenset()
    sides_then = ((number, person.side) for number, person in before.participants.items())
    return frozenset(
        number
        for number, side in sides_then
        if now.participants[number].side != side and (side is None or side in now.sides)
    )


def _sides_merged(before: Ledger, now: Ledger) -> bool:
    """Whether all that were on a side which is gone are on one that is there."""
    for gone in before.sides.keys() - now.sides.keys():
        were = [number for number, person in before.participants.items() if person.side == gone]
        into = {now.participants[number].side for number in were if not now.is_forgotten(number)}
        if len(into) == 1 and into <= now.sides.keys():
            return True
    return False


def _changes(before: Ledger, now: Ledger, entries: Collection[int]) -> Iterator[Change]:
    """The stances on these entries that changed."""
    for key, after in now.stances.items():
        if after.entry in entries and (earlier := before.stances.get(key)) != after:
            yield after, earlier
    for key in before.stances.keys() - now.stances.keys():
        if key[0] in entries:
            yield None, before.stances[key]


def _is_change_of_mind(after: Stance | None, earlier: Stance | None) -> bool:
    """Whether somebody had answered the same wording before, and answers otherwise now, or not at all any more."""
    return earlier is not None and (after is None or after.wording == earlier.wording)
