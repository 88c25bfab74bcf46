"""Sentences for people stand in `bot/words`, and what belongs to one platform stands with that platform."""

import re
from pathlib import Path

import pytest

from tests.words.literals import sentences

ROOT = Path(__file__).parents[2]

ALLOWED = {
    "bot/actions/clock/cards.py": "what a card's reference is computed from",
    "bot/actions/clock/reminders.py": "what a reminder's reference is computed from",
    "bot/discord/permissions.py": "the names that Discord itself gives to its permissions",
    "bot/embedded": "why the embedded PostgreSQL does not start is said where it is found out, to who runs Crux",
    "bot/exchange/aif.py": "the names that the Argument Interchange Format gives to its schemes",
    "bot/exchange/aif_graph.py": "the names that the Argument Interchange Format gives to its schemes",
    "bot/exchange/dds.py": "what a record says of itself, for who writes programs",
    "bot/exchange/kialo.py": "how Kialo's files begin",
    "bot/exchange/polis_report.py": "what Polis writes into its files, the same in every language",
    "bot/exchange/table_fields.py": "what a column means stands beside its name and type, for who writes programs",
    "bot/ledger/record/erasure.py": "how older events wrote a plain concession: its copies are found by it",
    "bot/ledger/record/sound_data.py": "Python that is written out from the fields of a change",
    "bot/metrics.py": "what a metric is stands beside its name, for who writes dashboards",
    "bot/monitoring/health.py": "what the health check of an image found, for its log: it imports nothing of Crux",
    "bot/painting": "what goes wrong with the process that paints goes to the log",
    "bot/render/picture/fonts.py": "names of fonts",
    "bot/render/dialects/json_values.py": "what is no JSON is said as Python's own parser says it",
    "bot/render/discord_page.py": "HTML and its policy",
    "bot/render/report": "HTML and its policy",
    "bot/settings.py": "a wrong setting is said by the model that finds it, before anything else is there",
}
"""Where strings that read as sentences are none, or are said elsewhere on purpose."""

PLATFORM_FREE = ("ledger", "store", "actions", "exchange")

OF_A_PLATFORM = re.compile(
    r"discord|<@|<t:|right-click"
    r"|(?<![\w/<.])/(?:claim|concede|crux|debate|define|digest|help|ledger|link|park|privacy|side|stance|unlink)\b",
    re.IGNORECASE,
)


def _is_at(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")


def _modules() -> list[str]:
    modules = (path for room in ("bot", "cogs") for path in (ROOT / room).rglob("*.py"))
    return sorted(str(path.relative_to(ROOT)) for path in modules)


def test_no_sentence_stands_outside_of_words() -> None:
    elsewhere = [
        f"{path}:{found.line}: {found.text}"
        for path in _modules()
        if not any(_is_at(path, place) for place in ("bot/words", *ALLOWED))
        for found in sentences(ROOT / path)
    ]

    assert elsewhere == []


@pytest.mark.parametrize("place", ALLOWED)
def test_what_is_allowed_is_still_there(place: str) -> None:
    assert any(True for path in _modules() if _is_at(path, place) for _ in sentences(ROOT / path))


@pytest.mark.parametrize("room", PLATFORM_FREE)
def test_nothing_of_a_platform_stands_in(room: str) -> None:
    of_a_platform = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "bot" / room).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if OF_A_PLATFORM.search(line)
    ]

    assert of_a_platform == []
