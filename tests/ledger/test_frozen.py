import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from bot.ledger.frozen import frozen


@frozen
class Said:
    """Something said."""

    by: int
    words: str | None = None
    told: int = field(default=1, compare=False, metadata={"derived": True})


@frozen
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class Plain:
    by: int
    words: str | None = None
    told: int = field(default=1, compare=False, metadata={"derived": True})


def test_one_is_all_that_a_frozen_dataclass_is() -> None:
    said = Said(1, words="yes")
    assert (said.by, said.words, said.told) == (1, "yes", 1)
    assert repr(said) == "Said(by=1, words='yes', told=1)"
    assert said == Said(1, "yes", 2) != Said(2, "yes")
    assert hash(said) == hash(Said(1, "yes"))
    assert replace(said, by=2) == Said(2, "yes")
    assert pickle.loads(pickle.dumps(said)) == said
    assert [(f.name, f.metadata) for f in fields(Said)] == [(f.name, f.metadata) for f in fields(Plain)]
    assert Said.__init__.__annotations__ == Plain.__init__.__annotations__
    assert Nothing() == Nothing()


def test_none_changes_or_takes_what_it_has_no_field_for() -> None:
    said = Said(1)
    with pytest.raises(FrozenInstanceError):
        said.by = 2  # type: ignore[misc]
    with pytest.raises(TypeError, match=r"Said.__init__\(\) missing 1 required positional argument: 'by'"):
        Said()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'when'"):
        Said(1, when=2)  # type: ignore[call-arg]


def test_a_class_that_does_more_than_set_fields_is_refused() -> None:
    class Made:
        items: list[int] = field(default_factory=list)

    class Checked:
        by: int

        def __post_init__(self) -> None:
            """Something else."""

    for more in (Made, Checked):
        with pytest.raises(TypeError, match=f"{more.__name__} is made by more than setting its fields"):
            frozen(more)
