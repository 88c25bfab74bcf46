"""Forms that were refused: what was typed waits until it is sent again."""

from collections.abc import Mapping

from bot.actions.request import Request
from bot.ledger.people import LARGEST_ID
from bot.ledger.refusals import ButtonExpired, UnsafeText
from bot.ledger.text import is_text
from bot.store.sessions import Sessions
from bot.store.waiting import refused_forms
from bot.store.waiting.drafts import DRAFT_LIFE
from bot.store.waiting.refused_forms import RefusedForm


async def keep_refused(
    sessions: Sessions, request: Request, id: int, form: str, fields: Mapping[str, str], message: int | None = None
) -> None:
    """Keep what somebody typed into a form, as long as a message waits for one; `message` is what it is about.

    Raises UnsafeText for a form that cannot be kept as it is, ButtonExpired for ids that nothing has.
    """
    if not is_text(form):
        raise UnsafeText
    if not all(0 < number <= LARGEST_ID for number in (id, message or 1)):
        raise ButtonExpired
    refused = RefusedForm(id, request.channel, request.user, form, fields, request.at, message)
    await refused_forms.keep(sessions.execute, refused, request.at - DRAFT_LIFE)


async def refused_form(sessions: Sessions, request: Request, id: int) -> RefusedForm:
    """The form as its person has filled it in. Raises ButtonExpired where it is forgotten, or somebody else's."""
    if not 0 < id <= LARGEST_ID:
        raise ButtonExpired
    kept = await refused_forms.find(sessions.execute, id, request.user, request.at - DRAFT_LIFE)
    if kept is None or kept.channel != request.channel:
        raise ButtonExpired
    return kept
