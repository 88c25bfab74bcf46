"""Open a debate and close it."""

from bot.ledger.entries import Debate, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import DebateIsClosed, DebateIsOpen, NoQuestion, SidesComeInPairs
from bot.ledger.rules import Changes
from bot.ledger.rules.sides import WriteUnnamed, named, side_name_from, sides_put
from bot.ledger.statements import one_line

QUESTION_LIMIT = 300


def question_from(words: str) -> str:
    """The question that these words make. Raises NoQuestion."""
    question = one_line(words)
    if not question or len(question) > QUESTION_LIMIT:
        raise NoQuestion(limit=QUESTION_LIMIT)
    return question


def opened(
    debate: Debate | None,
    sides: tuple[Side, ...],
    guild: int,
    text: str,
    pair: tuple[str, str],
    unnamed: WriteUnnamed = str,
) -> Changes:
    """Open a debate with a question, and both sides or neither.

    A closed debate goes on under the question; a debate that a tag opened, still without sides, takes question and
    sides. In an open debate, what was erased of question and sides is put anew. Raises DebateIsOpen,
    SidesComeInPairs, SideNameTaken, NoSuchSide.
    """
    names = tuple(side_name_from(name) for name in pair if name.strip())
    if len(names) == 1:
        raise SidesComeInPairs
    question = question_from(text)
    if debate is None:
        return (e.DebateOpened(guild, True, question), *named(names, sides, unnamed))
    if not debate.is_open:
        question_put = () if debate.question == question else (e.QuestionAsked(question),)
        return (e.DebateReopened(), *question_put, *sides_put(names, sides, unnamed))
    if not sides:
        return (e.QuestionAsked(question), *named(names, sides, unnamed))
    if debate.question is None:
        return (e.QuestionAsked(question), *sides_put(names, sides, unnamed))
    if debate.question == question and any(side.name is None for side in sides):
        return sides_put(names, sides, unnamed)
    raise DebateIsOpen


def require_open(debate: Debate) -> None:
    """Raises DebateIsClosed."""
    if not debate.is_open:
        raise DebateIsClosed


def closed(debate: Debate) -> Changes:
    """Close the debate. Raises DebateIsClosed where it already is."""
    require_open(debate)
    return (e.DebateClosed(),)
