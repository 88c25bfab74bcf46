"""The page of a bot's settings: names, values and defaults from the code, what each is for from `.env.example`."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import Settings
from tests.reference.tables import table

EXAMPLE = Path(__file__).parents[2] / ".env.example"

_BEGINNING = """# Settings of a bot

From the environment or a file `.env`; an empty value counts as unset, and a wrong one gets one line that names it.
Nothing has to be set: without a token, `crux run` shows the demo. This page is written from the code and from
`.env.example` by `make reference`.
"""

_SET = re.compile(r"(?:# )?([A-Z][A-Z_]+)=.*")
_NAME = re.compile(r"\b[A-Z]+_[A-Z_]+\b")
_KINDS = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}
_FORMATS = {"path": "a file or folder"}


@dataclass(frozen=True)
class _Paragraph:
    """What the example says in one place, and the settings that it sets there."""

    words: str
    names: tuple[str, ...]


def environment_page() -> str:
    """The page."""
    return f"{_BEGINNING}\n{table(('name', 'what it is for', 'values', 'default'), _rows())}\n"


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for name, schema in Settings.model_json_schema()["properties"].items():
        yield f"`{name.upper()}`", meaning(name.upper()), _values(schema), _default(schema)


def meaning(name: str) -> str:
    """What the example says of a setting: where it is set, or else where it is named. Raises KeyError."""
    for paragraph in (*_paragraphs(), *_naming(name)):
        if name in paragraph.names:
            return paragraph.words
    raise KeyError(name)


def _naming(name: str) -> Iterator[_Paragraph]:
    return (_Paragraph(one.words, (name,)) for one in _paragraphs() if name in _NAME.findall(one.words))


def _paragraphs() -> Iterator[_Paragraph]:
    words: list[str] = []
    names: list[str] = []
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if setting := _SET.fullmatch(line):
            names.append(setting[1])
            continue
        if names:
            yield _Paragraph(" ".join(words), tuple(names))
        if names or not line:
            words, names = [], []
        words += line.removeprefix("#").split()
    yield _Paragraph(" ".join(words), tuple(names))


def _values(schema: Mapping[str, Any]) -> str:
    kind = next((one for one in schema.get("anyOf", ()) if one["type"] != "null"), schema)
    if "enum" in kind:
        return ", ".join(f"`{value}`" for value in kind["enum"])
    if kind["type"] == "array":
        return "numbers and ranges"
    return f"{_FORMATS.get(kind.get('format', ''), _KINDS[kind['type']])}{_bounds(kind)}"


def _bounds(kind: Mapping[str, Any]) -> str:
    """From where to where a number may go."""
    said = ("from {}", "minimum"), ("above {}", "exclusiveMinimum"), ("to {}", "maximum")
    bounds = " ".join(words.format(f"{kind[bound]}") for words, bound in said if bound in kind)
    return f", {bounds}" if bounds else ""


def _default(schema: Mapping[str, Any]) -> str:
    default = schema.get("default")
    return "" if default is None else f"`{default if isinstance(default, str) else json.dumps(default)}`"
