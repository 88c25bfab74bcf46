"""The labels of a debate's page: its headings, its controls, its explanations."""

from collections.abc import Mapping

from bot.ledger.entries import Relation
from bot.ledger.standing.verdicts import Tally, Verdict
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import joined, sentences

_LABELS: Mapping[str, str] = {
    "skip": message("Skip to the entries"),
    "theme": message("Dark or light"),
    "legend": message("How to read this"),
    "map": message("The map"),
    "map_caption": message(
        "Each side's answers: agreement to the right, disagreement to the left. All of it stands in words below."
    ),
    "sides": message("Sides"),
    "no_sides": message("No sides are named yet."),
    "entries": message("Entries"),
    "without_script": message(
        "Without JavaScript all entries are shown; sorting, filters, search and histories need it."
    ),
    "finding": message("Search, filter and sort"),
    "search": message("Search"),
    "class": message("Where it stands"),
    "kind": message("Kind"),
    "side": message("Side"),
    "person": message("Person"),
    "sort_by": message("Sort by"),
    "any": message("any"),
    "anybody": message("anybody"),
    "digest_order": message("as in a digest"),
    "by_number": message("number"),
    "most_answers": message("most answers"),
    "latest_change": message("latest change"),
    "also_gone": message("also what was withdrawn, declined or merged"),
    "reset": message("Reset"),
    "its_message": message("its message"),
    "no_entries": message("No entries yet. {ways.start_tagging}."),
    "tree": message("The argument tree"),
    "shown_elsewhere": message("(shown elsewhere)"),
    "definitions": message("Definitions"),
}

_LEGEND = (
    (
        message("accepts, rejects"),
        message(
            "Most of a side's answers agree (or disagree), at least two to one, enough of the side has answered, "
            "and the rest would hardly overturn that."
        ),
    ),
    (
        message("both accept, both reject"),
        message(
            "Every side that has people accepts it, or each rejects it. <b>Still diverge</b>: one side accepts it, "
            "another rejects it. <b>One side only</b>: a side accepts or rejects it, and no side the opposite."
        ),
    ),
    (message("no answer yet"), message("Who has not answered agrees to nothing; unsure is an answer.")),
    (
        message("crux"),
        message(
            "“If I changed my mind on this, I would change it on the question.” "
            "A <b>double crux</b> is named by people of two sides who answer it differently."
        ),
    ),
    (
        message("concession"),
        message("Somebody took over the other side's answer. It is a move, not a defeat."),
    ),
)
"""The words that a newcomer may not know, with what they mean, in HTML."""

_RELATIONS: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("supports"),
    Relation.ATTACKS: message("attacks"),
    Relation.RESTATES: message("restates"),
    Relation.RESIDUE_OF: message("left open by"),
}
_TO_ANOTHER: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("supports {entry}"),
    Relation.ATTACKS: message("attacks {entry}"),
    Relation.RESTATES: message("restates {entry}"),
    Relation.RESIDUE_OF: message("left open by {entry}"),
}
_OF_ANOTHER: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("{entry} supports it"),
    Relation.ATTACKS: message("{entry} attacks it"),
    Relation.RESTATES: message("{entry} restates it"),
    Relation.RESIDUE_OF: message("{entry} is left open by it"),
}

_VERDICTS: Mapping[Verdict, str] = {
    Verdict.HOLDS: message("{side} accepts it"),
    Verdict.REJECTS: message("{side} rejects it"),
    Verdict.UNSETTLED: message("{side} is undecided"),
    Verdict.UNHEARD: message("{side} has too few answers"),
}
_VERDICTS_OF_THE_ROOM: Mapping[Verdict, str] = {
    Verdict.HOLDS: message("most accept it"),
    Verdict.REJECTS: message("most reject it"),
    Verdict.UNSETTLED: message("undecided"),
    Verdict.UNHEARD: message("too few answers"),
}


def labels(front: FrontEnd) -> dict[str, str]:
    """The labels that stand alone, by name."""
    return {name: front.say(text) for name, text in _LABELS.items()}


def legend(front: FrontEnd) -> list[tuple[str, str]]:
    """Terms and what they mean."""
    return [(front.say(term), front.say(meaning)) for term, meaning in _LEGEND]


def title(front: FrontEnd, question: str) -> str:
    """What the browser calls the page."""
    return front.say("{question} – Crux", question=question)


def kicker(front: FrontEnd, moment: str, *, is_open: bool) -> str:
    """The line above the question: what this is, and as of when."""
    if is_open:
        return front.say("A debate, as Crux has it · {moment}", moment=moment)
    return front.say("A debate, as Crux has it · {moment} · closed", moment=moment)


