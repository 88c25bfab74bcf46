"""What a server's settings allow, and how one of them is changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.ledger.house import (
    CHOICES,
    UNSET,
    DefaultCadence,
    Hidden,
    House,
    Membership,
    OpenEntries,
    Setting,
    Spoken,
    TagsAnHour,
    TagsShown,
    Who,
    YesNo,
)
from bot.ledger.people import LARGEST_ID
from bot.ledger.refusals import ButtonExpired, ModeratorsOnly, OpenersOnly, ParticipantsOnly
from bot.ledger.schedules import DEFAULT_TIME, MONDAY, CadenceKind, Schedule, zone_from


def may(who: Who, *, moderator: bool, opener: bool = False, participant: bool = False) -> bool:
    """Whether somebody is one of them. Who opened a debate takes part in it, and moderators may everything."""
    match who:
        case Who.EVERYBODY:
            return True
        case Who.PARTICIPANTS:
            return participant or opener or moderator
        case Who.OPENERS:
            return opener or moderator
        case Who.MODERATORS:
            return moderator


def require(who: Who, *, moderator: bool, opener: bool = False, participant: bool = False) -> None:
    """Raises ModeratorsOnly, OpenersOnly or ParticipantsOnly for whoever is none of them."""
    if may(who, moderator=moderator, opener=opener, participant=participant):
        return
    if who is Who.MODERATORS:
        raise ModeratorsOnly
    if who is Who.OPENERS:
        raise OpenersOnly
    raise ParticipantsOnly


def everybody_counts(house: House) -> bool:
    """Whether everybody's answers count, whatever they are in the server."""
    return house.counting_role is None and house.counting_days is None


def counts(house: House, membership: Membership | None, at: datetime) -> bool:
    """Whether somebody's answers count; the membership is None of who is not in the server."""
    if everybody_counts(house):
        return True
    if membership is None:
        return False
    has_role = house.counting_role is None or house.counting_role in membership.roles
    return has_role and _is_member_for(house.counting_days, membership.joined_at, at)


def _is_member_for(days: int | None, joined_at: datetime | None, at: datetime) -> bool:
    return days is None or joined_at is None or at - joined_at >= timedelta(days=days)


def value_of(house: House, setting: Setting) -> str:
    """What a server has decided, in the word by which it is chosen and kept."""
    value = getattr(house, setting.value)
    if isinstance(value, bool):
        return YesNo.YES if value else YesNo.NO
    return UNSET if value is None else str(value)


def schedule_of_new_debates(house: House) -> Schedule | None:
    """When a debate gets digests from its opening on; None where only once somebody asks for them."""
    match house.default_cadence:
        case DefaultCadence.NONE:
            return None
        case DefaultCadence.DAILY:
            return Schedule(CadenceKind.DAILY, DEFAULT_TIME, house.timezone)
        case DefaultCadence.WEEKLY:
            return _weekly(house)


def schedule_of_server_digest(house: House) -> Schedule:
    """When the digest of all debates is posted, where nobody has said otherwise."""
    return _weekly(house)


def _weekly(house: House) -> Schedule:
    return Schedule(CadenceKind.WEEKLY, DEFAULT_TIME, house.timezone, (MONDAY,))


_WITH: Mapping[Setting, Callable[[House, str], House]] = {
    Setting.MODERATOR_ROLE: lambda house, words: replace(house, moderator_role=_named(words)),
    Setting.DIGEST_CHANNEL: lambda house, words: replace(house, digest_channel=_named(words)),
    Setting.TAGS_OTHERS: lambda house, words: replace(house, tags_others=Who(words)),
    Setting.OPENS_DEBATES: lambda house, words: replace(house, opens_debates=Who(words)),
    Setting.OPENS_SIDES: lambda house, words: replace(house, opens_sides=Who(words)),
    Setting.POSTS_DIGESTS: lambda house, words: replace(house, posts_digests=Who(words)),
    Setting.SCHEDULES_DIGESTS: lambda house, words: replace(house, schedules_digests=Who(words)),
    Setting.DEFAULT_CADENCE: lambda house, words: replace(house, default_cadence=DefaultCadence(words)),
    Setting.EXPORTS: lambda house, words: replace(house, exports=Who(words)),
    Setting.CARD_BY_ITSELF: lambda house, words: replace(house, card_by_itself=words == YesNo.YES),
    Setting.TAGS_SHOWN: lambda house, words: replace(house, tags_shown=TagsShown(words)),
    Setting.HIDDEN: lambda house, words: replace(house, hidden=Hidden(words)),
    Setting.KEPT_DAYS: lambda house, words: replace(house, kept_days=_named(words)),
    Setting.COUNTING_ROLE: lambda house, words: replace(house, counting_role=_named(words)),
    Setting.COUNTING_DAYS: lambda house, words: replace(house, counting_days=_named(words)),
    Setting.SERVER_DIGEST: lambda house, words: replace(house, server_digest=_named(words)),
    Setting.LANGUAGE: lambda house, words: replace(house, language=Spoken(words)),
    Setting.TAGS_AN_HOUR: lambda house, words: replace(house, tags_an_hour=TagsAnHour(words)),
    Setting.OPEN_ENTRIES: lambda house, words: replace(house, open_entries=OpenEntries(words)),
    Setting.TIMEZONE: lambda house, words: replace(house, timezone=words),
}


def _named(words: str) -> int | None:
    return None if words == UNSET else int(words)


def _is_id(words: str) -> bool:
    """Whether it is a number by which a platform may name something."""
    return words.isascii() and words.isdigit() and int(words[:20]) <= LARGEST_ID


def _can_be(setting: Setting, words: str) -> bool:
    """Whether a setting can be that, by the words alone."""
    if setting in CHOICES:
        return words in CHOICES[setting]
    return setting is Setting.TIMEZONE or words == UNSET or _is_id(words)


def changed(house: House, setting: Setting, words: str) -> House:
    """The house with one setting changed.

    Raises ButtonExpired for what it cannot be, BadScheduleAsked for what is no time zone.
    """
    if setting is Setting.TIMEZONE:
        return replace(house, timezone=zone_from(words))
    if not _can_be(setting, words):
        raise ButtonExpired
    return _WITH[setting](house, words)


def decided(house: House, values: Mapping[Setting, str]) -> House:
    """The house with what a server has decided, in the words that `value_of` gave.

    What can be chosen in a newer Crux alone, which shares the database during an upgrade, is as if it were not decided.
    """
    for setting, words in values.items():
        if _can_be(setting, words):
            house = _WITH[setting](house, words)
    return house
