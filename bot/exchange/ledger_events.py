"""Each event as the files have it, both ways.

Numbers that name something on the platform are strings, since many readers cut them off at 2^53.
"""

import re
from datetime import datetime

from bot.ledger.file_problems import FileError, FileProblem
from bot.ledger.people import LARGEST_ID
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import data_of
from bot.ledger.record.verb import PLATFORM_IDS, Plain


class LedgerFileError(FileError):
    """A file that is no ledger."""


def event_out(sealed: SealedEvent) -> dict[str, object]:
    """The event as a file has it."""
    event = sealed.event
    texts = {
        name: {
            "words": text.words,
            "salt": text.salt.hex() if text.salt is not None else None,
            "commitment": text.commitment.hex(),
        }
        for name, text in sorted(sealed.texts.items())
    }
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "verb": event.change.verb,
        "data": {name: _out(name, value) for name, value in data_of(event.change).items()},
        "texts": texts,
        "hash": sealed.hash.hex(),
    }


def _out(name: str, value: Plain) -> Plain:
    return str(value) if name in PLATFORM_IDS and value is not None else value


def platform_id(value: object, otherwise: FileProblem) -> int:
    """A number that names something on the platform, written as a string. Raises LedgerFileError."""
    if isinstance(value, str) and len(value) <= 19 and value.isascii() and value.isdigit():
        number = int(value)
        if number <= LARGEST_ID and str(number) == value:
            return number
    raise LedgerFileError(otherwise)


_is_written = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.(?!000000)[0-9]{6})?\+00:00"
).fullmatch
"""A moment as `isoformat` writes it; writing each one out to compare takes longer."""


def moment_in(value: object) -> datetime | None:
    """A moment as files have it; None for anything else."""
    if not isinstance(value, str) or not _is_written(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def bytes_in(value: object, length: int) -> bytes | None:
    """So many bytes as files have them, in hexadecimal; None for anything else."""
    try:
        decoded = bytes.fromhex(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return decoded if decoded is not None and len(decoded) == length and decoded.hex() == value else None
