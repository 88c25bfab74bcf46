"""Whatever action is asked for across a wall shows nothing of the other debate and changes nothing in it.

The actions are listed from the code: a new one takes part by itself. One that takes a parameter not known here, or
that takes no `asked`, fails until somebody has thought about it and added a row to GIVEN or NO_ASKER.
"""

import inspect
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.actions import debates, tags, terms
from bot.actions.outlines import Wanted
from bot.actions.request import Request
from bot.actions.seeing import Seen
from bot.actions.tagging import TagForm
from bot.actions.tags import NO_SPOILERS, Target
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Answer, Degree, Entry, Kind, Relation, Scope, SetApart, Status, Wording
from bot.ledger.forums import Forum
from bot.ledger.house import Setting
from bot.ledger.outcomes import OutcomeForm
from bot.ledger.record.seals import KeptSeal
from bot.ledger.refusals import NoDebate
from bot.ledger.rules.suggestions import Suggested, SuggestedOf
from bot.render.front_ends import DISCORD
from bot.store.houses import Houses
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions
from tests.walls import secret
from tests.walls.actions import ACTIONS, Action, ask
from tests.walls.secret import DEFINITION, ENTRY, FRAGMENT, MESSAGE, NOW, PROPOSED, everything, leaks

GUILD, SECRET, OTHER, EMPTY, ELSEWHERE = 7, 70, 71, 72, 8
ATTACKER = 1
"""The secret debate's own author, and a moderator wherever they are: nobody could be allowed more."""

LINKED = TagForm(Kind.CLAIM, "Bees are fine", links=f"supports {ENTRY}")
CRUX = TagForm(Kind.CRUX, "Bees are fine", crux_for=FRAGMENT, answer=Answer.DISAGREE)
CONCESSION = TagForm(Kind.CONCESSION, "Right", concedes=f"#{ENTRY}", scope=Scope.WHOLE, residue="But bees are fine")


async def nowhere(piece: bytes) -> None:
    """What is handed out, to nobody."""


async def sees_nothing(places: Sequence[Place]) -> Seen:
    """What who asks sees of the debates of the server: none but that of their own channel, which holds no secret."""
    return Seen({OTHER, EMPTY})


SUGGESTED = Suggested(Kind.CLAIM, 0, "Bees are fine", "Bees are fine", "I think", "en")

GIVEN: dict[str, tuple[object, ...]] = {
    "after": (0, 2),
    "answer": (Answer.AGREE, Answer.DISAGREE),
    "at": (None,),
    "cadence": ("daily",),
    "choose": (lambda _: Wanted((ENTRY, PROPOSED), (ATTACKER,)),),
    "credence": (None, 90),
    "cron": (None,),
    "days: str": (None,),
    "days: int": (7,),
    "degree": (Degree.FULLY,),
    "how": tuple(SetApart),
    "upto": (100,),
    "form: OutcomeForm": (OutcomeForm(f"✓ #{ENTRY}", FRAGMENT, "2027-03-01"), OutcomeForm()),
    "form: str": (f"claim:{MESSAGE}",),
    "form: Format": tuple(Format),
    "edited": (None, LINKED),
    "form: TagForm": (LINKED, CRUX, CONCESSION, TagForm(Kind.CLAIM, "Bees")),
    "id": (MESSAGE, 1),
    "houses": (Houses(),),
    "setting": tuple(Setting),
    "into: int": (1, ENTRY),
    "into: str": ("jabber", "jabberwock yes"),
    "kept": (None, KeptSeal(1, "00000000"), KeptSeal(1, "00000000", SECRET)),
    "length": (10,),
    "limit": (25,),
    "meaning": ("bees",),
    # Of another length than answers and credences: who contradicts themselves is once asked, once answered so.
    "meant": (False, False, True, False, False, True),
    "message": (MESSAGE, secret.POSTED),
    "most": (100,),
    "fair": (True, False),
    "fields": ({"statement": "Bees are fine"},),
    "first": ("Yes",),
    "forum: Forum": (Forum(ELSEWHERE, GUILD, 0),),
    "forum: int": (ELSEWHERE,),
    "name": ("jabber", "a new one"),
    "named": (20,),
    "names": ({1: "jabber"}, {}),
    "new": (Entry(9, Kind.CLAIM, 1, 1, Status.LIVE, (Wording(1, FRAGMENT),), NOW),),
    "note": ("", "Right"),
    "number": (ENTRY, PROPOSED, DEFINITION, 1, 2),
    "numbers": ((ENTRY, PROPOSED, 1, 2),),
    "open_it": (False, True),
    "other": (1, ENTRY, 2),
    "percent": ("70",),
    "shown": (False, True),
    "pseudonymous": (False, True),
    "question": ("Do bees sing?",),
    "entry": (ENTRY, 1),
    "read": (None, 1),
    "reason": ("",),
    "begins": (1,),
    "ends": (100,),
    "person": (None, ATTACKER),
    "relation": tuple(Relation),
    "replica": (None,),
    "writer": (LedgerWriter(DISCORD),),
    "scope": tuple(Scope),
    "second": ("No",),
    "sees": (sees_nothing,),
    "sink_for": (lambda _: nowhere,),
    "skipped": ((), (ENTRY,)),
    "shortest": (timedelta(hours=1),),
    "spoilers": (NO_SPOILERS,),
    "side_a": ("", "Yes"),
    "side_b": ("", "No"),
    "target: Target": (Target(MESSAGE, ATTACKER, "me", "Bees are fine"),),
    "target: str": (None, FRAGMENT, str(ENTRY)),
    "found": ((), (SuggestedOf(MESSAGE, ATTACKER, "me", (SUGGESTED,)),)),
    "place": (0, 7),
    "text": (None, "Bees are fine"),
    "term": ("bees",),
    "timezone": ("UTC",),
    "to": ("a new one",),
    "told": (None, (ENTRY,)),
    "user": (ATTACKER, 5),
    "words": (FRAGMENT, f"#{ENTRY}", "Bees are fine"),
}
"""What each parameter is given across a wall: numbers, ids and fragments of words of the secret debate.

The key is the parameter's name, with its type where two actions mean different things by one name.
"""

