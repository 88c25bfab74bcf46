"""A mirrored picture has left and right exchanged, and its words as they were."""

from bot.render.picture.lettering import Align, text
from bot.render.picture.mirrored import mirrored
from bot.render.picture.shapes import Circle, Drawing, Line, Polygon, Rectangle, Shape, Stroke, Text

INK = "#000000"


def in_the_mirror(*shapes: Shape) -> tuple[Shape, ...]:
    return mirrored(Drawing(1000, 200, "", "", (), shapes)).shapes


def test_shapes_change_sides() -> None:
    assert in_the_mirror(
        Rectangle(100, 20, 50, 10),
        Line((0, 1), (10, 2), Stroke(INK)),
        Polygon(((0, 0), (30, 10), (0, 20)), INK),
        Circle((40, 50), 7, INK),
    ) == (
        Rectangle(850, 20, 50, 10),
        Line((1000, 1), (990, 2), Stroke(INK)),
        Polygon(((1000, 0), (970, 10), (1000, 20)), INK),
        Circle((960, 50), 7, INK),
    )


def test_a_line_of_words_stands_where_the_mirror_has_it_with_its_runs_in_their_order() -> None:
    words = text(100, 50, "שלום (reinforcement learning) עולם", 30, INK, align=Align.START)

    (seen,) = in_the_mirror(words)

    assert isinstance(seen, Text)
    before, after = words.lines[0].runs, seen.lines[0].runs
    assert [run.text for run in after] == [run.text for run in before]
    assert round(after[-1].x + after[-1].width, 2) == 900
    assert {round(new.x - old.x, 2) for new, old in zip(after, before, strict=True)} == {
        round(after[0].x - before[0].x, 2)
    }


def test_mirrored_twice_it_is_as_it_was() -> None:
    drawing = Drawing(1000, 200, "", "", (), (Rectangle(1, 2, 3, 4), text(5, 6, "Rents", 30, INK)))

    again = mirrored(mirrored(drawing))

    assert again.shapes[0] == drawing.shapes[0]
    (old,), (new,) = ([shape for shape in one.shapes if isinstance(shape, Text)] for one in (drawing, again))
    assert round(new.lines[0].runs[0].x, 6) == old.lines[0].runs[0].x


def test_no_words_stay_none() -> None:
    nothing = text(5, 6, "", 30, INK)

    assert in_the_mirror(nothing) == (nothing,)
