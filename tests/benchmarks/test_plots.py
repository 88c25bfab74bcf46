"""Plots are the same file whenever the figures are."""

from pathlib import Path
from xml.etree import ElementTree

from benchmarks.fits import line
from benchmarks.plots import Panel, Series, draw

XS, YS = [0.0, 1.0, 2.0, 3.0], [5.0, 6.0, 5.0, 6.0]
PANEL = Panel(
    "A click", "people", "µs", [Series("Crux", XS, YS, line(XS, YS)), Series("other", XS, YS)], in_decades=True
)


def test_a_plot_names_its_axes_and_their_decades(tmp_path: Path) -> None:
    draw(tmp_path / "plot.svg", [PANEL])

    said = "".join(ElementTree.parse(tmp_path / "plot.svg").getroot().itertext()).split()
    assert {"people", "µs", "Crux", "other", "1", "10", "100", "1,000"} <= set(said)


def test_the_same_figures_give_the_same_file(tmp_path: Path) -> None:
    draw(tmp_path / "one.svg", [PANEL])
    draw(tmp_path / "other.svg", [PANEL])

    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
