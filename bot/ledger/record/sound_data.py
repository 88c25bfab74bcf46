"""Data of a change in which nothing can be wrong, as that of most events: read at once.

Which fields there are, of which types and in which bounds, is asked once for all data that names the same fields, and
written out as source. What does not pass is read field by field, by whoever then says what is wrong with it.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from types import NoneType
from typing import Any

from bot.ledger.record.events import CHANGES, Values
from bot.ledger.record.verb import PLATFORM_IDS, Form


def sound_values(verb: str, data: Mapping[Any, object], largest: int) -> Values | None:
    """What all fields of a change without texts hold, as `values_from` gives it; None where something may be wrong.

    No number in the data is below 0 or above `largest`, and each string is one of the words that its field may be.
    """
    kind = CHANGES.get(verb)
    read = _reading(kind.form, tuple(data)) if kind is not None else None
    return read(largest, *data.values()) if read is not None else None


# Most events of a ledger name one of a few sets of fields, while those of a hostile file may name any.
@lru_cache(maxsize=1024)
def _reading(form: Form, names: tuple[object, ...]) -> Callable[..., Values | None] | None:
    """What reads the values of fields with these names, in this order; None where they are to be read one by one."""
    plain, absent = set(form.plain), form.types.keys() - set(names)
    if not plain.issuperset(names) or absent - set(form.texts) - form.later.keys() or plain & PLATFORM_IDS:
        return None
    known: dict[str, object] = {f"default_of_{name}": default for name, default in form.later.items()}
    known |= {f"words_of_{name}": _words(kinds) for name, kinds in form.types.items()}
    given = ", ".join(["largest", *(f"the_{name}" for name in names)])
    held = "".join(_held(form, name, name in absent) + ", " for name in form.types)
    tests = " and ".join(_test(form, str(name)) for name in names) or "True"
    read: Callable[..., Values | None] = eval(f"lambda {given}: ({held}) if {tests} else None", known)
    return read


def _held(form: Form, name: str, is_absent: bool) -> str:
    """What a field holds, as source."""
    return f"the_{name}" if not is_absent else f"default_of_{name}" if name in form.later else "None"


def _test(form: Form, name: str) -> str:
    """What must be true of a field's value, as source."""
    value, kinds = f"the_{name}", form.types[name]
    may_be = {
        int: f"type({value}) is int and 0 <= {value} <= largest",
        bool: f"type({value}) is bool",
        NoneType: f"{value} is None",
    }
    tests = [test for kind, test in may_be.items() if kind in kinds]
    required = " or ".join([*tests, f"type({value}) is str and {value} in words_of_{name}"])
    return f"({required})" + (f" and {value} != default_of_{name}" if name in form.later else "")


def _words(kinds: Iterable[type]) -> frozenset[str]:
    return frozenset(word.value for kind in kinds if issubclass(kind, StrEnum) for word in kind)
