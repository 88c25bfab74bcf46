"""Frozen dataclasses of which there may be millions, or that each click makes: each is made in half of the time.

A frozen dataclass sets its fields through `object.__setattr__`, which looks each one up by its name. These are set by
the descriptors of their slots, found once for the class.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

_Value = TypeVar("_Value")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[_Value]) -> type[_Value]:
    """Makes a class a frozen dataclass with slots. Raises TypeError where making one is more than setting fields."""
    kind = dataclass(frozen=True, slots=True)(cls)
    _check(kind)
    kind.__init__ = _setting_slots(kind)  # type: ignore[method-assign]
    return kind


def _check(kind: type[Any]) -> None:
    plain = all(f.init and not f.kw_only and f.default_factory is MISSING for f in fields(kind))
    if not plain or hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} is made by more than setting its fields")


def _setting_slots(kind: type[Any]) -> Callable[..., None]:
    """What `__init__` of the class is: written out as source, as dataclasses do, since a loop would take longer."""
    names = [f.name for f in fields(kind)]
    known: dict[str, Any] = {f"_set_{name}": getattr(kind, name).__set__ for name in names}
    lines = [f"    _set_{name}(self, {name})" for name in names] or ["    pass"]
    exec("\n".join([f"def __init__(self, {', '.join(names)}):", *lines]), known)
    made: Callable[..., None] = known["__init__"]
    for told in ("__defaults__", "__annotations__", "__module__", "__qualname__", "__doc__"):
        setattr(made, told, getattr(kind.__init__, told))
    return made
