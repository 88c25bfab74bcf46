"""`crux run` without a token: the demo, and what it leaves to be looked at."""

from pathlib import Path

from PIL import Image

from bot.ledger.telling.lines import SectionKind
from bot.render.front_ends import plain_in
from bot.words.digest import title
from tests.process.commands import crux

LEFT = {
    "digest.txt",
    "digest.html",
    "ledger.aif.json",
    "ledger.argdown",
    "ledger.csv",
    "ledger.csv.zip",
    "ledger.dds.ndjson",
    "ledger.graphml",
    "ledger.json",
    "ledger.log.csv",
    "ledger.log.json",
    "ledger.md",
    "ledger.mmd",
    "ledger.polis-bulk.zip",
    "ledger.polis.zip",
    "ledger.xaif.json",
    "ledger.xlsx",
    "map.png",
    "map.svg",
    "report.html",
    "standing.json",
    "timeline.png",
}


async def test_without_a_token_the_demo_leaves_its_digest_pictures_and_report(
    fresh_database: str, tmp_path: Path
) -> None:
    ended = await crux(fresh_database, tmp_path, "run")

    assert (ended.code, ended.lines) == (0, [])
    folder = tmp_path / "crux-demo"
    assert {file.name for file in folder.iterdir()} == LEFT
    assert "no DISCORD_TOKEN is set" in ended.text
    for picture in ("map.png", "timeline.png"):
        with Image.open(folder / picture) as seen:
            assert seen.size[0] == 1200
            assert len(seen.convert("RGB").getcolors(1 << 24) or ()) > 50
    for page in ("report.html", "digest.html"):
        assert "CoT systems are safer than black-box end-to-end models" in (folder / page).read_text(encoding="utf-8")


async def test_the_demo_speaks_the_language_that_is_asked_for(fresh_database: str, tmp_path: Path) -> None:
    ended = await crux(fresh_database, tmp_path, "demo", "--language", "de", "--out", ".")

    assert (ended.code, ended.lines) == (0, [])
    for kind in (SectionKind.ACCEPT, SectionKind.DIVERGE):
        german, english = (title(plain_in(language), kind, 2) for language in ("de", "en"))
        for file in ("digest.txt", "digest.html", "report.html"):
            left = (tmp_path / file).read_text(encoding="utf-8")
            assert german in left, (file, german)
            assert english not in left, (file, english)
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="de">')
