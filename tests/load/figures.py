"""What a load gave, as figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

ALLOWED = 3.0
"""Seconds in which Discord wants the first answer."""


@dataclass
class Delays:
    """How long answers took, in seconds."""

    seconds: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The delay that so large a share of the answers did not exceed."""
        if not self.seconds:
            return float("inf")
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]

    @property
    def longest(self) -> float:
        return max(self.seconds, default=float("inf"))

    def told(self) -> str:
        p50, p95, p99 = (f"{self.at(share) * 1000:.0f}" for share in (0.5, 0.95, 0.99))
        return f"p50 {p50} ms, p95 {p95} ms, p99 {p99} ms, longest {self.longest * 1000:.0f} ms"


@dataclass(frozen=True)
class Figure:
    """One line of the table; `met` is None where it is only told."""

    name: str
    value: str
    met: bool | None = None


def table(title: str, figures: Sequence[Figure]) -> str:
    """The figures under a title, with a mark where something had to hold."""
    marks = {True: "ok", False: "FAILED", None: ""}
    width = max(len(figure.name) for figure in figures)
    lines = [f"  {figure.name:<{width}}  {figure.value}  {marks[figure.met]}".rstrip() for figure in figures]
    return "\n".join([title, *lines])
