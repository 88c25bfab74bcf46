"""Answers about who is kept from writing to the ledgers of a server."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.words.front_end import FrontEnd
from bot.words.lists import lines_within, sentences


class Bar(Protocol):
    """A person who is or was kept from writing; a person is None who was forgotten."""

    @property
    def user(self) -> int | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> int | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def lifted_at(self) -> datetime | None: ...
    @property
    def lifted_by(self) -> int | None: ...


def barred(front: FrontEnd, user: int) -> str:
    """The answer when somebody is kept from writing."""
    lines = (
        front.say(
            "{person} is kept from writing to this server's ledgers: no tags, no statements, no answers, no sides.",
            person=front.dialect.mention(user),
        ),
        front.say("Reading stays, and {ways.forget}. {ways.unbar} lifts it, {ways.bars} shows who is kept."),
    )
    return "\n".join(lines)


def unbarred(front: FrontEnd, user: int) -> str:
    """The answer when somebody may write again."""
    return front.say(
        "{person} may write to this server's ledgers again. {ways.bar} keeps somebody from it.",
        person=front.dialect.mention(user),
    )


def bars(front: FrontEnd, found: Sequence[Bar]) -> str:
    """Who is and was kept from writing, those who are first."""
    if not found:
        return front.say("Nobody was ever kept from writing to this server's ledgers. {ways.bar} keeps somebody.")
    head = front.dialect.bold(front.say("Kept from writing to this server's ledgers"))
    lines = [head, *(front.dialect.item(_bar(front, bar)) for bar in found)]
    return lines_within(front, lines, front.dialect.limits.message)


def _bar(front: FrontEnd, bar: Bar) -> str:
    since = front.say(
        "{person}, since {moment}, by {moderator}",
        person=_person(front, bar.user),
        moment=front.dialect.moment(bar.at),
        moderator=_person(front, bar.by),
    )
    if bar.reason is not None:
        since = front.say("{bar}: {reason}", bar=since, reason=front.dialect.inert(bar.reason))
    if bar.lifted_at is None:
        return since
    lifted = front.say(
        "Lifted {moment} by {moderator}.",
        moment=front.dialect.moment(bar.lifted_at),
        moderator=_person(front, bar.lifted_by),
    )
    return sentences(front.catalogue, (front.say("{bar}.", bar=since), lifted))


def _person(front: FrontEnd, user: int | None) -> str:
    return front.dialect.mention(user) if user is not None else front.say("someone")
