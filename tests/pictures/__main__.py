"""Take the pictures anew, in a real browser."""

import asyncio
import json
import tempfile
from pathlib import Path

from tests import browser
from tests.pictures import FOLDER, TAKEN_OF, fingerprints, pages

PHONE = {"width": 390, "height": 800}


async def take() -> None:
    """Write each picture, and of what they were taken."""
    shown = pages()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        async with browser.opened() as opened:
            window = await opened.new_page(viewport=PHONE, device_scale_factor=1.5, bypass_csp=True)
            for name, text in shown.items():
                file.write_text(text, encoding="utf-8")
                await window.goto(file.as_uri())
                await window.add_style_tag(content=browser.EAST_ASIAN)
                await window.evaluate("document.fonts.ready")
                await window.locator("main").screenshot(path=FOLDER / name)
    TAKEN_OF.write_text(json.dumps(fingerprints(shown), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take())
