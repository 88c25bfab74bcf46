"""What came into a ledger of another tool's file, and what did not: one line."""

from collections.abc import Callable, Mapping
from typing import Protocol

from bot.ledger.record.taken_in import LeftOut, Taken
from bot.words.front_end import FrontEnd
from bot.words.lists import and_more, joined, sentences


def imported(front: FrontEnd, debate: int, taken: Taken) -> str:
    """What came in, and what was left out."""
    counts = (
        front.count("{number} claim", "{number} claims", taken.claims),
        front.count("{number} person", "{number} people", taken.people),
        front.count("{number} vote", "{number} votes", taken.stances),
        front.count("{number} side", "{number} sides", taken.sides),
    )
    came = front.say("Imported debate {debate}: {counts}.", debate=debate, counts=joined(front.catalogue, counts))
    left = (_LEFT_OUT[what](front, number) for what, number in taken.left_out.items())
    return sentences(front.catalogue, (came, *left))


def server_imported(front: FrontEnd, imported: int, there: int) -> str:
    """How many debates of a server came in, and how many the database had."""
    counts = [
        front.count("Imported: {number} debate.", "Imported: {number} debates.", imported),
        *([front.count("Already here: {number} debate.", "Already here: {number} debates.", there)] if there else []),
    ]
    return sentences(front.catalogue, counts)


def left_out(front: FrontEnd, version: str, keys: Mapping[str, int]) -> str:
    """What a newer Crux added to a ledger's file that was not taken in: each unknown key, and how often it stands."""
    ordered = sorted(keys.items(), key=lambda item: (-item[1], item[0]))
    named = [front.say("{name} ({number})", name=key, number=number) for key, number in ordered[:_KEYS_NAMED]]
    more = [and_more(front, len(ordered) - _KEYS_NAMED)] if len(ordered) > _KEYS_NAMED else []
    return front.say(
        "A newer Crux wrote the file (version {version}). What is not known here was left out: {keys}.",
        version=version,
        keys=joined(front.catalogue, [*named, *more]),
    )


_KEYS_NAMED = 10


class Chat(Protocol):
    """What was read of a channel's messages."""

    @property
    def channel(self) -> int: ...
    @property
    def messages(self) -> int: ...
    @property
    def rewritten(self) -> int: ...


class Suggestions(Protocol):
    """What may be an entry among them."""

    @property
    def new(self) -> int: ...
    @property
    def waiting(self) -> int: ...
    @property
    def is_full(self) -> bool: ...


def chat_read(front: FrontEnd, chat: Chat, found: Suggestions) -> str:
    """What a channel's messages came to, and what to do next."""
    told = [
        front.count(
            "Channel {channel}: {number} message read.",
            "Channel {channel}: {number} messages read.",
            chat.messages,
            channel=chat.channel,
        ),
        front.count("New: {number} suggestion.", "New: {number} suggestions.", found.new),
    ]
    if found.waiting:
        told.append(front.say("Moderators look through them in that channel: {ways.review_suggestions}."))
    if found.is_full:
        told.append(front.say("No more than these wait at once: import the file again once some are decided."))
    if chat.rewritten:
        told.append(_rewritten(front, chat.rewritten))
    return sentences(front.catalogue, told)


def _rewritten(front: FrontEnd, number: int) -> str:
    return front.count(
        "{number} message has names in the place of mentions, so its passage may not be found in Discord: export with "
        "--markdown false --utc.",
        "{number} messages have names in the place of mentions, so their passages may not be found in Discord: export "
        "with --markdown false --utc.",
        number,
    )


def _shortened(front: FrontEnd, number: int) -> str:
    return front.count(
        "{number} text is too long for a statement: it is cut there, and whole as its passage.",
        "{number} texts are too long for a statement: they are cut there, and whole as their passages.",
        number,
    )


def _rejected(front: FrontEnd, number: int) -> str:
    return front.count(
        "Left out: {number} comment that moderators rejected.",
        "Left out: {number} comments that moderators rejected.",
        number,
    )


def _without_words(front: FrontEnd, number: int) -> str:
    return front.count(
        "Left out: {number} comment without words.", "Left out: {number} comments without words.", number
    )


def _votes_on_nothing(front: FrontEnd, number: int) -> str:
    return front.count(
        "Left out: {number} vote on comments that do not count.",
        "Left out: {number} votes on comments that do not count.",
        number,
    )


def _counted_otherwise(front: FrontEnd, number: int) -> str:
    return front.count(
        "Of {number} comment the file counts other votes than it has; those that it has are taken.",
        "Of {number} comments the file counts other votes than it has; those that it has are taken.",
        number,
    )


def _without_moments(front: FrontEnd, number: int) -> str:
    return front.count(
        "The file does not say when {number} vote was cast: it has the moment of the last comment.",
        "The file does not say when {number} votes were cast: they have the moment of the last comment.",
        number,
    )


def _links_to_nothing(front: FrontEnd, number: int) -> str:
    return front.count(
        "Left out: {number} link to a claim that is not there.",
        "Left out: {number} links to claims that are not there.",
        number,
    )


_LEFT_OUT: Mapping[LeftOut, Callable[[FrontEnd, int], str]] = {
    LeftOut.SHORTENED: _shortened,
    LeftOut.REJECTED: _rejected,
    LeftOut.WITHOUT_WORDS: _without_words,
    LeftOut.VOTES_ON_NOTHING: _votes_on_nothing,
    LeftOut.COUNTED_OTHERWISE: _counted_otherwise,
    LeftOut.WITHOUT_MOMENTS: _without_moments,
    LeftOut.LINKS_TO_NOTHING: _links_to_nothing,
}
