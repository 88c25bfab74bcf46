"""Say whether a digest is fair to one's side, and offer the author of an entry a better wording."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.actions.deciding import unopened
from bot.actions.reading import reading
from bot.actions.request import Request
from bot.actions.tagging import TagForm, Tagged, form_changes, limits, what_was_tagged
from bot.actions.writing import looking, write
from bot.ledger.entries import Relation
from bot.ledger.people import LARGEST_ID, Participant, Side
from bot.ledger.refusals import ButtonExpired, Refusal, WordsAreGone
from bot.ledger.rules import Changes
from bot.ledger.rules import signing as rules
from bot.ledger.rules.entries import require_answerable
from bot.ledger.rules.links import linked
from bot.ledger.rules.tags import require_may_tag_others
from bot.ledger.signatures import SIGNED_WITHIN
from bot.ledger.text import one_line
from bot.store.prepared import Execute
from bot.store.reading import digests
from bot.store.reading.debate_look import DebateLook, Subject, debate_look, with_all_answers
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class SignedDigest:
    """For which side somebody spoke, and until when they can say otherwise."""

    side: Side
    until: datetime


async def sign_digest(sessions: Sessions, request: Request, message: int, *, fair: bool) -> SignedDigest:
    """Say whether the digest that a message is, is fair to one's side.

    Raises ButtonExpired where it is none, SigningIsOver, SigningNeedsASide.
    """
    async with reading(sessions, request) as (session, debate):
        digest = await digests.posted_as(session, debate.id, message) if 0 < message <= LARGEST_ID else None
    if digest is None:
        raise ButtonExpired

    def decide(_: DebateLook, writer: Participant) -> Changes:
        return rules.signed(writer, digest, request.at, fair=fair)

    written = await write(sessions, request, looking(request), decide)
    return SignedDigest(written.before.ledger.sides[written.writer.side or 0], digest.at + SIGNED_WITHIN)


async def offer_wording(sessions: Sessions, request: Request, name: str, words: str) -> Tagged:
    """Propose a better wording of the entry that is named, to its author: a proposal that restates it.

    Raises OwnWording, MayNotTagOthers, what names no entry, and what a tag raises.
    """
    wanted = one_line(name)

    async def read_look(execute: Execute) -> DebateLook:
        subject = Subject((request.user,), names=(wanted,), limits=limits(request))
        look = await debate_look(execute, unopened(request), subject)
        with suppress(Refusal):
            # The author of what can be answered has answered it, and is met so.
            return await with_all_answers(execute, look, look.entry_named(wanted).number)
        return look

    def decide(look: DebateLook, writer: Participant) -> Changes:
        entry = look.entry_named(wanted)
        require_answerable(entry)
        rules.require_offered(entry, writer)
        who, takes_part = request.house.tags_others, not look.is_newcomer
        require_may_tag_others(who, moderator=request.moderator, participant=takes_part)
        author = look.ledger.participants.get(entry.author)
        if author is None:
            raise WordsAreGone(entry=entry.number)
        proposed = form_changes(look, request, form_of(look), writer, author, source=entry.source)
        return (*proposed, *linked(look.next_entry, Relation.RESTATES, entry.number, ()))

    def form_of(look: DebateLook) -> TagForm:
        return TagForm(look.entry_named(wanted).kind, words)

    written = await write(sessions, request, read_look, decide)
    return what_was_tagged(written, form_of(written.before))
