"""What a person typed, made fit to keep: one line of visible words for statements, an exact piece for passages."""

import re
import unicodedata
from collections.abc import Iterable

from bot.ledger.entries import STATEMENT_LIMIT
from bot.ledger.errors import EmptyStatement, PassageNotInMessage, StatementTooLong

_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"”’»)\]]*\s+|\n+")
# Bidirectional controls can make a sentence read as another one; the rest of category Cf (joiners) shapes real words.
_TURNS_TEXT_ROUND = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"}


def one_line(words: str) -> str:
    """The words on one line, without control characters; empty where nothing visible is left."""
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Zs"} else c for c in words if _is_kept(c))
    line = " ".join(kept.split())
    return line if any(is_visible(c) for c in line) else ""


def is_visible(character: str) -> bool:
    """Whether a reader sees it: not a space, a joiner or a filler."""
    return unicodedata.category(character)[0] not in "CZ" and character not in "\u115f\u1160\u2800\u3164\uffa0"


def _is_kept(character: str) -> bool:
    return character not in _TURNS_TEXT_ROUND and unicodedata.category(character) not in {"Cs", "Co", "Cn"}


def statement_from(words: str) -> str:
    """The statement that these words make. Raises EmptyStatement or StatementTooLong."""
    statement = one_line(words)
    if not statement:
        raise EmptyStatement
    if len(statement) > STATEMENT_LIMIT:
        raise StatementTooLong(length=len(statement), limit=STATEMENT_LIMIT)
    return statement


def suggested_statement(message: str) -> str:
    """What a tag's form offers as its statement: the message where it fits, else its first sentence."""
    whole = one_line(message)
    if len(whole) <= STATEMENT_LIMIT:
        return whole
    sentences = (one_line(part) for part in _SENTENCE_END.split(message))
    first = next((sentence for sentence in sentences if sentence), whole)
    return first if len(first) <= STATEMENT_LIMIT else first[: STATEMENT_LIMIT - 1].rstrip() + "…"


def passage_in(message: str, quoted: str) -> str | None:
    """The exact piece of the message that was quoted; None where nothing was quoted.

    Line ends and runs of spaces may differ, since a text field changes them. Raises PassageNotInMessage.
    """
    pieces = quoted.split()
    if not pieces:
        return None
    if quoted.strip() in message:
        return quoted.strip()
    found = re.search(r"\s+".join(re.escape(piece) for piece in pieces), message)
    if found is None:
        raise PassageNotInMessage
    return found.group()


def has_passage(message: str, passage: str) -> bool:
    """Whether a message holds a passage still."""
    try:
        passage_in(message, passage)
    except PassageNotInMessage:
        return False
    return True


def is_quoted(words: str, passages: Iterable[str]) -> bool:
    """Whether the words stand in one of the passages, whatever their case and spaces, or as one cut off with "…"."""
    sought = _plainly(words).removesuffix("…").rstrip()
    return sought != "" and any(sought in _plainly(passage) for passage in passages)


def _plainly(words: str) -> str:
    return one_line(words).casefold()
