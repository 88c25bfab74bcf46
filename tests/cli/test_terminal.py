"""The edges of every command."""

import sys

import pytest

from bot.cli.terminal import has_display


@pytest.mark.skipif(
    sys.platform in {"darwin", "win32"},
    reason="needs a system that may be without a display: macOS and Windows always have one",
)
@pytest.mark.parametrize(("name", "shown"), [("DISPLAY", ":0"), ("WAYLAND_DISPLAY", "wayland-0")])
def test_a_browser_is_opened_only_where_it_would_be_seen(
    monkeypatch: pytest.MonkeyPatch, name: str, shown: str
) -> None:
    for other in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(other, raising=False)
    assert not has_display()

    monkeypatch.setenv(name, "")
    assert not has_display()

    monkeypatch.setenv(name, shown)
    assert has_display()
