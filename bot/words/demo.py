"""What the demo says: the thread as it prints it, the page of its digest, and where a step of it failed."""

from bot.ledger.entries import Kind
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

DIGEST_PAGE = message("A digest of Crux")
AS_SHOWN = message("as Discord shows it")


def tagged(front: FrontEnd, kind: Kind, entry: int, statement: str, tagger: str | None) -> str:
    """A tag under its message; the tagger is None where that is the message's author."""
    name = term(front.catalogue, kind)
    if tagger is None:
        return front.say("[{kind} #{entry}] {statement}", kind=name, entry=entry, statement=statement)
    return front.say(
        "[{kind} #{entry}, tagged by {tagger}] {statement}",
        kind=name,
        entry=entry,
        tagger=tagger,
        statement=statement,
    )


# What went wrong


def tag_refused(front: FrontEnd, tag: str, answer: str) -> str:
    """A tag that became no entry; `answer` is what the bot said instead."""
    return front.say("tag {tag}: {answer}", tag=tag, answer=answer)


def proposal_not_shown(front: FrontEnd, tag: str) -> str:
    """A proposal that its author was not shown."""
    return front.say("tag {tag}: the proposal was not shown", tag=tag)


def step_refused(front: FrontEnd, answer: str) -> str:
    """A step that the bot refused, in its own words."""
    return front.say("the bot refused a step: {answer}", answer=answer)


def nothing_written(front: FrontEnd) -> str:
    """A step that left nothing in the ledger."""
    return front.say("nothing was written into the ledger")


def no_such_button(front: FrontEnd, button: str) -> str:
    """A button that no message has."""
    return front.say("no message has the button {button}", button=button)


def digest_refused(front: FrontEnd, answer: str) -> str:
    """A digest that was not posted, and what the bot said instead."""
    return front.say("the digest was not posted: {answer}", answer=answer)


def no_digest(front: FrontEnd) -> str:
    """A replay that ended without a digest."""
    return front.say("no digest was posted")


def no_answer(front: FrontEnd) -> str:
    """What stands for the bot's words where it said nothing."""
    return front.say("no answer")


def cannot_be_shown(front: FrontEnd, reason: str) -> str:
    """The simulated server cannot be opened in a browser."""
    return front.say("the simulated server cannot be shown: {reason}", reason=reason)
