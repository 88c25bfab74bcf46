"""The sentences with which a report opens: who argues what, and the digest's on where the debate stands."""

from collections.abc import Mapping

from bot.ledger.entries import Ledger
from bot.ledger.telling.digest import Digest
from bot.ledger.text import one_line
from bot.words import digest as words
from bot.words import names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import enumerated

QUOTED = 4000
"""A report has room to quote whatever statements there are."""

MOST_SIDES = 4

_SIDES_ARGUE: Mapping[int, str] = {
    1: message("One sides argue the question {question}: {sides}."),
    2: message("Two sides argue the question {question}: {sides}."),
    3: message("Three sides argue the question {question}: {sides}."),
    4: message("Four sides argue the question {question}: {sides}."),
}


def opening(front: FrontEnd, ledger: Ledger, digest: Digest) -> tuple[str, str]:
    """What a newcomer needs to know, in the digest's own sentences."""
    return _who(front, ledger, digest), words.summary(front, digest.summary, QUOTED)


def _who(front: FrontEnd, ledger: Ledger, digest: Digest) -> str:
    question = names.quoted(front, names.covered(front, names.question(front, digest.question)))
    if digest.sides and ledger.sides:
        return _sides_argue(front, digest, question)
    if digest.sides:
        people = enumerated(front.catalogue, [one_line(names.side(front, side.name)) for side in digest.sides])
        return front.say("{people} argue the question {question}.", people=people, question=question)
    if not ledger.entries:
        return front.say("The question is {question}; nothing has been tagged yet.", question=question)
    return front.count(
        "The question is {question}; {number} person has taken part, and no sides are named yet.",
        "The question is {question}; {number} people have taken part, and no sides are named yet.",
        digest.room or 0,
        question=question,
    )


def _sides_argue(front: FrontEnd, digest: Digest, question: str) -> str:
    sides = [
        front.say("“{side}” ({number})", side=one_line(names.side(front, side.name)), number=side.people)
        for side in digest.sides[:MOST_SIDES]
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
