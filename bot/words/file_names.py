"""What files are called: by the question of the debate that they are about, and the day."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime

import regex

from bot.words import names
from bot.words.front_end import FrontEnd

LONGEST = 60
"""How many characters of a question stand in a name."""

MOST_BYTES = 180
"""How many bytes these take at most: file systems allow 255 for a name, and some letters take four."""

# The same in every language: a name of a file is no sentence, and must do in ASCII alone.
_DEBATE, _DEBATES, _MAP, _TIMELINE = "debate", "debates", "map", "timeline"

_APART = regex.compile(r"(?:(?![\p{L}\p{N}\p{M}]).)+", regex.DOTALL)
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_CLUSTER = regex.compile(r"\X")
_CUT_OFF = 20
"""How much of a long question is given up to end with a word."""


def file_name(front: FrontEnd, question: str | None, at: datetime, ending: str) -> str:
    """The name of a ledger's file, in the letters of its question."""
    return _named(_about(front, question), at, ending)


def numbered_name(front: FrontEnd, number: int, digits: int, question: str | None, ending: str) -> str:
    """The name of one of several files: the number, which sorts them, also keeps them apart on every system."""
    return f"{number:0{digits}}-{_about(front, question)}.{ending}"


def server_name(server: int, form: str, at: datetime) -> str:
    """The name of the file with all ledgers of a server in a format."""
    return _named(_DEBATES, at, "zip", str(server), form)


def map_name(front: FrontEnd, question: str | None, at: datetime, ending: str = "png") -> str:
    """The name of a debate's map."""
    return _named(_about(front, question), at, ending, _MAP)


def timeline_name(front: FrontEnd, question: str | None, at: datetime, ending: str = "png") -> str:
    """The name of a debate's timeline."""
    return _named(_about(front, question), at, ending, _TIMELINE)


def plain(name: str) -> str:
    """The name in letters, digits, hyphens and dots of ASCII alone, for where a message refers to its file by name."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(part for part in letters.split("-") if part)


def _about(front: FrontEnd, question: str | None) -> str:
    return _slug(names.covered(front, question or "")) or _DEBATE


def _named(about: str, at: datetime, ending: str, *what: str) -> str:
    # The day behind it makes sure that it is no name that a system keeps for itself, as Windows does CON and NUL.
    return "-".join((about, *what, f"{at:%Y-%m-%d}.{ending}"))


def _slug(question: str) -> str:
    """A question in lower case, with a hyphen for all that is no letter or digit; as long as a name may be."""
    # Small, "İ" is an i with a dot of its own upon it.
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", question).lower().replace("i\u0307", "i"))
    words = _APART.sub("-", small.translate(_APOSTROPHES)).split("-")
    # A mark without its letter would go onto the hyphen before it.
    slug = "-".join(filter(None, (word.lstrip(_marks_of(word)) for word in words)))
    return _cut(slug).strip("-")


def _marks_of(word: str) -> str:
    return "".join(character for character in word if unicodedata.category(character).startswith("M"))


def _cut(slug: str) -> str:
    kept = "".join(_clusters_that_fit(slug))
    last = kept.rfind("-")
    return kept if kept == slug or last < len(kept) - _CUT_OFF or slug[len(kept)] == "-" else kept[:last]


def _clusters_that_fit(slug: str) -> Iterator[str]:
    characters = size = 0
    for cluster in _CLUSTER.findall(slug):
        characters += len(cluster)
        size += len(cluster.encode())
        if characters > LONGEST or size > MOST_BYTES:
            return
        yield cluster
