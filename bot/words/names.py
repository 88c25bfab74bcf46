"""What people, the question and entries are called; what was erased has a name too."""

from collections.abc import Callable

from bot.ledger.entries import STATEMENT_LIMIT, Answer, PlainConcession, Said
from bot.ledger.ledger import former
from bot.ledger.people import Name, SideName, UnnamedSide
from bot.ledger.telling.reasons import People
from bot.ledger.text import one_line, one_line_said
from bot.words.catalogue import Catalogue, message
from bot.words.front_end import FrontEnd
from bot.words.lists import enumerated, joined

CRUX = "Crux"
"""The bot's own name, which is the same in every language; a crux is another word."""

ROLE = message("role")
CHANNEL = message("channel")


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


def side(front: FrontEnd, name: SideName) -> str:
    """What a side is called."""
    if isinstance(name, UnnamedSide):
        return front.say("Side {number}", number=name.number)
    return person(front, name)


def question(front: FrontEnd, words: str | None) -> str:
    """The question of a debate, or that it was erased."""
    return words or front.say("(the question was erased)")


Survivor = Callable[[int], int]
"""The entry that one goes on as, through all merges (`Ledger.survivor`)."""


def unmerged(entry: int) -> int:
    """Where nothing is known of merges: each entry is itself."""
    return entry


def numbered(front: FrontEnd, entry: int, survivor: Survivor) -> str:
    """An entry by its number; where it was merged, the one that it goes on as, and what it was."""
    now = survivor(entry)
    return number(front, now, former(now, entry))


def number(front: FrontEnd, entry: int, was: int | None) -> str:
    """An entry by its number and, where it was merged, what it was."""
    if was is None:
        return front.say("#{entry}", entry=entry)
    return front.say("#{entry}, was #{was}", entry=entry, was=was)


_AGREED = message("Agreed: {statement}")
_AGREED_NOT = message("Agreed that this is not so: {statement}")


def statement(front: FrontEnd, said: Said) -> str:
    """The sentence of an entry, behind a spoiler where the front end hides statements; or that it was erased."""
    words = sentence(front.catalogue, said)
    if not words:
        return front.say("(erased)")
    return front.dialect.hidden(words) if front.hides_statements else words


def sentence(catalogue: Catalogue, said: Said) -> str | None:
    """What an entry says, as a sentence no longer than statements are; None once its words are erased."""
    if not isinstance(said, PlainConcession):
        return said
    agreed = _AGREED if said.answer is Answer.AGREE else _AGREED_NOT
    room = STATEMENT_LIMIT - len(catalogue.say(agreed, statement=""))
    words = said.words if len(said.words) <= room else said.words[: room - 1] + "…"
    return catalogue.say(agreed, statement=words)


def covered(front: FrontEnd, words: str) -> str:
    """A person's words on one line, for pictures, files and lists: nobody can uncover a spoiler there."""
    line = one_line_said if front.isolates else one_line
    return line(covered_text(front, words))


def covered_text(front: FrontEnd, words: str) -> str:
    """The same on the lines on which they were written."""
    return front.dialect.covered(words, front.say("(spoiler)"))


def quoted(front: FrontEnd, words: str) -> str:
    """Words in quotation marks, such as the name of a side."""
    return front.say("“{words}”", words=words)
