"""What a person typed, made fit to keep: one line of visible words for statements, an exact piece for passages."""

import re
from collections.abc import Iterable

from bot.ledger.entries import STATEMENT_LIMIT
from bot.ledger.refusals import EmptyStatement, PassageNotInMessage, StatementTooLong
from bot.ledger.text import folded
from bot.ledger.text import is_text as is_text
from bot.ledger.text import is_visible as is_visible
from bot.ledger.text import one_line as one_line

_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"”’»)\]]*\s+|\n+")


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
    line = one_line(message)
    if len(line) <= STATEMENT_LIMIT:
        return line
    sentences = (one_line(part) for part in _SENTENCE_END.split(message))
    first = next((sentence for sentence in sentences if sentence), line)
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
    if sum(len(piece) for piece in pieces) > len(message):
        raise PassageNotInMessage
    match = re.search(r"\s+".join(re.escape(piece) for piece in pieces), message)
    if match is None:
        raise PassageNotInMessage
    return match.group()


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
    return folded(one_line(words))
