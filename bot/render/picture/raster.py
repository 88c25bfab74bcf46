"""Paints the pictures that `svg.py` writes, with Pillow: five times as fast as a rasteriser that knows all of SVG.

It knows just the pieces that are written there, and sets words in scripts whose letters stand one after the other. What
else it meets it leaves to the other rasteriser (`png.py`), which knows everything.
"""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree

from PIL import Image, ImageColor, ImageDraw, ImageFont

try:
    from zlib_ng.zlib_ng import compress as packed
    from zlib_ng.zlib_ng import crc32
except ImportError:  # where there is none ready to install, Python's own takes three times as long
    from zlib import compress as packed
    from zlib import crc32

from bot.render.picture.fonts import FONTS, FontFile, placed

FASTEST = 2
"""How thoroughly a picture is packed, from 1 to 9: more takes longer, and gives hardly less."""

FINE = 4
"""How many times as fine as its pixels something slanted or round is painted first."""

PLAIN = frozenset({"Noto Sans", "Noto Sans SC", "Noto Sans CJK KR"})
"""Fonts of scripts in which no letter changes with its neighbours, and which have no colours."""

_SVG = "{http://www.w3.org/2000/svg}"
_TOLD = frozenset({"title", "desc"})
_NUMBER = re.compile(r"-?[\d.]+")

Tiles = dict[str, Image.Image]
Point = tuple[float, float]
Element = ElementTree.Element


class NotPaintable(Exception):
    """There is something in the picture that is not painted here."""


def painted(svg: str) -> bytes:
    """The picture as PNG, one pixel for each of its units. Raises NotPaintable."""
    root = ElementTree.fromstring(svg)
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    canvas = _Canvas(width, height)
    for element in root:
        canvas.paint(element)
    return encoded(canvas.image)


def encoded(image: Image.Image) -> bytes:
    """An RGB image as PNG, packed quickly: a picture of flat colours becomes small all the same."""
    # Before each row stands a byte for its filter, here none: Pillow leaves the room for it behind each row.
    unfiltered = b"\0" + image.tobytes("raw", "RGB", image.width * 3 + 1)[:-1]
    head = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", packed(unfiltered, FASTEST)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))


