"""What the peers run in: an environment for each library of Python, since two of them share a name, and one for Node.

They are made where they are missing, from exact versions, and kept in `.environments` beside this file.
"""

import json
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
MADE = HERE / ".environments"
PACKAGES = HERE / "package.json"


@cache
def python(library: str) -> Path:
    """The interpreter of an environment with what `requirements/LIBRARY.txt` pins."""
    folder, wanted = MADE / library, _requirements(library)
    interpreter, done = folder / "bin" / "python", folder / "requirements.txt"
    if not _same(done, wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r")
        subprocess.run((interpreter, *install, wanted), check=True)
        done.write_bytes(wanted.read_bytes())
    return interpreter


@cache
def node_modules() -> Path:
    """The folder with the packages that `package.json` names."""
    folder = MADE / "node"
    done = folder / "installed.json"
    if not _same(done, PACKAGES):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_bytes(PACKAGES.read_bytes())
        subprocess.run(["npm", "install", "--silent", "--no-package-lock", "--prefix", folder], check=True)
        done.write_bytes(PACKAGES.read_bytes())
    return folder / "node_modules"


def version(library: str) -> str:
    """The exact version that is measured; discord.py's is Crux's own."""
    if library == "discord.py":
        return metadata.version(library)
    if _requirements(library).exists():
        lines = _requirements(library).read_text(encoding="utf-8").splitlines()
        return next(line for line in lines if line.startswith(f"{library}==")).split()[0].partition("==")[2]
    versions: dict[str, str] = json.loads(PACKAGES.read_text(encoding="utf-8"))["dependencies"]
    return versions[library]


def _requirements(library: str) -> Path:
    return HERE / "requirements" / f"{library}.txt"


def _same(done: Path, wanted: Path) -> bool:
    return done.exists() and done.read_bytes() == wanted.read_bytes()
