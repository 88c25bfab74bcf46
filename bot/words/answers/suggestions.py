"""What messages may be entries: how many were found, and each of them for a moderator to look at."""

from typing import Protocol

from bot.ledger.entries import Kind, Source
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import sentences

PASSAGE_SHOWN = 900

_MAY_BE = {
    Kind.CLAIM: message("This may be a claim, because of “{marker}”:"),
    Kind.CRUX: message("This may be a crux, because of “{marker}”:"),
    Kind.CONCESSION: message("This may be a concession, because of “{marker}”:"),
}


class Suggestion(Protocol):
    """A sentence of a message that may be an entry."""

    @property
    def kind(self) -> Kind: ...
    @property
    def message(self) -> int: ...
    @property
    def author(self) -> int: ...
    @property
    def passage(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def marker(self) -> str: ...
    @property
    def inexact(self) -> bool: ...


def shown(front: FrontEnd, guild: int, channel: int, found: Suggestion, waiting: int) -> str:
    """A suggestion: why it was made, of which passage of whose message, and what becomes of it."""
    dialect = front.dialect
    whose = front.say(
        "{author} wrote it: {link}",
        author=dialect.mention(found.author),
        link=dialect.link(guild, Source(channel, found.message)),
    )
    lines = [
        dialect.small(_waiting(front, waiting)),
        front.say(_MAY_BE[found.kind], marker=dialect.inert(found.marker)),
        dialect.quote(dialect.inert_within(found.passage, PASSAGE_SHOWN)),
        whose,
        front.say("As an entry: {statement}", statement=dialect.bold(dialect.inert(found.statement))),
    ]
    if found.inexact:
        lines.append(
            front.say("It comes from a file with names in the place of mentions: the message may say it otherwise.")
        )
    lines.append(
        dialect.small(front.say("Accepted, it is proposed to its author, and counts nowhere until they confirm it."))
    )
    return "\n".join(lines)


def _waiting(front: FrontEnd, waiting: int) -> str:
    return front.count("{number} suggestion waits here.", "{number} suggestions wait here.", waiting)


def nothing_left(front: FrontEnd, waiting: int) -> str:
    """There is none behind the last one; some may have been skipped."""
    if waiting:
        return sentences(front.catalogue, (front.say("That was the last one."), _waiting(front, waiting)))
    return front.say("No suggestion waits here. {ways.suggest} looks for some in the latest messages.")


def stopped(front: FrontEnd, waiting: int) -> str:
    """Somebody looks at no more of them for now."""
    return sentences(
        front.catalogue, (_waiting(front, waiting), front.say("{ways.review_suggestions} goes on with them."))
    )


def accepted(front: FrontEnd, entry: int, *, own: bool) -> str:
    """What became of the one before."""
    if own:
        return front.say("#{entry} is in the ledger: it is your own message.", entry=entry)
    return front.say("#{entry} is proposed to its author.", entry=entry)


def dropped(front: FrontEnd) -> str:
    """The same where it is no entry."""
    return front.say("Dropped: it is not suggested again.")


def found(front: FrontEnd, read: int, new: int, waiting: int) -> str:
    """What reading the latest messages has brought."""
    return sentences(
        front.catalogue,
        (
            front.count("Read: {number} message, the latest.", "Read: {number} messages, the latest.", read),
            front.count("New: {number} suggestion.", "New: {number} suggestions.", new),
            _waiting(front, waiting),
        ),
    )


def may_not_read(front: FrontEnd, waiting: int) -> str:
    """Crux is not given what people write, and what can be done instead."""
    lines = [
        front.say(
            "Crux cannot look through this channel: {ways.platform} does not give it what people write, since it was "
            "not granted the message content intent."
        ),
        front.dialect.item(front.say("Whoever runs Crux can bring an export of the channel: {ways.import_chat}.")),
        front.dialect.item(front.say("One message at a time needs no such leave: {ways.tag_as_claim}.")),
    ]
    if waiting:
        lines.append(stopped(front, waiting))
    return "\n".join(lines)