class _Canvas:
    """A picture under way."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height))
        self._draw = ImageDraw.Draw(self.image)
        self._tiles: Tiles = {}

    def paint(self, element: Element) -> None:
        """Paint one piece. Raises NotPaintable."""
        name, told = element.tag.removeprefix(_SVG), element.attrib
        match name:
            case "rect":
                self._rect(told)
            case "text":
                self._text(told, element.text or "")
            case "line":
                ends = (_point(told, "x1", "y1"), _point(told, "x2", "y2"))
                self._traced(ends, told)
            case "polyline":
                self._traced(_points(told["points"]), told)
            case "polygon":
                self._filled(_points(told["points"]), told["fill"])
            case "circle":
                self._circle(told)
            case "defs":
                self._tiles |= {pattern.attrib["id"]: _tile(pattern) for pattern in element}
            case _ if name not in _TOLD:
                raise NotPaintable(name)

    # Rectangles, as most pieces are

    def _rect(self, told: Mapping[str, str]) -> None:
        x, y, width, height = (float(told[name]) for name in ("x", "y", "width", "height"))
        if "rx" in told:
            self._rounded(x, y, x + width, y + height, told)
            return
        self._area(x, y, x + width, y + height, told["fill"])
        if (stroke := told.get("stroke")) is not None:
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            self._straight(corners, stroke, float(told["stroke-width"]), told.get("stroke-dasharray"))

    def _area(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        box = (round(left), round(top), round(right), round(bottom))
        if fill == "none" or box[0] >= box[2] or box[1] >= box[3]:
            return
        if (tile := self._tile_of(fill)) is None:
            self.image.paste(fill, box)
        else:
            self.image.paste(_laid(tile, box), box)

    def _tile_of(self, fill: str) -> Image.Image | None:
        return self._tiles[fill[len("url(#") : -1]] if fill.startswith("url(") else None

    def _rounded(self, left: float, top: float, right: float, bottom: float, told: Mapping[str, str]) -> None:
        radius, thick = float(told["rx"]), float(told.get("stroke-width", 0))
        margin = thick / 2 + 1
        box = _around(((left, top), (right, bottom)), margin)
        corners = [FINE * (value - box[place % 2]) for place, value in enumerate((left, top, right, bottom))]
        if told["fill"] != "none":
            mask, fine = _mask(box)
            fine.rounded_rectangle(corners, FINE * radius, fill=255)
            self._through(mask, box, told["fill"])
        if "stroke" in told and "stroke-dasharray" in told:
            path = _rounded_path(left, top, right, bottom, radius)
            for dash in _dashes(path, told["stroke-dasharray"]):
                self._slanted(dash, told["stroke"], thick)
        elif "stroke" in told:
            half = FINE * thick / 2
            outer = (corners[0] - half, corners[1] - half, corners[2] + half, corners[3] + half)
            inner = (corners[0] + half, corners[1] + half, corners[2] - half, corners[3] - half)
            self._frame(box, outer, inner, FINE * radius, half, told["stroke"])

    def _frame(
        self,
        box: tuple[int, int, int, int],
        outer: Sequence[float],
        inner: Sequence[float],
        radius: float,
        half: float,
        stroke: str,
    ) -> None:
        """A frame, painted corner by corner and side by side: the inside of a large one costs nothing."""
        reach = int((radius + half) / FINE) + 3
        left, top, right, bottom = box
        if right - left <= 2 * reach or bottom - top <= 2 * reach:
            pieces = [box]
        else:
            pieces = [
                (left, top, right, top + reach),
                (left, bottom - reach, right, bottom),
                (left, top + reach, left + reach, bottom - reach),
                (right - reach, top + reach, right, bottom - reach),
            ]
        for piece in pieces:
            mask, fine = _mask(piece)
            dx, dy = FINE * (piece[0] - left), FINE * (piece[1] - top)
            shift = (dx, dy, dx, dy)
            at = [value - by for value, by in zip(outer, shift, strict=True)]
            within = [value - by for value, by in zip(inner, shift, strict=True)]
            fine.rounded_rectangle(at, radius + half, fill=255)
            fine.rounded_rectangle(within, max(0.0, radius - half), fill=0)
            self._through(mask, piece, stroke)

    # Lines

    def _traced(self, points: Sequence[Point], told: Mapping[str, str]) -> None:
        thick, dashes = float(told["stroke-width"]), told.get("stroke-dasharray")
        if all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points)):
            self._straight(points, told["stroke"], thick, dashes)
            return
        for part in _dashes(points, dashes) if dashes else (points,):
            self._slanted(part, told["stroke"], thick)

    def _straight(self, points: Sequence[Point], stroke: str, thick: float, dashes: str | None) -> None:
        """A line that goes along the axes alone: each of its parts is a rectangle."""
        half = thick / 2
        for part in _dashes(points, dashes) if dashes else (points,):
            for (x1, y1), (x2, y2) in pairwise(part):
                (left, right), (top, bottom) = sorted((x1, x2)), sorted((y1, y2))
                # Where two parts meet at a corner, each reaches to its outer side.
                along = 0.0 if dashes or len(points) == 2 else half
                if y1 == y2:
                    self._area(left - along, top - half, right + along, top + half, stroke)
                else:
                    self._area(left - half, top - along, left + half, bottom + along, stroke)

    def _slanted(self, points: Sequence[Point], stroke: str, thick: float) -> None:
        box = _around(points, thick)
        mask, fine = _mask(box)
        fine.line(_finer(points, box), fill=255, width=round(FINE * thick), joint="curve")
        self._through(mask, box, stroke)

    # What is round or slanted

    def _circle(self, told: Mapping[str, str]) -> None:
        (x, y), radius = _point(told, "cx", "cy"), float(told["r"])
        thick = float(told.get("stroke-width", 0))
        box = _around(((x - radius, y - radius), (x + radius, y + radius)), thick)
        centre = _finer(((x, y),), box)[0]
        for reach, colour in ((radius + thick / 2, told.get("stroke")), (radius - thick / 2, told["fill"])):
            if colour is not None and colour != "none":
                mask, fine = _mask(box)
                fine.ellipse(_square(centre, FINE * reach), fill=255)
                self._through(mask, box, colour)

    def _filled(self, points: Sequence[Point], fill: str) -> None:
        box = _around(points, 1)
        mask, fine = _mask(box)
        fine.polygon(_finer(points, box), fill=255)
        self._through(mask, box, fill)

    def _through(self, mask: Image.Image, box: tuple[int, int, int, int], fill: str) -> None:
        small = mask.reduce(FINE)
        tile = self._tile_of(fill)
        if tile is None:
            self.image.paste(fill, box, small)
        else:
            self.image.paste(_laid(tile, box), box, small)

    # Words

    def _text(self, told: Mapping[str, str], words: str) -> None:
        if told["font-family"] not in PLAIN:
            raise NotPaintable(told["font-family"])
        font = next(font for font in FONTS if font.family == told["font-family"])
        size, weight, fill = float(told["font-size"]), int(told["font-weight"]), _colour(told["fill"])
        x, y = _point(told, "x", "y")
        letters_placed = placed(words, font, weight)
        if letters_placed is None:
            raise NotPaintable(font.family)
        for letters, offset in letters_placed:
            # A letter stands where it belongs to a quarter of a pixel; its line, where a pixel begins.
            place, quarter = divmod(round(4 * (x + offset * size)), 4)
            glyph = _glyph(font, size, weight, letters, quarter)
            if glyph is not None:
                mask, left, top = glyph
                at = (place + left, round(y) + top)
                self.image.paste(fill, (*at, at[0] + mask.width, at[1] + mask.height), mask)


# Pieces of geometry


def _point(told: Mapping[str, str], x: str, y: str) -> Point:
    return float(told[x]), float(told[y])


def _points(told: str) -> list[Point]:
    numbers = [float(number) for number in _NUMBER.findall(told)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _around(points: Sequence[Point], margin: float) -> tuple[int, int, int, int]:
    """The pixels around these points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (
        int(min(xs) - margin) - 1,
        int(min(ys) - margin) - 1,
        int(max(xs) + margin) + 2,
        int(max(ys) + margin) + 2,
    )


