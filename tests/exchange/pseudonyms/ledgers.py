"""A ledger of every verb with names, numbers, links and mentions in each of its texts, under many disguises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from unicodedata import decimal, normalize

from bot.exchange.pseudonyms.changes import TEXTS, Identity, Words
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Change, Event
from tests.exchange.ledgers import EVERYTHING

DEBATE = 1330000000000000001
GUILD = 1230000000000000002
CHANNEL = 1330000000000000003
MESSAGE = 1440000000000000000
USERS = {1: 900000000000000001, 2: 900000000000000002, 4: 900000000000000004}
NAMES = {1: "Zoë Łuczakowa", 2: "فاطمة", 4: "田中さくら"}
EARLIER = "Bénédicte"
"""What the second person was called before."""
STRANGER = 777777777777777777
AT = datetime(2026, 3, 4, 15, 16, 17, 123456, tzinfo=UTC)

DISGUISES: tuple[str, ...] = (
    "Zoë Łuczakowa",
    "ZOË ŁUCZAKOWA",
    "@zoe_luczakowa",
    "zoe luczakowa",
    "Luczakowa",
    "Z\u200do\u200be\u0308 Łucz\u00adakowa",
    "Ｚｏｅ Ｌｕｃｚａｋｏｗａ",
    "||Zoë Łuczakowa||",
    "**Zoë** _Łuczakowa_",
    "[Zoë Łuczakowa](https://example.org/zoe)",
    "Bénédicte's",
    "BENEDICTE",
    "be\u0301ne\u0301dicte",
    "وفاطمة قالت",
    "@فاطمة",
    "فَاطِمَة",
    "田中さくらは",
    "＠田中さくら",
    f"<@{USERS[1]}> <@!{STRANGER}>",
    f"\\<@{USERS[2]}>",
    f"<#{CHANNEL}> <@&{STRANGER}>",
    f"<:zoe:{STRANGER}> <a:zoe:{STRANGER}>",
    f"{USERS[4]} {STRANGER}",
    "٧٧٧٧٧٧٧٧٧٧٧٧٧٧٧٧٧٧",
    f"https://discord.com/channels/{GUILD}/{CHANNEL}/{MESSAGE}",
    f"<https://ptb.discord.com/channels/{GUILD}/{CHANNEL}>",
    "discord.gg/hideout ｄｉｓｃｏｒｄ．ｇｇ／hideout",
    "discordapp.com/invite/hideout",
    "d\u200bis\u200bcord.gg/hideout",
    "http://luczakowa.example/~zoe?x=1#y",
    "www.luczakowa.example",
    "zoe@luczakowa.example",
    "mailto:zoe@luczakowa.example",
    "</ledger show:777777777777777777> <t:1772637377:F>",
    "@everyone @here @Nobody_Else",
    "#the-hideout",
)
"""Each of them leads to somebody or somewhere."""

NEEDLES: tuple[str, ...] = (
    *("zoe", "luczakowa", "benedicte", "فاطم", "田中さくら"),
    *(str(number) for number in (DEBATE, GUILD, CHANNEL, STRANGER, *USERS.values())),
    *(str(MESSAGE)[:8], "15:16:17", "1772637377"),
    *("://", "discord", "hideout", "www.", "mailto", "example", "nobody_else", "@everyone", "@here", "<@", "<#", "<:"),
)
"""What must be found nowhere: as `bare` has a text."""


def bare(text: str) -> str:
    """A text as somebody would search it who looks through every disguise; not by the code that is tested."""
    plain = normalize("NFKD", text).casefold().replace("ł", "l")
    seen = re.sub(
        "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\\\]", "", plain
    )
    digits = "".join(str(decimal(character, character)) for character in seen)
    return normalize("NFC", digits)


def planted(changes: Sequence[Change] = EVERYTHING) -> Iterator[Change]:
    """The changes with a disguise in each of their texts, so that each disguise is somewhere."""
    turn = 0
    for change in changes:
        now: dict[str, object] = {}
        for field, becomes in TEXTS.get(type(change), {}).items():
            if getattr(change, field) is None:
                continue
            if isinstance(becomes, Words):
                words, turn = _filled(becomes.limit, turn)
                now[field] = words
            elif becomes is Identity.USER:
                now[field] = str(USERS[change.person])  # type: ignore[attr-defined]
            elif becomes is Identity.NAME:
                now[field] = EARLIER if getattr(change, field) == "benny" else NAMES[change.person]  # type: ignore[attr-defined]
        for field in ("guild", "channel", "message"):
            if getattr(change, field, None) is not None:
                now[field] = {"guild": GUILD, "channel": CHANNEL}.get(field, MESSAGE + turn)
        yield replace(change, **now) if now else change


def _filled(limit: int, turn: int) -> tuple[str, int]:
    """Words with one disguise behind the other, whole, as many as have room in half of it; the turn of the next one."""
    words = ""
    for now in count(turn):
        disguise = DISGUISES[now % len(DISGUISES)]
        if words and len(words) > limit // 2:
            return words, now
        if len(words) + len(disguise) + 10 <= limit:
            words += f"so {disguise} says, "
    raise AssertionError


HOSTILE: tuple[Change, ...] = (
    *planted(EVERYTHING),
    e.ParticipantMet(4, str(USERS[4]), NAMES[4]),
    e.SideJoined(4, 2),
    *(e.QuestionAsked(disguise) for disguise in DISGUISES),
    e.QuestionAsked("Should the city build? Zoë Łuczakowa asked https://example.org"),
)


def sealed(changes: Sequence[Change] = HOSTILE, salts: int = 0) -> list[SealedEvent]:
    """The changes as events some seconds apart; `salts` makes another chain of the same."""
    lines: list[SealedEvent] = []
    before = GENESIS
    for sequence, change in enumerate(changes, start=1):
        event = Event(DEBATE, sequence, AT + timedelta(seconds=sequence * 7), 1, change)
        lines.append(seal(before, event, lambda length: bytes([salts]) * length))
        before = lines[-1].hash
    return lines
