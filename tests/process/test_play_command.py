"""`crux play`: the simulated server in a real browser, with the real bot in it."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

from tests import browser


async def test_somebody_without_a_token_takes_a_stance_in_the_browser(fresh_database: str, tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": fresh_database, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = (sys.executable, "-u", "-c", "from bot.cli import main; main()", "play")
    playing = await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert playing.stdout is not None
    told = await asyncio.wait_for(playing.stdout.readuntil(b"Ctrl-C closes it."), 90)
    address = re.search(r"http://127\.0\.0\.1:\d+/\S+", told.decode())
    assert address is not None

    async with browser.opened() as chromium:
        page = await chromium.new_page()
        await page.goto(address.group())
        await page.get_by_text("Still diverge").first.wait_for()
        await page.get_by_role("button", name="#6 Disagree").first.click()
        await page.get_by_text("You disagree with").first.wait_for()

    playing.send_signal(signal.SIGINT)
    rest, _ = await asyncio.wait_for(playing.communicate(), 30)
    assert playing.returncode == 0
    assert b"nothing of it is kept" in rest
