"""The digest of a server, as everybody in its channel reads it; and answers about its schedule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.words.answers.overviews import Overview, debate, standing_out
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import and_more, parts, sentences

LEFT_OUT = message("Left out for now, in archived threads that Crux is looking up: {number}.")


class ServerDigest(Protocol):
    """What a server's digest tells of: the debates in which something happened since the last one."""

    @property
    def overview(self) -> Overview: ...
    @property
    def since(self) -> datetime | None: ...
    @property
    def before(self) -> Mapping[int, Sequence[int]]: ...
    @property
    def new(self) -> int: ...
    @property
    def closed(self) -> int: ...
    @property
    def changed(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SaidServerDigest:
    """A server's digest in words."""

    head: str
    entries: tuple[str, ...]
    debates: tuple[str, ...]
    foot: str


def said(front: FrontEnd, told: ServerDigest) -> SaidServerDigest:
    """What is new, what stands out in all debates, and where those stand in which something happened."""
    overview = told.overview
    lines = tuple(debate(front, overview.guild, line, told.before.get(line.debate.id)) for line in overview.lines)
    entries = tuple(standing_out(front, overview))
    foot = "\n".join(_foot(front, told, told.changed - len(lines)))
    return SaidServerDigest("\n".join(_head(front, told)), entries, lines, foot)


def _foot(front: FrontEnd, told: ServerDigest, more: int) -> Iterator[str]:
    if more > 0:
        yield and_more(front, more)
    if told.overview.unknown:
        yield front.dialect.small(front.say(LEFT_OUT, number=told.overview.unknown))


def _head(front: FrontEnd, told: ServerDigest) -> Iterator[str]:
    yield front.dialect.heading(front.say("Debates of this server"))
    since = told.since
    if since is not None:
        yield front.say("Since {moment}: {what}", moment=front.dialect.moment(since), what=_what_is_new(front, told))
    counted = (
        front.count("{number} debate", "{number} debates", told.overview.debates),
        front.say("open: {number}", number=told.overview.open),
        front.say("agreed: {number}", number=told.overview.agreed),
        front.say("diverging: {number}", number=told.overview.diverging),
    )
    yield parts(front.catalogue, counted)


def _what_is_new(front: FrontEnd, told: ServerDigest) -> str:
    counted = [front.say("something happened in: {number}", number=told.changed)]
    if told.new:
        counted.append(front.say("new: {number}", number=told.new))
    if told.closed:
        counted.append(front.say("closed: {number}", number=told.closed))
    return parts(front.catalogue, counted)


def of_all_debates(front: FrontEnd, channel: int, answered: str) -> str:
    """What is answered of the server's digest, which is posted in that channel."""
    about = front.say(
        "Digest of all debates (the option server), in {channel}:", channel=front.dialect.channel(channel)
    )
    return sentences(front.catalogue, (about, answered))
