"""The three sentences with which a report opens: who argues what, what they share, what it turns on."""

from collections.abc import Sequence

from bot.ledger.entries import Ledger
from bot.ledger.standing.standing import Standing
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.lines import Line, SectionKind
from bot.ledger.text import one_line
from bot.render.text import shortened
from bot.words import digest as words
from bot.words import names
from bot.words.front_end import FrontEnd

EXAMPLE_SHOWN = 140
"""How much of an entry an example quotes."""

MOST_SIDES = 4


def three_sentences(front: FrontEnd, ledger: Ledger, now: Standing, digest: Digest) -> tuple[str, str, str]:
    """What a newcomer needs to know, in the digest's own counts and reasons."""
    rejected = frozenset(line.entry.number for line in now.of(StandingClass.COMMON_GROUND_REJECTED))
    return _who(front, ledger, digest), _shared(front, digest, rejected), _turns_on(front, digest)


def _who(front: FrontEnd, ledger: Ledger, digest: Digest) -> str:
    question = f"“{one_line(names.question(front, digest.question))}”"
    if not digest.sides:
        if not ledger.entries:
            return f"The question is {question}; nothing has been tagged yet."
        people = f"{digest.unsided} {'person has' if digest.unsided == 1 else 'people have'}"
        return f"The question is {question}; {people} taken part, and nobody is on a side yet."
    if not ledger.sides:
        return f"{_and([one_line(name) for name, _ in digest.sides])} argue the question {question}."
    sides = [f"“{one_line(name)}” ({count})" for name, count in digest.sides[:MOST_SIDES]]
    if len(digest.sides) > MOST_SIDES:
        sides.append(f"{len(digest.sides) - MOST_SIDES} more")
    return f"{_number(len(digest.sides))} sides argue the question {question}: {_and(sides)}."


def _shared(front: FrontEnd, digest: Digest, rejected: frozenset[int]) -> str:
    agreed, apart = digest.lines(SectionKind.AGREE), digest.lines(SectionKind.DIVERGE)
    if not agreed and not apart:
        return "They neither agree nor diverge on anything yet."
    share = f"They agree on {_points(front, agreed, rejected)}" if agreed else "They agree on nothing yet"
    diverge = (
        f"still diverge on {_points(front, apart, rejected)}" if apart else "diverge on nothing that both have answered"
    )
    return f"{share}, and {diverge}."


def _points(front: FrontEnd, lines: Sequence[Line], rejected: frozenset[int]) -> str:
    example = _quoted(front, lines[0]) + (" (which they reject)" if lines[0].entry in rejected else "")
    return f"one point, {example}" if len(lines) == 1 else f"{len(lines)} points, such as {example}"


def _turns_on(front: FrontEnd, digest: Digest) -> str:
    cruxes = digest.lines(SectionKind.CRUXES)
    if not cruxes:
        return "Nobody has said yet what it turns on."
    reason = one_line(words.said(front, cruxes[0]).reason)
    return f"What it turns on: {_quoted(front, cruxes[0])} – {reason[0].lower()}{reason[1:]}."


def _quoted(front: FrontEnd, line: Line) -> str:
    return f"#{line.entry} “{shortened(one_line(words.said(front, line).statement), EXAMPLE_SHOWN)}”"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(number: int) -> str:
    return {1: "One", 2: "Two", 3: "Three", 4: "Four"}.get(number, str(number))
