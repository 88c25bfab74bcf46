"""Messages as HTML."""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd


class HtmlCatalogue(Catalogue):
    """The same messages as HTML; what fills their fields is escaped, unless it is HTML already."""

    def filled(self, text: str, fields: Mapping[str, object]) -> str:
        return Markup(text).format(**fields)


def in_html(front: FrontEnd) -> FrontEnd:
    """The front end with its messages as HTML."""
    return replace(front, catalogue=HtmlCatalogue(front.catalogue.translations))
