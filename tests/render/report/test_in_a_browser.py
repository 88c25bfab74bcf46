"""The report in a real browser, from disk."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from bot.ledger.record.events import Event
from bot.render.front_ends import discord_in
from tests import browser
from tests.exchange.ledgers import EVERYTHING, sealed
from tests.render.report.large import large_debate
from tests.render.report.pages import page_of
from tests.transcript import events_of

DEBATE = """
sides Build / Wait
ana joins Build
ben joins Wait
ana  claim  Rents fall when we build
ben agrees #1
ana  claim  Façades matter
ben disagrees #2
ben  crux  Zoning holds us back
ana  concedes #3  You are right about zoning
cy  claim  Cranes are loud
cy says #5 attacks #1
cy  claim  Never mind
cy withdraws #6
"""
EVERY_ENTRY = [line.event for line in sealed(EVERYTHING)]
FIRST_PAINT = 1000.0
"""Milliseconds until something is seen of ten thousand entries."""

FRAME = 150.0
"""Milliseconds between two frames of nine in ten, drawn by a processor that other tests keep busy too."""

SEARCH = 400.0
"""Milliseconds from a letter to the entries that hold it, the wait for the next letter included."""


@dataclass
class Opened:
    """A page from disk, and what it tried to do besides."""

    page: Page
    requests: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    async def shown(self) -> list[int]:
        """The numbers of the entries that can be seen, in their order."""
        rows = self.page.locator(".entry:visible")
        return [int(number) for number in await rows.evaluate_all("rows => rows.map(row => row.dataset.n)")]

    async def begins_with(self, *numbers: int) -> None:
        """Wait until these entries are the first ones, seen or not."""
        for place, number in enumerate(numbers, start=1):
            found = f".together:first-child > .entry:nth-child({place})[data-n='{number}']"
            await self.page.locator(found).wait_for(state="attached")

    async def settled(self, count: str) -> None:
        """Wait until so many entries are said to be shown."""
        await self.page.get_by_role("status").filter(has_text=count).wait_for()


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with browser.opened() as opened:
        yield opened


@asynccontextmanager
async def read(
    chromium: Browser,
    folder: Path,
    events: list[Event],
    scheme: str = "light",
    fragment: str = "",
    width: int = 1000,
    language: str = "en",
) -> AsyncIterator[Opened]:
    """The report of these events as somebody opens it."""
    file = folder / "report.html"
    file.write_text(page_of(events, discord_in(language)), encoding="utf-8")
    async with reading(chromium, file, scheme, fragment, width) as opened:
        yield opened


@asynccontextmanager
async def reading(
    chromium: Browser, file: Path, scheme: str = "light", fragment: str = "", width: int = 1000
) -> AsyncIterator[Opened]:
    """The report in a file, likewise."""
    dark = "dark" if scheme == "dark" else "light"
    page = await chromium.new_page(color_scheme=dark, viewport={"width": width, "height": 900})
    opened = Opened(page)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("pageerror", lambda error: opened.trouble.append(str(error)))
    page.on("console", lambda said: opened.trouble.append(said.text))
    page.on("dialog", lambda dialog: opened.trouble.append(dialog.message))
    await page.goto(file.as_uri() + fragment)
    yield opened
    assert [address.partition("#")[0] for address in opened.requests] == [file.as_uri()], "no request leaves the page"
    assert opened.trouble == []
    await page.close()


async def test_filters_narrow_the_entries_down_together_and_a_reset_brings_all_back(
    chromium: Browser, tmp_path: Path
) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE)) as opened:
        page = opened.page
        assert set(await opened.shown()) == {1, 2, 3, 4, 5}
        await page.get_by_label("Kind").select_option("claim")
        await opened.settled("3 of 6 entries")
        await page.get_by_label("Person").select_option(label="ben")
        await opened.settled("2 of 6 entries")
        assert set(await opened.shown()) == {1, 2}, "whom ben answered"
        await page.get_by_role("combobox", name="Side").select_option(label="B rejects it")
        await opened.settled("1 of 6 entries")
        assert await opened.shown() == [2]
        await page.get_by_role("button", name="Reset").click()
        await opened.settled("5 of 6 entries")


async def test_the_class_filter_and_the_withdrawn(chromium: Browser, tmp_path: Path) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE)) as opened:
        await opened.page.get_by_label("Where it stands").select_option(label="still diverge")
        await opened.settled("1 of 6 entries")
        assert await opened.shown() == [2]
        await opened.page.get_by_role("button", name="Reset").click()
        await opened.page.get_by_label("also what was withdrawn").check()
        await opened.settled("6 of 6 entries")
        assert (await opened.shown())[-1] == 6


async def test_search_knows_no_accents_and_no_case_and_looks_for_every_word(chromium: Browser, tmp_path: Path) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE)) as opened:
        await opened.page.get_by_label("Search").fill("MATTER facades")
        await opened.settled("1 of 6 entries")
        assert await opened.shown() == [2]


async def test_entries_are_sorted_by_number_by_answers_and_by_their_latest_change(
    chromium: Browser, tmp_path: Path
) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE)) as opened:
        in_the_digests_order = await opened.shown()
        await opened.page.get_by_label("Sort by").select_option("number")
        await opened.begins_with(1, 2)
        assert await opened.shown() == [1, 2, 3, 4, 5]
        await opened.page.get_by_label("Sort by").select_option("latest")
        await opened.begins_with(6)
        assert (await opened.shown())[0] == 5
        await opened.page.get_by_label("Sort by").select_option("digest")
        await opened.begins_with(*in_the_digests_order)
        assert await opened.shown() == in_the_digests_order


async def test_what_is_asked_for_stands_in_the_address_and_comes_back_with_it(
    chromium: Browser, tmp_path: Path
) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE), fragment="#?kind=crux&q=zoning") as opened:
        await opened.settled("1 of 6 entries")
        assert await opened.shown() == [3]
        await opened.page.get_by_label("Kind").select_option("claim")
        await opened.settled("0 of 6 entries")
        assert await opened.page.evaluate("location.hash") == "#?q=zoning&kind=claim"


async def test_the_keyboard_alone_reaches_search_and_an_entrys_history(chromium: Browser, tmp_path: Path) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE)) as opened:
        page = opened.page
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.textContent") == "Skip to the entries"
        await page.get_by_label("Search").focus()
        await page.keyboard.type("rents")
        await opened.settled("1 of 6 entries")
        await page.get_by_text("More on #1").focus()
        await page.keyboard.press("Enter")
        history = page.locator("#e1 .history li")
        await history.first.wait_for()
        assert await history.count() == 3
        assert "ben: answered: agree" in await history.nth(2).inner_text()


async def test_a_way_to_an_entry_shows_it_even_where_it_was_taken_back(chromium: Browser, tmp_path: Path) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE), fragment="#e6") as opened:
        assert await opened.page.locator("#e6").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_no_violation(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    axe = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    async with read(chromium, tmp_path, EVERY_ENTRY, scheme) as opened:
        await opened.page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
        await opened.page.evaluate(axe)
        violations = await opened.page.evaluate("axe.run().then(found => found.violations)")
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []


async def test_dark_and_light_follow_the_machine_and_change_places_with_a_button(
    chromium: Browser, tmp_path: Path
) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    async with read(chromium, tmp_path, events_of(DEBATE), "dark") as opened:
        dark = await opened.page.evaluate(paper)
        assert await opened.page.locator(".map.dark").is_visible()
        assert not await opened.page.locator(".map.light").is_visible()
        await opened.page.get_by_role("button", name="Dark or light").click()
        assert await opened.page.evaluate(paper) == "rgb(255, 255, 255)" != dark
        assert await opened.page.locator(".map.light").is_visible()


async def test_printed_it_is_black_on_white_without_controls_and_with_every_entry(
    chromium: Browser, tmp_path: Path
) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE), "dark") as opened:
        await opened.page.emulate_media(media="print")
        assert await opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not await opened.page.locator("#controls").is_visible()
        assert not await opened.page.locator("#theme").is_visible()
        assert len(await opened.shown()) == 5
        assert (await opened.page.pdf()).startswith(b"%PDF")


@pytest.mark.parametrize("script", [True, False])
async def test_printed_it_has_the_passages_which_are_folded_on_a_screen(
    chromium: Browser, tmp_path: Path, script: bool
) -> None:
    file = tmp_path / "report.html"
    file.write_text(page_of(EVERY_ENTRY), encoding="utf-8")
    context = await chromium.new_context(java_script_enabled=script)
    page = await context.new_page()
    await page.goto(file.as_uri())
    passage = page.locator("#e1 blockquote")
    assert not await passage.is_visible()

    await page.emulate_media(media="print")

    assert await passage.is_visible()
    assert (await passage.bounding_box() or {}).get("height", 0) > 10, "it takes its place"
    assert await page.locator("#e1").get_by_text("Tagged Jan 1, 2026").is_visible()
    assert not await page.get_by_text("More on #1").is_visible()
    await page.emulate_media(media="screen")
    assert not await passage.is_visible()
    await context.close()


async def test_before_it_prints_a_browser_has_opened_everything_and_closes_it_again(
    chromium: Browser, tmp_path: Path
) -> None:
    folded = "document.querySelectorAll('.entry details:not([open])').length"
    async with read(chromium, tmp_path, events_of(DEBATE)) as opened:
        await opened.page.get_by_text("More on #1").click()
        before = await opened.page.evaluate(folded)
        await opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert await opened.page.evaluate(folded) == 0 < before
        await opened.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert await opened.page.evaluate(folded) == before
        await opened.page.get_by_text("More on #2").click()
        await opened.page.locator("#e2 .history li").first.wait_for()


async def test_on_a_phone_the_filters_are_folded_until_they_are_asked_for(chromium: Browser, tmp_path: Path) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE), width=390) as opened:
        assert not await opened.page.get_by_label("Search", exact=True).is_visible()
        await opened.page.get_by_text("Search, filter and sort").click()
        await opened.page.get_by_label("Search", exact=True).fill("rents")
        await opened.settled("1 of 6 entries")
    async with read(chromium, tmp_path, events_of(DEBATE), fragment="#?q=rents", width=390) as opened:
        assert await opened.page.get_by_label("Search", exact=True).is_visible()
    async with read(chromium, tmp_path, events_of(DEBATE)) as opened:
        assert await opened.page.get_by_label("Search", exact=True).is_visible()
        assert not await opened.page.get_by_text("Search, filter and sort").is_visible()


async def test_hostile_statements_stay_text_also_in_the_history(chromium: Browser, tmp_path: Path) -> None:
    attack = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"
    async with read(chromium, tmp_path, events_of(f"ana  claim  {attack}\nana rewords #1  {attack} again")) as opened:
        assert attack in (await opened.page.locator("#e1 h3").text_content() or "")
        await opened.page.get_by_text("More on #1").click()
        await opened.page.locator("#e1 .history").get_by_text(f"reworded: “{attack} again”").wait_for()
        assert await opened.page.locator("img, #e1 script").count() == 0


async def test_on_a_phone_nothing_is_wider_than_the_screen(chromium: Browser, tmp_path: Path) -> None:
    async with read(chromium, tmp_path, EVERY_ENTRY) as opened:
        await opened.page.set_viewport_size({"width": 390, "height": 800})
        assert await opened.page.evaluate("document.documentElement.scrollWidth") == 390


async def test_without_javascript_all_of_it_can_be_read(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page_of(events_of(DEBATE)), encoding="utf-8")
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(file.as_uri())

    assert await page.locator(".entry").count() == 6
    assert not await page.locator("#controls").is_visible()
    await context.close()


async def test_ten_thousand_entries_are_painted_at_once_and_searched_while_one_types(
    chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(page_of(large_debate(10_000, 1_000)), encoding="utf-8")

    async def first_paint() -> float:
        async with reading(chromium, file) as opened:
            found = await opened.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        return float(found)

    assert await quickest(first_paint, FIRST_PAINT) < FIRST_PAINT
    async with reading(chromium, file) as opened:
        page = opened.page
        assert await quickest(lambda: search(page), SEARCH) < SEARCH
        await page.get_by_role("button", name="Reset").click()
        await opened.settled("10000 of 10000")
        assert await quickest(lambda: frames_while_scrolling(page), FRAME) < FRAME


async def quickest(measure: Callable[[], Awaitable[float]], wanted: float, times: int = 5) -> float:
    """The least of so many measurements; no more are made once one is as wanted. Others use the machine meanwhile."""
    found = await measure()
    for _ in range(times - 1):
        if found < wanted:
            break
        found = min(found, await measure())
    return found


async def search(page: Page) -> float:
    """Milliseconds from a key to the number of entries that are found."""
    await page.get_by_label("Search").fill("no such words")
    await page.get_by_role("status").filter(has_text="0 of 10000").wait_for()
    return float(
        await page.evaluate(
            """() => new Promise(done => {
                const begun = performance.now();
                new MutationObserver(() => done(performance.now() - begun))
                    .observe(document.getElementById("count"), {childList: true, characterData: true, subtree: true});
                const field = document.getElementById("q");
                field.value = "district 42";
                field.dispatchEvent(new Event("input", {bubbles: true}));
            })"""
        )
    )


async def frames_while_scrolling(page: Page) -> float:
    """The time between two frames, in milliseconds, while two hundred screens go by: nine in ten are shorter."""
    return float(
        await page.evaluate(
            """async () => {
                const times = [];
                let last = performance.now();
                for (let step = 0; step < 200; step++) {
                    window.scrollBy(0, 900);
                    await new Promise(requestAnimationFrame);
                    const now = performance.now();
                    times.push(now - last);
                    last = now;
                }
                times.sort((one, other) => one - other);
                return times[Math.floor(times.length * 0.9)];
            }"""
        )
    )


SIGN_BEHIND_ITS_NUMBER = """
[...document.querySelectorAll('a[href^="#e"]')].filter(link => /^#[0-9]+$/.test(link.textContent)).filter(link => {
  const at = place => {
    const one = document.createRange();
    one.setStart(link.firstChild, place);
    one.setEnd(link.firstChild, place + 1);
    return one.getBoundingClientRect().left;
  };
  return at(0) > at(1);
}).length
"""
"""How many links to entries are read as "1#"."""

LEFT = "Math.min(...Array.from({length: run.getNumberOfChars()}, (_, at) => run.getExtentOfChar(at).x))"
"""Where the letters of a run begin, by their advances: the tail of a letter may hang over."""


async def test_an_arabic_report_is_laid_out_from_the_right_and_its_map_as_it_was_measured(
    chromium: Browser, tmp_path: Path
) -> None:
    async with read(chromium, tmp_path, events_of(DEBATE), width=390, language="ar") as opened:
        page = opened.page
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        number, statement = [
            await page.locator(f"#e1 h3 {part}").evaluate("part => part.getBoundingClientRect().right")
            for part in ("a", "span")
        ]
        assert number > statement, "what comes first stands at the right"
        assert await page.evaluate(SIGN_BEHIND_ITS_NUMBER) == 0
        drawn = page.locator(".map.light text")
        apart = await drawn.evaluate_all(
            f"runs => runs.filter(run => Math.abs({LEFT} - run.x.baseVal[0].value) > 1.5).length"
        )
        assert await drawn.count() > 20
        assert apart == 0, "each run of the map begins where it was measured"
