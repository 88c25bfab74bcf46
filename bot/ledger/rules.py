"""Who may do what, and what it does: each rule gives the changes that a thing asked for makes, or refuses.

Rules read only the values they need and decide; they never write.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import (
    STATEMENT_LIMIT,
    Answer,
    Concession,
    CruxMark,
    Debate,
    Definition,
    Degree,
    Entry,
    Kind,
    Link,
    Participant,
    Relation,
    Scope,
    Side,
    Source,
    Stance,
    Status,
)
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    AwaitsItsAuthor,
    BadCredence,
    BadSideName,
    CannotConcedeAConcession,
    CannotParkThat,
    ConcessionTakesNoStance,
    CruxForItself,
    DebateIsClosed,
    DebateIsOpen,
    EmptyDefinition,
    EntryIsGone,
    LinkToItself,
    MergedWithItself,
    NoQuestion,
    NoSuchSide,
    NotConcession,
    NotLinked,
    NotOnASide,
    NotParked,
    NotProposed,
    NotYourDefinition,
    NotYourLink,
    NotYours,
    OwnDefinition,
    RewordedMeanwhile,
    SideNameTaken,
    SidesComeInPairs,
)
from bot.ledger.statements import has_passage, one_line, statement_from

QUESTION_LIMIT = 300
SIDE_NAME_LIMIT = 80
TERM_LIMIT = 80
MEANING_LIMIT = 600

Changes = tuple[e.Change, ...]
"""What a thing asked for changes, in order; empty where it already stood so."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as somebody asks for it; participants and entries are already known by number."""

    number: int
    kind: Kind
    author: int
    tagger: int
    statement: str
    passage: str | None = None
    source: Source | None = None
    answer: Answer | None = None
    credence: int | None = None
    crux_for: int | None = None
    degree: Degree = Degree.FULLY
    concession: Concession | None = None
    conceded_wording: int | None = None
    links: tuple[tuple[Relation, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Untying:
    """Who takes a link back, and who said it last (None: that cannot be told any more)."""

    person: int
    moderator: bool
    linked_by: int | None


# Debates and sides


def question_from(words: str) -> str:
    """The question that these words make. Raises NoQuestion."""
    question = one_line(words)
    if not question or len(question) > QUESTION_LIMIT:
        raise NoQuestion(limit=QUESTION_LIMIT)
    return question


def side_name_from(words: str) -> str:
    """The name that these words make. Raises BadSideName."""
    name = one_line(words)
    if not name or len(name) > SIDE_NAME_LIMIT:
        raise BadSideName(limit=SIDE_NAME_LIMIT)
    return name


def opened(debate: Debate | None, sides: tuple[Side, ...], guild: int, question: str, pair: tuple[str, str]) -> Changes:
    """Open a debate with a question, and both sides or neither.

    A closed debate goes on under the question; a debate that a tag opened, still without sides, takes question and
    sides. In an open debate, what was erased of question and sides is put anew. Raises DebateIsOpen,
    SidesComeInPairs, SideNameTaken, NoSuchSide.
    """
    names = tuple(side_name_from(name) for name in pair if name.strip())
    if len(names) == 1:
        raise SidesComeInPairs
    asked = question_from(question)
    if debate is None:
        return (e.DebateOpened(guild, True, asked), *_named(names, sides))
    if not debate.is_open:
        question_put = () if debate.question == asked else (e.QuestionAsked(asked),)
        return (e.DebateReopened(), *question_put, *_sides_put(names, sides))
    if not sides:
        return (e.QuestionAsked(asked), *_named(names, sides))
    if debate.question is None:
        return (e.QuestionAsked(asked), *_sides_put(names, sides))
    if debate.question == asked and any(side.name is None for side in sides):
        return _sides_put(names, sides)
    raise DebateIsOpen


def side_opened(name: str, sides: tuple[Side, ...]) -> e.SideNamed:
    """One more side. Raises BadSideName, SideNameTaken."""
    (named,) = _named((side_name_from(name),), sides)
    return named


def _sides_put(names: tuple[str, ...], sides: tuple[Side, ...]) -> tuple[e.SideNamed, ...]:
    """The sides of these names: those that are there stay, erased names are given anew, and else they are new sides."""
    if _same_names(names, sides):
        return ()
    erased = [side.number for side in sides if side.name is None]
    if not erased:
        return _named(names, sides)
    fresh = [name for name in names if not _same_names((name,), sides)]
    if len({name.casefold() for name in fresh}) < len(fresh):
        raise SideNameTaken(name=fresh[-1])
    if len(fresh) > len(erased):
        raise NoSuchSide(name=fresh[-1])
    return tuple(e.SideNamed(number, name) for number, name in zip(erased, fresh, strict=False))


def _same_names(names: tuple[str, ...], sides: tuple[Side, ...]) -> bool:
    return {name.casefold() for name in names} <= {side.shown.casefold() for side in sides}


def _named(names: tuple[str, ...], sides: tuple[Side, ...]) -> tuple[e.SideNamed, ...]:
    taken = {side.shown.casefold() for side in sides}
    made = []
    for number, name in enumerate(names, start=len(sides) + 1):
        if name.casefold() in taken:
            raise SideNameTaken(name=name)
        taken.add(name.casefold())
        made.append(e.SideNamed(number, name))
    return tuple(made)


def require_open(debate: Debate) -> None:
    """Raises DebateIsClosed."""
    if not debate.is_open:
        raise DebateIsClosed


def closed(debate: Debate) -> Changes:
    """Close the debate. Raises DebateIsClosed where it already is."""
    require_open(debate)
    return (e.DebateClosed(),)


def joined(person: Participant, side: Side) -> Changes:
    """Take a side, leaving any other."""
    return () if person.side == side.number else (e.SideJoined(person.number, side.number),)


def left(person: Participant) -> Changes:
    """Leave one's side. Raises NotOnASide."""
    if person.side is None:
        raise NotOnASide
    return (e.SideLeft(person.number),)


# Tags and proposals


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
        statement=statement_from(tag.statement),
        passage=tag.passage,
    )
    links = tuple(link for relation, target in tag.links for link in linked(tag.number, relation, target, ()))
    if proposed:
        return (written, *links)
    answer = tag.answer or Answer.AGREE
    moves = _counted(tag.number, tag.kind, tag.author, answer, tag.credence, tag.crux_for, tag.degree)
    return (written, *moves, *_conceded(tag.number, tag.author, concession, tag.conceded_wording), *links)


def _counted(
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


def _conceded(number: int, person: int, concession: Concession | None, wording: int | None) -> Changes:
    if concession is None or concession.scope is Scope.ARGUMENT or wording is None:
        return ()
    return (e.StanceTaken(concession.entry, person, wording, concession.answer, None, number),)


def confirmed(entry: Entry, by: int, conceded_wording: int | None) -> Changes:
    """The author stands by what somebody tagged: it counts from now on, and so does what its tagger said of it.

    `conceded_wording` is the wording in force of the entry that a concession names. Raises NotYours, NotProposed.
    """
    _require_proposed(entry, by)
    proposal = entry.proposal
    crux_for = proposal.crux_for if proposal else None
    wording = entry.wording.number
    author = _counted(entry.number, entry.kind, by, Answer.AGREE, None, crux_for, Degree.FULLY, wording)
    tagger: Changes = ()
    if proposal and proposal.answer and wording == 1:
        tagger = _counted(
            entry.number, entry.kind, entry.tagger, proposal.answer, None, crux_for, Degree.FULLY, wording
        )
    return (
        e.EntryConfirmed(entry.number),
        *author,
        *tagger,
        *_conceded(entry.number, by, entry.concession, conceded_wording),
    )


def declined(entry: Entry, by: int) -> Changes:
    """The author does not want the tag. Raises NotYours, NotProposed."""
    _require_proposed(entry, by)
    return (e.EntryDeclined(entry.number),)


def _require_proposed(entry: Entry, by: int) -> None:
    if by != entry.author:
        raise NotYours(entry=entry.number)
    if entry.status is not Status.PROPOSED:
        raise NotProposed(entry=entry.number, status=entry.status)


def reworded(entry: Entry, by: int, words: str, own: Stance | None) -> Changes:
    """The author says it anew. Others' stances wait; the author's own goes with the author's new words.

    A proposal that its author rewords still waits to be confirmed. Raises NotYours, EntryIsGone.
    """
    if by != entry.author:
        raise NotYours(entry=entry.number)
    if not is_alive(entry):
        raise EntryIsGone(entry=entry.number, status=entry.status)
    statement = statement_from(words)
    if statement == entry.statement:
        return ()
    wording = entry.wording.number + 1
    said = e.EntryReworded(entry.number, wording, statement)
    if own is None or not own.counts_for(entry):
        return (said,)
    return (said, e.StanceTaken(entry.number, by, wording, own.answer, own.credence))


def withdrawn(entry: Entry, by: int, moderator: bool) -> Changes:
    """Take an entry back: its author may, its tagger while it is proposed, and moderators.

    Raises NotYours, EntryIsGone.
    """
    tagger_may = entry.status is Status.PROPOSED and by == entry.tagger
    if by != entry.author and not tagger_may and not moderator:
        raise NotYours(entry=entry.number)
    if not is_alive(entry):
        raise EntryIsGone(entry=entry.number, status=entry.status)
    return (e.EntryWithdrawn(entry.number),)


def merged(entry: Entry, into: Entry, by: int, moderator: bool, before: Iterable[Link]) -> Changes:
    """Let an entry go on as another one that says the same: its author may, and moderators.

    Stances are not carried over: whoever answered the one has not answered the other. Raises MergedWithItself,
    NotYours and what `require_answerable` raises.
    """
    if entry.number == into.number:
        raise MergedWithItself
    if by != entry.author and not moderator:
        raise NotYours(entry=entry.number)
    require_answerable(entry)
    require_answerable(into)
    restates = linked(entry.number, Relation.RESTATES, into.number, before)
    return (*restates, e.EntryMerged(entry.number, into.number))


# Stances, cruxes, concessions


def require_answerable(entry: Entry) -> None:
    """Raises AwaitsItsAuthor, EntryIsGone or ConcessionTakesNoStance."""
    require_live(entry)
    if entry.kind is Kind.CONCESSION:
        raise ConcessionTakesNoStance(entry=entry.number, target=entry.concession.entry if entry.concession else None)


def require_live(entry: Entry) -> None:
    """Raises AwaitsItsAuthor or EntryIsGone."""
    if entry.status is Status.PROPOSED:
        raise AwaitsItsAuthor(entry=entry.number)
    if entry.status is not Status.LIVE:
        raise EntryIsGone(entry=entry.number, status=entry.status)


def stance_taken(
    entry: Entry,
    person: int,
    answer: Answer,
    credence: int | None,
    before: Stance | None,
    read: int | None = None,
) -> Changes:
    """Answer the wording in force. `read` is the wording that the person saw, where that is known.

    A click without a credence keeps the one given for the same answer. Raises RewordedMeanwhile, BadCredence and what
    `require_answerable` raises.
    """
    require_answerable(entry)
    if read is not None and read != entry.wording.number:
        raise RewordedMeanwhile(entry=entry.number, statement=entry.statement or "")
    if credence is not None and not 0 <= credence <= 100:
        raise BadCredence
    current = before is not None and before.counts_for(entry)
    if current and before is not None and before.answer is answer and credence in (None, before.credence):
        return ()
    return (e.StanceTaken(entry.number, person, entry.wording.number, answer, credence),)


def crux_marked(entry: Entry, person: int, target: Entry | None, degree: Degree, before: Iterable[CruxMark]) -> Changes:
    """Mark an entry as one's crux for the target (None: the question).

    Raises CruxForItself and what `require_answerable` raises.
    """
    require_answerable(entry)
    if target is not None:
        require_answerable(target)
        if target.number == entry.number:
            raise CruxForItself
    number = target.number if target else None
    mark = CruxMark(person, entry.number, number, degree)
    return () if mark in tuple(before) else (e.CruxMarked(entry.number, person, number, degree),)


def crux_unmarked(entry: Entry, person: int, before: Iterable[CruxMark]) -> Changes:
    """Take one's crux marks on an entry back."""
    own = (mark for mark in before if mark.person == person and mark.entry == entry.number)
    return tuple(e.CruxUnmarked(entry.number, person, mark.target) for mark in own)


def conceded_answer(
    entry: Entry, person: Participant, stances: Iterable[Stance], side_of: dict[int, int | None]
) -> Answer:
    """The other side's answer to an entry, which a concession takes over.

    It is what most of those who are not on the person's side answered; where they are even or silent, the opposite of
    the person's own answer; and where there is none, what stands against the person: their own statement falls,
    somebody else's holds. Raises CannotConcedeAConcession and what `require_live` raises.
    """
    if entry.kind is Kind.CONCESSION:
        raise CannotConcedeAConcession(entry=entry.number)
    require_live(entry)
    counting = [stance for stance in stances if stance.counts_for(entry)]
    own = next((stance.answer for stance in counting if stance.person == person.number), None)
    others = [s.answer for s in counting if s.person != person.number and not _allied(person, side_of.get(s.person))]
    agree, disagree = others.count(Answer.AGREE), others.count(Answer.DISAGREE)
    if agree != disagree:
        return Answer.AGREE if agree > disagree else Answer.DISAGREE
    if own in _OPPOSITE:
        return _OPPOSITE[own]
    return Answer.DISAGREE if entry.author == person.number else Answer.AGREE


_OPPOSITE: dict[Answer | None, Answer] = {Answer.AGREE: Answer.DISAGREE, Answer.DISAGREE: Answer.AGREE}


def _allied(person: Participant, side: int | None) -> bool:
    return person.side is not None and person.side == side


def linked(entry: int, relation: Relation, target: int, before: Iterable[Link]) -> Changes:
    """Say what an entry is to another. Raises LinkToItself."""
    if entry == target:
        raise LinkToItself
    return () if Link(entry, relation, target) in tuple(before) else (e.EntriesLinked(entry, relation, target),)


def tied(entry: Entry, relation: Relation, target: Entry, before: Iterable[Link]) -> Changes:
    """Say of two live entries what the one is to the other.

    Only after a concession can something remain. Raises LinkToItself, NotConcession and what `require_live` raises.
    """
    require_live(entry)
    require_live(target)
    if relation is Relation.RESIDUE_OF:
        require_concession(target)
    return linked(entry.number, relation, target.number, before)


def untied(entry: Entry, relation: Relation, target: int, by: Untying, before: Iterable[Link]) -> Changes:
    """Take back what was said of two entries: who said it may, the author of the first one, and moderators.

    Raises NotLinked, NotYourLink.
    """
    if Link(entry.number, relation, target) not in tuple(before):
        raise NotLinked(entry=entry.number, relation=relation, target=target)
    if not (by.moderator or by.person in (entry.author, by.linked_by)):
        raise NotYourLink(entry=entry.number)
    return (e.EntriesUnlinked(entry.number, relation, target),)


def is_alive(entry: Entry) -> bool:
    """Whether an entry is live or may become so."""
    return entry.status in (Status.LIVE, Status.PROPOSED)


def plain_concession(entry: Entry, answer: Answer) -> str:
    """The sentence of a concession made without words of one's own."""
    return plain_concession_to(entry.number, entry.statement, answer)


def plain_concession_to(entry: int, statement: str | None, answer: Answer) -> str:
    """The same, from the number of the entry that is conceded and the sentence it says."""
    start = "Agreed: " if answer is Answer.AGREE else "Agreed that this does not hold: "
    room = STATEMENT_LIMIT - len(start)
    said = statement or f"#{entry}"
    return start + (said if len(said) <= room else said[: room - 1] + "…")


def require_concession(entry: Entry) -> None:
    """Raises NotConcession: only after a concession can something remain."""
    if entry.kind is not Kind.CONCESSION:
        raise NotConcession(entry=entry.number)


# Source messages


def source_gone(entry: Entry) -> Changes:
    """The message that an entry quotes was deleted."""
    return () if entry.source_deleted else (e.SourceDeleted(entry.number),)


def source_seen(entry: Entry, text: str | None, edited_at: datetime | None) -> Changes:
    """The message that an entry quotes as it is now: with its text where that is known, and when it was last edited.

    A passage that is not in it any more is lost for good: it is never looked for anywhere else.
    """
    if entry.source_deleted:
        return ()
    edited = edited_at is not None and edited_at > entry.tagged_at
    lost = text is not None and entry.passage is not None and not has_passage(text, entry.passage)
    return (
        *((e.SourceEdited(entry.number),) if edited and not entry.source_edited else ()),
        *((e.PassageLost(entry.number),) if lost and not entry.orphaned else ()),
    )


# Parking and definitions


def parked(entry: Entry, person: Participant, proposer: Participant | None) -> Changes:
    """Set an entry aside; somebody of another side who does so too makes it mutual.

    `proposer` is who set it aside, where somebody did. Raises CannotParkThat and what `require_live` raises.
    """
    if entry.kind is Kind.CONCESSION:
        raise CannotParkThat(entry=entry.number)
    require_live(entry)
    if entry.parking is None or proposer is None:
        return (e.EntryParked(entry.number, person.number),)
    same = proposer.number == person.number or (proposer.side is not None and proposer.side == person.side)
    return () if same or entry.parking.agreed_by is not None else (e.ParkingAgreed(entry.number, person.number),)


def revived(entry: Entry, person: int) -> Changes:
    """Argue a parked entry again: "no, core". Raises NotParked."""
    if entry.parking is None:
        raise NotParked(entry=entry.number)
    return (e.EntryRevived(entry.number, person),)


def defined(number: int, person: int, term: str, meaning: str, source: Source | None) -> Changes:
    """Say what one means by a term. Raises EmptyDefinition."""
    kept, meant = one_line(term), one_line(meaning)
    if not kept or not meant or len(kept) > TERM_LIMIT or len(meant) > MEANING_LIMIT:
        raise EmptyDefinition(term=TERM_LIMIT, meaning=MEANING_LIMIT)
    channel, message = (source.channel, source.message) if source else (None, None)
    return (e.TermDefined(number, person, person, channel, message, kept, meant),)


def credited(definition: Definition, by: int, owner: int) -> Changes:
    """Who wrote a definition down says whose term it is, and so adopts it. Raises NotYourDefinition."""
    if definition.by != by:
        raise NotYourDefinition
    if definition.owner == owner:
        return ()
    credit = e.TermCredited(definition.number, owner)
    return (credit,) if owner == by else (credit, *adopted_after(definition, by))


def adopted(definition: Definition, person: int) -> Changes:
    """Use somebody's term in their sense. Raises OwnDefinition."""
    if definition.owner == person:
        raise OwnDefinition
    return adopted_after(definition, person)


def adopted_after(definition: Definition, person: int) -> Changes:
    """The adoption alone; nothing where it already stands."""
    return () if person in definition.adopted_by else (e.TermAdopted(definition.number, person),)
