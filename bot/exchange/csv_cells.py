"""Cells of CSV (RFC 4180) that no spreadsheet takes for a formula, whichever character it takes for the separator.

A spreadsheet splits a file where its user says, or where their country writes lists with semicolons: of the one cell
`Note;=1+1;done` it may make three, the second a formula (OWASP, "CSV Injection"). So an apostrophe goes wherever a cell
could begin and what follows could start a formula: at the beginning, and behind every comma, semicolon, tab, bar and
line end within. Spaces, unseen characters and quotation marks are looked through, since spreadsheets strip them, and
full-width forms count as the plain ones do, since some fold them.

These files are read by people and spreadsheets. Crux reads none of them in again, so nothing takes the apostrophes out.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.ledger.statements import is_visible

_FORMULA_STARTS = frozenset("=+-@|%")
_CELL_STARTS = re.compile(r"\A|\r\n|[,;\t|\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_NEEDS_QUOTES = re.compile(r'[,;\t|"\r\n\v\f\x1c-\x1e\x85\u2028\u2029]')
_LINE_STARTS = frozenset("\t\r\n")
_is_plain = re.compile(r'(?:[0-9A-Za-z][^,;\t|"\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*+)?').fullmatch
"""A cell that begins with a letter or a digit, of which no other can be split off."""


def row(cells: Iterable[object]) -> str:
    """The cells as one line of a file."""
    return ",".join(map(_written, map(str, cells))) + "\r\n"


def _written(cell: str) -> str:
    # Most cells are numbers, moments and verbs, and one look tells so: the whole file takes half the time.
    return cell if _is_plain(cell) else _quoted(safe(cell))


def safe(cell: str) -> str:
    """The cell as text for every spreadsheet, whole or split."""
    pieces, end = [], 0
    for start in _CELL_STARTS.finditer(cell):
        pieces.append(cell[end : start.end()])
        end = start.end()
        if _may_start_a_formula(cell, end, at_beginning=end == 0):
            pieces.append("'")
    return "".join((*pieces, cell[end:]))


def _may_start_a_formula(cell: str, place: int, *, at_beginning: bool) -> bool:
    if at_beginning and cell[:1] in _LINE_STARTS and cell:
        return True
    while place < len(cell) and _is_looked_through(cell[place]):
        place += 1
    first = cell[place : place + 1]
    return first == "\t" or unicodedata.normalize("NFKC", first)[:1] in _FORMULA_STARTS


def _is_looked_through(character: str) -> bool:
    """A separator is not: it begins the next cell."""
    return character == '"' or not (is_visible(character) or _CELL_STARTS.fullmatch(character))


def _quoted(cell: str) -> str:
    if not _NEEDS_QUOTES.search(cell):
        return cell
    return '"{}"'.format(cell.replace('"', '""'))
