"""Whatever people do, in whatever order: the events replayed give the tables, and the chain holds."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.actions import (
    concessions,
    cruxes,
    debates,
    digests,
    entries,
    links,
    parking,
    pictures,
    privacy,
    proposals,
    sides,
    sources,
    stances,
    tags,
    terms,
)
from bot.actions.exports import export_ledger
from bot.actions.looks import look_at
from bot.actions.privacy import Forgotten
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.ledger import Ledger
from bot.ledger.outcomes import OutcomeForm
from bot.ledger.record.chain import GENESIS, SealedEvent, broken_seal
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.refusals import NothingToDraw, Refusal
from bot.ledger.telling.digest import compose
from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.store.prepared import execute_in
from bot.store.reading import events, ledgers
from bot.store.reading.small_debates import small_debate
from bot.store.sessions import Sessions
from bot.words.answers import debates as debate_answers
from bot.words.answers import details
from bot.words.answers import ledger as ledger_answers
from bot.words.answers import sides as side_answers
from tests.databases import Clones
from tests.outlines import page_of, status_of, waiting_for

GUILD, CHANNEL = 7, 70
MESSAGE = "Rents fall when we build. Quality may suffer, though. We disagree on that."
PASSAGES = ["", "Rents fall", "Quality may suffer", "not in it"]

people = st.integers(1, 4)
numbers = st.integers(1, 9)
answers = st.sampled_from(Answer)
side_names = st.sampled_from(["Yes", "no", "Later"])
statements = st.sampled_from(
    ["Rents fall", "Quality suffers", "Строим больше", "家賃は下がる", "=1+1 @everyone", " \u200b "]
)


def machine(clones: Clones, runner: asyncio.Runner) -> type[RuleBasedStateMachine]:
    """The state machine; each run of it begins with an empty database."""

    class Debate(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.lent = clones.one()
            self.engine = runner.run(self.lent.__aenter__()).engine
            self.sessions: Sessions = Sessions(self.engine)
            self.at = datetime(2026, 1, 1, tzinfo=UTC)
            self.message = 100
            self.turn = 0
            self.checked: tuple[Ledger, list[SealedEvent]] | None = None

        def teardown(self) -> None:
            runner.run(self.lent.__aexit__(None, None, None))

        def do(self, user: int, action: Callable[..., Awaitable[Any]], *given: Any, **named: Any) -> None:
            self.at += timedelta(minutes=1)
            request = Request(GUILD, CHANNEL, "housing", user, f"person {user}", user == 4, self.at)

            async def act() -> None:
                with suppress(Refusal):
                    await action(self.sessions, request, *given, **named)

            runner.run(act())

        @initialize(user=people, pair=st.sampled_from([("", ""), ("Yes", "No")]))
        def open(self, user: int, pair: tuple[str, str]) -> None:
            self.do(user, debates.open_debate, "Should we build?", *pair)

        @rule(user=people, close=st.booleans())
        def close_or_open_again(self, user: int, close: bool) -> None:
            form = OutcomeForm("✓ #1 Rents fall\nand the rest", "#2", "2027-01-01" if close else "")
            self.do(user, debates.require_closable, form)
            self.do(user, debates.close_debate, form)
            self.do(user, debates.look_again, 7)
            if not close:
                self.do(user, debates.open_debate, "", "Yes", "No")
                self.do(user, debates.open_debate)

        @rule(user=people, name=side_names, open_it=st.booleans())
        def join(self, user: int, name: str, open_it: bool) -> None:
            self.do(user, sides.join_side, name, open_it=open_it)

        @rule(
            user=people, name=side_names, other=side_names, what=st.sampled_from(["rename", "merge", "remove", "name"])
        )
        def put_sides_right(self, user: int, name: str, other: str, what: str) -> None:
            if what == "rename":
                self.do(user, sides.rename_side, name, other)
            elif what == "merge":
                self.do(user, sides.merge_sides, len(name), len(other) - 1)
            elif what == "remove":
                self.do(user, sides.remove_side, name)
            else:
                self.do(user, sides.name_sides, name, other)

        @rule(user=people, number=st.integers(1, 3), name=side_names, question=st.sampled_from(["", "Should we wait?"]))
        def edit(self, user: int, number: int, name: str, question: str) -> None:
            self.do(user, debates.edit_debate, question, {number: name})

        @rule(user=people)
        def leave(self, user: int) -> None:
            self.do(user, sides.leave_side)

        @rule(
            user=people,
            author=people,
            kind=st.sampled_from(Kind),
            statement=statements,
            passage=st.sampled_from(PASSAGES),
            answer=st.none() | answers,
            other=st.none() | numbers,
            scope=st.sampled_from(Scope),
            residue=st.none() | statements,
            link=st.sampled_from(["", "supports", "attacks", "restates", "after", "loves"]),
        )
        def tag_message(
            self,
            user: int,
            author: int,
            kind: Kind,
            statement: str,
            passage: str,
            answer: Answer | None,
            other: int | None,
            scope: Scope,
            residue: str | None,
            link: str,
        ) -> None:
            self.message += 1
            target = Target(self.message, author, f"person {author}", MESSAGE)
            named = str(other) if other is not None else None
            form = TagForm(
                kind, statement, passage, answer, crux_for=named, concedes=named, scope=scope, residue=residue,
                links=f"{link} {other or 1}" if link else None,
            )  # fmt: skip
            self.do(user, tags.keep_draft, target)
            self.do(user, tags.tag_message, self.message, form)

        @rule(user=people, entry=numbers, note=st.sampled_from(["", "You are right there"]))
        def concede(self, user: int, entry: int, note: str) -> None:
            self.do(user, concessions.concede, entry, note)

        @rule(user=people, entry=numbers, what=st.sampled_from(["confirm", "decline", "withdraw"]))
        def decide(self, user: int, entry: int, what: str) -> None:
            self.do(user, getattr(proposals, what), entry)

        @rule(user=people, entry=numbers, statement=statements, proposal=st.booleans())
        def reword(self, user: int, entry: int, statement: str, proposal: bool) -> None:
            self.do(user, proposals.reword_and_confirm if proposal else proposals.reword, entry, statement)

        @rule(
            user=people,
            entry=numbers,
            answer=answers,
            credence=st.none() | st.integers(-1, 101),
            read=st.none() | numbers,
        )
        def answer(self, user: int, entry: int, answer: Answer, credence: int | None, read: int | None) -> None:
            self.do(user, stances.take_stance, entry, answer, credence, read=read)

        @rule(
            user=people,
            entry=numbers,
            goal=st.none() | numbers,
            degree=st.sampled_from(Degree),
            take_back=st.booleans(),
        )
        def mark(self, user: int, entry: int, goal: int | None, degree: Degree, take_back: bool) -> None:
            if take_back:
                self.do(user, cruxes.unmark_crux, entry)
            else:
                self.do(user, cruxes.mark_crux, entry, str(goal) if goal else None, degree)

        @rule(user=people, entry=numbers, relation=st.sampled_from(Relation), other=numbers, take_back=st.booleans())
        def link(self, user: int, entry: int, relation: Relation, other: int, take_back: bool) -> None:
            self.do(user, links.unlink if take_back else links.link, entry, relation, other)

        @rule(user=people, entry=numbers, into=numbers)
        def merge(self, user: int, entry: int, into: int) -> None:
            self.do(user, proposals.merge, entry, into)

        @rule(user=people, entry=numbers, revive=st.booleans())
        def park(self, user: int, entry: int, revive: bool) -> None:
            self.do(user, parking.revive if revive else parking.park, entry)

        @rule(user=people, term=st.sampled_from(["rent", "Rent", ""]), number=st.integers(1, 3), owner=people)
        def define(self, user: int, term: str, number: int, owner: int) -> None:
            self.do(user, terms.define, term, "what a tenant pays")
            self.do(owner, terms.adopt, number)
            self.do(user, terms.credit, number, owner, f"person {owner}")

        @rule(back=st.integers(0, 3), text=st.none() | st.sampled_from([MESSAGE, "Rents fall", ""]), gone=st.booleans())
        def message_changes(self, back: int, text: str | None, gone: bool) -> None:
            self.at += timedelta(minutes=1)
            message = self.message - back
            if gone:
                told = sources.messages_deleted(self.sessions, GUILD, CHANNEL, (message, 5), self.at)
            else:
                told = sources.message_seen(self.sessions, GUILD, CHANNEL, message, text, self.at, self.at)
            runner.run(told)

        @rule(user=people, twice=st.booleans())
        def forget(self, user: int, twice: bool) -> None:
            self.at += timedelta(minutes=1)
            for _ in range(1 + twice):
                runner.run(privacy.forget_person(self.sessions, user, self.at))
            assert runner.run(privacy.forget_person(self.sessions, user, self.at)) == Forgotten(0, 0)

        @rule(user=people)
        def digest(self, user: int) -> None:
            async def post(sessions: Sessions, request: Request) -> None:
                ready = await digests.preview(sessions, request)
                await digests.record_posted_now(sessions, ready, self.message, request.at)

            self.do(user, post)

        @invariant()
        def the_events_replayed_give_the_tables(self) -> None:
            runner.run(self._check())

        async def _check(self) -> None:
            async with self.sessions() as session:
                standing = await ledgers.load(session, CHANNEL)
                sealed = [line async for line in events.stream(session, CHANNEL)]
                if standing is None:
                    assert sealed == []
                    return
                if (standing, sealed) == self.checked:
                    return  # Refused, so nothing was written: what follows was checked as it stands.
                self.checked = standing, sealed
                assert await ledgers.replayed(session, CHANNEL) == standing
                small = await small_debate(execute_in(session), CHANNEL)
                assert small is None or small.ledger == standing
            before = GENESIS
            for line in sealed:
                assert broken_seal(before, line) is None
                before = line.hash
            assert (await verify_debate(self.sessions, CHANNEL)).problems == ()
            written = (await export_ledger(self.sessions, CHANNEL, Format.JSON, LedgerWriter(DISCORD))).decode()
            assert ledger_json.dumps(ledger_json.loads(written)) == written
            await self._check_counts([line.event for line in sealed])

        async def _check_counts(self, told: list[Event]) -> None:
            """What the database counts makes the digest that the events make: from the beginning, and of other moments.

            After each event those are another pair: nothing new, the later half, or a third that is over.
            """
            last = len(told)
            pairs = (last, last), (last, -(-last // 2)), (-(-2 * last // 3), -(-last // 3))
            for seen, before in ((last, None), pairs[self.turn % len(pairs)]):
                async with self.sessions() as session:
                    await ledgers.use_snapshot(session)
                    # Without what is cached: what goes on from an earlier look is checked by the preview.
                    looked = await look_at(Sessions(self.engine), session, CHANNEL, seen, before)
                    now, then = looked.now, looked.before
                ledger, earlier = replay(told[:seen]), replay(told[:before]) if before is not None else None
                assert compose(now, then, self.at) == compose(ledger, earlier, self.at)
                assert overview(now, self.at) == overview(ledger, self.at)
            self.turn += 1
            await self._check_preview(told)

        async def _check_preview(self, told: list[Event]) -> None:
            """A digest that goes on from the last look says what one from the beginning says."""
            ledger = replay(told)
            before = max((posted.sequence for posted in ledger.digests), default=None)
            request = Request(GUILD, CHANNEL, "housing", 1, "person 1", False, self.at)
            ready = await digests.preview(self.sessions, request)
            assert ready.digest == compose(ledger, replay(told[:before]) if before is not None else None, self.at)
            drawn = overview(ledger, self.at)
            if drawn.is_empty:
                with pytest.raises(NothingToDraw):
                    await pictures.overview_here(self.sessions, request)
            else:
                assert await pictures.overview_here(self.sessions, request) == drawn
            await self._check_readers(ledger, self.turn)

        async def _check_readers(self, ledger: Ledger, turn: int) -> None:
            """What a reader is shown is what the whole ledger says: after each event another entry, page and person."""
            status = await entries.status_here(self.sessions, self._reader(1), named=2)
            assert debate_answers.status(DISCORD, status) == debate_answers.status(DISCORD, status_of(ledger))
            assert side_answers.listed(DISCORD, status) == side_answers.listed(DISCORD, status_of(ledger, named=2))
            if ledger.entries:
                number = list(ledger.entries)[turn % len(ledger.entries)]
                one = await entries.entry_here(self.sessions, self._reader(2), number)
                assert details.in_full(DISCORD, one.ledger, one.entries) == details.in_full(
                    DISCORD, ledger, one.entries
                )
                assert one.mine == (ledger.participants[one.entries[0].author].user == 2)
            number, user, after = (1, 2, 9)[turn % 3], 1 + turn % 5, (0, 3)[turn % 2]
            found = await entries.page_here(self.sessions, self._reader(1), number, 4)
            page = page_of(ledger, number, 4)
            assert found.page == page
            assert ledger_answers.page(DISCORD, found.ledger, page) == ledger_answers.page(DISCORD, ledger, page)
            person = next((p.number for p in ledger.participants.values() if p.user == user), None)
            waiting = await entries.waiting_here(self.sessions, self._reader(user), after)
            assert waiting == waiting_for(ledger, person, after)

        def _reader(self, user: int) -> Request:
            return Request(GUILD, CHANNEL, "housing", user, f"person {user}", False, self.at)

    return Debate


def test_replaying_the_events_gives_the_tables_whatever_people_do(server: str, template: str) -> None:
    with asyncio.Runner() as runner:
        clones = Clones(server, template)
        under_test = machine(clones, runner)
        run_state_machine_as_test(
            under_test,
            settings=settings(
                max_examples=25,
                stateful_step_count=30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                print_blob=True,
            ),
        )
        runner.run(clones.close())
