"""The forms that Crux opens, and what comes back from them.

A form is found again by its custom id, which is new each time it opens: a client shows what it remembers of a custom
id it has seen before. What was typed is read from the interaction, so a restart in between loses nothing.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.discord.custom_ids import custom_id
from bot.ledger.entries import STATEMENT_LIMIT, Answer, Degree, Kind, Scope
from bot.ledger.ledger import Debate
from bot.ledger.outcomes import OUTCOME_LIMIT, OutcomeForm
from bot.ledger.people import Side
from bot.ledger.refusals import NobodyChosen
from bot.ledger.rules.debates import QUESTION_LIMIT
from bot.ledger.rules.sides import SIDE_NAME_LIMIT
from bot.words import buttons as labels
from bot.words import forms, names
from bot.words.front_end import FrontEnd
from cogs._translate import Interaction

PASSAGE_LIMIT = 4000

SEALED, SHOWN = "sealed", "shown"
"""What becomes of a person's estimates once all are counted."""

Fields = Mapping[str, str]
"""What stands in a form, by field."""


def tag_form(front: FrontEnd, kind: Kind, message: int, fields: Fields) -> ui.Modal:
    """The form of a tag, filled in so: statement and passage first, then what its kind asks for."""
    form = _form(forms.tag_title(front, kind), "tag", kind.value, message)
    statement = _line("statement", fields.get("statement"), limit=STATEMENT_LIMIT, required=True, long=True)
    _add(front, form, forms.STATEMENT, statement)
    _add(front, form, forms.PASSAGE, _line("passage", fields.get("passage"), limit=PASSAGE_LIMIT, long=True))
    if kind is Kind.CONCESSION:
        _add_concession(front, form, fields)
    else:
        _add_claim_or_crux(front, form, kind, fields)
    return form


def suggestion_form(front: FrontEnd, kind: Kind, message: int, place: int, fields: Fields) -> ui.Modal:
    """The form in which a suggestion is accepted in other words, filled in so; a concession says what is conceded."""
    form = _form(forms.tag_title(front, kind), "suggested", message, place)
    statement = _line("statement", fields.get("statement"), limit=STATEMENT_LIMIT, required=True, long=True)
    _add(front, form, forms.STATEMENT, statement)
    if kind is Kind.CONCESSION:
        _add_conceded(front, form, fields)
    return form


def first_fields(text: str, statement: str, *, own: bool) -> Fields:
    """What stands in the form of a tag when it opens; `statement` is the one that is offered."""
    answer = {"answer": Answer.AGREE.value} if own else {}
    return {"statement": statement, "passage": text[:PASSAGE_LIMIT], "scope": Scope.POINT.value, **answer}


def _add_claim_or_crux(front: FrontEnd, form: ui.Modal, kind: Kind, fields: Fields) -> None:
    if kind is Kind.CRUX:
        _add(front, form, forms.CRUX_FOR, _line("crux_for", fields.get("crux_for")))
        choices = [(answer.value, labels.answer(front, answer)) for answer in Answer]
        _add(front, form, forms.OWN_STANCE, _choice("answer", choices, fields))
    _add(front, form, forms.LINKS, _line("links", fields.get("links")))


def _add_concession(front: FrontEnd, form: ui.Modal, fields: Fields) -> None:
    _add_conceded(front, form, fields)
    _add(front, form, forms.RESIDUE, _line("residue", fields.get("residue"), limit=STATEMENT_LIMIT, long=True))


def _add_conceded(front: FrontEnd, form: ui.Modal, fields: Fields) -> None:
    _add(front, form, forms.CONCEDED, _line("concedes", fields.get("concedes"), required=True))
    choices = [(scope.value, forms.scope(front, scope)) for scope in (Scope.WHOLE, Scope.POINT, Scope.ARGUMENT)]
    _add(front, form, forms.SCOPE, _choice("scope", choices, fields))


def reword_form(front: FrontEnd, entry: int, statement: str, *, proposal: bool) -> ui.Modal:
    """The form to reword an entry."""
    form = _form(forms.reword_title(front, entry), "reworded", entry, "proposal" if proposal else "entry")
    fields = {"statement": statement}
    _add(
        front,
        form,
        forms.NEW_WORDING,
        _line("statement", fields.get("statement"), limit=STATEMENT_LIMIT, required=True, long=True),
    )
    return form


