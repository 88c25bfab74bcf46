"""Debates that are drawn: two people, crowds, many entries, nobody on a side, nothing at all, every script."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.ledger.ledger import Ledger
from tests.transcript import debate, events_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

TWO_PEOPLE = """
sides Build more / Wait and see
ana joins Build more
ben joins Wait and see
ana  claim  Rents fall when we build
ben agrees #1
ben  crux  Zoning is what holds us back
ana disagrees #2
ana marks #2
ana  claim  Towers can be beautiful
ben disagrees #3
ana concedes #2  You are right about zoning
ben concedes for argument #3  Let us say so
ana  claim  Cranes are loud
ben parks #6
ben proposes for ana  claim  Supply matters most
"""

WORDS = {
    "Latin": "Rents fall – “when” we build ½ as much as naïve façades in Łódź",
    "Greek": "Η ανοικτή μάθηση είναι ασφαλέστερη",
    "Cyrillic": "Открытое обучение безопаснее, чем мы думаем",
    "Han": "开放式强化学习对安全是净正面的，因为它有利于思维链系统而不是黑箱端到端模型",
    "Kana": "安全なシステムは強化学習を必要とするでしょうか",
    "Hangul": "안전한 시스템은 강화 학습을 필요로 하지 않습니다",
    "Arabic": "التعلم المعزز (RL) أكثر أمانًا، رقم 12.",
    "Hebrew": "למידה פתוחה (RL) בטוחה יותר, מספר 12.",
    "Devanagari": "किराया घटता है",
    "emoji": "😀 👍🏽 👩‍💻 🇩🇪 ❤️ ✓ ◆ → build",
}
"""A sentence of each script that a picture must be able to set."""


def _crowds() -> Iterator[str]:
    yield "sides Build / Wait"
    for place in range(9):
        yield f"a{place} joins Build"
    for place in range(5):
        yield f"b{place} joins Wait"
    yield "a0  crux  Zoning is what holds us back"
    yield "b0 marks #1"
    yield "b1 marks #1"
    yield from (f"a{place} agrees #1" for place in range(1, 8))
    yield from (f"a{place} marks #1" for place in range(1, 4))
    yield from (f"b{place} disagrees #1" for place in range(5))
    yield "b0  claim  Quality suffers when we hurry"
    yield from (f"a{place} unsure #2" for place in range(3))
    yield from (f"a{place} disagrees #2" for place in range(3, 6))
    yield "b1 agrees #2"


def _long() -> Iterator[str]:
    yield "sides Build / Wait"
    yield "ana joins Build"
    yield "ben joins Wait"
    for number in range(1, 31):
        yield f"ana  claim  Point {number} of a long list of points that somebody makes in one go"
        if number % 3:
            yield f"ben {'agrees' if number % 2 else 'disagrees'} #{number}"


TRANSCRIPTS = {
    "two-people": TWO_PEOPLE,
    "crowds": "\n".join(_crowds()),
    "long": "\n".join(_long()),
    "no-sides": "ana  claim  Rents fall\nben agrees #1\ncy disagrees #1\ndee unsure #1",
    "empty": "sides Build / Wait",
    "scripts": "\n".join(["sides هذا الجانب / 賛成です", *(f"ana  claim  {said}" for said in WORDS.values())]),
}

LEDGERS: dict[str, Ledger] = {name: debate(text) for name, text in TRANSCRIPTS.items()}
EVENTS = {name: events_of(text) for name, text in TRANSCRIPTS.items()}
