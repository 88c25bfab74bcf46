"""The version that a ledger's file says, and whether it is read here.

`version` goes up where an older Crux could not read a file, or would take it for something else than it says. `minor`
goes up where something is added that an older Crux may leave out: a key of the readable part, at the top, or beside
those of an event. It stands in a file from its first addition on; a file without it is of minor version 0.
"""

from collections.abc import Mapping

from bot.exchange.json_objects import shown
from bot.ledger.file_problems import FileProblem, ProblemKind, problem

VERSION = 1
MINOR = 0

MINOR_KEY = "minor"


def problem_of_version(head: Mapping[str, object]) -> FileProblem | None:
    """Why a file that begins so is not read here; None where it is."""
    version, minor = head.get("version"), head.get(MINOR_KEY, 0)
    if type(version) is int and version > VERSION:
        return problem(ProblemKind.NEWER_VERSION, version=shown(version), known=VERSION)
    if type(version) is not int or version != VERSION:
        return problem(ProblemKind.UNKNOWN_VERSION, version=shown(version), known=VERSION)
    if type(minor) is not int or minor < 0:
        return problem(ProblemKind.UNKNOWN_VERSION, version=f"{VERSION}.{shown(minor)}", known=VERSION)
    return None


def newer_minor(head: Mapping[str, object]) -> str | None:
    """The version of a file to which a newer Crux may have added what is left out here; None of any other."""
    minor = head.get(MINOR_KEY, 0)
    return f"{VERSION}.{shown(minor)}" if type(minor) is int and minor > MINOR else None
