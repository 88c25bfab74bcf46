"""The buttons below a digest or a card: answer what waits, take a side, see the map and the whole ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.telling.card import Card
from bot.ledger.telling.digest import Digest
from bot.words import buttons as labels
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter

MOST_IN_A_ROW = 5
"""How many buttons stand side by side."""


@dataclass(frozen=True, slots=True)
class MessageButton:
    """A button: its label, what it does (`verb`), to or with what."""

    label: str
    verb: str
    arguments: tuple[object, ...] = ()
    is_primary: bool = False
    address: str | None = None
    """Where it leads, for one that does nothing else."""


Rows = tuple[tuple[MessageButton, ...], ...]


def buttons_elsewhere(front: FrontEnd, guild: int, debate: int, reference: str) -> Rows:
    """The buttons of a digest that is in another channel than its debate: what is done, is done there.

    Whoever sees this channel need not see the debate's, so nothing of it is shown or changed from here.
    """
    way = MessageButton(front.say(labels.TO_THE_DEBATE), "", address=front.dialect.address(guild, debate))
    return ((way, MessageButton(front.say(labels.HOW_IT_WORKS), "how_it_works", (reference,) if reference else ())),)


def digest_buttons(front: FrontEnd, digest: Digest | Card, reference: str) -> Rows:
    """The buttons in rows; one of them carries the reference by which the message is found again."""
    answer, join, look = list(_answer(front, digest)), list(_join(front, digest)), list(_look(front, digest, reference))
    if len(answer) + len(join) + len(look) <= MOST_IN_A_ROW:
        return ((*answer, *join, *look),)
    return ((*answer, *look), tuple(join[:MOST_IN_A_ROW]))


def _answer(front: FrontEnd, digest: Digest | Card) -> Iterator[MessageButton]:
    if digest.is_open and digest.waits:
        yield MessageButton(front.say(labels.ANSWER_WAITING), "walk", (0,), is_primary=True)


def _join(front: FrontEnd, digest: Digest | Card) -> Iterator[MessageButton]:
    """One for each declared side; where none is declared, one that names two."""
    if not digest.is_open:
        return
    declared = [(place, side.number) for place, side in enumerate(digest.sides) if side.number is not None]
    for place, number in declared:
        yield MessageButton(labels.join_letter(front, side_letter(place)), "join", (number,))
    if not declared:
        yield MessageButton(front.say(labels.NAME_SIDES), "name_sides")


def _look(front: FrontEnd, digest: Digest | Card, reference: str) -> Sequence[MessageButton]:
    ledger = MessageButton(front.say(labels.WHOLE_LEDGER), "page", (1, *([reference] if reference else [])))
    return (MessageButton(front.say(labels.MAP), "map"), ledger) if digest.summary.is_tagged else (ledger,)
