"""Answers to links between entries."""

from bot.ledger.entries import Entry, Relation
from bot.words.answers.entries import quoted
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

_LINKED = {
    Relation.SUPPORTS: message("{entry} supports {target}."),
    Relation.ATTACKS: message("{entry} attacks {target}."),
    Relation.RESTATES: message("{entry} restates {target}."),
    Relation.RESIDUE_OF: message("{entry} is left open by {target}."),
}
_UNLINKED = {
    Relation.SUPPORTS: message("Taken back: #{entry} supports #{target}. Its history stays: {ways.show_history}."),
    Relation.ATTACKS: message("Taken back: #{entry} attacks #{target}. Its history stays: {ways.show_history}."),
    Relation.RESTATES: message("Taken back: #{entry} restates #{target}. Its history stays: {ways.show_history}."),
    Relation.RESIDUE_OF: message(
        "Taken back: #{entry} is left open by #{target}. Its history stays: {ways.show_history}."
    ),
}


def linked(front: FrontEnd, entry: Entry, relation: Relation, target: Entry) -> str:
    """The answer to a link."""
    text = front.say(_LINKED[relation], entry=quoted(front, entry), target=quoted(front, target))
    if relation is not Relation.RESTATES:
        return text
    merge = front.say("Where both say the same, one of them can go on for both: {ways.merge}.")
    return f"{text}\n{merge}"


def unlinked(front: FrontEnd, entry: Entry, relation: Relation, target: Entry) -> str:
    """The answer when a link is taken back."""
    return front.say(_UNLINKED[relation], entry=entry.number, target=target.number)
