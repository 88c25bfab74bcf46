"""What a server decides for its debates, as a panel says it; and who changed what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.ledger.house import (
    CHOICES,
    NAMED,
    UNSET,
    DefaultCadence,
    Hidden,
    House,
    Setting,
    Spoken,
    TagsShown,
    Who,
    YesNo,
)
from bot.ledger.pauses import Obstacle
from bot.ledger.rules.house import value_of
from bot.words import names, pauses
from bot.words.answers.languages import choice_of_server
from bot.words.buttons import NO_CHANNEL, NO_SERVER_DIGEST
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import joined, lines_within

_LABELS: Mapping[Setting, str] = {
    Setting.MODERATOR_ROLE: message("Role whose holders are moderators too"),
    Setting.TAGS_OTHERS: message("Who may tag others' messages"),
    Setting.OPENS_DEBATES: message("Who may open debates"),
    Setting.OPENS_SIDES: message("Who may open further sides"),
    Setting.POSTS_DIGESTS: message("Who may post a digest"),
    Setting.SCHEDULES_DIGESTS: message("Who may schedule digests"),
    Setting.DIGEST_CHANNEL: message("Where scheduled digests are posted"),
    Setting.DEFAULT_CADENCE: message("Digests of new debates by themselves"),
    Setting.EXPORTS: message("Who may export the ledger"),
    Setting.CARD_BY_ITSELF: message("Status card from the start"),
    Setting.TAGS_SHOWN: message("How a tag is shown"),
    Setting.LANGUAGE: message("Language of what everybody sees"),
    Setting.TIMEZONE: message("Time zone of schedules"),
    Setting.HIDDEN: message("What is hidden as a spoiler"),
    Setting.KEPT_DAYS: message("How long a debate is kept"),
    Setting.COUNTING_ROLE: message("Role of those whose answers count"),
    Setting.COUNTING_DAYS: message("Members of this server whose answers count"),
    Setting.SERVER_DIGEST: message("Where the digest of all debates is posted"),
    Setting.TAGS_AN_HOUR: message("Entries of one person in an hour"),
    Setting.OPEN_ENTRIES: message("Open entries of a debate"),
}


class Page(StrEnum):
    """A part of the panel, which shows one at a time: a message has not room for all settings."""

    PEOPLE = "people"
    DIGESTS = "digests"
    LOOK = "look"
    KEPT = "kept"
    LIMITS = "limits"


PAGES: Mapping[Page, tuple[Setting, ...]] = {
    Page.PEOPLE: (
        Setting.MODERATOR_ROLE,
        Setting.TAGS_OTHERS,
        Setting.OPENS_DEBATES,
        Setting.OPENS_SIDES,
        Setting.EXPORTS,
        Setting.COUNTING_ROLE,
        Setting.COUNTING_DAYS,
    ),
    Page.DIGESTS: (
        Setting.POSTS_DIGESTS,
        Setting.SCHEDULES_DIGESTS,
        Setting.DIGEST_CHANNEL,
        Setting.DEFAULT_CADENCE,
        Setting.SERVER_DIGEST,
        Setting.TIMEZONE,
    ),
    Page.LOOK: (Setting.LANGUAGE, Setting.CARD_BY_ITSELF, Setting.TAGS_SHOWN, Setting.HIDDEN),
    Page.KEPT: (Setting.KEPT_DAYS,),
    Page.LIMITS: (Setting.TAGS_AN_HOUR, Setting.OPEN_ENTRIES),
}
"""Which settings stand on which page, from top to bottom."""

_PAGES: Mapping[Page, str] = {
    Page.PEOPLE: message("People"),
    Page.DIGESTS: message("Digests"),
    Page.LOOK: message("What is shown"),
    Page.KEPT: message("What is kept"),
    Page.LIMITS: message("Limits"),
}
_WHO: Mapping[str, str] = {
    Who.EVERYBODY: message("Everybody"),
    Who.PARTICIPANTS: message("People who take part, and moderators"),
    Who.OPENERS: message("Who opened the debate, and moderators"),
    Who.MODERATORS: message("Moderators"),
}
_SHOWN: Mapping[str, str] = {
    TagsShown.LINE: message("By a line with buttons to answer"),
    TagsShown.REACTION: message("By a reaction on the message"),
    TagsShown.NONE: message("To nobody but its author"),
}
_CADENCES: Mapping[str, str] = {
    DefaultCadence.NONE: message("None, until somebody schedules them"),
    DefaultCadence.DAILY: message("Every day at 18:00"),
    DefaultCadence.WEEKLY: message("Every Monday at 18:00"),
}
_HIDDEN: Mapping[str, str] = {
    Hidden.MARKED: message("What people have marked so"),
    Hidden.STATEMENTS: message("Every statement, in what everybody sees"),
}
_YES_NO: Mapping[str, str] = {YesNo.YES: message("Yes"), YesNo.NO: message("No, only where somebody asks for one")}


class Change(Protocol):
    """One change of a setting; who made it is None where they were forgotten."""

    @property
    def at(self) -> datetime: ...
    @property
    def user(self) -> int | None: ...
    @property
    def setting(self) -> Setting: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


def page_of(setting: Setting) -> Page:
    """The page that a setting stands on."""
    return next(page for page, settings in PAGES.items() if setting in settings)


def page(front: FrontEnd, shown: Page) -> str:
    """What a page is called."""
    return front.say(_PAGES[shown])


def label(front: FrontEnd, setting: Setting) -> str:
    """What a setting is called."""
    return front.say(_LABELS[setting])


def value(front: FrontEnd, setting: Setting, words: str) -> str:
    """What a choice is called; a role, as the platform shows it."""
    match setting:
        case Setting.TIMEZONE:
            return words
        case Setting.LANGUAGE:
            return choice_of_server(front, Spoken(words))
        case Setting.TAGS_SHOWN:
            return front.say(_SHOWN[words])
        case Setting.MODERATOR_ROLE:
            return front.say("None") if words == UNSET else front.dialect.role(int(words))
        case Setting.COUNTING_ROLE:
            return front.say("None is needed") if words == UNSET else front.dialect.role(int(words))
        case Setting.COUNTING_DAYS:
            return _since(front, words)
        case Setting.DIGEST_CHANNEL:
            return front.say(NO_CHANNEL) if words == UNSET else front.dialect.channel(int(words))
        case Setting.SERVER_DIGEST:
            return front.say(NO_SERVER_DIGEST) if words == UNSET else front.dialect.channel(int(words))
        case Setting.TAGS_AN_HOUR | Setting.OPEN_ENTRIES:
            return front.say("No limit") if words == UNSET else words
        case Setting.DEFAULT_CADENCE:
            return front.say(_CADENCES[words])
        case Setting.HIDDEN:
            return front.say(_HIDDEN[words])
        case Setting.KEPT_DAYS:
            return _kept(front, words)
        case Setting.CARD_BY_ITSELF:
            return front.say(_YES_NO[words])
        case _:
            return front.say(_WHO[words])


def _since(front: FrontEnd, words: str) -> str:
    if words == UNSET:
        return front.say("All, however long they are members")
    return front.count("Those of {number} day or more", "Those of {number} days or more", int(words))


def _kept(front: FrontEnd, words: str) -> str:
    if words == UNSET:
        return front.say("As long as its channel is there")
    return front.count("{number} day after its last activity", "{number} days after its last activity", int(words))


def note(front: FrontEnd, setting: Setting) -> str | None:
    """What is to be known before a setting is changed; None where its choices say it all."""
    if setting is Setting.SERVER_DIGEST:
        return front.dialect.small(
            front.say(
                "Every Monday at 18:00, unless you choose otherwise with {ways.schedule_digest} and its option server."
            )
        )
    if setting is not Setting.KEPT_DAYS:
        return None
    return front.dialect.small(
        front.say(
            "A debate in which nothing happens for that long is deleted with its ledger; messages in its channel stay. "
            "In the first week after a change of this nothing is deleted yet: time to export what is to stay."
        )
    )


def _shown(front: FrontEnd, setting: Setting, words: str) -> str:
    """What a choice is called, within a text; what the platform shows by its number must not be taken out of force."""
    text = value(front, setting, words)
    return text if setting in NAMED else front.dialect.inert(text)


def choices(front: FrontEnd, setting: Setting) -> list[tuple[str, str]]:
    """What a setting can be: each choice's word, and what it is called."""
    return [(word.value, value(front, setting, word)) for word in CHOICES[setting]]


