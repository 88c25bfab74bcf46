"""The sentences with which a report opens: who argues what, and the digest's on where the debate stands."""

from functools import partial

from bot.ledger.ledger import Ledger
from bot.ledger.telling.digest import Digest
from bot.ledger.text import one_line
from bot.words import digest as words
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import enumerated

MOST_SIDES = 8


def opening(front: FrontEnd, ledger: Ledger, digest: Digest) -> tuple[str, str]:
    """What a newcomer needs to know, in the digest's own sentences."""
    return _who(front, ledger, digest), words.summary(front, digest.summary, partial(names.covered, front))


def _who(front: FrontEnd, ledger: Ledger, digest: Digest) -> str:
    if digest.sides and ledger.sides:
        return _sides(front, digest)
    if digest.sides:
        return front.say("{people} argue it; no sides are named yet.", people=_lettered(front, digest))
    if not ledger.entries:
        return front.say("Nothing has been tagged yet.")
    return front.count(
        "{number} person has taken part, and no sides are named yet.",
        "{number} people have taken part, and no sides are named yet.",
        digest.room or 0,
    )


def _sides(front: FrontEnd, digest: Digest) -> str:
    sides = [
        front.say(
            "{letter} “{side}” ({number})",
            letter=side_letter(place),
            side=one_line(names.side(front, side.name)),
            number=side.people,
        )
        for place, side in enumerate(digest.sides[:MOST_SIDES])
    ]
    if (more := len(digest.sides) - MOST_SIDES) > 0:
        sides.append(front.count("{number} more side", "{number} more sides", more))
    listed = enumerated(front.catalogue, sides)
    return front.count("The side is {sides}.", "The sides are {sides}.", len(digest.sides), sides=listed)


def _lettered(front: FrontEnd, digest: Digest) -> str:
    people = (one_line(names.side(front, side.name)) for side in digest.sides)
    lettered = [
        front.say("{person} ({letter})", person=person, letter=side_letter(place))
        for place, person in enumerate(people)
    ]
    return enumerated(front.catalogue, lettered)
