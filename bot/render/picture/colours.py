"""The colours of a picture.

Agree and disagree are the blue and the vermilion of Okabe and Ito ("Color Universal Design", 2008), which colour-blind
readers can tell apart; they differ in lightness too, and each answer has a pattern of its own, so that nothing is told
by colour alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """What a picture is painted with; `name` keeps the patterns of two pictures on one page apart."""

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
DARK = Colours(
    name="dark",
    paper="#1a1c21",
    ink="#f0f1f3",
    quiet="#b4b9c2",
    faint="#3d424b",
    agree="#6cb8ee",
    disagree="#8f3a0d",
    disagree_line="#ffb086",
    unsure="#3a3f48",
    unsure_dot="#a9afb9",
)


def patterns(colours: Colours) -> str:
    """The hatching of "disagree" and the dots of "unsure"."""
    return (
        "<defs>"
        f'<pattern id="{colours.name}-disagree" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<rect width="12" height="12" fill="{colours.disagree}"/>'
        f'<path d="M-3,3 L3,-3 M0,12 L12,0 M9,15 L15,9" stroke="{colours.disagree_line}" stroke-width="3"/></pattern>'
        f'<pattern id="{colours.name}-unsure" width="10" height="10" patternUnits="userSpaceOnUse">'
        f'<rect width="10" height="10" fill="{colours.unsure}"/>'
        f'<circle cx="5" cy="5" r="2" fill="{colours.unsure_dot}"/></pattern>'
        "</defs>"
    )
