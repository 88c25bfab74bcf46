"""What the containers are made of: each base by tag and digest, and the Python that everything was tested on."""

import os
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

PINNED = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")


def bases() -> list[str]:
    """The images that Crux's own is made from."""
    return re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)


def fetched() -> list[str]:
    """The images that Compose fetches; a service with `build` names what it makes."""
    services = re.split(r"^  (?=\w)", COMPOSE.split("\nservices:\n")[1].split("\nvolumes:\n")[0], flags=re.MULTILINE)
    there = (
        re.findall(r"^    image: (\S+)", service, re.MULTILINE) for service in services if "    build:" not in service
    )
    return [image for images in there for image in images]


def python_of_the_image() -> str:
    """Its version, such as 3.11; the same in each stage."""
    (version,) = {match for base in bases() for match in re.findall(r"^python:(\d+\.\d+)[.-]", base)}
    return str(version)


def test_each_image_has_a_tag_and_a_digest() -> None:
    assert len(bases()) >= 2
    assert fetched()
    assert [image for image in (*bases(), *fetched()) if not PINNED.fullmatch(image)] == []


def test_the_image_s_python_is_the_one_that_crux_is_made_checked_and_released_for() -> None:
    version = python_of_the_image()
    workflow = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")

    assert PROJECT["project"]["requires-python"] == f">={version}"
    assert PROJECT["tool"]["mypy"]["python_version"] == version
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{version.replace('.', '')}"
    assert set(re.findall(r'python-version: "([^"]+)"', workflow)) == {version}
    assert f"python{version}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"--python-version {version} " in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_ci_runs_on_the_image_s_python() -> None:
    version = "{}.{}".format(*sys.version_info)
    assert version == python_of_the_image() or "CI" not in os.environ


def test_compose_asks_the_bot_as_the_image_does_and_so_what_is_served_by_http() -> None:
    of_the_image = re.findall(r"^HEALTHCHECK .* CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    of_both = re.findall(r"test: (\[.*\])", COMPOSE.split("\n  bot:\n")[1])

    assert [command.replace('["CMD", ', "[") for command in of_both] == of_the_image * 2
