"""Several files as one zip, the same bytes for the same files."""

import zipfile
from collections.abc import Iterable, Mapping

from bot.exchange.spooled import Out, in_pieces, spooled

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say: with the moment of writing, no two zips would be the same."""


def write_zip(files: Mapping[str, Iterable[bytes]], out: Out) -> None:
    """Write the files by name, in their order. Their pieces are asked for one after the other, and none is kept."""
    with spooled(out) as spool, zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files.items():
            member = zipfile.ZipInfo(name, _FIRST_MOMENT)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with archive.open(member, "w", force_zip64=False) as file:
                in_pieces(pieces, file.write)
