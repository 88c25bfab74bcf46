"""Messages and a few elements as HTML."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup, escape

from bot.ledger.entries import Kind
from bot.words import dates
from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd
from bot.words.language import Direction, Language


class HtmlCatalogue(Catalogue):
    """The same messages as HTML; text that fills their fields is escaped, unless it is HTML already."""

    def filled(self, text: str, fields: Mapping[str, object]) -> str:
        # Markup.format does this too, in several times the time.
        safe = {name: escape(value) if isinstance(value, str) else value for name, value in fields.items()}
        return Markup(text.format(**safe))


def in_html(front: FrontEnd) -> FrontEnd:
    """The front end with its messages as HTML."""
    return replace(front, catalogue=HtmlCatalogue(front.catalogue.translations, front.catalogue.direction))


def page_tag(front: FrontEnd) -> Markup:
    """The tag that a page begins with: what language it is in, and its direction where that is not from the left."""
    language = front.language
    direction = "" if language.direction is Direction.LEFT_TO_RIGHT else f' dir="{language.direction.value}"'
    return Markup(f'<html lang="{language.tag}"{direction}>')


def isolated(name: str) -> Markup:
    """A name that turns no text around it, whatever its script."""
    return Markup(f"<bdi>{escape(name)}</bdi>")


def entry_link(number: int) -> Markup:
    """A number that leads to its entry."""
    return Markup(f'<a href="#e{number}">#{number}</a>')


def moment(language: Language, at: datetime) -> Markup:
    """A moment, to the minute."""
    return Markup(f'<time datetime="{at.isoformat()}">{escape(dates.moment(language, at))} UTC</time>')


def day(language: Language, at: datetime) -> Markup:
    """The day of a moment."""
    return Markup(f'<time datetime="{at.isoformat()}">{escape(dates.day(language, at))}</time>')


def kind_badge(kind: Kind, text: str) -> Markup:
    """What kind an entry is, in the kind's colour."""
    return Markup(f'<span class="kind {kind.value}">{escape(text)}</span>')
