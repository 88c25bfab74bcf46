"""What another tool has written is a ledger as any other: it stands as its votes do, verifies, travels, goes on."""

from datetime import UTC, datetime

import pytest

from bot.actions import looks, privacy, stances, tags
from bot.actions.clock import retention
from bot.actions.exports import export_ledger
from bot.actions.imports import import_foreign, import_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange import kialo, polis, polis_ledger
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.exchange.votes import standing_of
from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import NO_SERVER
from bot.ledger.refusals import DebateExists
from bot.render.front_ends import DISCORD
from bot.store.reading import debates, ledgers
from bot.store.sessions import Sessions
from bot.store.writing import debate_rows
from tests.exchange.polis_reports import REAL, SHARED, SMALL, Report, named, real
from tests.exchange.test_kialo import DISCUSSION

GUILD, THREAD = 7, 70
HERE = Destination(THREAD, GUILD)


def conversation_of(report: Report) -> polis.Conversation:
    return polis.read(named(report.files()))


def foreign_of(report: Report) -> ForeignLedger:
    return polis_ledger.ledger_of(conversation_of(report), "a file")


async def digest_of(sessions: Sessions) -> dict[str | None, tuple[object, ...]]:
    """Where each claim stands in a digest, by its statement."""
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        head = await debates.head(session, THREAD)
        assert head is not None
        look = await looks.look_at(sessions, session, THREAD, head.sequence, None)
    return {line.entry.statement: (line.cls, line.tallies, line.verdicts) for line in look.standing.entries}


@pytest.mark.skipif(not SHARED.exists(), reason="the Polis conversations do not lie beside the checkout")
@pytest.mark.parametrize("name", REAL[1:])
async def test_a_digest_of_a_real_conversation_says_of_every_claim_what_its_votes_say(
    committed_sessions: Sessions, name: str
) -> None:
    conversation = conversation_of(real(name))
    words = {str(comment.number): comment.words for comment in conversation.counted()}
    await import_foreign(committed_sessions, polis_ledger.ledger_of(conversation, name), HERE)

    assert await digest_of(committed_sessions) == {
        " ".join(words[line.comment].split()): (line.cls, *map(tuple, zip(*line.sides.values(), strict=True)))
        for line in standing_of(polis_ledger.votes_of(conversation))
    }
    assert (await verify_debate(committed_sessions, THREAD)).problems == ()


@pytest.mark.parametrize(
    "foreign", [foreign_of(SMALL), kialo.read(DISCUSSION, datetime(2026, 3, 1, tzinfo=UTC))], ids=["polis", "kialo"]
)
async def test_it_verifies_is_marked_as_imported_and_its_export_comes_in_again(
    committed_sessions: Sessions, foreign: ForeignLedger
) -> None:
    await import_foreign(committed_sessions, foreign, HERE)
    found = await verify_debate(committed_sessions, THREAD)
    written = await export_ledger(committed_sessions, THREAD, Format.JSON, LedgerWriter(DISCORD))

    assert found.problems == ()
    assert found.imported is not None
    assert found.imported.events == found.events
    with pytest.raises(DebateExists):
        await import_foreign(committed_sessions, foreign, HERE)
    async with committed_sessions.begin() as session:
        await debate_rows.forget(session, THREAD)
    await import_ledger(committed_sessions, begun(written.decode()))
    assert (await verify_debate(committed_sessions, THREAD)).problems == ()


async def test_people_of_the_thread_go_on_in_it_and_can_be_forgotten(committed_sessions: Sessions) -> None:
    await import_foreign(committed_sessions, foreign_of(SMALL), HERE)
    zoe = Request(GUILD, THREAD, "housing", 555_000_100_000_000_001, "zebra-zoe", False, datetime.now(UTC))

    await stances.take_stance(committed_sessions, zoe, 1, Answer.AGREE, None)
    await tags.state(committed_sessions, zoe, TagForm(Kind.CLAIM, "zebras are striped"))
    await privacy.forget_person(committed_sessions, zoe.user, zoe.at)

    assert (await verify_debate(committed_sessions, THREAD)).problems == ()
    written = (await export_ledger(committed_sessions, THREAD, Format.JSON, LedgerWriter(DISCORD))).decode()
    assert "zebra" not in written
    assert "P7" in written


async def test_a_debate_of_no_server_is_not_lost_with_any(committed_sessions: Sessions) -> None:
    await import_foreign(committed_sessions, foreign_of(SMALL), Destination(THREAD, NO_SERVER))

    assert await retention.servers_kept(committed_sessions) == []
