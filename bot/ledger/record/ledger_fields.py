"""The fields of a ledger, as a list: which values each one has, and by which key.

Whatever goes through all that stands in a ledger walks this list. A field that is not described here, or a description
without its field, fails at import.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, get_args, get_origin, get_type_hints

from bot.ledger.derived import DERIVED
from bot.ledger.entries import CruxMark, Definition, Entry, Link, Stance
from bot.ledger.ledger import Debate, Ledger, PostedDigest
from bot.ledger.people import FormerSide, Participant, Side
from bot.ledger.signatures import Signature

Values = Mapping[Hashable, Any]
"""Values of one kind by their keys."""


@dataclass(frozen=True, slots=True)
class LedgerField:
    """A field of `Ledger`, which holds values of this kind."""

    name: str
    kind: type
    key: Callable[[Any], Hashable]
    """The key of a value: what two values of one ledger never have in common."""
    collected: Callable[[Values], object]
    """The field's content from its values."""

    def values(self, ledger: Ledger) -> Values:
        """The values of a ledger in this field, by key."""
        content = getattr(ledger, self.name)
        if isinstance(content, Mapping):
            return content
        values: Iterable[object] = (content,) if isinstance(content, self.kind) else content
        return {self.key(value): value for value in values}


def _itself(value: Hashable) -> Hashable:
    return value


KEYS: dict[type, Callable[[Any], Hashable]] = {
    Debate: attrgetter("id"),
    Side: attrgetter("number"),
    Participant: attrgetter("number"),
    Entry: attrgetter("number"),
    Stance: attrgetter("entry", "person"),
    CruxMark: attrgetter("entry", "person", "target"),
    Definition: attrgetter("number"),
    Link: _itself,
    PostedDigest: attrgetter("event"),
    FormerSide: attrgetter("number"),
    Signature: attrgetter("digest", "person"),
}


def _only(values: Values) -> object:
    if len(values) != 1:
        raise ValueError("the first event of a ledger opens its debate")
    return next(iter(values.values()))


def _as_frozenset(values: Values) -> frozenset[object]:
    return frozenset(values.values())


def _as_tuple(values: Values) -> tuple[object, ...]:
    return tuple(values.values())


_COLLECTED: dict[object, Callable[[Values], object]] = {
    Mapping: _itself,
    frozenset: _as_frozenset,
    tuple: _as_tuple,
}


def described(ledger: type) -> tuple[LedgerField, ...]:
    """The fields of a class of ledgers. Raises TypeError for one whose key is not known, and for a key of no field."""
    hints = get_type_hints(ledger, localns={"Counted": object})
    described = [_described(f.name, hints[f.name]) for f in fields(ledger) if DERIVED not in f.metadata]
    if odd := KEYS.keys() - {field.kind for field in described}:
        raise TypeError(f"no field of a ledger holds a {odd.pop().__name__}")
    return tuple(described)


def _described(name: str, hint: Any) -> LedgerField:
    origin = get_origin(hint)
    kinds = [kind for kind in (*get_args(hint), hint) if kind in KEYS]
    if not kinds:
        raise TypeError(f"the field {name!r} of a ledger: it is not known what tells its values apart")
    return LedgerField(name, kinds[0], KEYS[kinds[0]], _only if origin is None else _COLLECTED[_plain(origin)])


def _plain(origin: object) -> object:
    return Mapping if isinstance(origin, type) and issubclass(origin, Mapping) else origin


FIELDS: tuple[LedgerField, ...] = described(Ledger)


FIELD_OF: dict[type, LedgerField] = {field.kind: field for field in FIELDS}
"""The field with the values of each kind."""


def ledger_of(values: Mapping[type, Values], before: Ledger | None = None) -> Ledger:
    """The ledger that holds these values, by kind; of a kind without any, those of `before`.

    Raises ValueError unless there is exactly one debate.
    """
    return Ledger(**{field.name: _content(field, values, before) for field in FIELDS})  # type: ignore[arg-type]


def _content(field: LedgerField, values: Mapping[type, Values], before: Ledger | None) -> object:
    if before is None or field.kind in values:
        return field.collected(values.get(field.kind, {}))
    return getattr(before, field.name)
