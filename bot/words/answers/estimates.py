"""What is said to who estimates how likely the question's "yes" is."""

from datetime import datetime

from bot.ledger.estimates import Estimate, Phase
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import sentences

_SEALED = {
    Phase.BEFORE: message(
        "Your estimate from before is sealed: {percent} %. Nobody sees it, and when the debate closes, you are asked "
        "again."
    ),
    Phase.AFTER: message("Your estimate now is sealed: {percent} %. Nobody sees it."),
}
_CHANGED_UNTIL = {
    Phase.BEFORE: message("You can correct it until {moment}."),
    Phase.AFTER: message("You can change it until {moment}: then all are counted, and the numbers are deleted."),
}


def given(front: FrontEnd, estimate: Estimate, changed_until: datetime) -> str:
    """The answer once an estimate is sealed."""
    said = [front.say(_SEALED[estimate.phase], percent=estimate.percent)]
    if changed_until > estimate.at:
        said.append(front.say(_CHANGED_UNTIL[estimate.phase], moment=front.dialect.moment(changed_until)))
    if estimate.shown:
        said.append(
            front.say(
                "Once all are counted, both of your numbers are shown with your name, as you allowed; "
                "estimate again to take that back."
            )
        )
    return sentences(front.catalogue, said)


def asked_again(front: FrontEnd, until: datetime) -> str:
    """What is said at the closing of a debate in which people put an estimate."""
    return front.say(
        "How likely is “yes” now? Put a sealed estimate until {moment}: the button, or {ways.estimate}. Then "
        "a message here says how many moved which way.",
        moment=front.dialect.moment(until),
    )
