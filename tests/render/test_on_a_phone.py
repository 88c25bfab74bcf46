"""A digest on a phone, in a real browser: it is read in one screen, and so is what is left out of a large one."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.ledger.ledger import Ledger
from bot.ledger.record.replay import replay
from bot.ledger.telling.digest import Anchor, compose
from bot.render.chat import DigestMessage, digest_message
from bot.render.discord_page import page
from bot.render.front_ends import DISCORD, discord_in
from bot.render.phone import height
from bot.render.room import MOST_BYTES, MOST_CHARACTERS
from bot.words.front_end import FrontEnd
from bot.words.language import LANGUAGES
from tests import browser
from tests.ledger.telling.test_digest import SEED, SEED_QUESTION
from tests.render.pro_and_con import pro_and_con
from tests.render.report.large import large_debate
from tests.transcript import debate

AT = datetime(2026, 1, 2, tzinfo=UTC)
PHONE = {"width": 390, "height": 800}
ONE_SCREEN, AND_A_HALF = 800, 1200
THREE_SIDES = """
sides Yes / No / Later
ana joins Yes
ben joins No
cy joins Later
dee joins Yes
ana  crux  Trams carry more people than buses
ben agrees #1
cy agrees #1
dee agrees #1
ben  crux  Trams cost too much
ana disagrees #2
cy unsure #2
ana marks #2
dee  claim  Other cities paid less
dee says #3 attacks #2
ana agrees #3
ben  claim  The bridge alone eats the budget
ben says #4 supports #2
cy agrees #4
cy  claim  There is no evidence of that.
cy says #5 attacks #4
"""
THE_ROOM = """
ana  claim  The park needs lights
ben agrees #1
cy agrees #1
ana  claim  Dogs stay out
ben disagrees #2
cy disagrees #2
ben  crux  Lights draw crowds at night
ana disagrees #3
cy agrees #3
"""
DEBATES = {
    "seed": (lambda: debate(SEED, SEED_QUESTION), ONE_SCREEN),
    "three sides": (lambda: debate(THREE_SIDES), ONE_SCREEN),
    "the room": (lambda: debate(THE_ROOM), ONE_SCREEN),
    "18 statements": (lambda: replay(pro_and_con(18)), AND_A_HALF),
    "49 statements": (lambda: replay(pro_and_con(49)), AND_A_HALF),
    "105 statements": (lambda: replay(pro_and_con(105)), AND_A_HALF),
    "10,000 entries": (lambda: replay(large_debate(10_000, 500)), AND_A_HALF),
}


@pytest.fixture(scope="module")
async def phone() -> AsyncIterator[Browser]:
    async with browser.opened() as opened:
        yield opened


def message_of(ledger: Ledger, front: FrontEnd = DISCORD) -> DigestMessage:
    return digest_message(front, compose(ledger, None, AT), 7, anchor=Anchor(31, bytes(range(100, 132))))


def texts_of(message: DigestMessage) -> list[str]:
    return [*(block.text for block in message.blocks), message.footer]


def estimated(ledger: Ledger) -> int:
    message = message_of(ledger)
    return height(texts_of(message), [[button.label for button in row] for row in message.buttons])


def written(ledger: Ledger, folder: Path, front: FrontEnd = DISCORD) -> Path:
    message = message_of(ledger, front)
    texts = texts_of(message)
    assert sum(map(len, texts)) <= MOST_CHARACTERS
    assert sum(len(text.encode()) for text in texts) <= MOST_BYTES
    file = folder / "digest.html"
    file.write_text(page(front, message), encoding="utf-8")
    return file


async def test_a_digest_fits_a_phone_and_is_no_higher_than_it_is_taken_to_be(phone: Browser, tmp_path: Path) -> None:
    shown = await phone.new_page(viewport=PHONE, device_scale_factor=2)
    heights, taken_to_be = {}, {}
    for name, (make, _) in DEBATES.items():
        ledger = make()
        taken_to_be[name] = estimated(ledger)
        await shown.goto(written(ledger, tmp_path).as_uri())
        await shown.evaluate("document.fonts.ready")
        heights[name] = await shown.evaluate("document.querySelector('main').getBoundingClientRect().height")
        assert await shown.evaluate("document.documentElement.scrollWidth") == PHONE["width"], name

    assert {name: height for name, height in heights.items() if height > DEBATES[name][1]} == {}
    assert {name: height for name, height in heights.items() if height > taken_to_be[name]} == {}


async def test_the_seed_debate_s_digest_fits_one_screen_in_every_language(phone: Browser, tmp_path: Path) -> None:
    shown = await phone.new_page(viewport=PHONE, bypass_csp=True)
    ledger, heights = debate(SEED, SEED_QUESTION), {}
    for tag in (language.tag for language in LANGUAGES):
        await shown.goto(written(ledger, tmp_path, discord_in(tag)).as_uri())
        await shown.add_style_tag(content=browser.EAST_ASIAN)
        await shown.evaluate("document.fonts.ready")
        heights[tag] = await shown.evaluate("document.querySelector('main').getBoundingClientRect().height")
        assert await shown.evaluate("document.documentElement.scrollWidth") == PHONE["width"], tag

    assert {tag: height for tag, height in heights.items() if height > ONE_SCREEN} == {}


async def test_the_page_looks_as_discord_does(phone: Browser, tmp_path: Path) -> None:
    shown = await phone.new_page(viewport=PHONE)
    await shown.goto(written(DEBATES["seed"][0](), tmp_path).as_uri())

    async def style(of: str, *properties: str) -> list[str]:
        read = "([of, ps]) => ps.map(p => getComputedStyle(document.querySelector(of)).getPropertyValue(p))"
        found: list[str] = await shown.evaluate(read, [of, list(properties)])
        return found

    assert await style(".box p", "font-size", "line-height") == ["16px", "22px"]
    assert await style(".box h3", "font-size", "line-height") == ["16px", "22px"]
    assert await style(".button", "font-size", "height") == ["14px", "32px"]
    assert await style(".box small", "font-size") == ["13px"]
    fonts = await shown.evaluate("document.fonts.ready.then(fonts => [...fonts].map(font => font.status))")
    assert fonts == ["loaded"]
    assert await shown.locator(".button").all_inner_texts() == [
        "Answer what waits for you",
        "Join A",
        "Join B",
        "Map",
        "Whole ledger",
    ]
