"""The part of a map that is drawn from top to bottom."""

from bot.render.picture.colours import Colours
from bot.render.picture.lettering import LINE_HEIGHT, Align, text
from bot.render.picture.map.columns import INNER
from bot.render.picture.shapes import Colour, Shape
from bot.words.front_end import FrontEnd
from bot.words.language import Direction


class Sheet:
    """Shapes from back to front, whose words and colours they have, and the height at which the next ones go."""

    def __init__(self, front: FrontEnd, colours: Colours, y: float) -> None:
        self.front = front
        self.colours = colours
        self.y = y
        self.shapes: list[Shape] = []
        self.from_the_right = front.language.direction is Direction.RIGHT_TO_LEFT
        """Whether the map is for those who read so: it will be mirrored."""

    def add(self, *shapes: Shape) -> None:
        """Put shapes in front of the others."""
        self.shapes.extend(shapes)

    def write(
        self,
        x: float,
        words: str,
        size: float,
        colour: Colour,
        *,
        room: float = INNER,
        most: int = 1,
        bold: bool = False,
    ) -> None:
        """Write words in lines of the width `room`, and go on below them."""
        written = text(
            x,
            self.y + size,
            words,
            size,
            colour,
            room=room,
            most=most,
            bold=bold,
            align=Align.READING,
            from_the_right=self.from_the_right,
        )
        self.add(written)
        self.y += len(written.lines) * size * LINE_HEIGHT
