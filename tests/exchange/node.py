"""Other programs' readers of the formats that Crux writes, run with Node: `make readers` fetches them."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parent / "readers"
FETCHED = Path(os.environ.get("TEST_READERS") or Path(__file__).parents[2] / ".readers")
"""The folder whose `node_modules` has what the scripts import."""

PATIENCE = 120
"""Seconds that a reader may take on a machine that does much else."""


def read_by(script: str, package: str, documents: Sequence[object]) -> list[Any]:
    """What the script says of each document; without Node or the package that it needs, the test is skipped."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not here")
    if not (FETCHED / "node_modules" / package).is_dir():
        pytest.skip(f"{package} is not in {FETCHED}: `make readers` fetches it")
    command = [node, SCRIPTS / script, FETCHED]
    ended = subprocess.run(
        command, input=json.dumps(documents).encode(), capture_output=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 0, ended.stderr.decode()
    told: list[Any] = json.loads(ended.stdout)
    return told
