"""Who is kept from writing to the ledgers of a server, and why."""

from bot.ledger.house import House
from bot.ledger.refusals import Barred, BarredFor, ReasonTooLong
from bot.ledger.statements import one_line

REASON_LIMIT = 300
"""The longest reason, in characters."""


def require_not_barred(house: House, user: int, *, moderator: bool) -> None:
    """Raises Barred, or BarredFor with a reason, for whom moderators keep from writing; they themselves never are."""
    if user in house.barred and not moderator:
        reason = house.barred[user]
        raise Barred if reason is None else BarredFor(reason=reason)


def reason_from(words: str) -> str | None:
    """The reason that these words give; None where there are none. Raises ReasonTooLong."""
    reason = one_line(words)
    if len(reason) > REASON_LIMIT:
        raise ReasonTooLong(limit=REASON_LIMIT)
    return reason or None
