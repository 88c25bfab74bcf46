"""`crux run` without a token: the demo, and what it leaves to be looked at."""

from pathlib import Path

from PIL import Image

from tests.process.commands import crux

LEFT = {
    "digest.txt",
    "digest.html",
    "ledger.csv",
    "ledger.json",
    "ledger.md",
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
