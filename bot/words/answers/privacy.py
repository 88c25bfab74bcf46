"""What Crux says about what it stores of a person, and about erasing that."""

from datetime import datetime
from typing import Protocol

from bot.words.front_end import FrontEnd
from bot.words.language import language_of
from bot.words.lists import joined, sentences


class Stored(Protocol):
    """How much is stored about a person, and from when to when."""

    @property
    def debates(self) -> int: ...
    @property
    def entries(self) -> int: ...
    @property
    def wordings(self) -> int: ...
    @property
    def stances(self) -> int: ...
    @property
    def definitions(self) -> int: ...
    @property
    def first(self) -> datetime | None: ...
    @property
    def last(self) -> datetime | None: ...


def stored(
    front: FrontEnd,
    here: Stored,
    elsewhere: Stored,
    drafts: int,
    setting_changes: int = 0,
    language: str | None = None,
    bars: int = 0,
    estimates: int = 0,
    suggestions: int = 0,
) -> str:
    """The answer to "what do you store about me?"; the language is the tag of one that was chosen."""
    outside = (drafts, setting_changes, language, bars, estimates, suggestions)
    if not (here.debates or elsewhere.debates or any(outside)):
        return front.say("Crux stores nothing about you.")
    lines = [front.dialect.bold(front.say("What Crux stores about you")), _here(front, here)]
    if here.first is not None and here.last is not None:
        lines.append(_period(front, here.first, here.last))
    if elsewhere.debates:
        lines.append(_elsewhere(front, elsewhere))
    if drafts:
        lines.append(_drafts(front, drafts))
    if setting_changes:
        lines.append(_setting_changes(front, setting_changes))
    if language:
        lines.append(_language(front, language))
    if bars:
        lines.append(_bars(front, bars))
    if estimates:
        lines.append(_estimates(front, estimates))
    if suggestions:
        lines.append(_suggestions(front, suggestions))
    return "\n".join([*lines, _what_else(front)])


def _here(front: FrontEnd, here: Stored) -> str:
    if not here.debates:
        return front.say("In this server: nothing.")
    return front.say(
        "In this server: {debates}, with {counts} of yours.", debates=_debates(front, here), counts=_counts(front, here)
    )


def _period(front: FrontEnd, first: datetime, last: datetime) -> str:
    moment = front.dialect.moment
    return front.say("The first of it is from {first}, the latest from {last}.", first=moment(first), last=moment(last))


def _elsewhere(front: FrontEnd, elsewhere: Stored) -> str:
    return front.say(
        "In other servers: {debates}, with {counts} of yours. Ask there for more.",
        debates=_debates(front, elsewhere),
        counts=_counts(front, elsewhere),
    )


def _debates(front: FrontEnd, kept: Stored) -> str:
    return front.count("{number} debate", "{number} debates", kept.debates)


def _counts(front: FrontEnd, kept: Stored) -> str:
    counts = (
        front.count("{number} entry", "{number} entries", kept.entries),
        front.count("{number} wording", "{number} wordings", kept.wordings),
        front.count("{number} stance", "{number} stances", kept.stances),
        front.count("{number} definition", "{number} definitions", kept.definitions),
    )
    return joined(front.catalogue, counts)


def _drafts(front: FrontEnd, drafts: int) -> str:
    return front.count(
        "For some minutes yet: {number} message that you wrote or began to tag, kept until the form comes back.",
        "For some minutes yet: {number} messages that you wrote or began to tag, kept until the form comes back.",
        drafts,
    )


def _setting_changes(front: FrontEnd, changes: int) -> str:
    return front.count(
        "In the history of servers' settings: {number} change that you made, under your number.",
        "In the history of servers' settings: {number} changes that you made, under your number.",
        changes,
    )


def _language(front: FrontEnd, language: str) -> str:
    return front.say("The language that you chose: {language}.", language=language_of(language).name)


def _bars(front: FrontEnd, bars: int) -> str:
    return front.count(
        "{number} note of who is or was kept from writing in a server names you.",
        "{number} notes of who is or was kept from writing in a server name you.",
        bars,
    )


