"""Values of a JSON document (RFC 8259) in UTF-8, read one after another: no more than one of them is in memory."""

import codecs
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NoReturn, TypeVar

from bot.ledger.file_problems import FileError
from bot.render.dialects.json_doubles import objects_in
from bot.render.dialects.json_faults import NotJson, NotUtf8, TooDeep, TooLong, TooMuchInOne

MOST_VALUES = 200_000
"""How many values lie within one at most."""

LONGEST_VALUE = 16 << 20
"""In characters: so many values have less."""

_PIECE = 1 << 16
"""Bytes that are read at least."""

_LEVELS = 8
"""How many levels of a value that is skipped are gone into: one that is large lies no deeper."""

_CLOSINGS = 8
"""How many ends of objects are looked at for one that another item follows: an item has some within it."""

_GOES_ON = {"", ".", "e", "E"}

_BLANKS = re.compile(r"[ \t\n\r]*")
_WORD = len("\\uXXXX\\uXXXX")
"""Behind what is wrong there are so many characters, unless it is only not whole yet."""


Members = Callable[[list[tuple[str, object]]], object]
"""Makes an object of its members; of two with one key it raises FileError."""

_Made = TypeVar("_Made")

_Decode = Callable[[str, int], tuple[object, int]]


class JsonValues:
    """Where one is in a document. What reads from it raises NotJson, TooMuchInOne, TooDeep.

    `members` makes objects where none may have a key twice: a parser by itself takes the last one in silence. `seen` is
    given all text as it is read, and may refuse it. `line` is that on which the file is. Whatever FileError these two
    raise is raised here, with the line on which the value begins.
    """

    def __init__(
        self,
        file: BinaryIO,
        members: Members | None = None,
        seen: Callable[[str], None] | None = None,
        *,
        piece: int = _PIECE,
        line: int = 1,
    ) -> None:
        self._file, self._members, self._seen, self._piece = file, members, seen, piece
        self._characters = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._place = "", 0
        self._is_tried = self._is_odd = False
        self._gone, self._lines_gone, self._line_began = 0, line - 1, 0
        self._strict: _Decode = json.JSONDecoder(object_pairs_hook=members, parse_constant=_refuse).raw_decode
        self._plain: _Decode = json.JSONDecoder(parse_constant=_refuse).raw_decode

    # Where one is

    @property
    def sign(self) -> str:
        """The first character of what comes; empty at the end of the document."""
        return self._next()

    @property
    def place(self) -> int:
        """How many bytes of the file stand before what comes; the file is one in which one can go back."""
        self._next()
        cut_off, _ = self._characters.getstate()
        return self._file.tell() - len(cut_off) - len(self._text[self._place :].encode())

    @property
    def line(self) -> int:
        """The line that what comes is on."""
        self._next()
        return self._line_at(self._place)

    def _line_at(self, place: int) -> int:
        return self._lines_gone + self._text.count("\n", 0, place) + 1

    def _not_json(self, what: str, place: int) -> NotJson:
        """As Python says it."""
        character = self._gone + place
        began = self._text.rfind("\n", 0, place)
        column = character - (self._gone + began + 1 if began >= 0 else self._line_began) + 1
        return NotJson(f"{what}: line {self._line_at(place)} column {column} (char {character})")

    # What comes

    def keys(self) -> Iterator[str]:
        """The keys of an object; behind each, the value is to be read. Another value than an object has none."""
        there: set[str] = set()
        for _ in self._parts("{", "}"):
            key = self.value()
            if not isinstance(key, str):
                raise self._not_json("Expecting property name enclosed in double quotes", self._place)
            if self._members is not None:
                if key in there:
                    self._made(self._members, [(key, None)] * 2)
                there.add(key)
            if self._next() != ":":
                raise self._not_json("Expecting ':' delimiter", self._place)
            self._place += 1
            yield key

    def items(self) -> Iterator[object]:
        """The items of a list. Another value than a list has none."""
        for _ in self._parts("[", "]"):
            yield from self._whole_objects()
            yield self.value()

    def parts(self) -> Iterator[None]:
        """Once for each item of a list, which is to be read then. Another value than a list has none."""
        return self._parts("[", "]")

    def value(self) -> object:
        """The value that comes."""
        return self._read(self._strict)

    def skip(self, *, strictly: bool, levels: int = _LEVELS) -> None:
        """Read over the value that comes, however large it is; strictly: no object in it may have a key twice."""
        decode = self._strict if strictly else self._plain
        sign = self._next()
        if sign not in ("{", "[") or not levels:
            self._read(decode)
        elif self._is_passed(decode):
            return
        elif sign == "[":
            for _ in self._parts("[", "]"):
                self.skip(strictly=strictly, levels=levels - 1)
        else:
            for _ in self.keys():
                self.skip(strictly=strictly, levels=levels - 1)

    def end(self) -> None:
        """What comes is the end of the document."""
        if self._next():
            raise self._not_json("Extra data", self._place)

    def _is_passed(self, decode: _Decode) -> bool:
        """Whether the value that comes ended within the text that is read; one is behind it then."""
        try:
            _, self._place = self._made(decode, self._text, self._place)
        except RecursionError:
            raise TooDeep(self._line_at(self._place)) from None
        except FileError:
            raise
        except ValueError:
            return False
        return True

    def _read(self, decode: _Decode) -> object:
        self._next()
        while True:
            try:
                value, end = self._made(decode, self._text, self._place)
            except RecursionError:
                raise TooDeep(self._line_at(self._place)) from None
            except json.JSONDecodeError as wrong:
                behind = wrong.pos - self._place
                if not self._may_go_on(wrong) or not self._more():
                    raise self._not_json(wrong.msg, self._place + behind) from None
            except FileError:
                raise
            except ValueError as wrong:
                raise NotJson(f"line {self.line}: {wrong}") from None
            else:
                # A number may go on behind the end of what is read.
                if self._text[end : end + 1] not in _GOES_ON or not self._more():
                    self._require_few_values(end)
                    self._place = end
                    return value

    def _made(self, make: Callable[..., _Made], *of: object) -> _Made:
        """What a parser makes. Raises FileError with the line on which the value begins."""
        try:
            return make(*of)
        except FileError as wrong:
            raise type(wrong)(wrong.problem.at_line(self.line)) from None

    # Many items at once

    def _whole_objects(self) -> Sequence[object]:
        """Many items at once, where up to the end of one all that is read, or all up to the end of a list, is items.

        Each of them is followed by another one.
        """
        if not self._is_tried:
            self._is_tried = True
            if several := self._objects_before(len(self._text)):
                return several
        if not self._is_odd and (end := self._text.find("]", self._place)) >= 0:
            several = self._objects_before(end)
            self._is_odd = several is None
            return several or ()
        return ()

    def _objects_before(self, stop: int) -> Sequence[object] | None:
        """The objects up to the last one of which is seen that another follows; None where they are no JSON so."""
        end = stop
        for _ in range(_CLOSINGS):
            if (end := self._text.rfind("},", self._place, end)) < 0:
                return ()
            opening = self._behind_blanks(end + 2)
            if self._text.startswith("{", opening):
                break
        else:
            return ()
        several = objects_in(self._text[self._place : end + 1], is_strict=self._members is not None)
        if several is not None:
            self._place = opening
        return several

    # The text

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
            if sign not in (",", end):
                raise self._not_json("Expecting ',' delimiter", self._place)
            self._place += 1
            if sign == end:
                return

    def _next(self) -> str:
        """The character that comes behind blanks; empty at the end of the document."""
        character = self._text[self._place : self._place + 1]
        if character > " ":
            return character
        while True:
            self._place = self._behind_blanks(self._place)
            if self._place < len(self._text) or not self._more():
                return self._text[self._place : self._place + 1]

    def _behind_blanks(self, place: int) -> int:
        blanks = _BLANKS.match(self._text, place)
        return blanks.end() if blanks else place

    def _more(self) -> bool:
        """Whether there is more; it is read then, as much again as is there of the value that is not whole."""
        self._forget()
        self._require_few_values(len(self._text))
        if len(self._text) > LONGEST_VALUE:
            raise TooLong(self._lines_gone + 1)
        read = self._file.read(max(self._piece, len(self._text)))
        try:
            more = self._characters.decode(read, final=not read)
        except UnicodeDecodeError as wrong:
            lines = wrong.object[: wrong.start].decode().count("\n")
            raise NotUtf8(self._line_at(len(self._text)) + lines) from None
        if self._seen is not None and more:
            self._seen(more)
        self._text += more
        return bool(read)

    def _forget(self) -> None:
        """Let go of the text before what comes."""
        if (began := self._text.rfind("\n", 0, self._place)) >= 0:
            self._line_began = self._gone + began + 1
        self._lines_gone += self._text.count("\n", 0, self._place)
        self._gone += self._place
        self._text, self._place = self._text[self._place :], 0
        self._is_tried = self._is_odd = False

    def _may_go_on(self, wrong: json.JSONDecodeError) -> bool:
        is_string = self._text[wrong.pos : wrong.pos + 1] == '"'
        return is_string or wrong.pos + _WORD >= len(self._text)

    def _require_few_values(self, end: int) -> None:
        if end - self._place > MOST_VALUES:
            signs = (self._text.count(sign, self._place, end) for sign in ",:[{")
            if sum(signs) >= MOST_VALUES:
                raise TooMuchInOne(self._line_at(self._place))


def _refuse(constant: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise NotJson(f"{constant} is not a value here")
