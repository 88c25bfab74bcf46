"""What the bot and the process that paints send each other: pickled values, each after its length in bytes."""

import pickle
import struct
from dataclasses import dataclass

from bot.ledger.telling.overview import Overview
from bot.ledger.telling.progress import Progress

LENGTH = struct.Struct(">I")

Subject = Overview | Progress
"""What a picture shows: an overview as a map, progress as a timeline."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that is asked for."""

    subject: Subject
    language: str
    """The tag of the language that its words are in."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture as PNG."""

    png: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """The kind of error that there is no picture for."""

    error: str


def framed(message: Wanted | Painted | Failed) -> bytes:
    """A message with its length before it."""
    body = pickle.dumps(message)
    return LENGTH.pack(len(body)) + body
