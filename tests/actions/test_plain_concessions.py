"""A concession without words of its own: its event has none, and people read what it concedes, until that is erased."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions import concessions, entries, exports, privacy, proposals, stances, tags
from bot.actions.imports import import_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer, Kind, PlainConcession, Scope
from bot.ledger.ledger import Ledger
from bot.ledger.record.events import EntryTagged
from bot.render.front_ends import DISCORD
from bot.store.prepared import execute_in
from bot.store.reading import events, ledgers
from bot.store.reading.histories import history
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows
from bot.words import names
from bot.words.answers import history as histories
from tests.databases import unmark
from tests.exchange.ledgers import GUILD

CHANNEL, ANA, BEN = 70, 5001, 5002
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAID = "Agreed: Rents fall when we build"


def by(user: int, channel: int = CHANNEL) -> Request:
    return Request(GUILD, channel, "housing", user, f"person {user}", True, NOON)


@pytest.fixture
async def conceded(committed_sessions: Sessions) -> Sessions:
    """ANA claims #1, BEN concedes it as #2 without a word, and ANA then rewords it."""
    await tags.state(committed_sessions, by(ANA), TagForm(Kind.CLAIM, "Rents fall when we build"))
    await concessions.concede(committed_sessions, by(BEN), 1, "")
    await proposals.reword(committed_sessions, by(ANA), 1, "Rents fall a lot")
    return committed_sessions


async def ledger(sessions: Sessions) -> Ledger:
    """What stands in the ledger: it is intact, and its tables give what its events give, the words conceded too."""
    assert (await verify_debate(sessions, CHANNEL)).problems == ()
    async with sessions() as session:
        found, replayed = await ledgers.load(session, CHANNEL), await ledgers.replayed(session, CHANNEL)
    assert found is not None
    assert found == replayed
    assert [entry.said for entry in found.entries.values()] == [entry.said for entry in replayed.entries.values()]
    return found


def said(found: Ledger, number: int) -> str:
    return names.statement(DISCORD, found.entries[number].said)


async def exported(sessions: Sessions, form: Format) -> str:
    return (await exports.export_ledger(sessions, CHANNEL, form, LedgerWriter(DISCORD))).decode()


async def test_its_event_has_no_words_and_people_read_what_was_conceded(conceded: Sessions) -> None:
    async with conceded() as session:
        written = [line async for line in events.stream(session, CHANNEL)]
    (line,) = (line for line in written if isinstance(line.event.change, EntryTagged) and line.event.entry == 2)
    assert line.texts == {}
    assert isinstance(line.event.change, EntryTagged)
    assert line.event.change.conceded_wording == 1

    now = await ledger(conceded)
    assert now.entries[2].said == PlainConcession(Answer.AGREE, "Rents fall when we build")
    assert said(now, 2) == SAID


async def test_every_reader_is_shown_the_sentence(conceded: Sessions) -> None:
    shown = await entries.entry_here(conceded, by(ANA), 2)
    (found,) = await entries.find_entries(conceded, by(ANA), "BUILD when WE", 25)
    history = await entries.history(conceded, by(ANA), 2, 100)
    assert [names.statement(DISCORD, entry.said) for entry in (*shown.entries, found, history.entry)] == [SAID] * 3
    told = histories.history(DISCORD, history.entry, history.events, history.names)
    assert told.count(SAID) == 2

    assert SAID in await exported(conceded, Format.MARKDOWN)
    assert SAID in await exported(conceded, Format.HTML)
    rows = csv.DictReader(io.StringIO(await exported(conceded, Format.CSV)))
    assert [row["statement"] for row in rows if row["concedes"]] == [SAID]
    view = json.loads(await exported(conceded, Format.JSON))["ledger"]["entries"][1]
    assert (view["statement"], view["wordings"]) == (SAID, [SAID])
    assert view["concedes"] == {"entry": 1, "scope": "point", "answer": "agree", "wording": 1}


@pytest.mark.parametrize("form", [Format.JSON, Format.LINES])
async def test_it_goes_out_and_comes_in_again(conceded: Sessions, form: Format) -> None:
    written = await exported(conceded, form)
    async with conceded.begin() as session:
        assert await debate_rows.forget(session, CHANNEL)
    await import_ledger(conceded, begun(written))
    await unmark(conceded)
    assert await exported(conceded, form) == written
    assert said(await ledger(conceded), 2) == SAID


async def test_with_the_words_that_it_concedes_it_loses_its_own(conceded: Sessions) -> None:
    assert await privacy.forget_person(conceded, ANA, NOON) == privacy.Forgotten(debates=1, texts=4)
    now = await ledger(conceded)
    assert said(now, 2) == "(erased)"
    assert SAID not in await exported(conceded, Format.JSON)


async def test_its_author_can_find_words_for_it_later(conceded: Sessions) -> None:
    await proposals.reword(conceded, by(BEN), 2, "On rents you are right")
    now = await ledger(conceded)
    assert said(now, 2) == "On rents you are right"
    assert names.statement(DISCORD, now.entries[2].said_in(now.entries[2].wordings[0])) == SAID


async def test_it_says_what_does_not_hold_where_that_is_conceded(conceded: Sessions) -> None:
    await stances.take_stance(conceded, by(BEN), 1, Answer.DISAGREE)
    await concessions.concede(conceded, by(ANA), 1, "", Scope.WHOLE)
    now = await ledger(conceded)
    answer = now.entries[3].concession
    assert answer is not None
    assert (answer.answer, answer.before) == (Answer.DISAGREE, Answer.AGREE)
    assert said(now, 3) == "Agreed that this is not so: Rents fall a lot"


async def test_a_long_statement_is_cut_as_it_always_was(conceded: Sessions) -> None:
    plain = PlainConcession(Answer.DISAGREE, "x" * 300)
    sentence = names.statement(DISCORD, plain)
    assert len(sentence) == 300
    assert sentence == f"Agreed that this is not so: {'x' * 271}…"


async def test_older_events_keep_their_sentence_and_lose_it_with_the_words_it_repeats(conceded: Sessions) -> None:
    async with conceded.begin() as session:
        head = await debate_rows.lock(session, CHANNEL)
        assert head is not None
        found = await history(execute_in(session), CHANNEL, 2, 100)
        assert found is not None
        (tag,) = [event.change for event in found[1].events]
        assert isinstance(tag, EntryTagged)
        older = replace(tag, entry=3, conceded_wording=None, statement=SAID)
        await append.record(session, head, 2, (older,), NOON)
    assert said(await ledger(conceded), 3) == SAID

    await privacy.forget_person(conceded, ANA, NOON)

    assert said(await ledger(conceded), 3) == "(erased)"
