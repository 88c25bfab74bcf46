"""Writes a drawing as PNG."""

import struct
from itertools import chain

import resvg_py
from PIL import Image

try:
    from zlib_ng.zlib_ng import compress, crc32
except ImportError:  # where there is none ready to install, Python's own takes three times as long
    from zlib import compress, crc32

from bot.render.picture import raster
from bot.render.picture.fonts import FONTS
from bot.render.picture.shapes import Drawing, Text
from bot.render.picture.svg import svg

_LEVEL = 2
"""How thoroughly a picture is compressed, from 1 to 9: more takes longer and saves little."""


def png(drawing: Drawing) -> bytes:
    """The drawing in pixels. It uses no font of the machine, so it is the same everywhere."""
    try:
        return encoded(raster.painted(drawing))
    except raster.UnsupportedScript:
        return painted_by_resvg(drawing)


def painted_by_resvg(drawing: Drawing) -> bytes:
    """The drawing as resvg renders its SVG, in any script: it takes five times as long."""
    files = [str(font.file) for font in FONTS if font.family in _families(drawing)]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg(drawing), font_files=files, skip_system_fonts=True))


def _families(drawing: Drawing) -> frozenset[str]:
    texts = (shape for shape in drawing.shapes if isinstance(shape, Text))
    lines = chain.from_iterable(text.lines for text in texts)
    return frozenset(run.font.family for line in lines for run in line.runs)


def encoded(image: Image.Image) -> bytes:
    """An RGB image as PNG, compressed quickly: a picture of flat colours becomes small all the same."""
    # Before each row stands a byte for its filter, here none: Pillow leaves room for it behind each row.
    rows = memoryview(image.tobytes("raw", "RGB", image.width * 3 + 1))
    unfiltered = b"".join((b"\0", rows[:-1]))
    head = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", compress(unfiltered, _LEVEL)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))
