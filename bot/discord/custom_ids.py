"""The custom ids of buttons and forms: what was pressed is known from its id alone, after a restart too."""

from bot.ledger.refusals import ButtonExpired

PREFIX = "crux"
"""What the id of every button and form of Crux begins with."""


def custom_id(verb: str, *arguments: object) -> str:
    """The custom id of a button or form: at most 100 characters."""
    return ":".join((PREFIX, verb, *map(str, arguments)))


def pressed(custom_id: str) -> tuple[str, list[str]] | None:
    """The verb and the arguments of a custom id; None where the button or form is not Crux's."""
    prefix, _, rest = custom_id.partition(":")
    if prefix != PREFIX:
        return None
    verb, *arguments = rest.split(":")
    return verb, arguments


def number_in(arguments: list[str], position: int) -> int:
    """The number that a custom id carries there. Raises ButtonExpired."""
    try:
        return int(arguments[position])
    except (IndexError, ValueError):
        raise ButtonExpired from None
