"""What goes with a file that is handed out."""

from bot.words.front_end import FrontEnd


def exported(front: FrontEnd, name: str) -> str:
    """The answer to an export."""
    return front.say("The ledger of this debate: {file}. Only you see this message.", file=front.dialect.code(name))


def zipped(front: FrontEnd) -> str:
    """Why a file is a zip."""
    return front.say("It is larger than {ways.platform} takes files here, so it is zipped.")


def in_parts(front: FrontEnd, name: str, parts: int) -> str:
    """Why a file comes in parts, and how they become one; `name` is what they are called without their numbers."""
    return (
        front.count(
            "Even zipped it is larger than {ways.platform} takes files here, so it comes in {number} part.",
            "Even zipped it is larger than {ways.platform} takes files here, so it comes in {number} parts.",
            parts,
        )
        + " "
        + front.say(
            "Save them all in one folder; 7-Zip opens the first one. Without it, join them by a command in that "
            "folder: {windows} on Windows, {elsewhere} on macOS and Linux.",
            windows=front.dialect.code(f"copy /b {name}.* {name}"),
            elsewhere=front.dialect.code(f"cat {name}.* > {name}"),
        )
    )


def more_parts(front: FrontEnd, first: int, last: int, parts: int) -> str:
    """What goes with further parts."""
    return front.say("Parts {first} to {last} of {parts}.", first=first, last=last, parts=parts)