def heading(front: FrontEnd, house: House, changed: Setting | None = None) -> str:
    """What stands above the settings; where one was just changed, that it is in force."""
    lines = [
        front.dialect.heading(front.say("Settings of this server"), 3),
        front.say("They hold in all its debates, at once. Moderators may always do what others may."),
    ]
    if changed is not None:
        lines.append(front.say("Changed: {setting}", setting=line(front, house, changed)))
    return "\n".join(lines)


def line(front: FrontEnd, house: House, setting: Setting) -> str:
    """A setting and what it is now."""
    now = _shown(front, setting, value_of(house, setting))
    return front.say("{setting}: {value}", setting=front.dialect.bold(label(front, setting)), value=now)


def missing(front: FrontEnd, permissions: Sequence[str]) -> str:
    """What Crux may not do in this channel, and how it is let."""
    return front.say(
        "In this channel Crux lacks: {permissions}. Grant them to it: {ways.grant_permissions}.",
        permissions=joined(front.catalogue, permissions),
    )


def missing_for_digests(front: FrontEnd, channel: int, permissions: Sequence[str]) -> str:
    """What Crux may not do in the server's channel for digests, and how it is let."""
    return front.say(
        "In {channel}, where digests are posted, Crux lacks: {permissions}. Grant them to it: "
        "{ways.grant_permissions}.",
        channel=front.dialect.channel(channel),
        permissions=joined(front.catalogue, permissions),
    )


def no_place_for_digests(front: FrontEnd, channel: int, obstacle: Obstacle) -> str:
    """Why no digest can be posted in the server's channel for them."""
    return front.say(
        "No digest can be posted in {channel}: {obstacle}. Let Crux see it ({ways.grant_permissions}), or pick another "
        "one.",
        channel=front.dialect.channel(channel),
        obstacle=front.say(pauses.SENTENCES[obstacle]),
    )


def history(front: FrontEnd, changes: Sequence[Change]) -> str:
    """The latest changes, the newest first: who, when, from what to what."""
    if not changes:
        return front.say("No setting was changed in this server yet.")
    lines = [front.dialect.bold(front.say("Settings that were changed, the latest first"))]
    lines += [front.dialect.item(_change(front, change)) for change in changes]
    return lines_within(front, lines, front.dialect.limits.message)


def _change(front: FrontEnd, change: Change) -> str:
    return front.say(
        "{moment}, {person}: {setting}: from “{before}” to “{after}”",
        moment=front.dialect.moment(change.at),
        person=front.dialect.mention(change.user) if change.user is not None else names.person(front, None),
        setting=label(front, change.setting),
        before=_shown(front, change.setting, change.before),
        after=_shown(front, change.setting, change.after),
    )
