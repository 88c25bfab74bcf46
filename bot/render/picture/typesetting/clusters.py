"""Text in grapheme clusters: what a reader sees as one character (Unicode annex 29)."""

import regex

_CLUSTER = regex.compile(r"\X")


def clusters(text: str) -> list[str]:
    """The clusters of a text: a letter with its marks, an emoji with what joins it, a flag."""
    clusters: list[str] = _CLUSTER.findall(text)
    return clusters
