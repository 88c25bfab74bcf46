"""What one wants to do, and how it is done; and every command, by topic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import joined, sentences


class Topic(StrEnum):
    """What a page of commands is about; the value is what a button carries."""

    DEBATE = "debate"
    ANSWERS = "answers"
    LEDGER = "ledger"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class ListedCommand:
    """A command: the noun that it begins with, how it is written here, and what it does."""

    noun: str
    written: str
    description: str


_LABELS: Mapping[Topic, str] = {
    Topic.DEBATE: message("Debate and sides"),
    Topic.ANSWERS: message("Claims and answers"),
    Topic.LEDGER: message("Ledger"),
    Topic.DIGEST: message("Digest, settings, privacy"),
}
_NOUNS: Mapping[Topic, Sequence[str]] = {
    Topic.DEBATE: ("debate", "side", "overview"),
    Topic.ANSWERS: ("claim", "crux", "concede", "stance", "next", "link", "unlink", "define", "park", "unpark"),
    Topic.LEDGER: ("ledger", "suggest"),
    Topic.DIGEST: ("digest", "moderate", "settings", "forum", "me", "privacy", "help"),
}


def topic_of(noun: str) -> Topic:
    """The page that has the commands of that noun: the last one, where no page names it."""
    return next((topic for topic, nouns in _NOUNS.items() if noun in nouns), Topic.DIGEST)


def topic_label(front: FrontEnd, topic: Topic) -> str:
    """What the button says that leads to a page."""
    return front.say(_LABELS[topic])


def begin_label(front: FrontEnd) -> str:
    """What the button says that leads to how things are done."""
    return front.say("Where to begin")


def first_label(front: FrontEnd) -> str:
    """What the button says that leads back to the first page."""
    return front.say("What you can do here")


def commands_text(front: FrontEnd, topic: Topic, commands: Iterable[ListedCommand], menus: Iterable[str]) -> str:
    """Every command of a topic, and what each does; what messages are asked for by a menu stands with the answers."""
    listed = (command for command in commands if topic_of(command.noun) is topic)
    lines = [front.dialect.heading(topic_label(front, topic), 3)]
    if topic is Topic.ANSWERS:
        lines.append(front.dialect.item(_menus(front, menus)))
    return "\n".join((*lines, *(front.dialect.item(_command(front, command)) for command in listed)))


def _menus(front: FrontEnd, menus: Iterable[str]) -> str:
    names = joined(front.catalogue, map(front.dialect.bold, menus))
    return front.say("{ways.start_menu}: {menus}. {ways.start_menu_by_touch}.", menus=names)


def _command(front: FrontEnd, command: ListedCommand) -> str:
    return front.say("{command}: {what}", command=command.written, what=front.say(command.description))


def help_text(front: FrontEnd) -> str:
    """What one wants to do in a debate, and how it is done."""
    wishes = (_tag, _begin, _answer, _look, _set_apart)
    heading = front.dialect.heading(begin_label(front), 3)
    return "\n".join((heading, *(front.dialect.item(wish(front)) for wish in wishes)))


def _tag(front: FrontEnd) -> str:
    return _wish(
        front,
        front.say("Put something into the ledger"),
        front.say(
            "{ways.start_any_tag}. {ways.start_menu_by_touch}. Somebody else's message asks its author first. Without "
            "a message: {ways.state_claim}, {ways.state_crux}, {ways.concede}."
        ),
    )


def _begin(front: FrontEnd) -> str:
    return _wish(
        front,
        front.say("Begin a debate"),
        front.say(
            "{ways.open_debate} puts the question and names two sides; {ways.join_side} takes one. A tag begins a "
            "debate too."
        ),
    )


def _answer(front: FrontEnd) -> str:
    return _wish(
        front,
        front.say("Answer"),
        front.say(
            "agree, disagree or unsure, with the buttons of a digest, with {ways.stance_menu} or with "
            "{ways.take_stance}. {ways.next_entries} asks you what your answer would settle. No answer is never taken "
            "for agreement."
        ),
    )


def _look(front: FrontEnd) -> str:
    return _wish(
        front,
        front.say("See where it stands"),
        front.say(
            "{ways.post_digest} posts what both sides accept, reject and still disagree about; {ways.schedule_digest} "
            "has it posted regularly. {ways.keep_card} keeps a message that always shows it, {ways.draw_map} draws it, "
            "{ways.show_ledger} lists everything. "
            "**Show in ledger** in the menu of a message tells what Crux has of it."
        ),
    )


def _set_apart(front: FrontEnd) -> str:
    return _wish(
        front,
        front.say("Explain a word, or set a side point aside"),
        front.say("{ways.define}, {ways.park}."),
    )


def _wish(front: FrontEnd, wish: str, way: str) -> str:
    return sentences(front.catalogue, (front.dialect.bold(front.say("{wish}:", wish=wish)), way))
