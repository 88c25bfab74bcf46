"""What the pages name is there: files, folders, modules and the pages that they link to."""

import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.store.tables import metadata
from tests import pictures
from tests.reference import pages
from tests.reference.environment import meaning

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])
ROOMS = ("", "bot", "bot/ledger", "bot/ledger/record", "docs", "tests", "benchmarks")
"""Where a path that a page names may begin: `store/rows.py` is in `bot`, `record/replay.py` in `bot/ledger`."""

_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|md|svg|json|toml|txt|yml|pot?))")
_OUTPUT = re.compile(r"crux-demo/.*|site/|ledger\.md|[\w-]+\.(?:json|txt|html|svg|png)")
"""What a command writes, rather than what lies here."""


def paths(page: Path) -> Iterator[str]:
    """What a page names in code font and looks like a path of this repository."""
    for code in _CODE.findall(page.read_text()):
        if _PATH.fullmatch(code) and not _OUTPUT.fullmatch(code):
            yield code


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    missing = [path for path in paths(page) if not any((ROOT / room / path).exists() for room in (*ROOMS, page.parent))]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    targets = [target for target in _LINK.findall(page.read_text()) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def layers() -> list[set[str]]:
    """The rooms of `bot` from top to bottom, as the import contract has them; modules without a folder are left out."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    names = (
        re.split(r"[:|\s]+", line) for line in contract["importlinter:contract:rooms"]["layers"].split("\n") if line
    )
    return [rooms for line in names if (rooms := {f"bot/{name}" for name in line if (ROOT / "bot" / name).is_dir()})]


def drawn() -> dict[str, float]:
    """The rooms of `bot` that the picture shows, each with how far down it is."""
    labels = re.findall(r'y="(\d+)"[^>]*font-weight="bold"[^>]*>([^<]+)<', (ROOT / "docs" / "rooms.svg").read_text())
    return {name: float(y) for y, label in labels for name in label.split(", ") if (ROOT / name).is_dir()}


def test_the_picture_of_the_rooms_shows_each_where_the_contract_has_it() -> None:
    heights = drawn()

    assert heights.keys() - {"cogs"} == set().union(*layers())
    assert [len({heights[room] for room in rooms}) for rooms in layers()] == [1] * len(layers())
    assert [heights[min(rooms)] for rooms in layers()] == sorted(heights[min(rooms)] for rooms in layers())


def test_pages_name_paths_at_all() -> None:
    assert len(list(paths(ROOT / "docs" / "architecture.md"))) > 40


def test_the_privacy_page_says_of_every_table_what_of_people_is_in_it() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `")]

    told = [table for row in rows for table in _CODE.findall(row.split("|")[1])]
    assert sorted(told) == sorted(metadata.tables)
    assert all(len(row.split("|")) == 5 and all(cell.strip() for cell in row.split("|")[1:4]) for row in rows)


async def test_the_pages_of_reference_are_those_that_the_code_gives() -> None:
    """Else `make reference` writes them anew."""
    for path, text in (await pages()).items():
        assert path.read_text(encoding="utf-8") == text, path.name


def test_the_page_of_settings_has_each_setting_with_what_it_is_for() -> None:
    names = [name.upper() for name in Settings.model_json_schema()["properties"]]
    assert [name for name in names if not meaning(name).endswith(".")] == []


def test_the_site_leaves_no_page_out() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r": ([\w-]+\.md)$", menu, re.MULTILINE))
    beside = {"changelog.md", "contributing.md", "security.md", "benchmarks.md"}
    assert listed == beside | {page.name for page in ROOT.glob("docs/*.md")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_list_within_a_list_is_one_on_the_site_too(page: Path) -> None:
    """Markdown as MkDocs reads it wants four spaces there, where others take two."""
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"(?: {1,3}| {5,7})(?:[-*]|\d+\.) ", line)] == []


def test_the_pictures_of_the_first_page_are_of_what_crux_shows_now() -> None:
    assert pictures.taken_of() == pictures.fingerprints(pictures.pages()), "take them anew: make pictures"


def test_the_first_page_shows_the_digest_in_each_language() -> None:
    shown = re.findall(r'<img src="pictures/([^"]+)"', (ROOT / "docs" / "index.md").read_text())
    assert sorted(shown) == sorted(pictures.taken_of()) == sorted(path.name for path in pictures.FOLDER.glob("*.png"))