NO_ASKER: dict[str, str] = {
    "bulk_gc.in_a_thread": "works something out beside the event loop: nothing is read",
    "examining.examining": "looks at lines of a file that is being imported: no ledger is read",
    "thread_writing.write_in_a_thread": "writes what it is given: nothing is read",
    "debate_list.debates_listed": "the command line's",
    "sizes.sizes_now": "counts for whoever runs Crux, of no debate",
    "verify.verify_schema": "looks at the schema, at no debate",
    "verify.compare_seal": "the command line's, and after the wall of `compare_seal_in`",
    "verify.compare_seal_in": "tells of another channel's debate that it is kept, and of other servers nothing",
    "composing.composed": "of a debate for which leave was asked",
    "digests.record_posted_now": "for a digest that `preview` gave to who may see it",
    "exports.export_ledger": "the command line's, and after the wall of `export_here`",
    "exports.debates_of_server": "the command line's",
    "exports.write_server": "the command line's",
    "exports.ledger_snapshot": "the command line's, and after the wall of `export_here`",
    "exports.write_ledger": "the command line's, and after the wall of `export_here`",
    "forms.keep_refused": "keeps what who asks has typed, for them alone; part of no debate",
    "forms.refused_form": "gives who asks what they have typed themselves",
    "imports.import_ledger": "the command line's",
    "suggestions.take_in": "the command line's",
    "imports.import_foreign": "the command line's",
    "pictures.overview_of": "the command line's",
    "pictures.progress_of": "the command line's",
    "reading.entry_numbered": "given a debate that the wall has let through",
    "writing.was_done": "says of one request whether it was done, to who made it",
    "writing.look_ahead": "the way of what is asked before it is done, with the request that the wall is asked for",
    "writing.write": "the way of every action, which gives it the request that the wall is asked for",
    "writing.write_with": "the same",
    "writing.write_along": "the same",
    "privacy.forget_person": "erases who asks alone, wherever they are: their words are theirs behind every wall",
    "privacy.stored_about": "counts what is kept of who asks alone",
    "looks.look_at": "counts for a digest, of a debate for which leave was asked",
    "looks.drop_stale": "the clock's",
    "looks.look_now": "counts for a card or a picture, of a debate for which leave was asked",
    "privacy.words_of": "gives who asks their own words, of the server where they ask",
    "overviews.all_counts": "counts, without a word, debates that were found to be seen",
    "overviews.overview_of": "told of what everybody sees who sees a channel, as `sees` says",
    "decisions.write_down": "part of what changes a setting, for who manages the server; of no debate",
    "server_digests.schedule_server_digest": "of the server where who asks manages it; part of no debate",
    "server_digests.pause_server_digest": "the same",
    "server_digests.server_digest_of": "the same",
    "replica.caught_up": "tells nothing of a debate: what is read is asked for by who may",
    "clock.archived.may_open": "says of a channel whether the clock's messages may open it again",
    "clock.posts.claim": "the clock's",
    "clock.posts.forums_of": "lists such forums of a server; no debate",
    "clock.posts.unseen": "compares what the platform tells of posts with marks; tells nothing of a debate",
    "clock.titles.put": "keeps a mark of a post's title, in the transaction that opens or looks at it",
    "clock.titles.follow": "what the platform tells of a post, that it was renamed, and by whom",
    "clock.posts.keep_tags": "the clock's, for a forum of a post that it claimed",
    "clock.posts.post_seen": "what the platform tells of a post: its debate is opened by its author",
    "clock.posts.put_off": "the clock's, for a post that it claimed",
    "clock.posts.ready": "the clock's, for a post that it claimed",
    "clock.posts.record": "the clock's, for a post that it claimed",
    "clock.posts.servers_with_forums": "lists servers, to look for posts there; of no debate",
    "clock.posts.wait_until_open": "the clock's, for a post that it claimed",
    "clock.cards.claim": "the clock's",
    "clock.cards.deleted": "the clock's, for a card that it claimed",
    "clock.cards.give_up": "the clock's, for a card that it claimed",
    "clock.cards.put_off": "the clock's, for a card that it claimed",
    "clock.cards.ready": "the clock's, for a card that it claimed",
    "clock.cards.record": "the clock's, for a card that it claimed",
    "clock.cards.absent": "the clock's, for a card that it claimed",
    "clock.cards.renew": "the clock's, for a card that it claimed",
    "clock.estimates.due": "the clock's",
    "clock.estimates.count": "the clock's, for a debate whose estimates are due",
    "clock.welcomes.claim": "the clock's",
    "clock.welcomes.deleted": "the clock's, for a welcome that it claimed",
    "clock.welcomes.give_up": "the clock's, for a welcome that it claimed",
    "clock.welcomes.put_off": "the clock's, for a welcome that it claimed",
    "clock.welcomes.ready": "the clock's, for a welcome that it claimed",
    "clock.welcomes.record": "the clock's, for a welcome that it claimed",
    "clock.welcomes.absent": "the clock's, for a welcome that it claimed",
    "clock.welcomes.renew": "the clock's, for a welcome that it claimed",
    "clock.welcomes.server_joined": "Discord's own word that Crux was added",
    "clock.welcomes.servers_missed": "Discord's own word when Crux was added",
    "clock.digests.claim": "the clock's",
    "clock.digests.deleted": "the clock's, for a slot that it claimed",
    "clock.digests.give_up": "the clock's, for a slot that it claimed",
    "clock.digests.put_off": "the clock's, for a slot that it claimed",
    "clock.digests.ready": "the clock's, for a slot that it claimed",
    "clock.digests.record": "the clock's, for a slot that it claimed",
    "clock.digests.absent": "the clock's, for a slot that it claimed",
    "clock.digests.renew": "the clock's, for a slot that it claimed",
    "clock.obstacles.retry_in_server": "Discord's own word that what Crux may do there has changed",
    "clock.who_counts.to_recount": "the clock's",
    "clock.who_counts.recount": "the clock's, for a server whose settings say who counts",
    "clock.retention.channel_left": "Discord's own word that a channel is gone",
    "clock.retention.channel_active": "Discord's own word that somebody is active in a channel, and of its kind",
    "clock.retention.thread_found": "Discord's own word of where a thread is",
    "clock.retention.channels_back": "Discord's own word that channels are there",
    "clock.retention.channels_lost": "the clock's",
    "clock.retention.forget_expired": "the clock's",
    "clock.retention.forget_lost": "the clock's",
    "clock.retention.forget_passing": "the clock's",
    "clock.retention.server_left": "Discord's own word that Crux was removed",
    "clock.retention.servers_kept": "the clock's",
    "clock.retention.forget_left_servers": "the clock's",
    "clock.retention.server_back": "Discord's own word that Crux is in a server, or that its commands are used there",
    "settings.change_setting": "of the server where who asks manages it; part of no debate",
    "settings.setting_changes": "the same",
    "moderation.bar": "of the server where who asks moderates; part of no debate",
    "moderation.unbar": "the same",
    "moderation.bars_here": "the same",
    "languages.choose_language": "of who asks alone, wherever they are",
    "languages.server_language_changed": "Discord's own word on a server",
    "sources.message_seen": "Discord's own word on a message, and only of that server's channel",
    "sources.messages_deleted": "Discord's own word on messages, and only of that server's channel",
    "verify.debates_kept": "the command line's",
    "verify.examine": "the command line's",
    "verify.verify_debate": "the command line's",
}
"""Actions that ask nobody's leave, and why that is safe."""

