"""Tag a message as claim, crux or concession, or state one without a message."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

from bot.actions.at_once import written
from bot.actions.book import LARGEST_ID, Book, entry_named, met, writing_or_opening
from bot.actions.request import Request
from bot.ledger.entries import (
    Answer,
    Concession,
    Degree,
    Entry,
    Kind,
    Participant,
    Relation,
    Scope,
    Source,
)
from bot.ledger.record.events import Change, EntryTagged, Event
from bot.ledger.refusals import (
    AlreadyStated,
    AlreadyTagged,
    ConcessionNeedsEntry,
    DraftIsGone,
    LinkNotUnderstood,
    NothingToTag,
    Refusal,
    UnsafeText,
)
from bot.ledger.rules.concessions import conceded_answer, plain_concession, require_concession
from bot.ledger.rules.debates import require_open
from bot.ledger.rules.entries import is_alive, require_answerable, require_live
from bot.ledger.rules.tags import Tag, tagged
from bot.ledger.statements import is_text, one_line, passage_in, statement_from
from bot.store.reading import entries, people
from bot.store.reading.tagging import Taggable, taggable
from bot.store.sessions import Sessions
from bot.store.waiting import drafts
from bot.store.waiting.drafts import Draft

DRAFT_LIFE = timedelta(minutes=20)
"""How long a message waits for its modal: the modal's own token lives 15 minutes."""

_LINK = re.compile(r"(supports?|attacks?|restates?|after)\s+(.+)", re.IGNORECASE)
_RELATIONS = {
    "support": Relation.SUPPORTS,
    "attack": Relation.ATTACKS,
    "restate": Relation.RESTATES,
    "after": Relation.RESIDUE_OF,
}


@dataclass(frozen=True, slots=True)
class Target:
    """The message that is tagged, as it was when somebody right-clicked it."""

    message: int
    author: int
    author_name: str
    text: str


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


async def keep_draft(sessions: Sessions, request: Request, target: Target) -> bool:
    """Keep a message's text until its modal comes back, since the modal's answer does not bring it.

    Gives whether entries quote the message. Raises NothingToTag for an id that no message has, UnsafeText for text that
    cannot be kept as it is.
    """
    if not (0 < target.message <= LARGEST_ID and 0 < target.author <= LARGEST_ID):
        raise NothingToTag
    if not is_text(target.text):
        raise UnsafeText
    draft = Draft(
        request.channel,
        request.user,
        target.message,
        target.author,
        one_line(target.author_name),
        target.text,
        request.at,
    )
    return await drafts.keep(sessions.execute, draft, forget_before=request.at - DRAFT_LIFE)


async def tag_message(sessions: Sessions, request: Request, message: int, form: TagForm) -> Tagged:
    """Write a tag on a message: an entry on one's own, a proposal on somebody else's.

    Raises DraftIsGone where the modal stood open too long, AlreadyTagged for the same words tagged again, and what
    the rules refuse.
    """
    if tagged := await _tagged_at_once(sessions, request, message, form):
        return tagged
    async with writing_or_opening(sessions, request) as book:
        known = 0 < message <= LARGEST_ID
        draft = await drafts.find(book.session, request.channel, request.user, message) if known else None
        if draft is None or draft.at < request.at - DRAFT_LIFE:
            raise DraftIsGone
        passage = passage_in(draft.text, form.passage)
        author = await book.meet(draft.author, draft.author_name)
        source = Source(request.channel, message)
        await _refuse_twice(book, message, form)
        return await _write(book, form, author, passage, source)


async def _tagged_at_once(sessions: Sessions, request: Request, message: int, form: TagForm) -> Tagged | None:
    """The tag written without holding the debate; None where that cannot be, or there is something to refuse.

    That cannot be where the form names other entries, or the debate has yet to be opened.
    """
    if not 0 < message <= LARGEST_ID or form.kind is Kind.CONCESSION or form.links or form.crux_for:
        return None
    async with sessions.turn(request.channel):
        seen = await taggable(sessions.execute, request.channel, request.user, message)
        if seen is None or seen.head.debate.guild != request.guild:
            return None
        try:
            if (form.kind, statement_from(form.statement).casefold()) in seen.alive:
                return None
            tagger, author, changes = _decided(request, message, form, seen)
        except Refusal:
            return None
        head = await written(sessions, seen.head, tagger.number, changes, request.at, request.id, seen.draft)
    if head is None:
        return None
    places = enumerate(changes, start=seen.head.sequence + 1)
    events = (
        Event(request.channel, place, request.at.astimezone(UTC), tagger.number, change) for place, change in places
    )
    (entry,) = (event.change.entry_at(event) for event in events if isinstance(event.change, EntryTagged))
    return Tagged(entry, author, None, None, None)


