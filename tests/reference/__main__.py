"""Write the pages of reference anew."""

import asyncio

from tests.reference import pages

if __name__ == "__main__":
    for path, text in asyncio.run(pages()).items():
        path.write_text(text, encoding="utf-8")
