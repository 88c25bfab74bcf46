"""What is wrong with a file is said in one line, each problem by a whole message."""

from string import Formatter

import pytest

from bot.ledger.entries import Status
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.render.front_ends import TERMINAL
from bot.words.files import SENTENCES, said


def facts_of(kind: ProblemKind) -> dict[str, str | int]:
    """Something for each field of a message."""
    fields = {name for _, name, _, _ in Formatter().parse(SENTENCES[kind]) if name}
    return {name: 7 if name in ("event", "line", "number", "limit", "length") else name for name in fields}


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_is_said_in_one_line(kind: ProblemKind) -> None:
    line = said(TERMINAL, FileError(problem(kind, **facts_of(kind))))

    assert line.isprintable()
    assert "{" not in line


def test_a_problem_names_its_place_or_else_the_file() -> None:
    inside = problem(ProblemKind.NO_WORDS, where="tags[0]", key="statement")
    outermost = problem(ProblemKind.NO_WORDS, where="", key="question")

    assert said(TERMINAL, FileError(inside)) == "tags[0]: 'statement' must be words"
    assert said(TERMINAL, FileError(outermost)) == "the file: 'question' must be words"


def test_a_status_is_called_what_people_call_it() -> None:
    decided = problem(ProblemKind.DECIDED_ALREADY, entry=3, status=Status.WITHDRAWN).at_event(9)

    assert said(TERMINAL, FileError(decided)) == "event 9: entry 3 is withdrawn by then"
