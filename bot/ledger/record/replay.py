"""What stands in a ledger after its events: their effects, carried out on values.

Folding the events from the first to the last gives the ledger, exactly as the tables hold it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any, TypeVar

from bot.ledger.entries import Definition, Entry, Stance
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant
from bot.ledger.record.effects import Amend, AmendEach, AmendPart, Clear, Effect, Extend, Put, Remove
from bot.ledger.record.events import Event
from bot.ledger.record.ledger_fields import FIELD_OF, FIELDS, KEYS, ledger_of

_Value = TypeVar("_Value")


def replay(events: Iterable[Event]) -> Ledger:
    """The ledger after these events, in their order. Raises ValueError unless the first one opens the debate."""
    running = Replay()
    for event in events:
        running.take(event)
    return running.ledger()


class Replay:
    """A replay under way. Its containers change in place; the values in them never do.

    Those of a ledger that it goes on from are copied before they change: the others are the same objects afterwards.
    """

    def __init__(self, before: Ledger | None = None) -> None:
        self._before = before
        self._values: dict[type, dict[Hashable, Any]] = {field.kind: {} for field in FIELDS if before is None}
        """The containers; of those of an earlier ledger, the ones in which something has changed."""
        self._has_everybody = before is None
        self._names_changed = False

    @classmethod
    def onward(cls, ledger: Ledger) -> "Replay":
        """A replay that goes on from what stood in a ledger."""
        return cls(ledger)

    def standing(self, kind: type[_Value]) -> Mapping[Any, _Value]:
        """The values of one kind that stand now, by key."""
        if self._before is None or kind in self._values:
            return self._values[kind]
        return FIELD_OF[kind].values(self._before)

    def ledger(self) -> Ledger:
        """What stands after the events taken so far. Raises ValueError where none of them opened the debate."""
        if self._names_changed:
            self._tell_apart()
        return ledger_of(self._values, self._before)

    def take(self, event: Event) -> None:
        """Go on with the next event. Raises ValueError or KeyError for one that does not follow from those before."""
        for effect in event.change.effects(event):
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        if type(effect) is Put:
            self._put(effect.value)
        elif type(effect) is Amend:
            self._amend(effect.kind, effect.key, effect.now)
        elif type(effect) is AmendPart:
            if (part := getattr(self.standing(effect.kind)[effect.key], effect.part)) is not None:
                self._amend(effect.kind, effect.key, {effect.part: replace(part, **effect.now)})
        elif type(effect) is AmendEach:
            for key, value in self._changing(effect.kind).items():
                if getattr(value, effect.field) == effect.was:
                    self._amend(effect.kind, key, {effect.field: effect.now})
        elif type(effect) is Clear:
            for key, value in self._changing(effect.kind).items():
                if any(getattr(value, field) is not None for field in effect.fields):
                    self._amend(effect.kind, key, dict.fromkeys(effect.fields))
        elif type(effect) is Extend:
            before = getattr(self.standing(effect.kind)[effect.key], effect.field)
            extended = _EXTENDED[effect.kind, effect.field](before, effect.item)
            self._amend(effect.kind, effect.key, {effect.field: extended})
        elif type(effect) is Remove:
            self._changing(effect.kind).pop(effect.key, None)

    def _changing(self, kind: type) -> dict[Hashable, Any]:
        """The container of one kind, to change in place."""
        values = self._values.get(kind)
        if values is None:
            values = self._values[kind] = dict(self.standing(kind))
        return values

    def _put(self, value: object) -> None:
        kind = type(value)
        self._names_changed |= kind is Participant
        key, values = KEYS[kind](value), self._changing(kind)
        if isinstance(value, Stance):
            value = value.following(values.get(key))
        elif isinstance(value, Entry):
            value = self._with_conceded_words(value)
        values[key] = value

    def _tell_apart(self) -> None:
        """Count those of one name anew, as far as everybody before them is known.

        A replay that goes on from a part of a ledger may lack some of them.
        """
        named = self._changing(Participant)
        people: list[Participant] = sorted(named.values(), key=attrgetter("number"))
        seen = Counter[str | None]()
        for place, person in enumerate(people, start=1):
            if not self._has_everybody and person.number != place:
                break
            seen[person.name] += 1
            if person.namesake != seen[person.name]:
                named[person.number] = replace(person, namesake=seen[person.name])
        self._names_changed = False

    def _with_conceded_words(self, entry: Entry) -> Entry:
        concession = entry.concession
        if concession is None or concession.wording is None:
            return entry
        conceded: Entry = self.standing(Entry)[concession.entry]
        return replace(entry, conceded_words=conceded.wordings[concession.wording - 1].statement)

    def _amend(self, kind: type, key: Hashable, now: Mapping[str, object]) -> None:
        values = self._changing(kind)
        values[key] = replace(values[key], **now)
        self._names_changed |= kind is Participant and "name" in now


def _appended(before: tuple[Any, ...], item: object) -> tuple[Any, ...]:
    return (*before, item)


def _as_sorted_set(before: tuple[Any, ...], item: object) -> tuple[Any, ...]:
    return tuple(sorted({*before, item}))


_EXTENDED = {(Entry, "wordings"): _appended, (Definition, "adopted_by"): _as_sorted_set}
"""How the collections within values take one more item."""
