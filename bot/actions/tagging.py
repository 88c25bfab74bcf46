"""What a tag's form says, and what it changes: for tags on messages, statements without one, and concessions."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.actions.deciding import Written, unopened
from bot.actions.request import Request
from bot.actions.writing import ReadLook, looking
from bot.ledger.entries import LARGEST_NUMBER, Answer, Concession, Degree, Entry, Kind, Relation, Scope, Source
from bot.ledger.house import limit_of
from bot.ledger.people import Participant
from bot.ledger.refusals import AlreadyTagged, ConcessionNeedsEntry, LinkNotUnderstood, Refusal
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import concession, proposed_concession, require_concession
from bot.ledger.rules.entries import require_answerable, require_live
from bot.ledger.rules.limits import require_within_limits
from bot.ledger.rules.tags import Tag, residue_tagged, tagged
from bot.ledger.statements import one_line, statement_from
from bot.ledger.text import folded
from bot.store.prepared import Execute
from bot.store.reading.debate_look import DebateLook, Limits, Subject, debate_look, with_all_answers

_LINK = re.compile(r"(supports?|attacks?|restates?|after)\s+(.+)", re.IGNORECASE)
_RELATIONS = {
    "support": Relation.SUPPORTS,
    "attack": Relation.ATTACKS,
    "restate": Relation.RESTATES,
    "after": Relation.RESIDUE_OF,
}


@dataclass(frozen=True, slots=True)
class TagForm:
    """What a person filled in. Entries are named by number or by words; None where a field was left empty."""

    kind: Kind
    statement: str
    passage: str = ""
    answer: Answer | None = None
    crux_for: str | None = None
    degree: Degree = Degree.FULLY
    links: str | None = None
    concedes: str | None = None
    scope: Scope = Scope.POINT
    residue: str | None = None
    plain: bool = False
    """Whether it is a concession without words of its own, whatever the statement."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a tag wrote. `opened` is the question of a debate that the tag opened."""

    entry: Entry
    author: Participant
    conceded: Entry | None
    residue: Entry | None
    opened: str | None

    @property
    def proposed(self) -> bool:
        return self.entry.proposal is not None


def form_look(
    request: Request,
    form: TagForm,
    *,
    message: int | None = None,
    stated: str | None = None,
    others: Sequence[int] = (),
) -> ReadLook:
    """The look at what a form names, with the message that it is about or the statement that it makes, and others."""
    users, names = (request.user, *others), names_in(form)
    subject = Subject(users, names=names, tags=message, stated=stated, limits=limits(request))

    async def read_look(execute: Execute) -> DebateLook:
        named = await debate_look(execute, unopened(request), subject)
        if form.kind is Kind.CONCESSION and form.concedes:
            with suppress(Refusal):
                return await with_all_answers(execute, named, named.entry_named(form.concedes).number)
        return named

    return read_look


def limits(request: Request) -> Limits | None:
    """How much may be, for who is no moderator; None where any number may."""
    tags, entries = limit_of(request.house.tags_an_hour), limit_of(request.house.open_entries)
    if request.moderator or (tags is None and entries is None):
        return None
    return Limits(tags or LARGEST_NUMBER, entries or LARGEST_NUMBER)


def looking_at_conceded(request: Request, number: int) -> ReadLook:
    """The look at an entry and, where it is a concession, at what it concedes, with everybody's stance on that."""

    async def read_look(execute: Execute) -> DebateLook:
        look = await looking(request, number, conceded=True)(execute)
        entry = look.ledger.entries.get(number)
        if entry is None or entry.concession is None:
            return look
        return await with_all_answers(execute, look, entry.concession.entry)

    return read_look


def form_changes(
    look: DebateLook,
    request: Request,
    form: TagForm,
    writer: Participant,
    author: Participant,
    passage: str | None = None,
    source: Source | None = None,
) -> Changes:
    """What a form changes. Raises TooManyTags, TooManyEntries, what the rules refuse, and what names no entry."""
    require_within_limits(request.house, look.so_far, request.at)
    conceded = _conceded(look, form, author, proposed=author.number != writer.number)
    tag = Tag(
        number=look.next_entry,
        kind=form.kind,
        author=author.number,
        tagger=writer.number,
        statement=None if form.plain else form.statement,
        passage=passage,
        source=source,
        answer=form.answer,
        crux_for=_crux_target(look, form),
        degree=form.degree,
        concession=conceded[1] if conceded else None,
        conceded_wording=conceded[0].wording.number if conceded else None,
        links=tuple(_links(look, form)),
    )
    remains = form.residue if author.number == writer.number else None
    return (*tagged(tag), *(residue_tagged(tag, remains) if remains else ()))


def require_untagged(look: DebateLook, form: TagForm) -> None:
    """Raises AlreadyTagged where the message was tagged with the same words as the same kind."""
    statement = folded(statement_from(form.statement))
    for quoting in look.quoting:
        if quoting.kind is form.kind and folded(quoting.statement or "") == statement:
            raise AlreadyTagged(entry=quoting.entry)


def what_was_tagged(written: Written, form: TagForm) -> Tagged:
    """What a form wrote, for the answer to its person."""
    before, after = written.before, written.after
    entry = after.entries[before.next_entry]
    return Tagged(
        entry=entry,
        author=after.participants[entry.author],
        conceded=before.entry_named(form.concedes) if form.kind is Kind.CONCESSION and form.concedes else None,
        residue=after.entries.get(before.next_entry + 1),
        opened=after.debate.question if written.opened else None,
    )


def names_in(form: TagForm) -> tuple[str, ...]:
    """The names of entries in a form."""
    names = [form.crux_for if form.kind is Kind.CRUX else None, form.concedes if form.kind is Kind.CONCESSION else None]
    linked = (_LINK.fullmatch(part) for part in _link_parts(form))
    return tuple(name for name in (*names, *(match.group(2) for match in linked if match)) if name)


def _crux_target(look: DebateLook, form: TagForm) -> int | None:
    if form.kind is not Kind.CRUX or not form.crux_for:
        return None
    target = look.entry_named(form.crux_for)
    require_answerable(target)
    return target.number


def _conceded(
    look: DebateLook, form: TagForm, author: Participant, *, proposed: bool
) -> tuple[Entry, Concession] | None:
    if form.kind is not Kind.CONCESSION:
        return None
    if not form.concedes:
        raise ConcessionNeedsEntry
    entry = look.entry_named(form.concedes)
    if proposed:
        return entry, proposed_concession(look.ledger, entry, author, form.scope)
    wording = entry.wording.number if form.plain else None
    return entry, concession(look.ledger, entry, author, form.scope, wording)


def _links(look: DebateLook, form: TagForm) -> Iterator[tuple[Relation, int]]:
    for part in _link_parts(form):
        match = _LINK.fullmatch(part)
        if match is None:
            raise LinkNotUnderstood(words=one_line(part)[:80])
        relation = _RELATIONS[folded(match.group(1)).removesuffix("s")]
        target = look.entry_named(match.group(2))
        require_live(target)
        if relation is Relation.RESIDUE_OF:
            require_concession(target)
        yield relation, target.number


def _link_parts(form: TagForm) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", form.links) if part.strip()] if form.links else []