def crux_form(front: FrontEnd, entry: int, fields: Fields | None = None) -> ui.Modal:
    """The form to mark an entry as one's crux, filled in so where it was filled in before."""
    form = _form(forms.crux_title(front, entry), "cruxed", entry)
    choices = [(degree.value, forms.degree(front, degree)) for degree in (Degree.FULLY, Degree.PARTLY)]
    filled_in = {"degree": Degree.FULLY.value} if fields is None else fields
    _add(front, form, forms.DEGREE, _choice("degree", choices, filled_in))
    _add(front, form, forms.CRUX_TARGET, _line("crux_for", filled_in.get("crux_for")))
    return form


def sides_form(front: FrontEnd, fields: Fields) -> ui.Modal:
    """The form to name two sides, filled in so."""
    form = _form(front.say(forms.NAME_TWO_SIDES), "sides_named")
    for name, field in (("first", forms.FIRST_SIDE), ("second", forms.SECOND_SIDE)):
        _add(front, form, field, _line(name, fields.get(name), limit=SIDE_NAME_LIMIT, required=True))
    return form


def opening_form(front: FrontEnd, fields: Fields) -> ui.Modal:
    """The form with which a debate is opened, filled in so: its question, and both sides or neither."""
    form = _form(front.say(forms.OPEN_DEBATE), "debate_opened")
    question = _line("question", fields.get("question"), limit=QUESTION_LIMIT, required=True, long=True)
    _add(front, form, forms.NEW_QUESTION, question)
    for name, field in (("side_a", forms.ONE_SIDE), ("side_b", forms.OTHER_SIDE)):
        _add(front, form, field, _line(name, fields.get(name), limit=SIDE_NAME_LIMIT))
    return form


def timezone_form(front: FrontEnd, fields: Fields) -> ui.Modal:
    """The form in which a server's time zone is set, filled in so."""
    form = _form(front.say(forms.SET_TIMEZONE), "zone_set")
    _add(front, form, forms.TIMEZONE, _line("timezone", fields.get("timezone"), limit=60, required=True))
    return form


def estimate_form(front: FrontEnd, fields: Fields) -> ui.Modal:
    """The form in which somebody says how likely "yes" is, filled in so."""
    form = _form(front.say(forms.ESTIMATE), "estimated")
    _add(front, form, forms.PERCENT, _line("percent", fields.get("percent"), limit=5, required=True))
    choices = [(SEALED, front.say(forms.KEPT_SEALED)), (SHOWN, front.say(forms.SHOWN_WITH_NAME))]
    _add(front, form, forms.SHOWN, _choice("shown", choices, {"shown": SEALED, **fields}))
    return form


def better_form(front: FrontEnd, fields: Fields) -> ui.Modal:
    """The form in which another wording of an entry is offered, filled in so."""
    form = _form(front.say(forms.SAY_BETTER), "said_better")
    _add(front, form, forms.BETTER_SAID, _line("entry", fields.get("entry"), required=True))
    wording = _line("statement", fields.get("statement"), limit=STATEMENT_LIMIT, required=True, long=True)
    _add(front, form, forms.BETTER_WORDING, wording)
    return form


def outcome_form(front: FrontEnd, offered: OutcomeForm) -> ui.Modal:
    """The form in which a debate is closed: what it came to."""
    form = _form(front.say(forms.CLOSE_DEBATE), "closed")
    for field, name, text in (
        (forms.SETTLED, "settled", offered.settled),
        (forms.STILL_OPEN, "still_open", offered.still_open),
    ):
        _add(front, form, field, _line(name, text, limit=OUTCOME_LIMIT, long=True))
    _add(front, form, forms.LOOK_AGAIN, _line("look_again", offered.look_again, limit=20))
    return form


def outcome_filled_in(fields: Fields) -> OutcomeForm:
    """What stands in an `outcome_form`."""
    return OutcomeForm(fields.get("settled", ""), fields.get("still_open", ""), fields.get("look_again", ""))


MOST_SIDES_EDITED = 4
"""A form has five fields, and one of them is the question's."""


