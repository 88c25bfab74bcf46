"""All the text that is in a file of any format: in zips, workbooks and columns too."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

_VOCABULARIES = re.compile(
    r"https?://(github\.com/compdemocracy|www\.w3\.org|schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.oclc\.org|purl\.org"
    r"|graphml\.graphdrawing\.org|json-schema\.org|datapackage\.org|specs\.frictionlessdata\.io)[^\s\"'<>]*"
)
"""Addresses that a format itself asks for, the same in every file of it."""

_MADE_UP = re.compile(r"at://(?=did:web:(person-\d+\.)?debate-\d+\.crux\.invalid)|\bbafyrei[a-z2-7]{52}\b")
"""How records of the DDS name each other: by names that lead nowhere, and by hashes, whose letters spell by chance."""


def text_of(written: bytes) -> str:
    """What somebody could read in the file, whatever its format hides it in."""
    return _MADE_UP.sub("", _VOCABULARIES.sub("", "\n".join(_texts(written))))


def _texts(written: bytes) -> Iterator[str]:
    if written[:4] == b"PAR1":
        yield from _parquet(written)
        return
    if written[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(written)) as whole:
            for entry in whole.infolist():
                yield entry.filename
                yield entry.comment.decode()
                yield from _texts(whole.read(entry))
        return
    text = written.decode("utf-8-sig")
    # As it is, without what HTML and JSON write as escapes, and without those of JSON within JSON.
    yield text
    yield html.unescape(text)
    yield from _unescaped(text)


def _unescaped(text: str) -> Iterator[str]:
    for part in (text, *text.splitlines()):
        try:
            yield json.dumps(json.loads(part), ensure_ascii=False)
        except ValueError:
            continue


def _parquet(written: bytes) -> Iterator[str]:
    import pyarrow.parquet as pq

    file: Any = pq.ParquetFile(io.BytesIO(written))
    yield str(file.schema_arrow.metadata)
    yield json.dumps(file.read().to_pylist(), ensure_ascii=False, default=str)
