"""What a person reads when something went wrong that is no refusal."""

from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

_FAULTS = {
    True: message(
        "Something went wrong on Crux's side (reference {reference}). But what you asked for is written down: "
        "{ways.show_ledger} has it, and there is no need to repeat it."
    ),
    False: message(
        "Something went wrong on Crux's side (reference {reference}). Nothing was written down. Please try again; if "
        "it stays, tell who runs Crux here the reference."
    ),
    None: message(
        "Something went wrong on Crux's side (reference {reference}). It may have been written down or not: look with "
        "{ways.show_ledger} before you repeat it."
    ),
}


def our_fault(front: FrontEnd, reference: str, *, done: bool | None) -> str:
    """Something broke in Crux. `done`: whether the request was written down; None where nobody can tell."""
    return front.say(_FAULTS[done], reference=reference)


def not_understood(front: FrontEnd) -> str:
    """A value that the front end should not have let through."""
    return front.say("Crux could not make sense of that. {ways.pick_value}, and try again.")
