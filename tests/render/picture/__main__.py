"""Draw the golden pictures anew. Look at each of them before it is committed."""

from bot.render.picture.svg import svg
from tests.render.picture.drawings import DRAWINGS
from tests.render.picture.test_svg import GOLDEN

for name, drawing in DRAWINGS.items():
    (GOLDEN / f"{name}.svg").write_text(svg(drawing), encoding="utf-8")
