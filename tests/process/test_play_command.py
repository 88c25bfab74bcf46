"""`crux play`: the simulated server in a real browser, with the real bot in it."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Locator, TimeoutError

from tests import browser

HEADLESS = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
"""No browser of the machine is opened beside that of the test."""

PATIENCE = (10_000, 20_000, 30_000)
"""Milliseconds in which what a press shows has to be there, before somebody presses again."""

SECONDS_TO_OPEN = 240
"""A debate is played back first, for which a machine that is busy with other tests takes its time."""


@asynccontextmanager
async def playing(database: str, folder: Path) -> AsyncIterator[str]:
    """The address of the page, while the command runs; it ends as it should."""
    environment = os.environ | HEADLESS | {"DATABASE_URL": database, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = (sys.executable, "-u", "-c", "from bot.cli import main; main()", "play")
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        told = await asyncio.wait_for(process.stdout.readuntil(b"Ctrl-C closes it."), SECONDS_TO_OPEN)
        address = re.search(r"http://127\.0\.0\.1:\d+/\S+", told.decode())
        assert address is not None
        yield address.group()
        process.send_signal(signal.SIGINT)
        rest, _ = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 0
        assert b"nothing of it is kept" in rest
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def press(button: Locator, shown: Locator) -> None:
    """Press a button until what it shows is there, as people do.

    The simulator's page takes no press before it has the receipt of the one before, which what that one shows may
    overtake; and it draws its messages anew, with other buttons, whenever one of them changes.
    """
    for patience in PATIENCE:
        await button.click()
        try:
            await shown.wait_for(timeout=patience)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"pressed {len(PATIENCE)} times: {shown} is not there")


async def test_somebody_without_a_token_does_what_the_terminal_says(fresh_database: str, tmp_path: Path) -> None:
    async with playing(fresh_database, tmp_path) as address, browser.opened() as chromium:
        page = await chromium.new_page()
        await page.goto(address)
        await page.get_by_text("Still diverge").first.wait_for()
        assert await page.get_by_label("Viewing as").locator("option").all_inner_texts() == ["Ana", "Ben", "moderator"]

        # The card that the debate began with is brought up to date by itself, as where the bot runs on Discord.
        messages = page.locator("article[data-message-id]")
        card = messages.filter(has_text="Crux card").first
        await card.get_by_text("CoT systems are safer than black-box").first.wait_for(timeout=90_000)

        # A button of the digest, and one of the ledger that it opens.
        digest = messages.filter(has_text="is this fair to yours?").last
        ledger = messages.filter(has_text="page 1 of 2").last
        await press(digest.get_by_role("button", name="Whole ledger", exact=True), ledger)
        # Each entry of a page has its own three buttons: the sixth "Disagree" is that of #6.
        disagree = ledger.get_by_role("button", name="Disagree", exact=True).nth(5)
        await press(disagree, page.get_by_text("You disagree with #6").first)

        # A message of one's own, at today's time, and the commands of its menu.
        words = "Rents fall when we build"
        await page.get_by_label("Message", exact=True).fill(words)
        await page.get_by_role("button", name="Send", exact=True).click()
        message = messages.filter(has_text=words).last
        await message.wait_for()
        sent = datetime.fromisoformat(await message.locator("time").first.get_attribute("datetime") or "")
        assert abs(datetime.now(UTC) - sent) < timedelta(minutes=2)
        await message.click(button="right")
        await page.get_by_role("menuitem", name="Apps").click()
        commands = page.get_by_role("menu").get_by_role("group").get_by_role("menuitem")
        await commands.first.wait_for()
        assert sorted(await commands.all_inner_texts()) == [
            "Show in ledger", "Stance", "Tag as claim", "Tag as concession", "Tag as crux",
        ]  # fmt: skip

        # The form that tags it.
        await commands.get_by_text("Tag as claim").click()
        form = page.get_by_role("dialog")
        statement = form.get_by_label("Statement")
        await statement.wait_for()
        assert await statement.input_value() == words
        await statement.fill("Rents fall where we build")
        await form.get_by_role("button", name="Submit").click()
        # Before, the page behind the form takes no press; and of what the debate tagged there are receipts already.
        await form.wait_for(state="hidden")
        await messages.filter(has_text="Tagged as claim: #11 “Rents fall where we build”").wait_for()

        # The ledger has it.
        await message.click(button="right")
        await page.get_by_role("menuitem", name="Apps").click()
        await commands.get_by_text("Show in ledger").click()
        shown = messages.filter(has_text="Ana used Show in ledger")
        await shown.get_by_text("#11 “Rents fall where we build”").wait_for()
