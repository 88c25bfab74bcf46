"""Tag a message, or state an entry without one."""

from dataclasses import dataclass, replace

from bot.ledger.entries import Answer, Concession, Degree, Kind, Relation, Source
from bot.ledger.house import Who
from bot.ledger.record import events as e
from bot.ledger.refusals import CruxForItself, MayNotTagOthers
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import conceded
from bot.ledger.rules.house import may
from bot.ledger.rules.links import linked
from bot.ledger.statements import statement_from


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as somebody asks for it; participants and entries are already known by number."""

    number: int
    kind: Kind
    author: int
    tagger: int
    statement: str | None
    """None where a concession is plain: it has no words of its own."""
    passage: str | None = None
    source: Source | None = None
    answer: Answer | None = None
    credence: int | None = None
    crux_for: int | None = None
    degree: Degree = Degree.FULLY
    concession: Concession | None = None
    conceded_wording: int | None = None
    links: tuple[tuple[Relation, int], ...] = ()


def require_may_tag_others(who: Who, *, moderator: bool, participant: bool) -> None:
    """Raises MayNotTagOthers for whoever may not tag what somebody else wrote."""
    if not may(who, moderator=moderator, participant=participant):
        raise MayNotTagOthers(who=who)


def tagged(tag: Tag) -> Changes:
    """Write a tag: live where the author tags, else a proposal that counts nowhere until the author confirms."""
    if tag.crux_for == tag.number:
        raise CruxForItself
    proposed = tag.author != tag.tagger
    concession = tag.concession
    written = e.EntryTagged(
        entry=tag.number,
        kind=tag.kind,
        author=tag.author,
        tagger=tag.tagger,
        proposed=proposed,
        channel=tag.source.channel if tag.source else None,
        message=tag.source.message if tag.source else None,
        concedes=concession.entry if concession else None,
        scope=concession.scope if concession else None,
        conceded_answer=concession.answer if concession else None,
        tagger_answer=tag.answer if proposed else None,
        crux_for=tag.crux_for,
        conceded_wording=concession.wording if concession else None,
        conceded_before=concession.before if concession else None,
        statement=statement_from(tag.statement) if tag.statement is not None else None,
        passage=tag.passage,
    )
    links = tuple(link for relation, target in tag.links for link in linked(tag.number, relation, target, ()))
    if proposed:
        return (written, *links)
    answer = tag.answer or Answer.AGREE
    moves = counted(tag.number, tag.kind, tag.author, answer, tag.credence, tag.crux_for, tag.degree)
    return (written, *moves, *conceded(tag.number, tag.author, concession, tag.conceded_wording), *links)


def residue_tagged(concession: Tag, statement: str) -> Changes:
    """Write down what its author still claims after a concession, as the entry behind it."""
    remaining = replace(
        concession,
        number=concession.number + 1,
        kind=Kind.CLAIM,
        statement=statement,
        passage=None,
        concession=None,
        conceded_wording=None,
        answer=Answer.AGREE,
        links=((Relation.RESIDUE_OF, concession.number),),
    )
    return tagged(remaining)


def counted(
    entry: int,
    kind: Kind,
    person: int,
    answer: Answer,
    credence: int | None,
    crux_for: int | None,
    degree: Degree,
    wording: int = 1,
) -> Changes:
    """What a live entry starts with: its author's stance and, on a crux, their mark. A concession has neither."""
    if kind is Kind.CONCESSION:
        return ()
    stance = e.StanceTaken(entry, person, wording, answer, credence)
    return (stance, e.CruxMarked(entry, person, crux_for, degree)) if kind is Kind.CRUX else (stance,)
