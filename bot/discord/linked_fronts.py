"""In whose words people are told on Discord: with commands that can be pressed, once Discord has given them ids."""

from collections.abc import Callable, Mapping

from bot.render.front_ends import with_links
from bot.words.front_end import FrontEnd


class LinkedFronts:
    """The front end of each language, made once for the ids of the commands that are registered."""

    def __init__(self, front_in: Callable[[str], FrontEnd], ids: Callable[[], Mapping[str, int]]) -> None:
        self._front_in = front_in
        self._ids_now = ids
        self._ids = ids()
        self._made: dict[str, FrontEnd] = {}

    def of(self, language: str) -> FrontEnd:
        """The front end of a language, or of a reader's locale."""
        ids = self._ids_now()
        if ids is not self._ids:
            self._ids, self._made = ids, {}
        made = self._made.get(language)
        if made is None:
            made = self._made[language] = with_links(self._front_in(language), ids)
        return made
