"""The template that translators start from: every message that Crux says, as Babel finds it."""

from pathlib import Path

from babel.messages.frontend import CommandLineInterface

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "bot" / "words" / "crux.pot"

KEYWORDS = ("say", "count:1,2", "message")
"""The functions whose arguments are messages (`bot/words/catalogue.py`)."""

_STABLE = ("--no-location", "--omit-header", "--sort-output", "--no-wrap")
"""Without places and dates, which would change it with every edit."""

_COMMENTS = ("--add-comments", "Translators:", "--strip-comments")
"""What stands right above a message, and begins so, is shown to its translators."""


def extract(into: Path) -> None:
    """Run `pybabel extract` over the code."""
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    sources = [str(ROOT / "bot"), str(ROOT / "cogs")]
    options = [
        *_STABLE,
        *_COMMENTS,
        "--no-default-keywords",
        *keywords,
        "-F",
        str(ROOT / "pyproject.toml"),
        "-o",
        str(into),
    ]
    CommandLineInterface().run(["pybabel", "--quiet", "extract", *options, *sources])
