"""Forgetting a person: their words and name are nowhere, what they counted for stays, and the ledger is whole."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.actions import concessions, debates, entries, parking, privacy, proposals, sides, stances, tags, terms
from bot.actions import digests as digesting
from bot.actions.exports import export_ledger
from bot.actions.imports import import_ledger
from bot.actions.privacy import Forgotten
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.actions.verify import debates_kept, verify_debate
from bot.exchange import ledger_json
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer, Kind, Status
from bot.ledger.ledger import Ledger
from bot.ledger.people import UnnamedSide
from bot.ledger.record.events import EntryTagged, PersonForgotten
from bot.ledger.refusals import NoSuchDefinition, OpenersOnly, SideNameTaken
from bot.ledger.telling.outcome import told as told_outcome
from bot.render import chat
from bot.render.front_ends import DISCORD, TERMINAL
from bot.render.plain import digest_text
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows
from bot.words.answers import debates as debate_answers
from bot.words.answers import details
from bot.words.answers import history as histories
from bot.words.answers import ledger as ledger_answers
from bot.words.answers import privacy as privacy_answers
from bot.words.answers import sides as side_answers
from bot.words.answers import stances as stance_answers
from bot.words.answers.entries import choice
from tests.databases import unmark
from tests.outlines import page_of
from tests.store.locks import somebody_waits

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE, THERE = 7, 8
CHANNEL, SECOND, ELSEWHERE, NOT_HERS = 70, 71, 80, 90
ANA, BEN, MOD = 555_000_100_000_000_001, 555_000_100_000_000_002, 555_000_100_000_000_003
"""As long as Discord's numbers are: seven digits stand in the salts and hashes of a test's rows by chance, once in some
ten thousand times."""
NAMES = {ANA: "zebra-ana", BEN: "ben", MOD: "mod"}
MARK = "zebra"
"""Stands in everything that ANA writes, and in nothing else."""


class Place:
    """A channel in which people do things, one minute after the other."""

    def __init__(self, sessions: Sessions, channel: int = CHANNEL, guild: int = HERE) -> None:
        self.sessions, self.channel, self.guild = sessions, channel, guild
        self.message = 1000 * channel

    def by(self, user: int) -> Request:
        self.message += 1
        at = NOON + timedelta(minutes=self.message % 1000)
        return Request(self.guild, self.channel, "housing", user, NAMES[user], user == MOD, at)

    async def says(self, tagger: int, author: int, text: str, form: TagForm) -> int:
        """The author's message is tagged; gives the entry's number."""
        request = self.by(tagger)
        target = Target(self.message, author, NAMES[author], text)
        await tags.keep_draft(self.sessions, request, target)
        return (await tags.tag_message(self.sessions, request, target.message, form)).entry.number

    async def ledger(self) -> Ledger:
        async with self.sessions() as session:
            ledger = await ledgers.load(session, self.channel)
        assert ledger is not None
        return ledger


async def argued(place: Place) -> None:
    """A debate in which ANA does all that leaves words behind, and BEN answers."""
    s = place.sessions
    await debates.open_debate(s, place.by(ANA), "Is a zebra white?", "zebra yes", "zebra no")
    await sides.join_side(s, place.by(ANA), "zebra yes")
    await sides.join_side(s, place.by(BEN), "zebra no")
    text = "The zebra is white. A zebra has stripes."
    form = TagForm(Kind.CLAIM, "The zebra is white", "The zebra is white.")
    assert await place.says(ANA, ANA, text, form) == 1
    await proposals.reword(s, place.by(ANA), 1, "Most zebras are white")
    await stances.take_stance(s, place.by(BEN), 1, Answer.DISAGREE, 20)
    await concessions.concede(s, place.by(BEN), 1, "")  # "Agreed: " and her words
    assert await place.says(BEN, ANA, text, TagForm(Kind.CRUX, "Zebra stripes matter", "A zebra has stripes.")) == 3
    form = TagForm(Kind.CLAIM, "Ben means: zebra", "Horses")
    assert await place.says(ANA, BEN, "Horses are faster", form) == 4
    form = TagForm(Kind.CLAIM, "Horses are faster", "Horses")
    assert await place.says(ANA, BEN, "Horses are faster", form) == 5
    await proposals.confirm(s, place.by(BEN), 5)
    form = TagForm(Kind.CLAIM, "Ben means another zebra", "Cows")
    assert await place.says(ANA, BEN, "Cows are slower", form) == 6
    await proposals.reword_and_confirm(s, place.by(BEN), 6, "Cows are slower")
    await terms.define(s, place.by(ANA), "zebra", "a striped zebra")
    await terms.adopt(s, place.by(BEN), 1)
    await terms.define(s, place.by(BEN), "horse", "no stripes")
    await concessions.concede(s, place.by(ANA), 5, "zebra conceded")
    await parking.park(s, place.by(ANA), 5)
    await tags.keep_draft(s, place.by(ANA), Target(1, BEN, "ben", "to be tagged by her"))
    await tags.keep_draft(s, place.by(BEN), Target(2, ANA, NAMES[ANA], "a zebra message"))


async def left_of(sessions: Sessions, *sought: str) -> list[str]:
    """The tables in which some row holds one of the words, in whatever column."""
    found = []
    async with sessions() as session:
        names = sa.text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for table in (await session.scalars(names)).all():
            for word in sought:
                for written in (word, word.encode().hex()):
                    rows = sa.text(f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE :word')
                    if await session.scalar(rows, {"word": f"%{written}%"}):
                        found.append(f"{table}: {written}")
    return found


async def whole(sessions: Sessions) -> None:
    """Every ledger verifies, and its tables are its events replayed."""
    for debate in await debates_kept(sessions):
        assert (await verify_debate(sessions, debate)).problems == ()
        async with sessions() as session:
            assert await ledgers.load(session, debate) == await ledgers.replayed(session, debate)


@pytest.fixture
async def place(committed_sessions: Sessions) -> Place:
    place = Place(committed_sessions)
    await argued(place)
    await argued(Place(committed_sessions, ELSEWHERE, THERE))
    await tags.state(committed_sessions, Place(committed_sessions, SECOND).by(ANA), TagForm(Kind.CLAIM, "One zebra"))
    await tags.state(committed_sessions, Place(committed_sessions, NOT_HERS).by(BEN), TagForm(Kind.CLAIM, "One horse"))
    return place


async def test_nothing_of_a_forgotten_person_is_left_in_any_table(place: Place) -> None:
    before = await place.ledger()
    tables = {found.split(":")[0] for found in await left_of(place.sessions, MARK)}
    words_of_hers = {"event_texts", "debates", "sides", "participants", "entries", "wordings", "definitions", "drafts"}
    assert tables == words_of_hers

    forgotten = await privacy.forget_person(place.sessions, ANA, NOON)

    assert await left_of(place.sessions, MARK, str(ANA)) == []
    assert forgotten.debates == 3
    await whole(place.sessions)
    after = await place.ledger()
    assert after.stances == before.stances
    assert after.marks == before.marks
    assert after.links == before.links
    assert after.participants[1].side == 1
    assert [entry.status for entry in after.entries.values()] == [entry.status for entry in before.entries.values()]
    # What others said stays, and what they confirmed as theirs.
    said = {number: entry.statement for number, entry in after.entries.items()}
    assert said == {1: None, 2: None, 3: None, 4: None, 5: "Horses are faster", 6: "Cows are slower", 7: None}
    assert after.entries[4].passage == "Horses"
    assert after.definitions[2].meaning == "no stripes"
    assert after.name(2) == "ben"
    assert (after.debate.question, after.sides[1].name) == (None, None)


async def test_others_words_are_still_there_when_they_are_the_same(committed_sessions: Sessions) -> None:
    place = Place(committed_sessions)
    await tags.state(place.sessions, place.by(ANA), TagForm(Kind.CLAIM, "Rents fall"))
    await tags.state(place.sessions, place.by(BEN), TagForm(Kind.CLAIM, "Rents fall"))
    await concessions.concede(place.sessions, place.by(BEN), 1, "Agreed: Rents fall, but slowly")
    await privacy.forget_person(place.sessions, ANA, NOON)
    ledger = await place.ledger()
    assert [ledger.entries[n].statement for n in (1, 2, 3)] == [None, "Rents fall", "Agreed: Rents fall, but slowly"]
    assert ledger.debate.question == "housing"


async def test_the_event_that_says_so_is_the_persons_last(place: Place) -> None:
    await privacy.forget_person(place.sessions, ANA, NOON)
    async with place.sessions() as session:
        last = [line.event async for line in events.stream(session, CHANNEL)][-1]
    assert isinstance(last.change, PersonForgotten)
    assert (last.actor, last.change.person) == (1, 1)


async def test_whoever_comes_back_is_somebody_new(place: Place) -> None:
    await privacy.forget_person(place.sessions, ANA, NOON)
    await stances.take_stance(place.sessions, place.by(ANA), 5, Answer.AGREE, None)
    ledger = await place.ledger()
    assert ledger.participants[3].user == ANA
    assert ledger.participants[3].side is None
    await whole(place.sessions)
    assert (await privacy.forget_person(place.sessions, ANA, NOON)).debates == 1
    assert await left_of(place.sessions, MARK, str(ANA)) == []
    await whole(place.sessions)


async def test_with_nothing_kept_or_asked_twice_nothing_is_wrong(place: Place) -> None:
    assert await privacy.forget_person(place.sessions, 123, NOON) == Forgotten(0, 0)
    twice = await asyncio.gather(*(privacy.forget_person(place.sessions, ANA, NOON) for _ in range(3)))
    assert sum(done.debates for done in twice) == 3
    assert await privacy.forget_person(place.sessions, ANA, NOON) == Forgotten(0, 0)
    await whole(place.sessions)


async def test_forgetting_somebody_while_they_act(place: Place) -> None:
    async def act() -> None:
        for number in range(12):
            await tags.state(place.sessions, place.by(ANA), TagForm(Kind.CLAIM, f"zebra number {number}"))

    async def forget() -> None:
        for _ in range(4):
            await privacy.forget_person(place.sessions, ANA, NOON)

    await asyncio.gather(act(), forget())
    await whole(place.sessions)
    ledger = await place.ledger()
    # What was said before the last forgetting is gone, what was said after it is hers again.
    mine = {person.number for person in ledger.participants.values() if person.user == ANA}
    for entry in ledger.entries.values():
        assert entry.statement is None or MARK not in entry.statement or entry.author in mine
    await privacy.forget_person(place.sessions, ANA, NOON)
    assert await left_of(place.sessions, MARK, str(ANA)) == []


async def test_what_is_said_between_reading_and_erasing_is_erased_too(place: Place) -> None:
    async with place.sessions.begin() as session:
        head = await debate_rows.lock(session, CHANNEL)
        assert head is not None
        forgetting = asyncio.ensure_future(privacy.forget_person(place.sessions, ANA, NOON))
        await somebody_waits(place.sessions)
        said = EntryTagged(8, Kind.CLAIM, 1, 1, False, statement="One more zebra")
        await append.record(session, head, 1, (said,), NOON)
    assert (await forgetting).debates == 3
    assert await left_of(place.sessions, MARK, str(ANA)) == []
    await whole(place.sessions)


async def test_what_is_shown_of_a_ledger_without_words(place: Place) -> None:
    await privacy.forget_person(place.sessions, ANA, NOON)
    await privacy.forget_person(place.sessions, BEN, NOON)
    ledger = await place.ledger()
    digest = (await digesting.preview(place.sessions, place.by(MOD))).digest
    told = [
        digest_text(TERMINAL, digest),
        "".join(b.text for b in chat.digest_message(DISCORD, digest, HERE, anchor=None).blocks),
        str(ledger_answers.page(DISCORD, ledger, page_of(ledger))),
        details.in_full(DISCORD, ledger, list(ledger.entries.values())),
        debate_answers.status(DISCORD, await entries.status_here(place.sessions, place.by(MOD))),
        debate_answers.closed(DISCORD, ledger.debate, told_outcome(ledger.debate, ledger)),
        side_answers.listed(DISCORD, await entries.status_here(place.sessions, place.by(MOD), 20)),
        stance_answers.which_stance(DISCORD, list(ledger.entries.values())),
        *(choice(DISCORD, entry) for entry in ledger.entries.values()),
        (await export_ledger(place.sessions, CHANNEL, Format.CSV, LedgerWriter(DISCORD))).decode(),
        (await export_ledger(place.sessions, CHANNEL, Format.MARKDOWN, LedgerWriter(DISCORD))).decode(),
    ]
    for number in ledger.entries:
        history = await entries.history(place.sessions, place.by(MOD), number, 99)
        told.append(histories.history(DISCORD, history.entry, history.events, history.names))
    for text in told:
        assert "None" not in text
        assert MARK not in text.casefold()
        assert "“”" not in text
    assert "(the question was erased)" in told[0]
    assert "A Side 1 (0) · B Side 2 (0)" in told[0]
    assert "**#5** “(erased)”" in told[3]
    assert "someone" in told[3]
    assert (
        ",someone,Side 2," in (await export_ledger(place.sessions, CHANNEL, Format.CSV, LedgerWriter(DISCORD))).decode()
    )
    found = await entries.find_entries(place.sessions, place.by(MOD), "", 25)
    assert {entry.number for entry in found} == {1, 2, 3, 4, 5, 6, 7}
    assert await entries.find_entries(place.sessions, place.by(MOD), "horses", 25) == []
    with pytest.raises(NoSuchDefinition):
        await terms.adopt(place.sessions, place.by(MOD), 1)


async def test_an_erased_ledger_goes_out_and_in_again_byte_for_byte(place: Place) -> None:
    await privacy.forget_person(place.sessions, ANA, NOON)
    await debates.edit_debate(place.sessions, place.by(MOD), "Put again?", {1: "Yes", 2: "No"})
    written = (await export_ledger(place.sessions, CHANNEL, Format.JSON, LedgerWriter(DISCORD))).decode()
    assert ledger_json.dumps(ledger_json.loads(written)) == written
    async with place.sessions.begin() as session:
        assert await debate_rows.forget(session, CHANNEL)
    await import_ledger(place.sessions, begun(written))
    await unmark(place.sessions)
    assert (await export_ledger(place.sessions, CHANNEL, Format.JSON, LedgerWriter(DISCORD))).decode() == written
    await whole(place.sessions)


async def test_moderators_put_an_erased_question_and_erased_sides_again(place: Place) -> None:
    await privacy.forget_person(place.sessions, ANA, NOON)
    with pytest.raises(OpenersOnly):
        await debates.edit_debate(place.sessions, place.by(BEN), "Is it white?", {})
    by_words = replace(place.by(MOD), unnamed_side="Side {}".format)
    with pytest.raises(SideNameTaken):
        await debates.edit_debate(place.sessions, by_words, "Is it white?", {1: "Yes", 2: "yes"})
    with pytest.raises(SideNameTaken):
        await debates.edit_debate(place.sessions, by_words, "", {1: "side 2"})

    edited = await debates.edit_debate(place.sessions, by_words, "Is it white?", {})
    assert edited is not None
    assert edited.sides == (UnnamedSide(1), UnnamedSide(2))
    edited = await debates.edit_debate(place.sessions, by_words, "", {1: "Yes"})
    assert edited is not None
    assert edited.sides == ("Yes", UnnamedSide(2))
    await debates.close_debate(place.sessions, place.by(MOD))
    opened = await debates.open_debate(place.sessions, place.by(MOD))
    assert opened.sides == ("Yes", UnnamedSide(2))
    await debates.edit_debate(place.sessions, place.by(MOD), "", {2: "No"})

    ledger = await place.ledger()
    assert ledger.debate.question == "Is it white?"
    assert {person.side for person in ledger.participants.values() if person.number < 3} == {1, 2}
    await whole(place.sessions)
    await privacy.forget_person(place.sessions, MOD, NOON)
    assert (await place.ledger()).sides[1].name is None
    await whole(place.sessions)


async def test_a_question_put_anew_outlives_the_one_who_asked_first(place: Place) -> None:
    await debates.edit_debate(place.sessions, place.by(MOD), "Is it striped?", {})
    await privacy.forget_person(place.sessions, ANA, NOON)
    assert (await place.ledger()).debate.question == "Is it striped?"
    await whole(place.sessions)
    await privacy.forget_person(place.sessions, MOD, NOON)
    assert (await place.ledger()).debate.question is None
    await whole(place.sessions)


async def test_what_is_held_is_told_by_server(place: Place) -> None:
    held = await privacy.stored_about(place.sessions, ANA, HERE)
    counts = (held.here.debates, held.here.entries, held.here.wordings, held.here.stances, held.here.definitions)
    assert counts == (2, 4, 5, 3, 1)
    assert (held.elsewhere.debates, held.elsewhere.entries, held.drafts) == (1, 3, 14)
    assert held.here.first is not None
    assert held.here.last is not None
    assert held.here.first < held.here.last
    text = privacy_answers.stored(DISCORD, held.here, held.elsewhere, held.drafts)
    assert "In this server: 2 debates, with 4 entries, 5 wordings, 3 stances, 1 definition of yours." in text
    assert "In other servers: 1 debate, " in text
    assert "/channels/" not in text

    await privacy.forget_person(place.sessions, ANA, NOON)
    held = await privacy.stored_about(place.sessions, ANA, HERE)
    assert privacy_answers.stored(DISCORD, held.here, held.elsewhere, held.drafts) == "Crux stores nothing about you."


async def test_the_file_of_ones_words_is_what_would_be_erased_and_of_this_server_alone(place: Place) -> None:
    written = json.loads(await privacy.words_of(place.sessions, ANA, HERE))
    assert written["server"] == str(HERE)
    assert [debate["channel"] for debate in written["debates"]] == [str(CHANNEL), str(SECOND)]
    words = [text["words"] for text in written["debates"][0]["words"]]
    assert words.count("Most zebras are white") == 1
    assert "Is a zebra white?" in words
    assert all(MARK in word.casefold() or word == str(ANA) for word in words)
    assert json.loads(await privacy.words_of(place.sessions, 123, HERE))["debates"] == []


async def test_a_forgotten_authors_proposal_can_still_be_taken_back_by_moderators(place: Place) -> None:
    await privacy.forget_person(place.sessions, ANA, NOON)
    await proposals.withdraw(place.sessions, place.by(MOD), 3)
    assert (await place.ledger()).entries[3].status is Status.WITHDRAWN
