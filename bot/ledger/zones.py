"""The time zones of the tzdata package, the same on every machine: the system's own copy is never looked at."""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

NO_ZONES = frozenset({"Factory"})
"""Names of tzdata's own list that stand for a clock nobody has set."""


class UnknownZone(Exception):
    """The tzdata package has no zone of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@cache
def zone_names() -> frozenset[str]:
    """The names of all zones."""
    listed = (files("tzdata") / "zones").read_text(encoding="ascii").split()
    return frozenset(listed) - NO_ZONES


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises UnknownZone."""
    if name not in zone_names():
        raise UnknownZone(name)
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, key=name)
