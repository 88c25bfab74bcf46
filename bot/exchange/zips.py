"""Several files as one zip, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Mapping

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say: with the moment of writing, no two zips would be the same."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files by name, in their order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _FIRST_MOMENT)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(member, content)
    return written.getvalue()
