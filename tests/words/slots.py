"""Where Discord takes only so many characters: what Crux says there in a language, at its longest."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.house import CHOICES
from bot.ledger.standing.debate_tag import DebateTag
from bot.words import buttons, commands, debate_tags, format_names, forms
from bot.words.answers import settings
from bot.words.answers.help import Topic, begin_label, topic_label
from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

HIGHEST = 10**6
"""As many entries as a debate may have, and more."""

MENU, DESCRIPTION, CHOICE, TITLE, LABEL, HELP, BUTTON = 32, 100, 100, 45, 45, 100, 80

COMMANDS = [value for value in vars(commands).values() if isinstance(value, commands.Command)]
GROUPS = [value for name, value in vars(commands).items() if name.isupper() and isinstance(value, str)]
"""What groups of commands are for, and options that several commands have."""

FIELDS = [value for value in vars(forms).values() if isinstance(value, forms.Field)]
LABELS = [value for name, value in vars(buttons).items() if name.isupper() and isinstance(value, str)]


class Said(NamedTuple):
    """A text, and the most characters that there is room for."""

    text: str
    most: int


def menus(front: FrontEnd) -> list[str]:
    """The names of the message commands."""
    tags = [forms.tag_title(front, kind) for kind in Kind]
    return [*tags, front.say(commands.STANCE_MENU), front.say(commands.SHOW_MENU)]


def slots(front: FrontEnd) -> Iterator[Said]:
    """All of them."""
    yield from (Said(name, MENU) for name in menus(front))
    yield from (Said(text, DESCRIPTION) for text in _descriptions(front.catalogue))
    yield from (Said(text, CHOICE) for text in _choices(front))
    yield from (Said(text, TITLE) for text in _titles(front))
    for field in FIELDS:
        yield Said(front.say(field.label), LABEL)
        if field.help:
            yield Said(front.say(field.help), HELP)
    yield Said(forms.side_name(front, "x" * 80), LABEL)
    yield Said(front.say(forms.SIDE_NAME_HELP), HELP)
    yield from (Said(text, BUTTON) for text in _buttons(front))
    yield from (Said(debate_tags.name(front, tag), debate_tags.LONGEST_NAME) for tag in DebateTag)


def _descriptions(catalogue: Catalogue) -> Iterator[str]:
    yield from map(catalogue.say, GROUPS)
    for command in COMMANDS:
        yield catalogue.say(command.description)
        yield from map(catalogue.say, command.options.values())


def _choices(front: FrontEnd) -> Iterator[str]:
    yield from (forms.scope(front, scope) for scope in Scope)
    yield from (forms.degree(front, degree) for degree in Degree)
    yield from (forms.relation(front, relation) for relation in Relation)
    yield from (format_names.named(front, form) for form in format_names.NAMES)
    yield from (term(front.catalogue, answer) for answer in Answer)
    yield from map(front.say, (forms.KEPT_SEALED, forms.SHOWN_WITH_NAME))
    for setting in CHOICES:
        yield from (label for _, label in settings.choices(front, setting))


def _titles(front: FrontEnd) -> Iterator[str]:
    yield from (forms.tag_title(front, kind) for kind in Kind)
    yield from map(front.say, (forms.OPEN_DEBATE, forms.EDIT_DEBATE, forms.CLOSE_DEBATE, forms.NAME_TWO_SIDES))
    yield from map(front.say, (forms.WHOSE_TERM, forms.SET_TIMEZONE, forms.ESTIMATE, forms.SAY_BETTER))
    yield forms.reword_title(front, HIGHEST)
    yield forms.crux_title(front, HIGHEST)


def _buttons(front: FrontEnd) -> Iterator[str]:
    yield from map(front.say, LABELS)
    yield begin_label(front)
    yield from (topic_label(front, topic) for topic in Topic)
    for answer in Answer:
        yield buttons.answer(front, answer)
        yield buttons.answer_to(front, HIGHEST, answer)
        yield buttons.answer_and_credence(front, answer, None)
        yield buttons.answer_and_credence(front, answer, 100)
    yield from (buttons.look_again(front, days) for days in (1, 7, 30, 90))
    yield buttons.join(front, "x" * 80)
    yield buttons.join_letter(front, "AA")
    yield buttons.merge(front, HIGHEST, HIGHEST)
    yield buttons.merge_sides(front, "x" * 80, "x" * 80)
