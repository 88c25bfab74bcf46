"""The colours of a picture.

Agree and disagree are the blue and the vermilion of Okabe and Ito ("Color Universal Design", 2008), which colour-blind
readers can tell apart; they differ in lightness too, and each answer has a pattern of its own, so that nothing is shown
by colour alone.
"""

from dataclasses import dataclass

from bot.render.picture.shapes import Dots, Hatching, Pattern


@dataclass(frozen=True, slots=True)
class Colours:
    """What a picture is painted with; `name` keeps the patterns of two pictures in one document apart."""

    name: str
    paper: str
    ink: str
    quiet: str
    faint: str
    agree: str
    disagree: str
    disagree_line: str
    unsure: str
    unsure_dot: str

    @property
    def disagree_pattern(self) -> Hatching:
        """The hatching of "disagree"."""
        strokes = (((-3, 3), (3, -3)), ((0, 12), (12, 0)), ((9, 15), (15, 9)))
        return Hatching(f"{self.name}-disagree", 12, self.disagree, self.disagree_line, 3, strokes)

    @property
    def unsure_pattern(self) -> Dots:
        """The dots of "unsure"."""
        return Dots(f"{self.name}-unsure", 10, self.unsure, self.unsure_dot, 2)

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """All patterns of a picture in these colours."""
        return self.disagree_pattern, self.unsure_pattern


LIGHT = Colours(
    name="light",
    paper="#ffffff",
    ink="#16181d",
    quiet="#51565f",
    faint="#d4d8de",
    agree="#00568f",
    disagree="#f2a47a",
    disagree_line="#a83c00",
    unsure="#e3e5e9",
    unsure_dot="#767c86",
)
"""For paper, and for a page that is light."""

DARK = Colours(
    name="dark",
    paper="#1e2025",
    ink="#e6e8ec",
    quiet="#b4b9c2",
    faint="#3d424b",
    agree="#62aee4",
    disagree="#7f3510",
    disagree_line="#f0a078",
    unsure="#3a3f48",
    unsure_dot="#a9afb9",
)
"""For chats, most of which are dark: a white picture would glare there. On a light one it stands as a dark card."""
