"""Answers about forums whose posts are debates, and guidelines for their posts."""

from collections.abc import Collection, Iterator, Sequence

from bot.ledger.forums import MOST_TAGS, Forum
from bot.ledger.standing.debate_tag import DebateTag
from bot.words import debate_tags
from bot.words.front_end import FrontEnd
from bot.words.lists import joined

MOST_GUIDELINES = 1900
"""So many characters fit into one message with what stands around them; a forum takes 4,096."""


def set_up(front: FrontEnd, forum: Forum, chosen: str | None, missing: Sequence[str]) -> str:
    """The answer when new posts of a forum are debates from now on, with what Crux lacks there."""
    return _told(front, front.say("From now on, new posts in this forum become debates."), forum, chosen, missing)


def status(front: FrontEnd, forum: Forum, chosen: str | None, missing: Sequence[str]) -> str:
    """What was decided of a forum whose posts are debates."""
    return _told(front, front.say("New posts in this forum become debates."), forum, chosen, missing)


def no_debate_forum(front: FrontEnd) -> str:
    """The status of a forum whose posts are no debates."""
    return front.say("New posts in this forum do not become debates. {ways.set_forum} changes that.")


def stopped(front: FrontEnd) -> str:
    """The answer when new posts are debates no more."""
    return front.say(
        "New posts in this forum do not become debates any more. Debates that are open go on; their tags stay as they "
        "are."
    )


def _told(front: FrontEnd, beginning: str, forum: Forum, chosen: str | None, missing: Sequence[str]) -> str:
    lines = [beginning, _which(front, forum, chosen), *_tags(front, forum), _archived(front, forum)]
    if missing:
        lines.append(_missing(front, missing))
    lines.append(front.say("Below are guidelines to copy into the forum's settings, as its post guidelines."))
    return "\n".join(lines)


def _which(front: FrontEnd, forum: Forum, chosen: str | None) -> str:
    if forum.chosen is None:
        return front.dialect.item(front.say("Which: every new post. Its title is the question."))
    if chosen is None:
        return front.dialect.item(
            front.say("Which: none, as the chosen tag is gone. {ways.set_forum} chooses another.")
        )
    told = front.say(
        "Which: new posts with the tag “{tag}”. Their title is the question.", tag=front.dialect.inert(chosen)
    )
    return front.dialect.item(told)


def _tags(front: FrontEnd, forum: Forum) -> Iterator[str]:
    there = [debate_tags.name(front, tag) for tag in DebateTag if tag in forum.tags]
    lacking = [debate_tags.name(front, tag) for tag in DebateTag if tag not in forum.tags]
    if there:
        names = joined(front.catalogue, there)
        yield front.dialect.item(front.say("Tags that show where each debate stands: {tags}.", tags=names))
    if lacking:
        names = joined(front.catalogue, lacking)
        yield front.dialect.item(
            front.say(
                "Tags that this forum lacks: {tags}. A forum has room for {most}. Add them yourself, or make room and "
                "let Crux (Manage Channels); then use {ways.set_forum} again.",
                tags=names,
                most=MOST_TAGS,
            )
        )


def _archived(front: FrontEnd, forum: Forum) -> str:
    if forum.revives:
        return front.dialect.item(
            front.say("Archived posts: digests, status cards, reminders and changed tags open them again.")
        )
    return front.dialect.item(
        front.say(
            "Archived posts: Crux leaves them alone; what it has to post or to change there waits until somebody "
            "writes."
        )
    )


def _missing(front: FrontEnd, permissions: Sequence[str]) -> str:
    return front.dialect.item(
        front.say(
            "In that forum Crux lacks: {permissions}. Grant them to it there: {ways.grant_permissions}.",
            permissions=joined(front.catalogue, permissions),
        )
    )


def guidelines(front: FrontEnd, tags: Collection[DebateTag]) -> str:
    """What a forum can tell whoever writes a post in it, as plain text."""
    lines = [
        front.say("Each post here is a debate. Its title is the question: ask one that yes or no can answer."),
        front.say("Say in the first message what you think, and why. Sides are named with {ways.open_debate}."),
        front.say("{ways.start_any_tag}: then others can answer that very point."),
        front.say("Answer with the buttons: agree, disagree or unsure. No answer is never taken for agreement."),
        front.say("Crux keeps a message in each post that shows where the debate stands. {ways.close_debate} ends it."),
    ]
    if tags:
        lines.append(front.say("The tags say where a debate stands:"))
    return "\n".join((*lines, *(_explained(front, tag) for tag in DebateTag if tag in tags)))


def _explained(front: FrontEnd, tag: DebateTag) -> str:
    told = front.say("{tag}: {meaning}.", tag=debate_tags.name(front, tag), meaning=debate_tags.meaning(front, tag))
    return front.dialect.item(told)
