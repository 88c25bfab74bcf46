"""Under its name stands a file that is whole, or what stood there before."""

from pathlib import Path

import pytest

from bot.cli.output import output


def break_off(out: Path, name: str) -> None:
    with output(out, name) as file:
        file.write(b"half")
        raise KeyboardInterrupt


def test_until_a_file_is_whole_what_stood_there_before_stays(tmp_path: Path) -> None:
    out = tmp_path / "ledger.json"
    out.write_text("of yesterday")
    out.chmod(0o640)

    with output(out, "unused") as file:
        file.write(b"of today")
        file.flush()
        assert out.read_text() == "of yesterday"

    assert out.read_text() == "of today"
    assert out.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("before", [None, "of yesterday"], ids=["new", "replaced"])
def test_what_breaks_off_leaves_everything_as_it_was(tmp_path: Path, before: str | None) -> None:
    out = tmp_path / "ledger.json"
    if before is not None:
        out.write_text(before)

    with pytest.raises(KeyboardInterrupt):
        break_off(out, "unused")

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == ({out.name: before} if before else {})


def test_in_a_folder_a_file_gets_a_name_that_is_not_taken_or_none(tmp_path: Path) -> None:
    (tmp_path / "homes.json").write_text("another one")

    with pytest.raises(KeyboardInterrupt):
        break_off(tmp_path, "homes.json")
    with output(tmp_path, "homes.json") as file:
        file.write(b"this one")

    found = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert found == {"homes.json": "another one", "homes-2.json": "this one"}


def test_through_a_link_the_file_is_replaced_that_it_leads_to(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.json", tmp_path / "link.json"
    kept.write_text("of yesterday")
    link.symlink_to(kept)

    with output(link, "unused") as file:
        file.write(b"of today")

    assert link.is_symlink()
    assert kept.read_text() == "of today"
