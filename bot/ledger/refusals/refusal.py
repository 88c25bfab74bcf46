"""What all refusals are."""

from dataclasses import dataclass
from inspect import get_annotations
from typing import dataclass_transform


@dataclass(frozen=True, slots=True)
class Address:
    """A fact that is a web address of the platform's, which nobody wrote: it is shown so that it can be followed."""

    url: str


@dataclass_transform(kw_only_default=True, eq_default=False)
@dataclass(kw_only=True, eq=False)
class Refusal(Exception):
    """That cannot be done here.

    A subclass declares its facts as a dataclass does. A fact that is text may be what a person wrote.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # One without facts of its own is made and shown as its parent is; to make it a dataclass anew costs each start.
        if get_annotations(cls):
            dataclass(kw_only=True, eq=False)(cls)

    def __str__(self) -> str:
        return repr(self)
