"""Open a debate, correct its question, close it."""

from collections.abc import Mapping
from datetime import date

from bot.ledger.house import Who
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.outcomes import Outcome
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    DebateHasSides,
    DebateIsClosed,
    DebateIsOpen,
    DebateStillOpen,
    LedgerIsLocked,
    LedgerIsLockedFor,
    LedgerIsUnlocked,
    MayNotChangeQuestion,
    MayNotOpenDebates,
    NoQuestion,
    SidesComeInPairs,
)
from bot.ledger.rules import Changes
from bot.ledger.rules.house import may as may_do
from bot.ledger.rules.sides import ANY_SIDE, ENOUGH_SIDES, MayName, WriteUnnamed, missing_named, named, renamed
from bot.ledger.statements import one_line
from bot.ledger.text import folded

QUESTION_LIMIT = 300

NO_OUTCOME = Outcome()


def question_from(words: str) -> str:
    """The question that these words make. Raises NoQuestion."""
    question = one_line(words)
    if not question or len(question) > QUESTION_LIMIT:
        raise NoQuestion(limit=QUESTION_LIMIT)
    return question


def require_may_open(who: Who, *, moderator: bool) -> None:
    """Raises MayNotOpenDebates for whoever may open no debate, and no closed one again."""
    if not may_do(who, moderator=moderator):
        raise MayNotOpenDebates


def opened(guild: int, ledger: Ledger, question: str, pair: tuple[str, str]) -> Changes:
    """Open a new debate with a question, and both sides or neither.

    Raises NoQuestion, SidesComeInPairs, BadSideName, SideNameTaken.
    """
    names = _both_or_neither(pair)
    return (e.DebateOpened(guild, True, question_from(question)), *named(names, ledger))


def gone_on(
    ledger: Ledger,
    question: str = "",
    pair: tuple[str, str] = ("", ""),
    unnamed: WriteUnnamed = str,
    *,
    may: MayName = ANY_SIDE,
    may_edit: bool = True,
) -> Changes:
    """Open a closed debate again, which keeps its question and its sides; name sides that a debate lacks.

    Another question is a correction, for who may make one. Raises DebateIsOpen, SidesComeInPairs, DebateHasSides,
    MayNotChangeQuestion and what `missing_named` raises.
    """
    names, has_sides = _both_or_neither(pair), len(ledger.sides) >= ENOUGH_SIDES
    if has_sides and ledger.debate.is_open:
        raise DebateIsOpen
    if has_sides and missing_named(names, ledger, unnamed=unnamed):
        raise DebateHasSides
    changes = (
        *asked(ledger.debate, question, may_edit=may_edit),
        *missing_named(names, ledger, may, unnamed),
    )
    if not ledger.debate.is_open:
        return (e.DebateReopened(), *changes)
    if not changes:
        raise DebateIsOpen
    return changes


def _both_or_neither(pair: tuple[str, str]) -> tuple[str, ...]:
    names = tuple(name for name in pair if name.strip())
    if len(names) == 1:
        raise SidesComeInPairs
    return names


def asked(debate: Debate, words: str, *, may_edit: bool = True) -> tuple[e.QuestionAsked, ...]:
    """Ask another question; without words, or with the same ones, it stays. Raises NoQuestion, MayNotChangeQuestion."""
    if not words.strip():
        return ()
    question = question_from(words)
    if may_edit:
        return () if question == debate.question else (e.QuestionAsked(question),)
    if folded(question) != folded(debate.question or ""):
        raise MayNotChangeQuestion
    return ()


def edited(ledger: Ledger, question: str, names: Mapping[int, str], unnamed: WriteUnnamed = str) -> Changes:
    """Correct the question, where one is given, and names of sides by their numbers. Raises what `renamed` raises."""
    return (*asked(ledger.debate, question), *renamed(names, ledger, unnamed))


def require_open(debate: Debate) -> None:
    """Raises DebateIsClosed."""
    if not debate.is_open:
        raise DebateIsClosed


def require_unlocked(debate: Debate) -> None:
    """Raises LedgerIsLocked, or LedgerIsLockedFor with a reason."""
    if debate.is_locked:
        raise LedgerIsLocked if debate.lock_reason is None else LedgerIsLockedFor(reason=debate.lock_reason)


def locked(debate: Debate, reason: str | None = None) -> Changes:
    """Keep everybody from writing to the ledger. Raises LedgerIsLocked where that is so already."""
    require_unlocked(debate)
    return (e.LedgerLocked(reason),)


def unlocked(debate: Debate) -> Changes:
    """Let the ledger be written to again. Raises LedgerIsUnlocked where it is not locked."""
    if not debate.is_locked:
        raise LedgerIsUnlocked
    return (e.LedgerUnlocked(),)


def closed(debate: Debate, outcome: Outcome = NO_OUTCOME) -> Changes:
    """Close the debate with what it came to. Raises DebateIsClosed where it already is."""
    require_open(debate)
    return (e.DebateClosed(_written(outcome.look_again), outcome.settled, outcome.still_open),)


def looked_at_again(debate: Debate, day: date | None) -> Changes:
    """Let a closed debate come back on that day, or on none. Raises DebateStillOpen."""
    if debate.is_open:
        raise DebateStillOpen
    return () if day == debate.look_again else (e.LookAgainSet(_written(day)),)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