def _mask(box: tuple[int, int, int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", (FINE * (box[2] - box[0]), FINE * (box[3] - box[1])))
    return mask, ImageDraw.Draw(mask)


def _finer(points: Sequence[Point], box: tuple[int, int, int, int]) -> list[Point]:
    return [(FINE * (x - box[0]), FINE * (y - box[1])) for x, y in points]


def _square(centre: Point, reach: float) -> tuple[float, float, float, float]:
    return centre[0] - reach, centre[1] - reach, centre[0] + reach - 1, centre[1] + reach - 1


def _rounded_path(left: float, top: float, right: float, bottom: float, radius: float) -> list[Point]:
    """The way around a rectangle from its upper left, with each corner cut in two."""
    cut = radius * 0.3
    return [
        (left + radius, top),
        (right - radius, top),
        (right - cut, top + cut),
        (right, top + radius),
        (right, bottom - radius),
        (right - cut, bottom - cut),
        (right - radius, bottom),
        (left + radius, bottom),
        (left + cut, bottom - cut),
        (left, bottom - radius),
        (left, top + radius),
        (left + cut, top + cut),
        (left + radius, top),
    ]


def _dashes(points: Sequence[Point], told: str) -> Iterator[Sequence[Point]]:
    """The parts of a line that are painted, where dashes and gaps are told in turn."""
    lengths = [float(number) for number in _NUMBER.findall(told)]
    place, left = 0, lengths[0]
    dash = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        gone = 0.0
        while length - gone > left:
            gone += left
            here = (x1 + (x2 - x1) * gone / length, y1 + (y2 - y1) * gone / length)
            if place % 2 == 0:
                yield [*dash, here]
            place, dash = place + 1, [here]
            left = lengths[place % len(lengths)]
        left -= length - gone
        dash.append((x2, y2))
    if place % 2 == 0 and len(dash) > 1:
        yield dash


# Patterns


def _tile(pattern: Element) -> Image.Image:
    """What a pattern repeats. Raises NotPaintable."""
    width, height = int(pattern.attrib["width"]), int(pattern.attrib["height"])
    fine = Image.new("RGB", (FINE * width, FINE * height))
    draw = ImageDraw.Draw(fine)
    for element in pattern:
        told = element.attrib
        match element.tag.removeprefix(_SVG):
            case "rect":
                draw.rectangle((0, 0, *fine.size), fill=told["fill"])
            case "circle":
                (x, y), reach = _point(told, "cx", "cy"), FINE * float(told["r"])
                draw.ellipse(_square((FINE * x, FINE * y), reach), fill=told["fill"])
            case "path":
                for line in told["d"].split("M")[1:]:
                    ends = [(FINE * x, FINE * y) for x, y in _points(line)]
                    draw.line(ends, fill=told["stroke"], width=round(FINE * float(told["stroke-width"])))
            case other:
                raise NotPaintable(other)
    return fine.reduce(FINE)


def _laid(tile: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    """An area covered with tiles, which lie where they lie in the whole picture."""
    left, top, right, bottom = box
    area = Image.new("RGB", (right - left, bottom - top))
    for x in range(-(left % tile.width), area.width, tile.width):
        area.paste(tile, (x, -(top % tile.height)))
    row = area.crop((0, 0, area.width, tile.height - top % tile.height))
    first = Image.new("RGB", (area.width, tile.height))
    for x in range(-(left % tile.width), area.width, tile.width):
        first.paste(tile, (x, 0))
    area.paste(row, (0, 0))
    for y in range(row.height, area.height, tile.height):
        area.paste(first, (0, y))
    return area


# Fonts


@lru_cache(maxsize=8192)
def _glyph(font: FontFile, size: float, weight: int, letters: str, quarter: int) -> tuple[Image.Image, int, int] | None:
    """What letters cover, so many quarters of a pixel behind a pixel's beginning, and where that begins; None for none.

    It is counted from where the letters stand on their line.
    """
    room = int(2 * size) + 4
    area = Image.new("L", (room * (1 + len(letters)) + room, 2 * room))
    ImageDraw.Draw(area).text((room + quarter / 4, room), letters, 255, _font(font, size, weight), "ls")
    covered = area.getbbox()
    if covered is None:
        return None
    return area.crop(covered), covered[0] - room, covered[1] - room


@lru_cache(maxsize=64)
def _font(known: FontFile, size: float, weight: int) -> ImageFont.FreeTypeFont:
    """A font of that size and weight. Where the letters stand is not its matter."""
    font = ImageFont.truetype(str(known.file), size, known.index, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = font.get_variation_axes()
    except OSError:
        return font  # a font of one weight
    font.set_variation_by_axes([weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])
    return font


@lru_cache(maxsize=256)
def _colour(told: str) -> tuple[int, ...]:
    return ImageColor.getrgb(told)