def _decided(
    request: Request, message: int, form: TagForm, seen: Taggable
) -> tuple[Participant, Participant, tuple[Change, ...]]:
    """Who tags, whose words they are, and what the tag changes. Raises DraftIsGone, and what the rules refuse."""
    require_open(seen.head.debate)
    draft = seen.draft
    if draft is None or draft.at < request.at - DRAFT_LIFE:
        raise DraftIsGone
    news: list[Change] = []

    def known(person: Participant | None, user: int, name: str) -> Participant:
        if person is not None:
            return person
        number = seen.next_person + len(news)
        news.append(met(number, user, name))
        return Participant(number, user, one_line(name) or None)

    tagger = known(seen.tagger, request.user, request.user_name)
    author = tagger if draft.author == request.user else known(seen.author, draft.author, draft.author_name)
    tag = Tag(
        number=seen.next_entry,
        kind=form.kind,
        author=author.number,
        tagger=tagger.number,
        statement=form.statement,
        passage=passage_in(draft.text, form.passage),
        source=Source(request.channel, message),
        answer=form.answer,
        degree=form.degree,
    )
    return tagger, author, (*news, *tagged(tag))


async def state(sessions: Sessions, request: Request, form: TagForm) -> Tagged:
    """Write an entry that quotes no message. Raises AlreadyStated where its author has stated the same before."""
    async with writing_or_opening(sessions, request) as book:
        statement = statement_from(form.statement)
        for entry in await entries.stated_by(book.session, book.head.debate.id, book.writer.number, statement):
            if entry.kind is form.kind:
                raise AlreadyStated(entry=entry.number)
        return await _write(book, form, book.writer, None, None)


async def _refuse_twice(book: Book, message: int, form: TagForm) -> None:
    statement = statement_from(form.statement).casefold()
    for entry in await entries.of_message(book.session, book.head.debate.id, message):
        alive = is_alive(entry)
        if alive and entry.kind is form.kind and (entry.wordings[0].statement or "").casefold() == statement:
            raise AlreadyTagged(entry=entry.number)


async def _write(book: Book, form: TagForm, author: Participant, passage: str | None, source: Source | None) -> Tagged:
    debate = book.head.debate.id
    number = await entries.next_number(book.session, debate)
    conceded = await _conceded(book, form, author)
    tag = Tag(
        number=number,
        kind=form.kind,
        author=author.number,
        tagger=book.writer.number,
        statement=form.statement,
        passage=passage,
        source=source,
        answer=form.answer,
        crux_for=await _crux_target(book, form),
        degree=form.degree,
        concession=conceded[1] if conceded else None,
        conceded_wording=conceded[0].wording.number if conceded else None,
        links=await _links(book, form.links),
    )
    await book.write(tagged(tag))
    residue = await _residue(book, form, tag) if form.residue and tag.author == tag.tagger else None
    written = await book.entry(number)
    opened = book.head.debate.question if book.opened_now else None
    return Tagged(written, author, conceded[0] if conceded else None, residue, opened)


async def _crux_target(book: Book, form: TagForm) -> int | None:
    if form.kind is not Kind.CRUX or not form.crux_for:
        return None
    target = await entry_named(book.session, book.head.debate.id, form.crux_for)
    require_answerable(target)
    return target.number


async def _conceded(book: Book, form: TagForm, author: Participant) -> tuple[Entry, Concession] | None:
    if form.kind is not Kind.CONCESSION:
        return None
    if not form.concedes:
        raise ConcessionNeedsEntry
    debate = book.head.debate.id
    entry = await entry_named(book.session, debate, form.concedes)
    stances = await entries.stances_on(book.session, debate, entry.number)
    side_of = {person.number: person.side for person in await people.all_of(book.session, debate)}
    answer = conceded_answer(entry, author, stances, side_of)
    return entry, Concession(entry.number, form.scope, answer)


async def _links(book: Book, words: str | None) -> tuple[tuple[Relation, int], ...]:
    found = []
    for part in re.split(r"[,;\n]", words or ""):
        if not part.strip():
            continue
        match = _LINK.fullmatch(part.strip())
        if match is None:
            raise LinkNotUnderstood(words=one_line(part)[:80])
        relation = _RELATIONS[match.group(1).casefold().removesuffix("s")]
        target = await entry_named(book.session, book.head.debate.id, match.group(2))
        require_live(target)
        if relation is Relation.RESIDUE_OF:
            require_concession(target)
        found.append((relation, target.number))
    return tuple(found)


async def _residue(book: Book, form: TagForm, concession: Tag) -> Entry:
    number = await entries.next_number(book.session, book.head.debate.id)
    remaining = replace(
        concession,
        number=number,
        kind=Kind.CLAIM,
        statement=form.residue or "",
        passage=None,
        concession=None,
        conceded_wording=None,
        answer=Answer.AGREE,
        links=((Relation.RESIDUE_OF, concession.number),),
    )
    await book.write(tagged(remaining))
    return await book.entry(number)


async def concede(sessions: Sessions, request: Request, number: int, note: str, scope: Scope = Scope.POINT) -> Tagged:
    """Concede an entry in one's own words, or plainly where there is no note."""
    async with writing_or_opening(sessions, request) as book:
        entry = await book.entry(number)
        form = TagForm(Kind.CONCESSION, note, concedes=str(number), scope=scope)
        if not note.strip():
            conceded = await _conceded(book, form, book.writer)
            answer = conceded[1].answer if conceded else Answer.AGREE
            form = replace(form, statement=plain_concession(entry, answer))
        return await _write(book, form, book.writer, None, None)
