"""Draw the golden pictures anew. Look at each of them before it is committed."""

from tests.render.picture.test_map import GOLDEN, drawings

for name, drawn in drawings().items():
    (GOLDEN / f"{name}.svg").write_text(drawn, encoding="utf-8")
