"""What one wants to do, and how it is done."""

from bot.words.front_end import FrontEnd
from bot.words.lists import sentences


def help_text(front: FrontEnd) -> str:
    """What Crux does and how to begin."""
    wishes = (_tag, _begin, _answer, _look, _set_apart, _forget)
    return "\n".join((_heading(front), *(front.dialect.item(wish(front)) for wish in wishes), _what_a_crux_is(front)))


def _heading(front: FrontEnd) -> str:
    return front.say(
        "**Crux keeps a ledger of a debate**: what people claim, what they agree on, and what their disagreement "
        "turns on."
    )


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
            "{ways.show_ledger} lists everything."
        ),
    )


def _set_apart(front: FrontEnd) -> str:
    return _wish(
        front,
        front.say("Explain a word, or set a side point aside"),
        front.say("{ways.define}, {ways.park}."),
    )


def _forget(front: FrontEnd) -> str:
    return _wish(
        front,
        front.say("See or erase what Crux stores about you"),
        front.say("{ways.show_privacy}, {ways.forget}."),
    )


def _wish(front: FrontEnd, wish: str, way: str) -> str:
    return sentences(front.catalogue, (front.dialect.bold(front.say("{wish}:", wish=wish)), way))


def _what_a_crux_is(front: FrontEnd) -> str:
    return front.dialect.small(
        front.say(
            "A crux is what a disagreement turns on: if you changed your mind on it, you would change your answer "
            "to the question."
        )
    )
