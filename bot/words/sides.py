"""Who is on which side, in words."""

from collections.abc import Iterator

from bot.ledger.telling.digest import Digest
from bot.ledger.text import one_line
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.lists import parts


def sides_line(front: FrontEnd, digest: Digest) -> str:
    """The sides with their numbers of people, and how many people are on none."""
    return parts(front.catalogue, _parts(front, digest))


def _parts(front: FrontEnd, digest: Digest) -> Iterator[str]:
    for name, people in digest.sides:
        yield side(front, one_line(names.side(front, name)), people)
    if digest.unsided:
        yield front.count("{number} has not picked a side", "{number} have not picked a side", digest.unsided)


def side(front: FrontEnd, name: str, people: int) -> str:
    """A side with its number of people."""
    return front.say("{name} ({number})", name=name, number=people)
