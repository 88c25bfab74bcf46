"""What goes with a file that is handed out."""

from bot.words.front_end import FrontEnd


def exported(front: FrontEnd, name: str) -> str:
    """The answer to an export."""
    return front.say("The ledger of this debate: {file}. Only you see this message.", file=front.dialect.code(name))
