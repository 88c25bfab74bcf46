"""The titles of forms, the labels of their fields and what is said beside them."""

from typing import NamedTuple

from bot.ledger.entries import Degree, Kind, Relation, Scope
from bot.ledger.text import shortened
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

LABEL_LIMIT = 45
"""The longest label of a field, in characters."""


class Field(NamedTuple):
    """A field of a form: its label, and a line that explains it."""

    label: str
    help: str | None = None


STATEMENT = Field(
    message("The statement, in one sentence"), message("At most 300 characters; people will agree or disagree")
)
PASSAGE = Field(message("The passage it comes from"), message("Cut the message down to the words you quote"))
LINKS = Field(message("Links to other entries"), message("For example: supports 6, attacks 2, restates 4"))
CRUX_FOR = Field(message("A crux for what?"), message("An entry's number or words; empty: the question"))
OWN_STANCE = Field(message("Your own stance on the statement"), message("Do you agree with it yourself?"))
CONCEDED = Field(
    message("Which entry do you concede?"),
    message("Its number or words; you take over the answer that most of the others gave, and can undo it at once"),
)
SCOPE = Field(message("How far?"))
RESIDUE = Field(message("What do you still disagree about?"), message("Becomes an open claim of yours; may stay empty"))
NEW_WORDING = Field(message("The statement, in your words"), message("Others' stances wait until they read it anew"))
DEGREE = Field(message("If I changed my mind on this …"))
CRUX_TARGET = Field(message("… I would change it on"), message("An entry's number; empty: the question"))
OWNER = Field(message("The person who uses it so"), message("You adopt their word"))

NEW_QUESTION = Field(message("The question"), message("What the sides disagree about"))
FIRST_SIDE = Field(message("One position on the question"), message("A few words, at most 80 characters"))
SECOND_SIDE = Field(message("The other position"), message("A few words, at most 80 characters"))
ONE_SIDE = Field(message("One position on the question"), message("Name both, or neither: sides can come later"))
OTHER_SIDE = Field(message("The other position"), message("A few words, at most 80 characters"))
SIDE_NAME_HELP = message("Empty: its name stays")

SETTLED = Field(message("What was settled?"), message("✓ accepted, ✗ rejected; change it, or write your own lines"))
STILL_OPEN = Field(message("What stays open?"), message("What they still diverge on; may stay empty"))
LOOK_AGAIN = Field(
    message("A day to look at it again"), message("Year-month-day, for example 2027-03-01; empty: never")
)

TIMEZONE = Field(message("The time zone"), message("For example Europe/Berlin; schedules that name none are in it"))

PERCENT = Field(
    message("Your estimate, 0 to 100 %"), message("Sealed: no number is shown, only how many moved which way")
)
SHOWN = Field(message("Once all are counted"))
KEPT_SEALED = message("Keep mine sealed")
SHOWN_WITH_NAME = message("Show both of mine with my name")

ESTIMATE = message("How likely is “yes”?")
BETTER_SAID = Field(message("Which entry?"), message("Its number or words, as the digest has it"))
BETTER_WORDING = Field(message("How would you say it?"), message("Its author is asked whether it stands so"))

SAY_BETTER = message("A better wording")
SET_TIMEZONE = message("The time zone of schedules")
CLOSE_DEBATE = message("Close the debate: its outcome")
NAME_TWO_SIDES = message("Name two sides")
OPEN_DEBATE = message("Open a debate here")
EDIT_DEBATE = message("Correct the debate")
WHOSE_TERM = message("Whose term is it?")

_TAG_TITLES = {
    Kind.CLAIM: message("Tag as claim"),
    Kind.CRUX: message("Tag as crux"),
    Kind.CONCESSION: message("Tag as concession"),
}
_SCOPES = {
    Scope.WHOLE: message("The whole: I take over your answer"),
    Scope.POINT: message("This point: I take over your answer on it"),
    Scope.ARGUMENT: message("For the argument's sake: my stance stays"),
}
_DEGREES = {
    Degree.FULLY: message("Fully: it would change my mind"),
    Degree.PARTLY: message("Partly: it would move me"),
}
_RELATIONS = {
    Relation.SUPPORTS: message("supports"),
    Relation.ATTACKS: message("attacks"),
    Relation.RESTATES: message("restates"),
    Relation.RESIDUE_OF: message("is left open by"),
}


def tag_title(front: FrontEnd, kind: Kind) -> str:
    """The title of a tag's form, and the name of the menu that opens it."""
    return front.say(_TAG_TITLES[kind])


def reword_title(front: FrontEnd, entry: int) -> str:
    """The title of the form that rewords an entry."""
    return front.say("Reword #{entry}", entry=entry)


def crux_title(front: FrontEnd, entry: int) -> str:
    """The title of the form that marks an entry as one's crux."""
    return front.say("#{entry} is my crux", entry=entry)


def side_name(front: FrontEnd, name: str) -> str:
    """The label of the field with a side's name."""
    return shortened(front.say("Side: {side}", side=name), LABEL_LIMIT)


def scope(front: FrontEnd, far: Scope) -> str:
    """How far a concession goes, as a choice."""
    return front.say(_SCOPES[far])


def degree(front: FrontEnd, much: Degree) -> str:
    """How much of a mind would change with a crux, as a choice."""
    return front.say(_DEGREES[much])


def relation(front: FrontEnd, relation: Relation) -> str:
    """What one entry is to another, as a choice."""
    return front.say(_RELATIONS[relation])
