"""The argument tree: what supports what, what attacks it, what is a crux for what."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.ledger.entries import Status
from bot.ledger.ledger import Ledger
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.report import labels

QUESTION = 0
"""The number under which the question stands: entries count from 1."""

DEEPEST = 12
"""How deep branches are nested; what lies deeper begins a tree of its own."""

_SHOWN = (Status.LIVE, Status.PROPOSED)


@dataclass(frozen=True, slots=True)
class Branch:
    """An entry in its place, what it is to what stands above it, and what stands below.

    `elsewhere`: it stands in another place already, and only a way there is shown.
    """

    number: int
    relation: str
    statement: str
    branches: tuple["Branch", ...] = ()
    elsewhere: bool = False


def argument_tree(front: FrontEnd, ledger: Ledger) -> tuple[Branch, ...]:
    """The trees of a debate: below the question first what is a crux for it, then whatever else belongs together.

    Entries without any relation are in none. Each has one place; circles end where they would begin again.
    """
    below = _below(front, ledger)
    placed: set[int] = set()
    waiting = [root for root in _roots(below)]
    trees = []
    while waiting:
        root = waiting.pop(0)
        if root not in placed:
            trees.append(_branch(front, ledger, below, placed, waiting, root, "", 0))
    return tuple(trees)


def _below(front: FrontEnd, ledger: Ledger) -> dict[int, list[tuple[str, int]]]:
    """For each entry (and the question) what stands directly below it, and how."""
    below: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
    alive = {number for number, entry in ledger.entries.items() if entry.status in _SHOWN}
    for tie in ledger.surviving_links():
        if tie.entry in alive and tie.target in alive:
            below[tie.target].add((labels.relation(front, tie.relation), tie.entry))
    for mark in ledger.marks.values():
        entry, aim = ledger.survivor(mark.entry), ledger.survivor(mark.target or QUESTION)
        if entry in alive and (aim == QUESTION or aim in alive) and entry != aim:
            below[aim].add((labels.crux_for(front), entry))
    for number, one in ledger.entries.items():
        if number in alive and one.concession is not None and (told := ledger.survivor(one.concession.entry)) in alive:
            below[told].add((labels.concedes(front), number))
    return {number: sorted(pairs, key=lambda pair: (pair[1], pair[0])) for number, pairs in below.items()}


def _roots(below: dict[int, list[tuple[str, int]]]) -> Iterator[int]:
    """Where trees begin: the question, what stands below nothing, then, for circles, whatever is left."""
    if QUESTION in below:
        yield QUESTION
    children = {child for pairs in below.values() for _, child in pairs}
    yield from sorted(number for number in below if number not in children and number != QUESTION)
    yield from sorted(number for number in below if number in children)


def _branch(
    front: FrontEnd,
    ledger: Ledger,
    below: dict[int, list[tuple[str, int]]],
    placed: set[int],
    waiting: list[int],
    number: int,
    relation: str,
    depth: int,
) -> Branch:
    statement = _statement(front, ledger, number)
    if number in placed:
        return Branch(number, relation, statement, elsewhere=True)
    if depth > DEEPEST:
        waiting.append(number)
        return Branch(number, relation, statement, elsewhere=True)
    placed.add(number)
    branches = tuple(
        _branch(front, ledger, below, placed, waiting, child, how, depth + 1) for how, child in below.get(number, ())
    )
    return Branch(number, relation, statement, branches)


def _statement(front: FrontEnd, ledger: Ledger, number: int) -> str:
    if number == QUESTION:
        return names.covered(front, names.question(front, ledger.debate.question))
    return names.covered(front, names.statement(front, ledger.entries[number].said))
