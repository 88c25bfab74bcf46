"""The values of a ledger made from the rows of their tables: columns come in by their places, as there may be a million
rows. Which column stands where, the mappings in `rows.py` say."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.ledger.entries import (
    Answer,
    Concession,
    CruxMark,
    Definition,
    Degree,
    Entry,
    Kind,
    Link,
    MovedFrom,
    Parking,
    Proposal,
    Relation,
    Scope,
    Stance,
    Status,
    Wording,
    source_of,
)
from bot.ledger.estimates import Tally
from bot.ledger.ledger import Debate

_KINDS = {kind.value: kind for kind in Kind}
_STATUSES = {status.value: status for status in Status}
"""Looked up here, a word takes a tenth of what it takes to ask the enum for it."""


def entry(
    number: int,
    kind: str,
    author: int,
    tagger: int,
    status: str,
    tagged_at: datetime,
    passage: str | None,
    orphaned: bool,
    source_edited: bool,
    source_deleted: bool,
    merged_into: int | None,
    channel: int | None,
    message: int | None,
    concedes: int | None,
    scope: str | None,
    conceded_answer: str | None,
    conceded_wording: int | None,
    conceded_before: str | None,
    has_proposal: bool,
    tagger_answer: str | None,
    crux_for: int | None,
    parked_by: int | None,
    parking_agreed_by: int | None,
    conceded_words: str | None,
    goes_on_as: int | None,
    wordings: Iterable[Wording],
) -> Entry:
    return Entry(
        number=number,
        kind=_KINDS[kind],
        author=author,
        tagger=tagger,
        status=_STATUSES[status],
        wordings=tuple(wordings),
        tagged_at=tagged_at,
        passage=passage,
        source=source_of(channel, message),
        concession=_concession(concedes, scope, conceded_answer, conceded_wording, conceded_before),
        proposal=Proposal(Answer(tagger_answer) if tagger_answer else None, crux_for) if has_proposal else None,
        parking=Parking(parked_by, parking_agreed_by) if parked_by is not None else None,
        orphaned=orphaned,
        source_edited=source_edited,
        source_deleted=source_deleted,
        merged_into=merged_into,
        conceded_words=conceded_words,
        goes_on_as=goes_on_as,
    )


def _concession(
    entry: int | None, scope: str | None, answer: str | None, wording: int | None, before: str | None
) -> Concession | None:
    if entry is None or scope is None or answer is None:
        return None
    return Concession(entry, Scope(scope), Answer(answer), wording, Answer(before) if before else None)


def stance(
    person: int,
    entry: int,
    wording: int,
    answer: str,
    credence: int | None,
    at: datetime,
    moved_from: str | None,
    moved_at: datetime | None,
) -> Stance:
    moved = MovedFrom(Answer(moved_from) if moved_from else None, moved_at) if moved_at is not None else None
    return Stance(person, entry, wording, Answer(answer), credence, at, moved)


def crux_mark(person: int, entry: int, target: int | None, degree: str) -> CruxMark:
    return CruxMark(person, entry, target, Degree(degree))


def link(entry: int, relation: str, target: int) -> Link:
    return Link(entry, Relation(relation), target)


def definition(
    number: int,
    term: str | None,
    meaning: str | None,
    by: int,
    owner: int,
    channel: int | None,
    message: int | None,
    adopted_by: Iterable[int],
) -> Definition:
    return Definition(number, term, meaning, by, owner, source_of(channel, message), tuple(adopted_by))


def debate(
    id: int,
    guild: int,
    question: str | None,
    opened_by: int,
    opened_at: datetime,
    closed_at: datetime | None,
    settled: str | None,
    still_open: str | None,
    look_again: date | None,
    locked_at: datetime | None,
    lock_reason: str | None,
    *tally: int | None,
) -> Debate:
    outcome = (settled, still_open, look_again)
    return Debate(id, guild, question, opened_by, opened_at, closed_at, *outcome, locked_at, lock_reason, _tally(tally))


def _tally(columns: Sequence[int | None]) -> Tally | None:
    both, only_before, only_after, *ways = columns
    if both is None or only_before is None or only_after is None:
        return None
    return Tally(both, only_before, only_after, *ways)
