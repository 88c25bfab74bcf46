"""How likely the question's "yes" is: the button, the form, and what is asked again at the closing."""

from discord import ui

from bot.actions import estimates
from bot.ledger.estimates import OPEN_AFTER_CLOSING
from bot.ledger.ledger import Debate
from bot.words import buttons as labels
from bot.words.answers import estimates as answers
from bot.words.front_end import FrontEnd
from cogs import _modals
from cogs._answers import Button, answer, button
from cogs._modals import Fields
from cogs._translate import Interaction, reader_front, request_from


def estimate_button(front: FrontEnd) -> Button:
    """Opens the form of an estimate."""
    return button(front.say(labels.ESTIMATE), "estimate")


async def estimate_asked_again(
    interaction: Interaction, front: FrontEnd, debate: Debate
) -> tuple[str, tuple[Button, ...]]:
    """What a debate's closing asks those who put an estimate before; nothing where nobody did."""
    asked = await estimates.people_before(interaction.client.sessions, request_from(interaction))
    if not asked or debate.closed_at is None:
        return "", ()
    return answers.asked_again(front, debate.closed_at + OPEN_AFTER_CLOSING), (estimate_button(front),)


async def show_estimate_form(interaction: Interaction, _: list[str]) -> None:
    """Open the form, where an estimate is taken still."""
    await estimates.phase_here(interaction.client.sessions, request_from(interaction))
    await _modals.show(interaction, _modals.estimate_form(reader_front(interaction), {}))


async def estimate_form_again(interaction: Interaction, _: list[str], fields: Fields) -> ui.Modal:
    """The form of an estimate, as somebody had filled it in."""
    return _modals.estimate_form(reader_front(interaction), fields)


async def save_estimate(interaction: Interaction, _: list[str]) -> None:
    """Seal what was filled in."""
    filled = _modals.filled(interaction)
    await give_estimate(interaction, filled.get("percent", ""), shown=filled.get("shown") == _modals.SHOWN)


async def give_estimate(interaction: Interaction, percent: str, *, shown: bool) -> None:
    """Seal an estimate, and tell who gave it alone."""
    who = request_from(interaction)
    given = await estimates.give_estimate(interaction.client.sessions, who, percent, shown=shown)
    await answer(interaction, answers.given(reader_front(interaction), given.estimate, given.changed_until))
