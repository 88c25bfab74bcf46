"""A real headless browser: Debian's Chromium, fetched where it is missing and that can be done."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from bot.render.picture.fonts import HAN

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

EAST_ASIAN = f"""
@font-face {{ font-family: "East Asian"; src: url("{HAN.file.as_uri()}"); }}
body {{ font-family: "Noto Sans", "East Asian", sans-serif !important; }}
"""
"""A style for a page opened with `bypass_csp`: readers have letters of every script, this machine perhaps not."""


def chromium() -> str:
    """Where Chromium is; a test that needs it is skipped, with the reason, where it cannot be had."""
    found = shutil.which("chromium")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        # Tests run in parallel, and apt-get only once at a time.
        with (Path(tempfile.gettempdir()) / "crux-tests-chromium.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if shutil.which("chromium") is None:
                subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)
                wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
                subprocess.run(wanted, check=False, capture_output=True)
        found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not here, and cannot be fetched")
    return found


@asynccontextmanager
async def opened() -> AsyncIterator[Browser]:
    """The browser, with nothing open in it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()
