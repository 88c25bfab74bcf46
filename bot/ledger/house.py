"""The house rules of a server: what holds in all its debates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class TagsShown(StrEnum):
    """How everybody sees that somebody tagged a message of their own."""

    LINE = "line"
    """A short line in the channel, with buttons to answer it."""
    REACTION = "reaction"
    """A reaction on the message; the line where Crux may not react."""
    NONE = "none"


class Who(StrEnum):
    """Who may do something in a debate; moderators may wherever others do."""

    EVERYBODY = "everybody"
    PARTICIPANTS = "participants"
    """Who takes part in the debate."""
    OPENERS = "openers"
    """Who opened the debate."""
    MODERATORS = "moderators"


class YesNo(StrEnum):
    """Whether something is so."""

    YES = "yes"
    NO = "no"


class DefaultCadence(StrEnum):
    """How often a debate gets digests from its opening on, without anybody asking for them."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


class Spoken(StrEnum):
    """In which language somebody is told; the value is the language's tag."""

    AUTOMATIC = "automatic"
    """In the language that the platform knows of them."""
    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    FRENCH = "fr"
    PORTUGUESE = "pt-BR"
    JAPANESE = "ja"
    KOREAN = "ko"
    ARABIC = "ar"


class Hidden(StrEnum):
    """What stands behind spoilers in what everybody sees."""

    MARKED = "marked"
    """What people have marked so."""
    STATEMENTS = "statements"
    """Every statement."""


class Kept(StrEnum):
    """For how many days a debate is kept after its last activity."""

    ALWAYS = "none"
    """As long as its channel is there."""
    MONTH = "30"
    QUARTER = "90"
    HALF_A_YEAR = "180"
    YEAR = "365"
    TWO_YEARS = "730"


class TagsAnHour(StrEnum):
    """How many entries one person may make in a debate within an hour."""

    TEN = "10"
    TWENTY = "20"
    SIXTY = "60"
    TWO_HUNDRED = "200"
    UNLIMITED = "none"


class OpenEntries(StrEnum):
    """How many entries a debate may have that were neither withdrawn nor declined nor merged."""

    HUNDRED = "100"
    THREE_HUNDRED = "300"
    THOUSAND = "1000"
    THREE_THOUSAND = "3000"
    UNLIMITED = "none"


class Since(StrEnum):
    """For how many days somebody has to be a member of the server."""

    ANY = "none"
    DAY = "1"
    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"


class Setting(StrEnum):
    """What a server decides; the value is the name of its field in `House`."""

    MODERATOR_ROLE = "moderator_role"
    TAGS_OTHERS = "tags_others"
    OPENS_DEBATES = "opens_debates"
    OPENS_SIDES = "opens_sides"
    POSTS_DIGESTS = "posts_digests"
    SCHEDULES_DIGESTS = "schedules_digests"
    DIGEST_CHANNEL = "digest_channel"
    DEFAULT_CADENCE = "default_cadence"
    EXPORTS = "exports"
    CARD_BY_ITSELF = "card_by_itself"
    TAGS_SHOWN = "tags_shown"
    TIMEZONE = "timezone"
    LANGUAGE = "language"
    HIDDEN = "hidden"
    KEPT_DAYS = "kept_days"
    TAGS_AN_HOUR = "tags_an_hour"
    OPEN_ENTRIES = "open_entries"
    COUNTING_ROLE = "counting_role"
    COUNTING_DAYS = "counting_days"
    SERVER_DIGEST = "server_digest"


