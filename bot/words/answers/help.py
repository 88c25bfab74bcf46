"""Where to begin."""

from bot.words.front_end import FrontEnd


def help_text(front: FrontEnd) -> str:
    """What Crux does and how to begin."""
    return "\n".join((_heading(front), *_steps(front), *_more(front), _what_a_crux_is(front)))


def _heading(front: FrontEnd) -> str:
    return front.say("**Crux keeps a ledger of a debate**: what is claimed, what it turns on, what was conceded.")


def _steps(front: FrontEnd) -> tuple[str, ...]:
    return (
        front.say("1. `{ways.open_debate}` puts the question and names the sides; `{ways.join_side}` takes one."),
        front.say("2. {ways.start_any_tag}. Tagging somebody else's message asks them first."),
        front.say(
            "3. Answer entries with {ways.stance_menu}, `{ways.take_stance}` or a digest's buttons: agree, disagree, "
            "unsure. Silence is never assent."
        ),
        front.say(
            "4. `{ways.post_digest}` shows where the sides agree and still diverge; `{ways.schedule_digest}` posts it "
            "by itself."
        ),
    )


def _more(front: FrontEnd) -> tuple[str, ...]:
    return (
        front.say(
            "`{ways.keep_card}` keeps a message here that always shows where it stands; `{ways.draw_map}` draws it."
        ),
        front.say(
            "Also: `{ways.state_claim}`, `{ways.state_crux}`, `{ways.concede}`, `{ways.define}`, `{ways.park}`, and "
            "`{ways.ledger}` to read, search and export."
        ),
        front.say("What Crux holds about you, and having it erased: `{ways.privacy}`."),
    )


def _what_a_crux_is(front: FrontEnd) -> str:
    return front.dialect.small(
        front.say("A crux: if you changed your mind on it, you would change it on the question.")
    )
