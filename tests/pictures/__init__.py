"""Pictures of what Crux shows, for the first page of the docs: `python -m tests.pictures` takes them anew.

They are of the real digest of the example debate, in each language, as a phone shows it. What each was taken of is kept
beside them, so that a test finds out when Crux shows something else by now.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.ledger.telling.digest import Anchor, compose
from bot.render.chat import digest_message
from bot.render.discord_page import page
from bot.render.front_ends import discord_in
from bot.words.language import LANGUAGES
from tests.ledger.telling.test_digest import SEED, SEED_QUESTION
from tests.transcript import debate

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
TAKEN_OF = FOLDER / "taken-of.json"

_AT = datetime(2026, 1, 2, tzinfo=UTC)


def pages() -> dict[str, str]:
    """What is shown, as a page of HTML, by the name of the picture."""
    digest = compose(debate(SEED, SEED_QUESTION), None, _AT)
    shown = {}
    for language in LANGUAGES:
        front = discord_in(language.tag)
        message = digest_message(front, digest, 7, anchor=Anchor(31, bytes(range(100, 132))))
        shown[f"digest.{language.tag}.png"] = page(front, message)
    return shown


def fingerprints(pages: Mapping[str, str]) -> dict[str, str]:
    """What tells whether a page is the one that its picture was taken of."""
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in pages.items()}


def taken_of() -> dict[str, str]:
    """The fingerprints of what the pictures were taken of."""
    kept: dict[str, str] = json.loads(TAKEN_OF.read_text(encoding="utf-8"))
    return kept
