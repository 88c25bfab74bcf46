"""A picture in words, for those who do not see it."""

from collections.abc import Iterator

from bot.ledger.telling import overview as values
from bot.ledger.telling.overview import SideAnswers
from bot.ledger.text import one_line
from bot.render.front_ends import DISCORD
from bot.render.text import shortened
from bot.words.overview import Group, Overview, Row, said

DISCORD_LIMIT = 1024
"""The most characters of a picture's description on Discord."""


def map_in_words(debate: values.Overview) -> str:
    """All that the map shows."""
    return "\n".join(_told(said(DISCORD, debate), statement=400, counted=True))


def short_map_in_words(debate: values.Overview, limit: int = DISCORD_LIMIT) -> str:
    """What the map shows in at most `limit` characters: shorter sentences first, then without the counts."""
    overview = said(DISCORD, debate)
    for counted in (True, False):
        for room in (160, 90, 60, 40):
            text = "\n".join(_told(overview, statement=room, counted=counted))
            if len(text) <= limit:
                return text
    return shortened(text, limit)


def _told(overview: Overview, *, statement: int, counted: bool) -> Iterator[str]:
    sides = ", ".join(f"{shortened(one_line(name), statement)} ({people})" for name, people in overview.sides)
    yield f"Map of the debate “{shortened(one_line(overview.question), statement * 2)}”. {sides}. {overview.headline}"
    for group in overview.groups:
        if group.rows:
            yield _group(overview, group, statement, counted)
    if overview.more:
        yield f"And {overview.more} more entries."


def _group(overview: Overview, group: Group, statement: int, counted: bool) -> str:
    rows = "; ".join(_row(overview, row, statement, counted) for row in group.rows)
    return f"{group.title}: {rows}."


def _row(overview: Overview, row: Row, statement: int, counted: bool) -> str:
    told = [f"#{row.entry} {shortened(one_line(row.statement), statement)}"]
    if row.crux is not None:
        told.append("double crux" if row.crux.value == "double" else f"{row.crux.value} crux")
    if counted:
        told.append(", ".join(_answers(overview, answers) for answers in row.answers))
    for mover in row.movers:
        how = "granted it for the argument's sake" if mover.argument_only else "conceded it"
        told.append(f"{shortened(one_line(mover.name), 40)} {how} in #{mover.concession}")
    return " – ".join(part for part in told if part)


def _answers(overview: Overview, answers: SideAnswers) -> str:
    counts = (
        (answers.agree, "agree"),
        (answers.disagree, "disagree"),
        (answers.unsure, "unsure"),
        (answers.silent, "silent"),
    )
    told = " ".join(f"{number} {word}" for number, word in counts if number)
    return f"{shortened(one_line(overview.sides[answers.side][0]), 30)}: {told or 'nobody'}"
