"""Answers to tags: from a message, or from words alone, to an entry, and what its author makes of it."""

from collections.abc import Iterator

from bot.ledger.entries import Entry
from bot.words.answers import concessions
from bot.words.answers.entries import KIND_TITLES, quoted, with_opening
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

PASSAGE_SHOWN = 300

_PROPOSED = (
    message("{tagger} proposes to tag a message of {author} as {kind}: {entry}"),
    message("{author}, is that what you say? It counts nowhere until you confirm it."),
)
_PROPOSED_OF_NOBODY = (
    message("{tagger} proposes to tag a message as {kind}: {entry}"),
    message("Is that what its author says? It counts nowhere until they confirm it."),
)
"""The same, where nobody knows any more whose message it was."""


def tagged(front: FrontEnd, entry: Entry, conceded: Entry | None, residue: Entry | None, opened: str | None) -> str:
    """The answer to a tag on one's own message."""
    kind = term(front.catalogue, entry.kind)
    lines = [front.say("Tagged as {kind}: {entry}", kind=kind, entry=quoted(front, entry))]
    if conceded is not None:
        lines.append(concessions.granted(front, entry, conceded))
    if residue is not None:
        lines.append(concessions.residue(front, residue))
    return with_opening(front, "\n".join(lines), opened)


def proposed(
    front: FrontEnd, entry: Entry, author: int | None, tagger: str, opened: str | None, *, guild: int | None = None
) -> str:
    """What everybody sees when somebody tags another's message: what is said of it, its passage, and where it is.

    Without the server that the message is in, its address is left out.
    """
    sentences = _PROPOSED_OF_NOBODY if author is None else _PROPOSED
    fields = {
        "tagger": front.dialect.inert(tagger),
        "author": front.dialect.mention(author) if author is not None else None,
        "kind": front.dialect.bold(term(front.catalogue, entry.kind)),
        "entry": quoted(front, entry),
    }
    claimed, question = (front.say(sentence, **fields) for sentence in sentences)
    lines = [claimed, *_origin(front, entry, guild), *_takes_over(front, entry), question, taking_back(front)]
    return with_opening(front, "\n".join(lines), opened)


def _takes_over(front: FrontEnd, entry: Entry) -> Iterator[str]:
    """What confirming a concession does to the author's answer."""
    if entry.concession is not None:
        conceded = f"#{entry.concession.entry}"
        yield front.say("Confirmed, it takes over what most of the others answer to {entry}.", entry=conceded)


def _origin(front: FrontEnd, entry: Entry, guild: int | None) -> Iterator[str]:
    """The passage of an entry, and the address of its message."""
    if entry.passage:
        yield front.dialect.quote(front.dialect.inert_within(entry.passage, PASSAGE_SHOWN))
    if entry.source is not None and guild is not None:
        yield front.dialect.link(guild, entry.source)


def seen(front: FrontEnd, entry: Entry, author: int, *, guild: int) -> str:
    """The line by which everybody sees that somebody tagged their own message, and who may answer it."""
    lines = [_said_by(front, entry, author)]
    if entry.concession is not None:
        lines.append(concessions.moved(front, entry, author))
    if entry.source is not None:
        lines.append(front.dialect.link(guild, entry.source))
    if entry.asks_for_stances:
        lines.append(who_may_answer(front))
    return "\n".join(lines)


def who_may_answer(front: FrontEnd) -> str:
    """Stands beside the buttons of an entry."""
    return front.dialect.small(front.say("Everybody here may answer, and change their answer later."))


def taking_back(front: FrontEnd) -> str:
    """How an entry is taken back, for who may."""
    return front.dialect.small(front.say("{ways.withdraw} takes it back."))


def stated(front: FrontEnd, entry: Entry, author: int, opened: str | None) -> str:
    """What everybody sees when somebody states an entry."""
    return with_opening(front, f"{_said_by(front, entry, author)}\n{taking_back(front)}", opened)


def _said_by(front: FrontEnd, entry: Entry, author: int) -> str:
    return front.say(
        "{kind} by {author}: {entry}",
        kind=front.dialect.bold(front.say(KIND_TITLES[entry.kind])),
        author=front.dialect.mention(author),
        entry=quoted(front, entry),
    )


def confirmed(front: FrontEnd, entry: Entry, author: int, *, guild: int | None = None) -> str:
    """A proposal that its author stands by, with its passage and who may answer it.

    A concession says what it does to its author's answer.
    """
    kind = term(front.catalogue, entry.kind)
    lines = [front.say("Confirmed by its author as {kind}: {entry}", kind=kind, entry=quoted(front, entry))]
    if entry.concession is not None:
        lines.append(concessions.moved(front, entry, author))
    lines += _origin(front, entry, guild)
    if entry.asks_for_stances:
        lines.append(who_may_answer(front))
    return "\n".join([*lines, *([taking_back(front)] if entry.concession is None else [])])


def declined(front: FrontEnd, entry: Entry) -> str:
    """A proposal that its author does not want."""
    return front.say("The author declined #{entry}. It counts nowhere.", entry=entry.number)


def withdrawn(front: FrontEnd, entry: Entry) -> str:
    """An entry that was taken back."""
    gone = front.say("#{entry} is withdrawn. Its history stays: {ways.show_history}.", entry=entry.number)
    if entry.concession is None:
        return gone
    return f"{gone}\n{concessions.made_anew(front)}"


def before_merging(front: FrontEnd, entry: Entry, into: Entry) -> str:
    """What a merge does, before somebody confirms it."""
    lines = (
        front.say("Shall {entry} go on as {into}?", entry=quoted(front, entry), into=quoted(front, into)),
        front.say(
            "Whoever answered #{entry} has not answered #{into}: those answers count no more.",
            entry=entry.number,
            into=into.number,
        ),
    )
    return "\n".join(lines)


def restored(front: FrontEnd, entry: Entry) -> str:
    """An entry that stands again."""
    return front.say("Brought back: {entry}", entry=quoted(front, entry))


def merged(front: FrontEnd, entry: Entry, into: Entry) -> str:
    """An entry that goes on as another one."""
    lines = (
        front.say(
            "#{entry} says what {into} says, and was merged into it.", entry=entry.number, into=quoted(front, into)
        ),
        front.say(
            "Answers to #{entry} are not carried over: please answer #{into}.", entry=entry.number, into=into.number
        ),
        front.dialect.small(front.say("{ways.unmerge} undoes the merge.")),
    )
    return "\n".join(lines)


def reworded(front: FrontEnd, entry: Entry, author: int) -> str:
    """An entry that says something else now."""
    lines = (
        front.say("{author} reworded {entry}", author=front.dialect.mention(author), entry=quoted(front, entry)),
        front.say("Answers to the earlier wording do not count any more: please answer again."),
        front.dialect.small(
            front.say("{ways.show_history} has the earlier wording; its author can reword it again: {ways.show_entry}.")
        ),
    )
    return "\n".join(lines)
