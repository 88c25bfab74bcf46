"""What a person typed, made fit to keep: one line of visible words for statements, an exact piece for passages."""

from collections.abc import Iterable

from bot.ledger import equivalence
from bot.ledger.entries import STATEMENT_LIMIT
from bot.ledger.refusals import EmptyStatement, PassageNotInMessage, StatementTooLong
from bot.ledger.sentences import cut_at_a_word, first_sentence
from bot.ledger.text import folded
from bot.ledger.text import is_text as is_text
from bot.ledger.text import is_visible as is_visible
from bot.ledger.text import one_line as one_line


def statement_from(words: str) -> str:
    """The statement that these words make. Raises EmptyStatement or StatementTooLong."""
    statement = one_line(words)
    if not statement:
        raise EmptyStatement
    if len(statement) > STATEMENT_LIMIT:
        raise StatementTooLong(length=len(statement), limit=STATEMENT_LIMIT)
    return statement


def suggested_statement(words: str, limit: int = STATEMENT_LIMIT) -> str:
    """The statement that these words suggest: all of them where they fit, else their first sentence.

    A sentence that is too long is cut at a word, with an ellipsis; empty where not even a word of one letter fits.
    """
    line = one_line(words)
    if len(line) <= limit:
        return line
    first = first_sentence(words)
    return first if len(first) <= limit else cut_at_a_word(first, limit)


def passage_in(message: str, quoted: str) -> str | None:
    """The exact piece of the message that was quoted; None where nothing was quoted.

    Line ends and runs of spaces may differ, since a text field changes them, and so may the way in which letters are
    composed. Raises PassageNotInMessage.
    """
    if not quoted.split():
        return None
    if quoted.strip() in message:
        return quoted.strip()
    piece = equivalence.piece_in(message, quoted)
    if piece is None:
        raise PassageNotInMessage
    return piece


def covering_piece(message: str, passage: str | None, covered: Iterable[tuple[int, int]]) -> str | None:
    """The passage, with the whole of each covered piece of the message that it begins or ends in.

    So what is covered in the message is covered in its passage too, which is still an exact piece of the message.
    """
    if passage is None:
        return None
    start = message.find(passage)
    end = start + len(passage)
    for first, last in covered:
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    return message[start:end]


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
