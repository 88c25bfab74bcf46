"""The first page of help: what one can do next here, and what one may do, by role."""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from itertools import islice

from bot.ledger.telling.next_steps import NextSteps
from bot.words.front_end import FrontEnd
from bot.words.lists import sentences

MOST_STEPS = 3
"""How many steps are named at most."""


class Role(Enum):
    """What somebody may do in a channel."""

    PARTICIPANT = auto()
    MODERATOR = auto()
    MANAGER = auto()
    """Who manages the server."""


def first_help(front: FrontEnd, role: Role, steps: list[str]) -> str:
    """What Crux is, the next steps here, and what somebody may do, by role: what they may themselves comes first."""
    lines = (_what_crux_does(front), *steps, *(section(front) for section in _SECTIONS[role]))
    heading, *rest = lines
    return "\n".join((heading, *map(front.dialect.item, rest), _what_a_crux_is(front)))


def next_steps(front: FrontEnd, steps: NextSteps | None) -> list[str]:
    """What somebody can do next in a channel: in its debate, or where it has none."""
    if steps is None:
        return [front.say("There is no debate here yet: {ways.open_debate} opens one, and so does the first tag.")]
    if not steps.is_open:
        return [front.say("The debate here is closed: {ways.open_debate} opens it again, {ways.show_ledger} shows it.")]
    found = list(islice(_steps(front, steps), MOST_STEPS))
    return found or [front.say("Nothing here awaits you: {ways.show_status} shows where it stands.")]


def _steps(front: FrontEnd, steps: NextSteps) -> Iterator[str]:
    if steps.awaiting:
        yield front.count(
            "{number} entry awaits your answer: {ways.next_entries}.",
            "{number} entries await your answer: {ways.next_entries}.",
            steps.awaiting,
        )
    if steps.lacks_side:
        yield front.say("You are on no side yet: {ways.join_side}.")
    if not steps.entries:
        yield front.say("Nothing stands in the ledger yet: {ways.state_claim}, or tag a message.")
    elif not steps.cruxes:
        yield front.say("Nobody has said yet what it turns on: {ways.state_crux}.")
    if not steps.scheduled:
        yield front.say("No digest comes by itself here yet: {ways.schedule_digest}.")


def _take_part(front: FrontEnd) -> str:
    return _section(
        front,
        front.say("Take part"),
        front.say("{ways.state_claim}, {ways.state_crux}, {ways.take_stance}, {ways.join_side}, {ways.show_ledger}."),
    )


def _moderate(front: FrontEnd) -> str:
    return _section(
        front,
        front.say("Moderate"),
        front.say(
            "{ways.close_debate}, {ways.lock_ledger}, {ways.merge}, {ways.merge_sides}, {ways.bar}: with "
            "{ways.moderators}."
        ),
    )


def _decide(front: FrontEnd) -> str:
    return _section(
        front,
        front.say("Decide who may do what in this server"),
        front.say("{ways.settings}, with {ways.managers}."),
    )


def _speak(front: FrontEnd) -> str:
    return _section(
        front,
        front.say("Read Crux in another language"),
        front.say("{ways.choose_language}, for yourself; {ways.settings}, for this server."),
    )


def _forget(front: FrontEnd) -> str:
    return _section(
        front,
        front.say("See or erase what Crux stores about you"),
        front.say("{ways.show_privacy}, {ways.forget}."),
    )


_SECTIONS: dict[Role, tuple[Callable[[FrontEnd], str], ...]] = {
    Role.PARTICIPANT: (_take_part, _speak, _forget, _moderate, _decide),
    Role.MODERATOR: (_moderate, _take_part, _speak, _forget, _decide),
    Role.MANAGER: (_decide, _moderate, _take_part, _speak, _forget),
}


def _section(front: FrontEnd, title: str, ways: str) -> str:
    return sentences(front.catalogue, (front.dialect.bold(front.say("{wish}:", wish=title)), ways))


def _what_crux_does(front: FrontEnd) -> str:
    return front.say(
        "**Crux keeps a ledger of a debate**: what people claim, what they agree on, and what their disagreement "
        "turns on."
    )


def _what_a_crux_is(front: FrontEnd) -> str:
    return front.dialect.small(
        front.say(
            "A crux is what a disagreement turns on: if you changed your mind on it, you would change your answer "
            "to the question."
        )
    )
