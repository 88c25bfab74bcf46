"""The three sentences with which a report opens: who argues what, what they share, what it turns on."""

from collections.abc import Mapping, Sequence

from bot.ledger.entries import Ledger
from bot.ledger.standing.cruxes import CruxState
from bot.ledger.standing.standing import Standing
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.lines import Line, SectionKind
from bot.ledger.telling.reasons import CruxReason
from bot.ledger.text import one_line, shortened
from bot.words import digest as words
from bot.words import names
from bot.words.catalogue import message
from bot.words.cruxes import CruxSentences, crux
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, enumerated
from bot.words.notes import note

EXAMPLE_SHOWN = 140
"""How much of an entry an example quotes."""

MOST_SIDES = 4

_SIDES_ARGUE: Mapping[int, str] = {
    1: message("One sides argue the question {question}: {sides}."),
    2: message("Two sides argue the question {question}: {sides}."),
    3: message("Three sides argue the question {question}: {sides}."),
    4: message("Four sides argue the question {question}: {sides}."),
}

_CRUX = CruxSentences(
    of_the_question={
        CruxState.DOUBLE: message("double crux: {named}, and they answer it differently"),
        CruxState.POSSIBLE: message("possible double crux: {named}, and some of them answer it differently"),
        CruxState.SETTLED: message("crux, settled: {named}"),
        CruxState.MARKED: message("crux, open: {named}"),
    },
    of_an_entry={
        CruxState.DOUBLE: message("double crux for #{target}: {named}, and they answer it differently"),
        CruxState.POSSIBLE: message(
            "possible double crux for #{target}: {named}, and some of them answer it differently"
        ),
        CruxState.SETTLED: message("crux for #{target}, settled: {named}"),
        CruxState.MARKED: message("crux for #{target}, open: {named}"),
    },
)
"""The digest's sentences as they stand after a dash."""


def three_sentences(front: FrontEnd, ledger: Ledger, now: Standing, digest: Digest) -> tuple[str, str, str]:
    """What a newcomer needs to know, in the digest's own counts and reasons."""
    rejected = frozenset(line.entry.number for line in now.of(StandingClass.COMMON_GROUND_REJECTED))
    return _who(front, ledger, digest), _shared(front, digest, rejected), _turns_on(front, digest)


def _who(front: FrontEnd, ledger: Ledger, digest: Digest) -> str:
    question = names.quoted(front, names.covered(front, names.question(front, digest.question)))
    if digest.sides and ledger.sides:
        return _sides_argue(front, digest, question)
    if digest.sides:
        people = enumerated(front.catalogue, [one_line(names.side(front, name)) for name, _ in digest.sides])
        return front.say("{people} argue the question {question}.", people=people, question=question)
    if not ledger.entries:
        return front.say("The question is {question}; nothing has been tagged yet.", question=question)
    return front.count(
        "The question is {question}; {number} person has taken part, and nobody is on a side yet.",
        "The question is {question}; {number} people have taken part, and nobody is on a side yet.",
        digest.unsided,
        question=question,
    )


def _sides_argue(front: FrontEnd, digest: Digest, question: str) -> str:
    sides = [
        front.say("“{side}” ({number})", side=one_line(names.side(front, name)), number=count)
        for name, count in digest.sides[:MOST_SIDES]
    ]
    number = len(digest.sides)
    if number > MOST_SIDES:
        sides.append(front.count("{number} more", "{number} more", number - MOST_SIDES))
    listed = enumerated(front.catalogue, sides)
    if number in _SIDES_ARGUE:
        return front.say(_SIDES_ARGUE[number], question=question, sides=listed)
    return front.count(
        "{number} side argues the question {question}: {sides}.",
        "{number} sides argue the question {question}: {sides}.",
        number,
        question=question,
        sides=listed,
    )


def _shared(front: FrontEnd, digest: Digest, rejected: frozenset[int]) -> str:
    agreed, apart = digest.lines(SectionKind.AGREE), digest.lines(SectionKind.DIVERGE)
    if not agreed and not apart:
        return front.say("They neither agree nor diverge on anything yet.")
    if not agreed:
        return front.count(
            "They agree on nothing yet, and still diverge on one point, {example}.",
            "They agree on nothing yet, and still diverge on {number} points, such as {example}.",
            len(apart),
            example=_example(front, apart[0], rejected),
        )
    if not apart:
        return front.count(
            "They agree on one point, {example}, and diverge on nothing that both have answered.",
            "They agree on {number} points, such as {example}, and diverge on nothing that both have answered.",
            len(agreed),
            example=_example(front, agreed[0], rejected),
        )
    # Two counts, so two messages: a catalogue chooses the plural form by one of them.
    return front.say(
        "{agreed}, and {apart}.", agreed=_agreed(front, agreed, rejected), apart=_apart(front, apart, rejected)
    )


def _agreed(front: FrontEnd, lines: Sequence[Line], rejected: frozenset[int]) -> str:
    return front.count(
        "They agree on one point, {example}",
        "They agree on {number} points, such as {example}",
        len(lines),
        example=_example(front, lines[0], rejected),
    )


def _apart(front: FrontEnd, lines: Sequence[Line], rejected: frozenset[int]) -> str:
    return front.count(
        "still diverge on one point, {example}",
        "still diverge on {number} points, such as {example}",
        len(lines),
        example=_example(front, lines[0], rejected),
    )


def _example(front: FrontEnd, line: Line, rejected: frozenset[int]) -> str:
    quoted = _quoted(front, line)
    return front.say("{entry} (which they reject)", entry=quoted) if line.entry in rejected else quoted


def _turns_on(front: FrontEnd, digest: Digest) -> str:
    cruxes = digest.lines(SectionKind.CRUXES)
    if not cruxes:
        return front.say("Nobody has said yet what it turns on.")
    first = cruxes[0]
    return front.say(
        "What it turns on: {entry} – {reason}.", entry=_quoted(front, first), reason=one_line(_crux(front, first))
    )


def _crux(front: FrontEnd, line: Line) -> str:
    if not isinstance(line.reason, CruxReason):
        raise TypeError(f"#{line.entry} stands among the cruxes, and is none")
    notes = (note(front, about) for about in line.notes)
    return clauses(front.catalogue, (crux(front, line.reason, _CRUX), *notes))


def _quoted(front: FrontEnd, line: Line) -> str:
    statement = shortened(names.covered(front, words.said(front, line).statement), EXAMPLE_SHOWN)
    return front.say("#{entry} “{statement}”", entry=line.entry, statement=statement)