OF_NO_DEBATE = frozenset(
    {
        "forums.stop_forum",
        "tags.keep_draft",
        "suggestions.begin_reading",
        "suggestions.suggest",
        "suggestions.suggestion",
        "suggestions.review",
        "suggestions.waiting_here",
        "suggestions.drop",
        "suggestions.accept",
        "overviews.overview",
        "overviews.require_may_show",
        "own_page.page_of",
    }
)
"""Actions that answer where there is no debate too: with what is about none, or about those that somebody sees."""

ASKED = sorted(
    name
    for name, action in ACTIONS.items()
    if "request" in inspect.signature(action).parameters and name not in NO_ASKER
)


def given(parameter: inspect.Parameter) -> tuple[object, ...] | None:
    kind = parameter.annotation
    told = str(kind) if not isinstance(kind, type) else kind.__name__
    return GIVEN.get(parameter.name) or GIVEN.get(f"{parameter.name}: {told.partition(' ')[0]}")


def attempts(action: Action) -> Iterator[dict[str, object]]:
    """What the action is asked with: each round takes the next value of every parameter."""
    values = {
        parameter.name: given(parameter)
        for parameter in inspect.signature(action).parameters.values()
        if parameter.name not in ("sessions", "session", "request")
    }
    unknown = sorted(name for name, known in values.items() if known is None)
    assert not unknown, f"add to GIVEN what {unknown} could be given across a wall"
    rounds = max((len(known or ()) for known in values.values()), default=1)
    for place in range(rounds):
        yield {name: known[place % len(known)] for name, known in values.items() if known}


