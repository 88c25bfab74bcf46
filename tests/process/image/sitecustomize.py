"""Python as it is in Crux's image: it finds no package but those of `requirements.txt`.

Each Python that has this folder in PYTHONPATH imports this module at its start, those that it starts itself too.
"""

import re
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

REQUIREMENTS = Path(__file__).parents[3] / "requirements.txt"


def _distribution(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


INSTALLED = {
    "crux-ledger",
    *(_distribution(name) for name in re.findall(r"^([\w.-]+)==", REQUIREMENTS.read_text(), re.MULTILINE)),
}
MISSING = {
    module
    for module, distributions in packages_distributions().items()
    if not INSTALLED & {_distribution(name) for name in distributions}
}
"""The top-level modules that are installed here and not in an image."""


class ImageFinder(PathFinder):
    """Finds what an image has."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in MISSING:
            return None
        return super().find_spec(fullname, path, target)


sys.meta_path[:] = [ImageFinder if finder is PathFinder else finder for finder in sys.meta_path]
