"""A ledger as a Mermaid flowchart: its live entries, and what they are to one another and to the question.

The syntax is that of flowcharts in Mermaid 11 (https://mermaid.js.org/syntax/flowchart.html), which GitHub, GitLab and
many editors draw. In people's words, whatever could be markup is written as the entity of its code.
"""

import re
from collections.abc import Iterator

from bot.exchange.argument_map import ArgumentMap
from bot.exchange.ledger_source import LedgerSource
from bot.ledger.entries import Kind, Relation
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

_QUESTION = "question"

_RISKY = re.compile(r"[^\w ,.!?'()+-]|_")

_ARROWS = {
    Relation.SUPPORTS: "-->",
    Relation.ATTACKS: "--x",
    Relation.RESTATES: "-.->",
    Relation.RESIDUE_OF: "-.->",
}

_STYLES = {
    Kind.CLAIM: "fill:#eef2ff,stroke:#4f5fb3,color:#1b1f3a",
    Kind.CRUX: "fill:#fff3d6,stroke:#b07a00,color:#3a2a00,stroke-width:3px",
    Kind.CONCESSION: "fill:#e7f6ec,stroke:#2f7d4f,color:#10311e",
}


def lines(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The lines of the chart, which runs from the reasons up to what they are reasons for."""
    return (f"{line}\n" for line in _lines(ArgumentMap(front, source)))


def _lines(drawn: ArgumentMap) -> Iterator[str]:
    yield "flowchart BT"
    yield f"  {_QUESTION}([{_label(drawn.question)}])"
    for entry in drawn.entries:
        yield f"  {_node(entry.number)}[{_label(f'#{entry.number} {drawn.text(entry.said)}')}]"
    yield from _edges(drawn)
    yield f"  classDef {_QUESTION} fill:#ffffff,stroke:#333333,color:#111111,stroke-width:2px"
    yield f"  class {_QUESTION} {_QUESTION}"
    for kind, style in _STYLES.items():
        if of_kind := ",".join(_node(entry.number) for entry in drawn.entries if entry.kind is kind):
            yield f"  classDef {kind.value} {style}"
            yield f"  class {of_kind} {kind.value}"


def _edges(drawn: ArgumentMap) -> Iterator[str]:
    catalogue = drawn.front.catalogue
    for link in drawn.links:
        said = _label(term(catalogue, link.relation))
        yield f"  {_node(link.entry)} {_ARROWS[link.relation]}|{said}| {_node(link.target)}"
    for entry in drawn.entries:
        if (conceded := drawn.conceded(entry)) is not None:
            yield f"  {_node(entry.number)} -.->|{_label(term(catalogue, entry.kind))}| {_node(conceded)}"
        for target in dict.fromkeys(mark.target for mark in drawn.marks(entry.number)):
            on = _QUESTION if target is None else _node(target)
            yield f"  {_node(entry.number)} ==>|{_label(term(catalogue, Kind.CRUX))}| {on}"


def _node(entry: int) -> str:
    return f"e{entry}"


def _label(words: str) -> str:
    return f'"{_RISKY.sub(_entity, words)}"'


def _entity(match: re.Match[str]) -> str:
    sign = match.group()
    return "#quot;" if sign == '"' else f"#{ord(sign)};"