def side(front: FrontEnd, letter: str, name: str, people: int) -> str:
    """A side, by letter and name, and how many are on it."""
    return front.count(
        "{letter} {side}: {number} person", "{letter} {side}: {number} people", people, letter=letter, side=name
    )


def on_no_side(front: FrontEnd, people: int) -> str:
    """How many are on no side."""
    return front.count("{number} person is on no side.", "{number} people are on no side.", people)


def shown(front: FrontEnd, some: object, of: object) -> str:
    """How many entries the filters let through; the script fills in other numbers later."""
    return front.say("{shown} of {total} entries", shown=some, total=of)


def before_a_change(front: FrontEnd) -> str:
    """What stands between whoever did something and what that was."""
    _, between, _ = front.say("{moment} {person}: {change}", moment="", person="|", change="|").split("|")
    return between


def earlier(front: FrontEnd, number: object) -> str:
    """How much of a history is left out; the script fills in the number."""
    return front.say("earlier: {number}", number=number)


def by(front: FrontEnd, kind: str, author: str) -> str:
    """What an entry is, and whose."""
    return front.say("{kind} by {author}", kind=kind, author=author)


def side_verdict(front: FrontEnd, side: str | None, verdict: Verdict) -> str:
    """What a side makes of an entry; None is the room."""
    if side is None:
        return front.say(_VERDICTS_OF_THE_ROOM[verdict])
    return front.say(_VERDICTS[verdict], side=side)


def counts(front: FrontEnd, tally: Tally, silent: int) -> str:
    """How a side answered."""
    return joined(
        front.catalogue,
        (
            front.count("{number} agree", "{number} agree", tally.agree),
            front.count("{number} disagree", "{number} disagree", tally.disagree),
            front.count("{number} unsure", "{number} unsure", tally.unsure),
            front.count("{number} no answer yet", "{number} no answer yet", silent),
        ),
    )


def side_answers(front: FrontEnd, verdict: str, counts: str) -> str:
    """What a side makes of an entry, and how it answered."""
    return front.say("{verdict}: {counts}", verdict=verdict, counts=counts)


def more_on(front: FrontEnd, entry: int) -> str:
    """What opens the rest that is known of an entry."""
    return front.say("More on #{entry}", entry=entry)


def tagged(front: FrontEnd, moment: str) -> str:
    """When an entry was tagged."""
    return front.say("Tagged {moment}", moment=moment)


def relation(front: FrontEnd, to: Relation) -> str:
    """What an entry is to the one above it."""
    return front.say(_RELATIONS[to])


def crux_for(front: FrontEnd) -> str:
    """What a crux is to the entry above it."""
    return front.say("is a crux for")


def concedes(front: FrontEnd) -> str:
    """What a concession is to the entry above it."""
    return front.say("concedes")


def link_to(front: FrontEnd, to: Relation, entry: str) -> str:
    """What an entry is to another one."""
    return front.say(_TO_ANOTHER[to], entry=entry)


def link_from(front: FrontEnd, to: Relation, entry: str) -> str:
    """What another entry is to this one."""
    return front.say(_OF_ANOTHER[to], entry=entry)


def conceded_by(front: FrontEnd, entry: str) -> str:
    """The concession that concedes an entry."""
    return front.say("{entry} concedes it", entry=entry)


def below(front: FrontEnd, number: int, entry: int | None) -> str:
    """How much stands below an entry of the tree, or (None) below the question."""
    if entry is None:
        return front.count("{number} below the question", "{number} below the question", number)
    return front.count("{number} below #{entry}", "{number} below #{entry}", number, entry=entry)


def the_question(front: FrontEnd, question: str) -> str:
    """The question at the root of a tree."""
    return front.say("The question: {question}", question=question)


def term_use(front: FrontEnd, owner: str, adopted_by: str) -> str:
    """Whose sense of a term it is, and who adopted it (empty for nobody)."""
    use = front.say("as {owner} uses it", owner=owner)
    if not adopted_by:
        return use
    return joined(front.catalogue, (use, front.say("adopted by {people}", people=adopted_by)))


def footer(front: FrontEnd, opened: str) -> str:
    """What the page was made of, and what it does not do."""
    made = front.say("Made by Crux from the debate's ledger, opened {date}.", date=opened)
    return sentences(front.catalogue, (made, front.say("This page loads nothing and tells nobody that it is read.")))