CHOICES: Mapping[Setting, tuple[StrEnum, ...]] = {
    Setting.TAGS_OTHERS: (Who.EVERYBODY, Who.PARTICIPANTS, Who.MODERATORS),
    Setting.OPENS_DEBATES: (Who.EVERYBODY, Who.MODERATORS),
    Setting.OPENS_SIDES: (Who.EVERYBODY, Who.PARTICIPANTS, Who.OPENERS, Who.MODERATORS),
    Setting.POSTS_DIGESTS: (Who.EVERYBODY, Who.PARTICIPANTS, Who.OPENERS, Who.MODERATORS),
    Setting.SCHEDULES_DIGESTS: (Who.OPENERS, Who.MODERATORS),
    Setting.DEFAULT_CADENCE: tuple(DefaultCadence),
    Setting.EXPORTS: (Who.EVERYBODY, Who.PARTICIPANTS, Who.OPENERS, Who.MODERATORS),
    Setting.CARD_BY_ITSELF: tuple(YesNo),
    Setting.TAGS_SHOWN: tuple(TagsShown),
    Setting.LANGUAGE: tuple(Spoken),
    Setting.HIDDEN: tuple(Hidden),
    Setting.KEPT_DAYS: tuple(Kept),
    Setting.COUNTING_DAYS: tuple(Since),
    Setting.TAGS_AN_HOUR: tuple(TagsAnHour),
    Setting.OPEN_ENTRIES: tuple(OpenEntries),
}
"""What each setting is chosen from; a time zone is any that there is, a role or a channel any of the server's, or
none."""

NAMED = (Setting.MODERATOR_ROLE, Setting.DIGEST_CHANNEL, Setting.COUNTING_ROLE, Setting.SERVER_DIGEST)
"""Settings that name something on the platform, or nothing."""

UNSET = "none"
"""The word for a setting that names nothing."""


@dataclass(frozen=True, slots=True)
class House:
    """What holds in all debates of a server."""

    moderator_role: int | None = None
    """The role whose holders are moderators in all debates, besides those whose permissions make them so."""
    tags_others: Who = Who.EVERYBODY
    """Who may tag what somebody else wrote, as a proposal to its author."""
    opens_debates: Who = Who.EVERYBODY
    """Who may open a debate, also by the first tag in a channel, and open a closed one again."""
    opens_sides: Who = Who.OPENERS
    """Who may open sides beyond the second."""
    posts_digests: Who = Who.PARTICIPANTS
    """Who may post a digest now."""
    schedules_digests: Who = Who.OPENERS
    """Who may have digests posted on a schedule, and pause that."""
    digest_channel: int | None = None
    """The channel in which scheduled digests of all debates are posted, but for private ones; else each in its own."""
    default_cadence: DefaultCadence = DefaultCadence.NONE
    """How often a debate gets digests from its opening on, at the usual time in the server's time zone."""
    exports: Who = Who.MODERATORS
    """Who is handed the ledger as a file."""
    card_by_itself: bool = True
    """Whether a debate keeps a status card from its opening on, without anybody asking for one."""
    tags_shown: TagsShown = TagsShown.LINE
    timezone: str = "UTC"
    """The time zone of a schedule that names none."""
    language: str = Spoken.AUTOMATIC
    """In which language everybody is told: digests, status cards, lines of tags, public answers."""
    tags_an_hour: TagsAnHour = TagsAnHour.SIXTY
    open_entries: OpenEntries = OpenEntries.THREE_THOUSAND

    hidden: Hidden = Hidden.MARKED
    """What stands behind spoilers in what everybody sees."""
    kept_days: int | None = None
    """For how many days a debate is kept after its last activity; None: as long as its channel is there."""
    counting_role: int | None = None
    """The role of those whose answers count; None: they count without one."""
    counting_days: int | None = None
    """For how many days those are members of the server whose answers count; None: however long."""
    server_digest: int | None = None
    """The channel in which the digest of all debates is posted; None: there is none."""

    barred: Mapping[int, str | None] = field(default_factory=dict)
    """Whom moderators keep from writing to the server's ledgers, by the platform's ids, and why, where they said so."""


DEFAULT_HOUSE = House()
"""What holds where nothing else was decided."""


def limit_of(words: TagsAnHour | OpenEntries) -> int | None:
    """How many these words let be; None for any number."""
    return None if words == UNSET else int(words)


@dataclass(frozen=True, slots=True)
class Membership:
    """What somebody is in a server, as the platform says it."""

    roles: Collection[int]
    joined_at: datetime | None
    """None where the platform does not say."""
