"""Plots of what was measured, as SVG files that are the same to the byte whenever the figures are."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.fits import Line

WIDTH, HEIGHT = 4.0, 2.6
"""Of one panel, in inches."""


@dataclass(frozen=True)
class Series:
    """Points, with the line through them where one is fitted."""

    label: str
    xs: Sequence[float]
    ys: Sequence[float]
    fitted: Line | None = None


@dataclass(frozen=True)
class Panel:
    """One plot of a figure. Its y axis begins at zero, so that no growth looks larger than it is."""

    title: str
    across: str
    up: str
    series: Sequence[Series]
    in_decades: bool = False
    """Whether x is a power of ten's exponent, and its ticks are the powers."""


def draw(path: Path, panels: Sequence[Panel], columns: int = 2) -> None:
    """Write the panels as one figure."""
    rows = -(-len(panels) // columns)
    with matplotlib.rc_context({"svg.hashsalt": "crux", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(WIDTH * columns, HEIGHT * rows), layout="constrained")
        for place, panel in enumerate(panels, 1):
            _draw(figure.add_subplot(rows, columns, place), panel)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _draw(axes: Axes, panel: Panel) -> None:
    for number, series in enumerate(panel.series):
        axes.plot(series.xs, series.ys, ".", color=f"C{number}", markersize=4, label=series.label)
        if series.fitted is not None:
            ends = [min(series.xs), max(series.xs)]
            axes.plot(ends, [series.fitted.at(x) for x in ends], "-", color=f"C{number}", linewidth=1)
    axes.set(title=panel.title, xlabel=panel.across, ylabel=panel.up)
    axes.set_ylim(0, 1.1 * max(y for series in panel.series for y in series.ys))
    axes.grid(alpha=0.3)
    if panel.in_decades:
        exponents = sorted({round(x) for series in panel.series for x in series.xs})
        axes.set_xticks(exponents, [f"{10**exponent:,}" for exponent in exponents])
    if len(panel.series) > 1:
        axes.legend(fontsize=8)