def _estimates(front: FrontEnd, estimates: int) -> str:
    return front.count(
        "Sealed until it is counted, then deleted: {number} estimate of how likely “yes” is.",
        "Sealed until they are counted, then deleted: {number} estimates of how likely “yes” is.",
        estimates,
    )


def _suggestions(front: FrontEnd, suggestions: int) -> str:
    return front.count(
        "For at most 30 days: {number} sentence of yours that may be an entry, until a moderator has looked at it.",
        "For at most 30 days: {number} sentences of yours that may be entries, until a moderator has looked at them.",
        suggestions,
    )


def _what_else(front: FrontEnd) -> str:
    return front.say(
        "With each debate goes your name as it was then, and your number on {ways.platform}. There is no profile of "
        "you across debates. {ways.own_words} sends you all your words in this server as a file; {ways.forget} has "
        "them erased."
    )


def own_words(front: FrontEnd, name: str) -> str:
    """The answer to "send me my words"."""
    return front.say(
        "All your words in this server's debates: {file}. Only you see this message.", file=front.dialect.code(name)
    )


def before_forgetting(front: FrontEnd) -> str:
    """What it means to be forgotten, before somebody confirms it."""
    shall = front.dialect.bold(front.say("Shall Crux forget you?"))
    final = front.say("This cannot be undone, and goes for every server.")
    lines = (
        f"{shall} {final}",
        front.say(
            "What goes: your name, your number on {ways.platform}, and all your words: the statements and passages of "
            "your entries, whoever tagged them; your rewordings and definitions; questions and sides that you named."
        ),
        front.say(
            "What stays: that there was an entry, an answer, a move, as somebody's. Your answers count nowhere any "
            "more. What others wrote themselves stays too."
        ),
        front.say(
            "Messages in {ways.platform}, such as digests that were posted before, are not Crux's to change: delete "
            "your own there, and ask the moderators for others."
        ),
        front.say("If you take part again later, you are somebody new to Crux."),
    )
    return "\n".join(lines)


def forgotten(
    front: FrontEnd,
    debates: int,
    texts: int,
    setting_changes: int = 0,
    language: bool = False,
    bars: int = 0,
    suggestions: int = 0,
) -> str:
    """The answer when somebody was forgotten; `language`: they had chosen one."""
    if not (debates or setting_changes or language or bars or suggestions):
        return front.say("There is nothing about you that could be forgotten: Crux stores none of your words.")
    said = (
        _in_debates(front, debates, texts) if debates else "",
        _in_settings(front, setting_changes),
        front.say("The language that you chose is forgotten.") if language else "",
        _in_bars(front, bars) if bars else "",
        _in_suggestions(front, suggestions) if suggestions else "",
    )
    return sentences(front.catalogue, filter(None, said))


def _in_suggestions(front: FrontEnd, suggestions: int) -> str:
    return front.count(
        "{number} sentence of yours is suggested to moderators no more.",
        "{number} sentences of yours are suggested to moderators no more.",
        suggestions,
    )


def _in_bars(front: FrontEnd, bars: int) -> str:
    return front.count(
        "{number} note of who was kept from writing no longer names you; one that is in force goes on.",
        "{number} notes of who was kept from writing no longer name you; one that is in force goes on.",
        bars,
    )


def _in_settings(front: FrontEnd, changes: int) -> str:
    if not changes:
        return ""
    return front.count(
        "{number} change of a server's settings no longer says that you made it.",
        "{number} changes of servers' settings no longer say that you made them.",
        changes,
    )


def _in_debates(front: FrontEnd, debates: int, texts: int) -> str:
    return front.say(
        "Done. Crux has forgotten you in {debates}: {texts}. Messages in {ways.platform} itself are still there until "
        "you delete them.",
        debates=front.count("{number} debate", "{number} debates", debates),
        texts=front.count("{number} text of yours is erased", "{number} texts of yours are erased", texts),
    )
