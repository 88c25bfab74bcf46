"""Several files as one zip, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Iterable, Mapping

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say: with the moment of writing, no two zips would be the same."""


def zipped(files: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """The files by name, in their order; one that comes in pieces is never in memory as a whole, unless packed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _FIRST_MOMENT)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with archive.open(member, "w", force_zip64=False) as file:
                for piece in (content,) if isinstance(content, bytes) else content:
                    file.write(piece)
    return written.getvalue()
