"""What Crux says first on a server, and around the example that it shows there."""

from bot.words.front_end import FrontEnd


def welcome(front: FrontEnd) -> str:
    """What everybody sees once Crux was added to a server."""
    lines = (
        front.dialect.heading(front.say("Crux is here: for debates that get somewhere")),
        front.say(
            "People tag messages as claims, cruxes and concessions, and answer them. Crux keeps the ledger, and posts "
            "what both sides accept, where they still diverge, and what it turns on."
        ),
        front.dialect.small(
            front.say("{ways.help} says what you can do. Crux reads no messages, only what somebody tags.")
        ),
    )
    return "\n".join(lines)


def above_example(front: FrontEnd) -> str:
    """What the example is, above its digest."""
    return front.dialect.small(
        front.say("An example: the digest of a debate of two people. One of your own begins with {ways.open_debate}.")
    )
