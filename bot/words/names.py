"""What people, the question and entries are called; what was erased has a name too."""

from bot.ledger.telling.reasons import Name, People
from bot.words.front_end import FrontEnd
from bot.words.lists import enumerated, joined


def person(front: FrontEnd, name: Name) -> str:
    """What a person is called; whoever was forgotten is someone."""
    return name or front.say("someone")


def people(front: FrontEnd, who: People) -> str:
    """Some people by name, and the number of the rest."""
    names = [person(front, name) for name in who.names]
    if not names:
        return front.say("nobody")
    if who.more:
        shown = joined(front.catalogue, names)
        return front.count("{names} and {number} more", "{names} and {number} more", who.more, names=shown)
    return enumerated(front.catalogue, names)


def question(front: FrontEnd, words: str | None) -> str:
    """The question of a debate, or that it was erased."""
    return words or front.say("(the question was erased)")


def statement(front: FrontEnd, words: str | None) -> str:
    """The sentence of an entry, or that it was erased."""
    return words or front.say("(erased)")


def quoted(front: FrontEnd, words: str) -> str:
    """Words in quotation marks, such as the name of a side."""
    return front.say("“{words}”", words=words)
