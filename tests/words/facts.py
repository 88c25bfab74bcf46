"""A refusal of every kind, with facts in it."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import get_type_hints

from bot.ledger.entries import Answer, Relation, Status
from bot.ledger.house import Who
from bot.ledger.pauses import Obstacle
from bot.ledger.people import Side
from bot.ledger.refusals import Address, Refusal
from bot.ledger.schedule_problems import ScheduleProblem, UnknownTimezone

ADDRESS = Address("https://example.org/add?to=7")
"""What a refusal links to by itself: no person's words."""

KINDS = sorted(Refusal.__subclasses__(), key=lambda kind: kind.__name__)


def refusal(kind: type[Refusal], words: str) -> Refusal:
    """One of that kind; the words stand wherever a person's could."""
    by_type: dict[object, object] = {
        int: 7,
        bool: True,
        datetime: datetime(2026, 3, 2, 12, tzinfo=UTC),
        int | None: 7,
        Answer: Answer.AGREE,
        str: words,
        Address: ADDRESS,
        tuple[int, ...]: (7, 8),
        tuple[Side, ...]: (Side(1, words),),
        tuple[str, ...]: ("View Channel", "Send Messages"),
        Obstacle: Obstacle.THREAD_LOCKED,
        Status: Status.WITHDRAWN,
        Relation: Relation.RESIDUE_OF,
        Who: Who.PARTICIPANTS,
        ScheduleProblem: UnknownTimezone(words),
    }
    hints = get_type_hints(kind)
    return kind(**{fact.name: by_type[hints[fact.name]] for fact in fields(kind)})
