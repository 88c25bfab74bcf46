"""What MkDocs asks while it builds the site: pages beside `docs` come along, and links lead to them there."""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]

BESIDE = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Pages of the repository that are read there as well, each with its place on the site."""

_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?:https?:)?//|<link\b[^>]*\bhref=["']?(?:https?:)?//"""
)
_LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]+)?\)")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The site has these pages too, without a copy of them in `docs`."""
    for source, page in BESIDE.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page, with links that lead where the pages stand on the site."""
    folder = posixpath.dirname(_source(page.file.src_uri))
    return _LINK.sub(lambda link: f"]({_on_site(folder, link[1])}{link[2] or ''})", markdown)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """The page as it was. Raises PluginError where a browser would fetch something from another host for it."""
    if fetched := _FETCHED.search(output):
        raise PluginError(f"{page.file.src_uri} has something fetched from another host: {fetched[0]}")
    return output


def _source(page: str) -> str:
    """Where a page of the site stands in the repository."""
    return next((source for source, name in BESIDE.items() if name == page), f"docs/{page}")


def _on_site(folder: str, target: str) -> str:
    path = posixpath.normpath(posixpath.join(folder, target))
    return BESIDE.get(path, path.removeprefix("docs/"))