def debate_form(front: FrontEnd, debate: Debate, sides: Sequence[Side], typed: Fields | None = None) -> ui.Modal:
    """The form to correct a debate's question and the names of its sides, with what was `typed` before."""
    before = {name.rpartition("-")[0]: words for name, words in (typed or {}).items()}
    form, question = _form(front.say(forms.EDIT_DEBATE), "edited"), debate.question or ""
    shown = before.get("question", question)
    _add(front, form, forms.NEW_QUESTION, _line(_edited("question", question), shown, limit=QUESTION_LIMIT, long=True))
    for side in sides[:MOST_SIDES_EDITED]:
        label, number = forms.side_name(front, names.side(front, side.called)), str(side.number)
        shown = before.get(number, side.name or "")
        line = _line(_edited(number, side.name or ""), shown, limit=SIDE_NAME_LIMIT)
        _add(front, form, forms.Field(label, forms.SIDE_NAME_HELP), line)
    return form


def _edited(name: str, before: str) -> str:
    """The custom id of a field that shows what stands there; what comes back tells whether it was changed."""
    return f"{name}-{_mark(before)}"


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def what_was_edited(interaction: Interaction) -> dict[str, str]:
    """The fields of `debate_form` that came back with other words, by name: the question, and sides by number.

    What somebody else changed while the form was open is left as it is where this person did not touch it.
    """
    fields = ((*custom.rpartition("-")[::2], words) for custom, words in filled(interaction).items())
    return {name: words for name, mark, words in fields if _mark(words) != mark}


def owner_form(front: FrontEnd, definition: int) -> ui.Modal:
    """The form to say whose term a definition is."""
    form = _form(front.say(forms.WHOSE_TERM), "credited", definition)
    people: ui.UserSelect[ui.Modal] = ui.UserSelect(custom_id="owner", required=True)
    _add(front, form, forms.OWNER, people)
    return form


def _form(title: str, verb: str, *arguments: object) -> ui.Modal:
    return ui.Modal(title=title, custom_id=custom_id(verb, *arguments, secrets.token_hex(4)))


def _line(
    name: str, default: str | None, *, limit: int = 200, required: bool = False, long: bool = False
) -> "ui.TextInput[ui.Modal]":
    return ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.long if long else discord.TextStyle.short,
        default=default or None,
        max_length=limit,
        required=required,
    )


def _choice(name: str, choices: Iterable[tuple[str, str]], fields: Fields) -> "ui.RadioGroup[ui.Modal]":
    """A choice between values, each with its label."""
    options = [
        discord.RadioGroupOption(label=label, value=value, default=fields.get(name) == value)
        for value, label in choices
    ]
    return ui.RadioGroup(custom_id=name, options=options, required=False)


def _add(front: FrontEnd, form: ui.Modal, field: forms.Field, component: ui.Item[Any]) -> None:
    explained = front.say(field.help) if field.help is not None else None
    form.add_item(ui.Label(text=front.say(field.label), component=component, description=explained))


async def show(interaction: Interaction, form: ui.Modal) -> None:
    """Open the form. It is read from its interaction, so none is kept in memory."""
    form.stop()
    await interaction.response.send_modal(form)


def filled(interaction: Interaction) -> dict[str, str]:
    """What a person filled in, by field; what was left empty is absent."""
    data: Any = interaction.data or {}
    return dict(_fields(data.get("components") or ()))


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    for component in components:
        inner = (component.get("component"), *(component.get("components") or ()))
        for field in (component, *(part for part in inner if part)):
            value = field.get("value")
            if value is None and field.get("values"):
                value = field["values"][0]
            if isinstance(value, str) and value.strip():
                yield str(field.get("custom_id", "")), value


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the server, picked in a form."""

    user: int
    name: str
    bot: bool


def chosen_person(interaction: Interaction) -> Person:
    """Who was picked in a form. Raises NobodyChosen."""
    data: Any = interaction.data or {}
    chosen = filled(interaction).get("owner")
    user = ((data.get("resolved") or {}).get("users") or {}).get(chosen)
    if chosen is None or user is None or not (chosen.isascii() and chosen.isdigit()):
        raise NobodyChosen
    member = ((data["resolved"].get("members") or {}).get(chosen)) or {}
    name = member.get("nick") or user.get("global_name") or user["username"]
    return Person(int(chosen), str(name), bool(user.get("bot")))
