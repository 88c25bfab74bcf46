"""How much room a message of a chat has for its sections: within Discord's limits and, where possible, a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.render import phone
from bot.render.digest_buttons import Rows

MOST_CHARACTERS = 3800
"""Discord takes 4,000 characters over all texts of a message."""

MOST_BYTES = 9000
"""Discord fails from about 10,170 bytes on, though it documents no such limit."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much room there is for the sections of a message."""

    characters: int
    bytes: int
    pixels: int

    def at_least(self, pixels: int) -> "Room":
        return replace(self, pixels=max(pixels, self.pixels))

    def has(self, texts: Sequence[str]) -> bool:
        """Whether Discord takes these texts in it."""
        return _length(texts) <= self.characters and _bytes(texts) <= self.bytes


@dataclass(frozen=True, slots=True)
class Around:
    """What a message has beside its head and its sections."""

    texts: tuple[str, ...]
    buttons: Rows

    def room(self, top: str, pixels: int) -> Room:
        """What is left for the sections of a message of that height."""
        texts = [top, *self.texts]
        labels = [[button.label for button in row] for row in self.buttons]
        return Room(
            characters=MOST_CHARACTERS - _length(texts),
            bytes=MOST_BYTES - _bytes(texts),
            pixels=pixels - phone.height(texts, labels),
        )


def _length(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _bytes(texts: Sequence[str]) -> int:
    return sum(len(text.encode()) for text in texts)
