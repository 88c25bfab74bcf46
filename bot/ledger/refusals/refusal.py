"""What all refusals are."""

from dataclasses import dataclass
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
        dataclass(kw_only=True, eq=False)(cls)

    def __str__(self) -> str:
        return repr(self)
