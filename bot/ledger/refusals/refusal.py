"""What all refusals are."""

from dataclasses import dataclass
from typing import dataclass_transform


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
