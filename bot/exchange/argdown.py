"""A ledger as Argdown: its statements, and which supports or attacks which.

Argdown is a markup for argument maps; what is written here is for `@argdown/core` 2.0 (https://argdown.org/syntax/). An
entry is a statement with its number as title, `[#3]`, its kind as tag, and what else is known of it as YAML behind it.
Whatever stands in people's words has no force: it is escaped in a statement, and written by its code in YAML.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from bot.exchange.argument_map import ArgumentMap
from bot.exchange.ledger_source import LedgerSource
from bot.ledger.entries import CruxMark, Entry, Relation, Stance
from bot.words.front_end import FrontEnd

_MARKUP = re.compile(r"[\[\]<>{}*_\\/#:@=|]")

_UNQUOTABLE = re.compile('[{}<>="\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')

_SIGNS = {Relation.SUPPORTS: "+", Relation.ATTACKS: "-"}
"""The relations that Argdown has; it knows none for an entry that restates another one or remains after it."""

_Data = str | int | list["_Data"] | dict[str, "_Data"]


def pieces(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The document: a block for each live entry, with those that support or attack it below."""
    return _Document(ArgumentMap(front, source)).pieces()


class _Document:
    def __init__(self, drawn: ArgumentMap) -> None:
        self._map = drawn
        self._towards: dict[int, list[str]] = {}
        self._others: dict[tuple[int, Relation], list[_Data]] = {}
        for link in drawn.links:
            if link.relation in _SIGNS:
                self._towards.setdefault(link.target, []).append(f"  {_SIGNS[link.relation]} {_title(link.entry)}")
            else:
                self._others.setdefault((link.entry, link.relation), []).append(_number(link.target))

    def pieces(self) -> Iterator[str]:
        yield "\n".join(self._front_matter())
        for entry, stances in self._map.with_stances():
            yield "\n\n"
            yield from self._block(entry, stances)
        yield "\n"

    def _front_matter(self) -> Iterator[str]:
        debate = self._map.ledger.debate
        about: dict[str, _Data] = {"sides": {**self._map.sides}, "opened": debate.opened_at.isoformat()}
        if debate.closed_at is not None:
            about["closed"] = debate.closed_at.isoformat()
        yield from ("===", f"title: {_yaml(self._map.question)}", f"crux: {_yaml(about)}", "===")

    def _block(self, entry: Entry, stances: Iterator[Stance]) -> Iterator[str]:
        yield f"{_title(entry.number)}: {escaped(self._map.text(entry.said))} #{entry.kind.value} "
        yield from _pieces_of(self._data(entry, stances))
        yield from (f"\n{line}" for line in self._towards.get(entry.number, ()))

    def _data(self, entry: Entry, stances: Iterator[Stance]) -> dict[str, _Data | Iterator[_Data]]:
        """What Argdown has no syntax for; left out where there is nothing to say."""
        drawn, number = self._map, entry.number
        cls = drawn.class_of(number)
        data: dict[str, _Data | Iterator[_Data]] = {
            "author": drawn.name(entry.author),
            "tagged": entry.tagged_at.isoformat(),
            "message": drawn.message(entry) or "",
            "class": cls.value if cls is not None else "",
            "stances": {side: [t.agree, t.disagree, t.unsure] for side, t in drawn.tallies(number).items()},
            "answers": _unless_empty(self._answer(stance) for stance in stances if stance.counts_for(entry)),
            "crux": [self._mark(mark) for mark in drawn.marks(number)],
            "concedes": self._concession(entry),
            "restates": self._others.get((number, Relation.RESTATES), []),
            "remains after": self._others.get((number, Relation.RESIDUE_OF), []),
            "parked": _parked(entry),
        }
        return {key: value for key, value in data.items() if value not in ("", [], {})}

    def _answer(self, stance: Stance) -> _Data:
        told: dict[str, _Data] = {"by": self._map.name(stance.person), "answer": stance.answer.value}
        return told if stance.credence is None else {**told, "credence": stance.credence}

    def _mark(self, mark: CruxMark) -> _Data:
        target = "question" if mark.target is None else _number(mark.target)
        return {"by": self._map.name(mark.person), "for": target, "degree": mark.degree.value}

    def _concession(self, entry: Entry) -> _Data:
        conceded = self._map.conceded(entry)
        if entry.concession is None or conceded is None:
            return {}
        concession = entry.concession
        return {"entry": _number(conceded), "scope": concession.scope.value, "answer": concession.answer.value}


def escaped(words: str) -> str:
    """A person's words on one line, as no reader of Argdown takes them for anything but words."""
    return _MARKUP.sub(r"\\\g<0>", words)


def _parked(entry: Entry) -> str:
    if entry.parking is None:
        return ""
    return "by one" if entry.parking.agreed_by is None else "by both"


def _number(entry: int) -> str:
    return f"#{entry}"


def _title(entry: int) -> str:
    return f"[{_number(entry)}]"


def _yaml(data: _Data) -> str:
    """YAML on one line, of which no character is one that Argdown looks for within it."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{_yaml(key)}: {_yaml(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_yaml, data)) + "]"
    return str(data) if isinstance(data, int) else '"' + _UNQUOTABLE.sub(_coded, data) + '"'


def _pieces_of(data: Mapping[str, _Data | Iterator[_Data]]) -> Iterator[str]:
    """The same YAML of members of which some are read while they are written."""
    between = "{"
    for key, value in data.items():
        yield f"{between}{_yaml(key)}: "
        yield from _list(value) if isinstance(value, Iterator) else (_yaml(value),)
        between = ", "
    yield "}"


def _list(items: Iterator[_Data]) -> Iterator[str]:
    between = "["
    for item in items:
        yield between + _yaml(item)
        between = ", "
    yield "]"


def _unless_empty(items: Iterator[_Data]) -> Iterator[_Data] | list[_Data]:
    """The same items; an empty list where there are none."""
    for first in items:
        return chain((first,), items)
    return []


def _coded(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
