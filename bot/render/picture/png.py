"""An SVG of ours as PNG, in the fonts that travel with Crux."""

import resvg_py

from bot.render.picture import raster
from bot.render.picture.fonts import FONTS


def png(svg: str) -> bytes:
    """The picture in pixels, one for each of its units: with no font of the machine, so it is the same everywhere."""
    try:
        return raster.painted(svg)
    except raster.NotPaintable:
        return of_any_script(svg)


def of_any_script(svg: str) -> bytes:
    """The same, by a rasteriser that knows all of SVG, and every script: it takes five times as long."""
    wanted = [str(font.file) for font in FONTS if f'font-family="{font.family}"' in svg]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=wanted, skip_system_fonts=True))