@pytest.fixture(scope="module")
async def made_once(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction with the secret debate, and with another one of its server in which the attacker argues too."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        await connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        sessions = Sessions(connection, join_transaction_mode="create_savepoint")
        await secret.make(sessions, GUILD, SECRET, ATTACKER)
        open_one = request(GUILD, OTHER)
        await debates.open_debate(sessions, open_one, "Do bees sing?", "", "")
        await tags.state(sessions, open_one, TagForm(Kind.CLAIM, "Bees are loud"))
        await terms.define(sessions, open_one, "bee", "an insect")
        yield connection
        await transaction.rollback()


@pytest.fixture
async def connection(made_once: AsyncConnection) -> AsyncIterator[AsyncConnection]:
    """That transaction; what a test changes in it is undone, and what a commit would have checked is checked before."""
    undone = await made_once.begin_nested()
    yield made_once
    await made_once.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
    await undone.rollback()


@pytest.fixture
def scene(sessions: Sessions) -> Sessions:
    """Sessions in that transaction."""
    return sessions


def request(guild: int, channel: int) -> Request:
    return Request(guild, channel, "somewhere", ATTACKER, "vera", True, NOW)


def test_every_action_asks_who_may_or_says_why_it_need_not() -> None:
    without = {name for name in ACTIONS if name not in ASKED}

    assert without - NO_ASKER.keys() == set(), "add to NO_ASKER why these ask nobody's leave, or let them take `asked`"
    assert NO_ASKER.keys() - ACTIONS.keys() == set(), "these are no actions any more"
    assert len(ASKED) > 25


@pytest.mark.parametrize("name", ASKED)
async def test_across_a_wall_an_action_shows_nothing_and_changes_nothing(
    name: str, scene: Sessions, connection: AsyncConnection
) -> None:
    before = await everything(scene, SECRET)
    assert all(before[table] for table in ("events", "entries", "stances", "definitions", "schedules", "digests"))

    for where, channel in ((ELSEWHERE, SECRET), (GUILD, OTHER), (GUILD, EMPTY), (ELSEWHERE, EMPTY)):
        for arguments in attempts(ACTIONS[name]):
            undone = await connection.begin_nested()
            shown = await ask(ACTIONS[name], scene, request(where, channel), arguments)
            after = await everything(scene, SECRET)
            await undone.rollback()

            assert leaks(shown) == [], (where, channel, arguments)
            assert after == before, (where, channel, arguments)
            if channel == SECRET and name not in OF_NO_DEBATE:
                assert isinstance(shown, NoDebate | None), "another server's channel holds no debate"


@pytest.mark.parametrize("name", ASKED)
async def test_on_the_right_side_of_the_wall_the_same_attempts_arrive(
    name: str, scene: Sessions, connection: AsyncConnection
) -> None:
    answers = []
    for arguments in attempts(ACTIONS[name]):
        undone = await connection.begin_nested()
        answers.append(await ask(ACTIONS[name], scene, request(GUILD, SECRET), arguments))
        await undone.rollback()

    assert not any(isinstance(answer, NoDebate) for answer in answers)
