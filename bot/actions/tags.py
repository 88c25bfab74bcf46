"""Tag a message as claim, crux or concession, or state one without a message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.actions.deciding import Policy, meet
from bot.actions.request import Request
from bot.actions.tagging import (
    TagForm,
    Tagged,
    form_changes,
    form_look,
    limits,
    names_in,
    require_untagged,
    what_was_tagged,
)
from bot.actions.writing import write
from bot.ledger.entries import Source
from bot.ledger.house import Who
from bot.ledger.people import LARGEST_ID, Participant
from bot.ledger.refusals import AlreadyStated, DraftIsGone, NothingToTag, UnsafeText
from bot.ledger.rules import Changes
from bot.ledger.rules.limits import WINDOW
from bot.ledger.rules.moderation import require_not_barred
from bot.ledger.rules.tags import require_may_tag_others
from bot.ledger.statements import covering_piece, is_text, one_line, passage_in, statement_from
from bot.store.prepared import Execute
from bot.store.reading.answering import cache_tags
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions
from bot.store.waiting import drafts
from bot.store.waiting.drafts import DRAFT_LIFE, Draft


@dataclass(frozen=True, slots=True)
class Target:
    """The message that is tagged, as it was when the form was opened."""

    message: int
    author: int
    author_name: str
    text: str


async def keep_draft(sessions: Sessions, request: Request, target: Target) -> bool:
    """Keep a message's text until its modal comes back, since the modal's answer does not bring it.

    Gives whether entries quote the message. Raises NothingToTag for an id that no message has, UnsafeText for text that
    cannot be kept as it is, Barred, and MayNotTagOthers where that is known before the form is filled in.
    """
    if not (0 < target.message <= LARGEST_ID and 0 < target.author <= LARGEST_ID):
        raise NothingToTag
    if not is_text(target.text):
        raise UnsafeText
    require_not_barred(request.house, request.user, moderator=request.moderator)
    if target.author != request.user and request.house.tags_others is Who.MODERATORS:
        require_may_tag_others(Who.MODERATORS, moderator=request.moderator, participant=False)
    draft = Draft(
        request.channel,
        request.user,
        target.message,
        target.author,
        one_line(target.author_name),
        target.text,
        request.at,
    )
    # What is appended from now on, it follows: a message that is tagged before the draft is cached is known to it.
    cached = sessions.answers.of(request.channel)
    quoted = await drafts.keep(sessions.execute, draft, forget_before=request.at - DRAFT_LIFE)
    if cached is not None and not quoted:
        cached.tags.keep(draft)
    return quoted


@dataclass(frozen=True, slots=True)
class Spoilers:
    """What a front end knows of the pieces of a message that are covered until a reader asks for them.

    `spans` says where they are; `covered` covers the words of a statement that are covered in the message.
    """

    spans: Callable[[str], Sequence[tuple[int, int]]]
    covered: Callable[[str, str], str]


NO_SPOILERS = Spoilers(lambda message: (), lambda statement, message: statement)
"""Of a front end that covers nothing."""


async def tag_message(
    sessions: Sessions, request: Request, message: int, form: TagForm, spoilers: Spoilers = NO_SPOILERS
) -> Tagged:
    """Write a tag on a message: an entry on one's own, a proposal on somebody else's.

    Raises DraftIsGone, MayNotTagOthers, AlreadyTagged and what the rules refuse.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        draft = look.draft
        if draft is None or draft.at < request.at - DRAFT_LIFE:
            raise DraftIsGone
        if draft.author != request.user:
            takes_part, who = not look.is_newcomer, request.house.tags_others
            require_may_tag_others(who, moderator=request.moderator, participant=takes_part)
        passage = covering_piece(draft.text, passage_in(draft.text, form.passage), spoilers.spans(draft.text))
        said = _covered(form, spoilers, draft.text)
        author, introduction = meet(look, draft.author, draft.author_name)
        require_untagged(look, said)
        source = Source(request.channel, message)
        return (*introduction, *form_changes(look, request, said, writer, author, passage, source))

    async def read_look(execute: Execute) -> DebateLook:
        about = message if 0 < message <= LARGEST_ID else 0
        look = await form_look(request, form, message=about)(execute)
        await cache_tags(sessions.answers, execute, look, request.at - WINDOW)
        return look

    async def cached() -> DebateLook | None:
        if names_in(form):
            return None
        return sessions.answers.tag_look(request.channel, message, request.user, limits(request))

    written = await write(sessions, request, read_look, decide, Policy(opens=True), cached=cached)
    return what_was_tagged(written, form)


def _covered(form: TagForm, spoilers: Spoilers, message: str) -> TagForm:
    """The form with those words covered that are covered in the message."""
    statement = spoilers.covered(form.statement, message)
    residue = spoilers.covered(form.residue, message) if form.residue else None
    unchanged = (statement, residue) == (form.statement, form.residue)
    return form if unchanged else replace(form, statement=statement, residue=residue)


async def state(sessions: Sessions, request: Request, form: TagForm) -> Tagged:
    """Write an entry that quotes no message. Raises AlreadyStated where its author has stated the same before."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        statement_from(form.statement)
        for number in look.stated:
            if look.entry(number).kind is form.kind:
                raise AlreadyStated(entry=number)
        return form_changes(look, request, form, writer, writer)

    look = form_look(request, form, stated=one_line(form.statement))
    return what_was_tagged(await write(sessions, request, look, decide, Policy(opens=True)), form)
