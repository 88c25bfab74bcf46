"""What a Polis report says of itself: its topic, and which sign of a vote agrees (`summary.csv`, `format.json`)."""

import json
import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.exchange.file_text import lines_of
from bot.exchange.named_files import NamedFiles, opened
from bot.exchange.table_stream import rows_of
from bot.ledger.file_problems import FileError, ProblemKind, problem

FILE = "summary.csv"
FORMAT_FILE = "format.json"
FORMAT = "polis-export/1"
CONVENTION_KEY = "vote-convention"
CONVENTION = f"agree=+1;disagree=-1;pass=0;format={FORMAT}"
"""What a report says that is written today."""

_LONGEST = 64 * 1024
"""Bytes of format.json that are read."""


class Convention(Enum):
    """What 1 means in votes.csv. In Polis's own database, and in files that took it from there, it disagrees."""

    AGREE_IS_ONE = auto()
    DISAGREE_IS_ONE = auto()


_CONVENTIONS = {("1", "-1"): Convention.AGREE_IS_ONE, ("-1", "1"): Convention.DISAGREE_IS_ONE}
_WRITTEN = re.compile(r"agree=\+?(?P<agree>-?1);disagree=\+?(?P<disagree>-?1);pass=0(?:;.*)?")


@dataclass(frozen=True, slots=True)
class Summary:
    """The topic, empty where the report names none; the convention, where it says one."""

    topic: str = ""
    convention: Convention | None = None


def read(files: NamedFiles) -> Summary:
    """What the report says of itself. Raises FileError, also where its two files contradict each other."""
    summary, declared = _summary(files), _declared(files)
    if None not in (summary.convention, declared) and summary.convention is not declared:
        raise FileError(problem(ProblemKind.CONVENTIONS_DIFFER).in_file(FORMAT_FILE))
    return Summary(summary.topic, summary.convention or declared)


def _summary(files: NamedFiles) -> Summary:
    if FILE not in files:
        return Summary()
    topic, convention = "", None
    with opened(files, FILE) as file:
        for line, cells in rows_of(lines_of(file)):
            match cells:
                case ["topic", *words]:
                    # Older files quote nothing here.
                    topic = topic or ",".join(words)
                case [key, *words] if key == CONVENTION_KEY:
                    convention = _convention(",".join(words), line)
    return Summary(topic, convention)


def _declared(files: NamedFiles) -> Convention | None:
    if FORMAT_FILE not in files:
        return None
    with opened(files, FORMAT_FILE) as file:
        try:
            said = json.loads(file.read(_LONGEST))
        except ValueError as wrong:
            raise FileError(problem(ProblemKind.NOT_JSON, detail=str(wrong)[:120])) from None
        except RecursionError:
            raise FileError(problem(ProblemKind.LINE_TOO_DEEP, line=1)) from None
        written = said.get(CONVENTION_KEY) if isinstance(said, dict) else None
        return _convention(str(written), 1) if written is not None else None


def _convention(written: str, line: int) -> Convention:
    found = _WRITTEN.fullmatch("".join(written.split()))
    convention = _CONVENTIONS.get((found["agree"], found["disagree"])) if found else None
    if convention is None:
        raise FileError(problem(ProblemKind.NO_VOTE_CONVENTION, line=line, value=written[:60]))
    return convention
