"""The three sentences with which a report opens: who argues what, what they share, what it turns on."""

from collections.abc import Sequence

from bot.ledger.digest import Digest, Line
from bot.ledger.entries import Ledger
from bot.ledger.lines import one_line
from bot.render.text import shortened

EXAMPLE_SHOWN = 140
"""How much of an entry an example quotes."""

MOST_SIDES = 4


def three_sentences(ledger: Ledger, digest: Digest) -> tuple[str, str, str]:
    """What a newcomer needs to know, in the digest's own counts and reasons."""
    return _who(ledger, digest), _shared(digest), _turns_on(digest)


def _who(ledger: Ledger, digest: Digest) -> str:
    question = f"“{one_line(digest.question)}”"
    if not digest.sides:
        if not ledger.entries:
            return f"The question is {question}; nothing has been tagged yet."
        people = f"{digest.unsided} {'person has' if digest.unsided == 1 else 'people have'}"
        return f"The question is {question}; {people} taken part, and nobody is on a side yet."
    if not ledger.sides:
        return f"{_and([one_line(name) for name, _ in digest.sides])} argue the question {question}."
    sides = [f"“{one_line(name)}” ({count})" for name, count in digest.sides[:MOST_SIDES]]
    if more := len(digest.sides) - MOST_SIDES:
        sides += [f"{more} more"] if more > 0 else []
    return f"{_number(len(digest.sides))} sides argue the question {question}: {_and(sides)}."


def _shared(digest: Digest) -> str:
    agreed, apart = _lines(digest, "Agree"), _lines(digest, "Still diverge")
    if not agreed and not apart:
        return "They neither agree nor diverge on anything yet."
    share = f"They agree on {_points(agreed)}" if agreed else "They agree on nothing yet"
    diverge = f"still diverge on {_points(apart)}" if apart else "diverge on nothing that both have answered"
    return f"{share}, and {diverge}."


def _points(lines: Sequence[Line]) -> str:
    example = _quoted(lines[0])
    if "reject" in lines[0].reason:
        example += " (which they reject)" if "holds" not in lines[0].reason else ""
    return f"one point, {example}" if len(lines) == 1 else f"{len(lines)} points, such as {example}"


def _turns_on(digest: Digest) -> str:
    cruxes = _lines(digest, "Cruxes")
    if not cruxes:
        return "Nobody has said yet what it turns on."
    reason = one_line(cruxes[0].reason)
    return f"What it turns on: {_quoted(cruxes[0])} – {reason[0].lower()}{reason[1:]}."


def _quoted(line: Line) -> str:
    return f"#{line.entry} “{shortened(one_line(line.statement), EXAMPLE_SHOWN)}”"


def _lines(digest: Digest, title: str) -> Sequence[Line]:
    return next((section.lines for section in digest.sections if section.title == title), ())


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(number: int) -> str:
    return {1: "One", 2: "Two", 3: "Three", 4: "Four"}.get(number, str(number))
