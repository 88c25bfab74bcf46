"""Values of a JSON document (RFC 8259), read one after another: no more than one of them is in memory."""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NoReturn, cast

import orjson

MOST_VALUES = 200_000
"""How many values lie within one at most."""

LONGEST_VALUE = 16 << 20
"""In characters: so many values have less."""

_PIECE = 1 << 16
"""Bytes that are read at least."""

_BLANKS = re.compile(r"[ \t\n\r]*")
_WORD = len("\\uXXXX\\uXXXX")
"""Behind what is wrong there are so many characters, unless it is only not whole yet."""


class NotJson(ValueError):
    """The text is no JSON, or cut off."""


class TooMuchInOne(ValueError):
    """One value has far more in it than it can have."""


class TooDeep(ValueError):
    """Values lie deeper within each other than a parser goes, which is some hundred levels."""


class JsonValues:
    """Where one is in a document. What reads from it raises NotJson, TooMuchInOne, TooDeep."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._characters = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._place, self._is_tried = "", 0, False
        self._decode = json.JSONDecoder(parse_constant=_refuse).raw_decode

    def keys(self) -> Iterator[str]:
        """The keys of an object; behind each, the value is to be read. Another value than an object has none."""
        for _ in self._parts("{", "}"):
            key = self.value()
            if not isinstance(key, str) or self._next() != ":":
                raise NotJson
            self._place += 1
            yield key

    def items(self) -> Iterator[object]:
        """The items of a list. Another value than a list has none."""
        for _ in self._parts("[", "]"):
            yield from self._whole_objects()
            yield self.value()

    def _whole_objects(self) -> Sequence[object]:
        """Many items at once, once for each piece of the file: where up to the end of one all that is read is items.

        Each of them is followed by another one.
        """
        end = self._text.rfind("},{", self._place)
        if end < 0 or self._is_tried:
            return ()
        self._is_tried = True
        try:
            several = orjson.loads(f"[{self._text[self._place : end + 1]}]")
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            return ()
        self._place = end + len("},")
        return cast("Sequence[object]", several)

    def end(self) -> None:
        """What comes is the end of the document."""
        if self._next():
            raise NotJson

    def value(self) -> object:
        """The value that comes."""
        self._next()
        while True:
            try:
                value, end = self._decode(self._text, self._place)
            except RecursionError:
                raise TooDeep from None
            except json.JSONDecodeError as wrong:
                if not self._may_go_on(wrong) or not self._more():
                    raise NotJson from None
            except ValueError:
                raise NotJson from None
            else:
                # A number may go on behind the end of what is read.
                if self._text[end : end + 1] not in {"", ".", "e", "E"} or not self._more():
                    self._require_few_values(end)
                    self._place = end
                    return value

    def _parts(self, begin: str, end: str) -> Iterator[None]:
        if self._next() != begin:
            self.value()
            return
        self._place += 1
        if self._next() == end:
            self._place += 1
            return
        while True:
            yield
            sign = self._next()
            self._place += 1
            if sign == end:
                return
            if sign != ",":
                raise NotJson

    def _next(self) -> str:
        """The character that comes behind blanks; empty at the end of the document."""
        character = self._text[self._place : self._place + 1]
        if character > " ":
            return character
        while True:
            blanks = _BLANKS.match(self._text, self._place)
            self._place = blanks.end() if blanks else self._place
            if self._place < len(self._text) or not self._more():
                return self._text[self._place : self._place + 1]

    def _more(self) -> bool:
        """Whether there is more; it is read then, as much again as is there of the value that is not whole."""
        self._text, self._place, self._is_tried = self._text[self._place :], 0, False
        self._require_few_values(len(self._text))
        if len(self._text) > LONGEST_VALUE:
            raise TooMuchInOne
        try:
            read = self._file.read(max(_PIECE, len(self._text)))
            self._text += self._characters.decode(read, final=not read)
        except UnicodeDecodeError:
            raise NotJson from None
        return bool(read)

    def _may_go_on(self, wrong: json.JSONDecodeError) -> bool:
        is_string = self._text[wrong.pos : wrong.pos + 1] == '"'
        return is_string or wrong.pos + _WORD >= len(self._text)

    def _require_few_values(self, end: int) -> None:
        if end - self._place > MOST_VALUES:
            signs = (self._text.count(sign, self._place, end) for sign in ",:[{")
            if sum(signs) >= MOST_VALUES:
                raise TooMuchInOne


def _refuse(constant: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise NotJson(constant)
